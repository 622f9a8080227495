import type { Kinds } from '../schema/kinds';
import { didYouMean } from '../schema/nearest';
import { isObject } from '../schema/openapi';
import { type Options, type Report, type Study, study } from './analyze';
import { servedBy } from './crd';
import { error, type Finding, warning } from './finding';
import { homeOf, isOfKubernetes } from './home';
import { checkMetadata, validate } from './instance';
import { kindOf, type Rgd, rgdOf, textAt } from './rgd';
import { collisions } from './rules/collisions';

/** What is said of one document among others. */
export interface Judged {
  /** `unknown` is what is no Kubernetes object, or of a kind nothing is known of: it was not checked. */
  readonly is: 'graph' | 'object' | 'unknown';
  /** Whether the cluster takes it. Nothing speaks against what was not checked. */
  readonly accepted: boolean;
  readonly findings: readonly Finding[];
  /** Of a graph. */
  readonly report?: Report;
}

/**
 * Judges documents that go to one cluster: RGDs after those whose APIs they use, every other object by the schema of its kind.
 *
 * `options.kinds` learns the CRDs among the documents, and the ones kro makes of the RGDs.
 *
 * @returns one entry per document, in their order
 */
export function judge(documents: readonly unknown[], options: Options): Judged[] {
  const { kinds } = options;
  for (const document of documents) kinds.add(document);
  const graphs = new Graphs(documents, options);
  const judged = documents.map((document, i) => graphs.tryFind(i) ?? judgeObject(document, kinds, graphs));
  return withCollisions(judged, documents, kinds);
}

/** The judgements, with what instances would take from each other. The same instance twice is taken for one, on two clusters. */
function withCollisions(judged: readonly Judged[], documents: readonly unknown[], kinds: Kinds): Judged[] {
  const rgds = documents.filter((_, i) => judged[i].is === 'graph');
  if (rgds.length === 0) return [...judged];
  const instances = new Map<string, number>();
  documents.forEach((document, i) => {
    const name = judged[i].is === 'object' ? nameOf(document) : undefined;
    if (name !== undefined && !instances.has(name)) instances.set(name, i);
  });
  const indices = [...instances.values()];
  const found = collisions(
    rgds,
    indices.map(i => documents[i]),
    { kinds },
  );
  const told = new Map(indices.map((i, n) => [i, found[n]]));
  return judged.map((each, i) => ({ ...each, findings: [...each.findings, ...(told.get(i) ?? [])] }));
}

function nameOf(document: unknown): string {
  const { apiVersion, kind, metadata } = document as Readonly<Record<string, unknown>>;
  const { namespace, name } = isObject(metadata) ? metadata : {};
  return JSON.stringify([apiVersion, kind, namespace, name]);
}

const GRAPH = { apiVersion: 'kro.run/v1alpha1', kind: 'ResourceGraphDefinition', scope: 'Cluster' } as const;

/** Whether a document says it is a ResourceGraphDefinition, of whatever version. */
export const isGraph = (document: unknown): boolean =>
  isObject(document) && document.kind === GRAPH.kind && textAt(document, 'apiVersion').split('/')[0] === 'kro.run';

/** The RGDs of a run, judged in an order in which each finds the APIs it uses. */
class Graphs {
  private readonly judged = new Map<number, Judged>();
  /** What they make, whatever the version: `group Kind`. */
  private readonly made: ReadonlySet<string>;

  constructor(documents: readonly unknown[], options: Options) {
    const members = documents.flatMap((document, index) => (isGraph(document) ? [memberOf(document, index)] : []));
    const servers = serversOf(members);
    this.made = new Set(members.map(({ serves }) => withoutVersion(serves)));
    const waiting = new Set<Member>();
    const visit = (member: Member) => {
      if (this.judged.has(member.index) || waiting.has(member)) return;
      waiting.add(member);
      for (const api of member.uses) for (const server of servers.get(api) ?? []) visit(server);
      this.judged.set(member.index, judgeGraph(member, servers, options));
    };
    for (const member of members) visit(member);
  }

  tryFind(index: number): Judged | undefined {
    return this.judged.get(index);
  }

  /** Whether one of them makes the kind, if only in another version. */
  make(apiVersion: string, kind: string): boolean {
    return this.made.has(withoutVersion(`${apiVersion} ${kind}`));
  }
}

const withoutVersion = (api: string): string => api.replace(/\/\S*/, '');

