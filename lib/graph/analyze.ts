import type { Environment } from '../cel/env';
import type { Type } from '../cel/types';
import type { Kinds } from '../schema/kinds';
import type { Schema } from '../schema/openapi';
import { admit } from './admission';
import { apiSchema } from './api';
import { checkConditions } from './conditions';
import { type Crd, generateCrd, isClusterScoped } from './crd';
import { type Edges, order } from './dag';
import { inDocumentOrder } from './document';
import { opened, withDoubts } from './doubt';
import { checkCycles, type Linked, link } from './edges';
import type { Finding } from './finding';
import { type Inspection, Inspector } from './inspector';
import { iteratorType } from './iterators';
import { checkNames } from './naming';
import { nodeOf } from './node';
import { type Rgd, rgdOf } from './rgd';
import { type Graph, RULES } from './rules';
import { instanceSchema, Scope } from './scope';
import { statusOf } from './status';
import { checkCrd, isWritable } from './structural';
import { checkTemplate } from './template';
import { checkBool, checkCollections, type Readiness, readReadiness } from './when';

export interface Options {
  /** The kinds there are. */
  readonly kinds: Kinds;
  /** kro's feature gates. @default all off, as in kro */
  readonly featureGates?: { readonly CELOmitFunction?: boolean };
  /** kro's flag --rgd-max-collection-size, for what is computed from instances. @default 1000 */
  readonly maxCollectionSize?: number;
}

/** What kro and the API server say to an RGD. */
export interface Report {
  /** By all three of the verdict. */
  readonly accepted: boolean;
  readonly verdict: Verdict;
  /** All of them, in the order of the document. */
  readonly findings: readonly Finding[];
  /** The order kro creates resources in. */
  readonly order: readonly string[];
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  /** The CRD kro creates; absent where it cannot. */
  readonly crd?: Crd;
}

export interface Verdict {
  /** Whether the API server takes the RGD. */
  readonly admission: boolean;
  /** Whether kro's graph builder takes it. */
  readonly builder: boolean;
  /** Whether the API server takes the CRD kro generates. */
  readonly crd: boolean;
}

/** Judges an RGD as kro v0.9.3 does, and tells everything that is wrong with it at once. */
export const analyze = (document: unknown, options: Options): Report => study(document, options).report;

/** A report, and what can be said of the API the RGD makes. */
export interface Study {
  readonly report: Report;
  /** The CRD kro makes; of a rejected RGD the one it seems to mean, which takes anything where that is not clear. */
  readonly api: Crd;
}

export function study(document: unknown, { kinds, featureGates = {} }: Options): Study {
  const admission = admit(document);
  const rgd = rgdOf(document);
  const built = build(rgd, kinds, featureGates.CELOmitFunction === true);
  const crd = generateCrd(rgd, built.spec, built.status);
  const refused = checkCrd(crd);
  const more = refused.filter(each => !isToldBefore(each, [...admission, ...built.findings]));
  const verdict = {
    admission: isClean(admission),
    builder: isClean(built.findings),
    crd: isClean(built.findings) && isClean(refused),
  };
  const isMade = verdict.builder && isWritable(refused);
  const report = {
    accepted: verdict.admission && verdict.builder && verdict.crd,
    verdict,
    findings: inDocumentOrder([...untold(admission, built.findings), ...built.findings, ...more], document),
    order: order(built.ids, built.edges),
    dependencies: Object.fromEntries(built.edges),
    ...(isMade && { crd }),
  };
  return { report, api: isMade ? crd : generateCrd(rgd, built.doubtful.spec, built.doubtful.status) };
}

/** The CRD kro makes of an RGD, as far as it can be read. */
export function crdOf(document: unknown, { kinds, featureGates = {} }: Options): Crd {
  const rgd = rgdOf(document);
  const { spec, status } = build(rgd, kinds, featureGates.CELOmitFunction === true);
  return generateCrd(rgd, spec, status);
}

/** A bad kind makes bad names of all sorts; what else stands around spec is refused with the RGD, if it is. */
const isToldBefore = ({ path }: Finding, findings: readonly Finding[]): boolean =>
  (path === 'spec.schema.kind' && findings.some(each => each.code === 'kind-name')) ||
  (!path.startsWith('spec.schema.spec') && findings.some(each => each.path === path));

