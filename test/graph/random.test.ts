import { createHash } from 'node:crypto';
import { analyze, type Report } from '../../lib/graph/analyze';
import { Kinds } from '../../lib/schema/kinds';
import { canonical, goldenKinds, lines, normalized } from './golden';

/**
 * RGDs made at random, of every kind there is and of mutated ones, and what kro, its own CRD and the API server made of them: those
 * that found us wrong once, and some that did not.
 */
interface Line {
  readonly name: string;
  readonly rgd: unknown;
  readonly gates?: { readonly CELOmitFunction?: boolean };
  readonly admission: boolean;
  readonly ok: boolean;
  /** Normalized. */
  readonly errors?: readonly string[];
  readonly topologicalOrder?: readonly string[];
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
  readonly crdAccepted?: boolean;
  readonly crdSha256?: string;
}

const kinds = goldenKinds(Kinds.bundled());
const reports = lines<Line>('mutants.jsonl.gz').map(line => ({
  ...line,
  report: analyze(line.rgd, { kinds, featureGates: line.gates }),
}));
const accepted = reports.filter(each => each.ok);
const names = (some: readonly Line[]): string[] => some.map(each => each.name);

test('there are 435', () => {
  expect([accepted.length, reports.length]).toEqual([289, 435]);
});

test('the same are admitted', () => {
  expect(names(reports.filter(each => each.report.verdict.admission !== each.admission))).toEqual([]);
});

test('the same are built', () => {
  expect(names(reports.filter(each => each.report.verdict.builder !== each.ok))).toEqual([]);
});

test('one finding of those refused has a text of kro', () => {
  const missed = reports.filter(({ ok, errors, report }) => {
    const texts = new Set(errors);
    return !ok && !report.findings.some(({ kro }) => kro !== undefined && texts.has(normalized(kro)));
  });
  expect(names(missed)).toEqual([]);
});

test('order and dependencies are equal', () => {
  const sorted = (lists: Line['dependencies'] = {}) =>
    canonical(Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, [...list].sort()])));
  for (const { report, topologicalOrder, dependencies } of accepted) {
    expect(report.order).toEqual(topologicalOrder);
    expect(sorted(report.dependencies)).toEqual(sorted(dependencies));
  }
});

test('the generated CRDs are equal', () => {
  expect(names(accepted.filter(each => each.crdSha256 && hash(each.report) !== each.crdSha256))).toEqual([]);
});

test('the API server takes the same CRDs', () => {
  expect(names(accepted.filter(each => each.report.verdict.crd !== each.crdAccepted))).toEqual([]);
});

function hash({ crd }: Report): string {
  if (!crd) return 'none';
  const { metadata, spec } = JSON.parse(JSON.stringify(crd));
  return createHash('sha256')
    .update(JSON.stringify(canonical({ ...metadata, spec })))
    .digest('hex');
}