interface Member {
  readonly index: number;
  readonly document: unknown;
  readonly rgd: Rgd;
  /** The API it makes, and those of its resources: `group/version Kind`. */
  readonly serves: string;
  readonly uses: readonly string[];
}

type Servers = ReadonlyMap<string, readonly Member[]>;

function memberOf(document: unknown, index: number): Member {
  const rgd = rgdOf(document);
  const uses = rgd.resources.map(({ template, external }) => kindOf(external ?? template));
  return { index, document, rgd, serves: servedBy(rgd), uses };
}

function serversOf(members: readonly Member[]): Servers {
  const servers = new Map<string, Member[]>();
  for (const member of members) servers.set(member.serves, [...(servers.get(member.serves) ?? []), member]);
  return servers;
}

function judgeGraph(member: Member, servers: Servers, options: Options): Judged {
  const { report, api }: Study = study(member.document, options);
  if (api.spec.names.kind !== '') options.kinds.add(api);
  const findings = [
    ...checkMetadata(isObject(member.document) && member.document.metadata, GRAPH),
    ...report.findings.map(each => inCircle(each, member, servers)),
    ...twice(member, servers, api.metadata.name),
  ];
  const accepted = report.accepted && findings.every(each => each.severity !== 'error');
  return { is: 'graph', accepted, findings, report };
}

/** A kind that is not there since its own RGD waits for this one gets that as its hint. */
function inCircle(finding: Finding, { rgd, serves }: Member, servers: Servers): Finding {
  if (finding.code !== 'unknown-kind') return finding;
  const used = rgd.resources.find(({ path }) => finding.path.startsWith(`${path}.`));
  const [server] = servers.get(kindOf(used?.external ?? used?.template)) ?? [];
  if (!server) return finding;
  const hint =
    server.serves === serves
      ? 'This graph makes the kind, so it cannot use it.'
      : `RGD ${server.rgd.name} makes it, which in turn waits for a kind of this one. Break the circle.`;
  return { ...finding, hint };
}

/** kro lets one RGD own a CRD; which one, depends on which it sees first. */
function twice({ serves, rgd, index }: Member, servers: Servers, crd: string): Finding[] {
  const other = servers.get(serves)?.find(each => each.index < index && each.rgd.name !== rgd.name);
  if (!other) return [];
  return [
    error({
      code: 'duplicate-api',
      path: 'spec.schema.kind',
      message: `RGD ${other.rgd.name} makes ${crd} too, and kro lets only one RGD own it.`,
      hint: 'Rename the kind, or change the group.',
      kro: `failed to update CRD ${crd}: CRD is owned by another ResourceGraphDefinition ${other.rgd.name}`,
    }),
  ];
}

function judgeObject(document: unknown, kinds: Kinds, graphs: Graphs): Judged {
  if (!isObject(document)) return { is: 'unknown', accepted: true, findings: [] };
  const [apiVersion, kind] = [textAt(document, 'apiVersion'), textAt(document, 'kind')];
  if (!kinds.tryFind(apiVersion, kind)) {
    const isMeant = apiVersion !== '' || isObject(document.metadata); // values of Helm have a kind now and then
    return { is: 'unknown', accepted: true, findings: isMeant ? misspelt(apiVersion, kind, kinds, graphs) : [] };
  }
  const findings = validate(document, { kinds });
  return { is: 'object', accepted: findings.every(each => each.severity !== 'error'), findings };
}

/**
 * An object of an unknown kind may be of any: it is spoken of only where its name is nearly that of a kind, or where another API has
 * the kind and this one cannot.
 */
function misspelt(apiVersion: string, kind: string, kinds: Kinds, graphs: Graphs): Finding[] {
  const message = apiVersion === '' ? `The ${kind} has no apiVersion.` : `There is no kind ${kind} in ${apiVersion}.`;
  const nearly = didYouMean(
    kind,
    kinds
      .names()
      .filter(each => each.apiVersion === apiVersion)
      .map(each => each.kind),
  );
  if (nearly) return [warning({ code: 'unknown-kind', path: 'kind', message, hint: nearly })];
  const isElsewhere = isOfKubernetes(apiVersion) || kind === GRAPH.kind || graphs.make(apiVersion, kind);
  const hint = isElsewhere ? homeOf(kind, kinds) : undefined;
  return hint ? [warning({ code: 'unknown-kind', path: 'apiVersion', message, hint })] : [];
}