/** What the API server refuses and kro would not, for where both do, kro's reason tells more. */
const untold = (admission: readonly Finding[], findings: readonly Finding[]): Finding[] => {
  const told = new Set(findings.filter(each => each.severity === 'error').map(each => each.path));
  return admission.filter(each => each.severity !== 'error' || !told.has(each.path));
};

const isClean = (findings: readonly Finding[]): boolean => findings.every(each => each.severity !== 'error');

interface Built {
  readonly ids: readonly string[];
  readonly edges: Edges;
  readonly spec: Schema;
  readonly status: Schema;
  /** The two, in which what could not be read is anything. */
  readonly doubtful: { readonly spec: Schema; readonly status: Schema };
  readonly findings: readonly Finding[];
}

function build(rgd: Rgd, kinds: Kinds, gate: boolean): Built {
  const clusterScoped = isClusterScoped(rgd);
  const read = rgd.resources.map(resource => nodeOf(resource, kinds, clusterScoped));
  const nodes = read.map(each => each.node);
  const api = apiSchema(rgd);
  const ids = new Set(nodes.map(each => each.resource.id));
  const inspector = new Inspector();
  const linked = nodes.map(node => link(node, { ids, gate, clusterScoped, inspector }));
  const edges = edgesOf(linked);
  const isWhole = api.findings.length === 0;
  const spec = withDoubts(api);
  const scope = new Scope(nodes, instanceSchema(spec, clusterScoped), isWhole);
  const known = new Set([...ids, 'schema', 'each', 'runtime']);
  const unready: Finding[] = [];
  const readiness = nodes.flatMap(node => readReadiness(node, known, inspector, unready));
  const status = statusOf(rgd.schema.status, ids, known, scope, inspector);
  const envs = new Map<Linked, Environment>();
  const typed = linked.flatMap(each => checkTypes(each, scope, envs));
  const graph: Graph = {
    rgd,
    spec,
    status,
    resources: linked,
    readiness,
    scope,
    envOf: each => envs.get(each) ?? scope.env,
  };
  return {
    ids: [...ids],
    edges,
    spec: api.spec,
    status: status.schema,
    doubtful: { spec, status: opened(status.schema) },
    findings: [
      ...checkNames(rgd),
      ...read.flatMap(each => each.findings),
      ...api.findings,
      ...linked.flatMap(each => each.findings),
      ...checkCycles(edges, linked),
      ...typed,
      ...unready,
      ...checkReadiness(readiness, scope),
      ...status.findings,
      ...checkConditions(status.conditions, ids, known, scope, inspector),
      ...RULES.flatMap(rule => rule.find(graph)),
    ],
  };
}

function edgesOf(linked: readonly Linked[]): Edges {
  const edges = new Map<string, string[]>();
  for (const { node, dependencies } of linked) {
    const { id } = node.resource;
    edges.set(id, [...new Set([...(edges.get(id) ?? []), ...dependencies])]);
  }
  return edges;
}

function checkTypes(resource: Linked, scope: Scope, envs: Map<Linked, Environment>): Finding[] {
  const { node, templates, forEach, includeWhen } = resource;
  const { id } = node.resource;
  const types: Record<string, Type> = {};
  const findings: Finding[] = [];
  for (const { condition, inspection } of forEach) {
    const { type, findings: found } = iteratorType(node, condition, inspection, scope.env);
    types[condition.name!] = type;
    findings.push(...sure(found, inspection, scope));
  }
  const env = scope.with(node, types);
  envs.set(resource, env);
  for (const each of templates) findings.push(...checkTemplate(node, each, scope, env));
  for (const { condition, inspection } of includeWhen)
    findings.push(...sure(checkBool(id, 'includeWhen', condition, inspection, scope.env), inspection, scope));
  return findings;
}

/** The findings, without those that blame a value for having no type where that has another cause. */
const sure = (findings: readonly Finding[], inspection: Inspection, scope: Scope): readonly Finding[] =>
  scope.isUnsure(inspection) ? findings.filter(each => each.code !== 'not-bool' && each.code !== 'not-list') : findings;

function checkReadiness(all: readonly Readiness[], scope: Scope): Finding[] {
  const findings: Finding[] = [];
  const collections = all.filter(({ node }) => node.type === 'Collection' && node.kind);
  for (const { node, condition, inspection } of all) {
    if (node.type !== 'Collection')
      findings.push(
        ...sure(checkBool(node.resource.id, 'readyWhen', condition, inspection, scope.env), inspection, scope),
      );
  }
  return [...findings, ...checkCollections(collections, node => scope.each(node.kind!.schema))];
}
