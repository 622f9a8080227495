import { createHash } from 'node:crypto';
import { analyze, type Report } from '../../lib/graph/analyze';
import { compare } from '../../lib/graph/compare';
import { type Case, canonical, corpus, goldenKinds, lines, normalized, verdicts } from './golden';

const kinds = goldenKinds();
const cases = [...verdicts(), ...corpus()];

/** Rejected RGDs of which none of our findings has a text of kro. */
const OTHER_WORDS: readonly string[] = [];

function report({ rgd, chain, gates }: Case): Report {
  for (const link of chain) kinds.add(analyze(link, { kinds }).crd);
  return analyze(rgd, { kinds, featureGates: gates });
}

const reports = cases.map(each => ({ ...each, report: report(each) }));
const accepted = reports.filter(each => each.ok);
const rejected = reports.filter(each => !each.ok);
const names = (some: readonly Case[]): string[] => some.map(each => each.name);

const sorted = (lists: Readonly<Record<string, readonly string[]>> = {}) =>
  canonical(Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, [...list].sort()])));

/** The CRD as its recorded hash is made of it. */
function printed({ crd }: Report): string {
  const { metadata, spec } = JSON.parse(JSON.stringify(crd));
  return JSON.stringify(canonical({ ...metadata, spec }));
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('RGDs the real kro has judged', () => {
  test('there are 3,080', () => {
    expect([accepted.length, rejected.length]).toEqual([1486, 1594]);
  });

  test('the same are accepted', () => {
    expect(names(reports.filter(each => each.report.verdict.builder !== each.ok))).toEqual([]);
  });

  test('one finding of those rejected has a text of kro', () => {
    const missed = rejected.filter(each => {
      const texts = new Set(each.errors.map(normalized));
      return !each.report.findings.some(({ kro }) => kro !== undefined && texts.has(normalized(kro)));
    });
    expect(names(missed)).toEqual(OTHER_WORDS);
  });

  test('resources are created in the same order', () => {
    const ordered = accepted.filter(each => each.order);
    const differing = ordered.filter(each => JSON.stringify(each.report.order) !== JSON.stringify(each.order));
    expect(ordered).toHaveLength(1486);
    expect(names(differing)).toEqual([]);
  });

  test('resources depend on the same resources', () => {
    const differing = accepted.filter(
      each => JSON.stringify(sorted(each.report.dependencies)) !== JSON.stringify(sorted(each.dependencies)),
    );
    expect(names(differing)).toEqual([]);
  });

  test('generated CRDs are equal', () => {
    const recorded = accepted.filter(each => each.crdSha256);
    expect(recorded).toHaveLength(1319);
    expect(names(recorded.filter(each => hash(printed(each.report)) !== each.crdSha256))).toEqual([]);
  });

  test('the CRDs of the realistic RGDs are equal in every part', () => {
    for (const { crd, report } of accepted.filter(each => each.crd)) {
      const { name, labels, annotations } = report.crd!.metadata;
      const own = { name, spec: report.crd!.spec, ...(labels && { labels }), ...(annotations && { annotations }) };
      expect(canonical(JSON.parse(JSON.stringify(own)))).toEqual(canonical(crd));
    }
  });

  test('generated schemas are equal', () => {
    for (const { report, schemas } of accepted.filter(each => each.schemas)) {
      const { spec, status } = report.crd!.spec.versions[0].schema.openAPIV3Schema.properties!;
      expect(canonical({ spec, status })).toEqual(canonical({ spec: schemas!.spec, status: schemas!.status }));
    }
  });

  test('names of generated CRDs are equal', () => {
    for (const { report, crdName } of accepted.filter(each => each.crdName && !each.crdMarshalError))
      expect(report.crd!.metadata.name).toBe(crdName);
  });

  test('a CRD is absent exactly where Go could not print it', () => {
    const unlike = accepted.filter(each => Boolean(each.report.crd) === Boolean(each.crdMarshalError));
    expect(names(unlike)).toEqual([]);
  });
});

describe('changes the real kro has judged', () => {
  // biome-ignore lint/suspicious/noExplicitAny: recorded lines
  const pairs = lines<any>('pairs.jsonl.gz');
  const object = (id: string, apiVersion: string, kind: string, spec?: object) => ({
    id,
    template: { apiVersion, kind, metadata: { name: '${schema.metadata.name}' }, ...(spec && { spec }) },
  });
  const deployment = {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
  };
  const frame = [object('cm', 'v1', 'ConfigMap'), object('dep', 'apps/v1', 'Deployment', deployment)];
  // biome-ignore lint/suspicious/noExplicitAny: any document
  const resourcesOf = (base: string) => (cases.find(each => each.name === base)!.rgd as any).spec.resources;

  test('there are 204', () => expect(pairs).toHaveLength(204));

  test.each(pairs.map(pair => [pair.name, pair]))('%s', (_, pair) => {
    const resources = pair.oldBase ? resourcesOf(pair.oldBase) : frame;
    const rgd = (schema: unknown) => ({ metadata: { name: 'thing' }, spec: { schema, resources } });
    const options = { kinds, featureGates: { CELOmitFunction: true } };
    const { compatible, hasChanges, breaking, nonBreaking } = compare(rgd(pair.old), rgd(pair.new), options);
    expect({ compatible, hasChanges, breaking: new Set(breaking), nonBreaking: new Set(nonBreaking) }).toEqual({
      compatible: pair.compatible,
      hasChanges: pair.hasChanges,
      breaking: new Set(pair.breaking),
      nonBreaking: new Set(pair.nonBreaking),
    });
  });
});
