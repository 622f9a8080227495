import { isDeepStrictEqual } from 'node:util';
import { type Comparison, compare, summaryOf } from '../../graph/compare';
import { groupOf } from '../../graph/crd';
import { textAt } from '../../graph/rgd';
import { isObject } from '../../schema/openapi';
import { differences } from './differences';
import { pairs } from './pair';
import type { Graph, Snapshot } from './snapshot';

/** What happens to an RGD. One that is `renamed` makes the API that an RGD of another name made before. */
export interface GraphChange {
  readonly change: 'added' | 'removed' | 'renamed' | 'changed';
  readonly name: string;
  readonly kind: string;
  readonly group: string;
  /** The file it is in, or was. */
  readonly file: string;
  /** The name it had, if it is `renamed`. */
  readonly before?: string;
  /** Whether the cluster refuses it, or what runs is left behind. */
  readonly isBreaking: boolean;
  /** Why the cluster refuses it. */
  readonly refused: readonly string[];
  /** What kro does with the CRD. */
  readonly comparison?: Comparison;
  /** Whether kro applies it only with an annotation it lacks. */
  readonly needsAnnotation: boolean;
  readonly resources?: Resources;
  /** What differs in the RGD besides its resources. */
  readonly paths?: readonly string[];
}

/** The ids of resources. */
export interface Resources {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** The annotation that lets kro apply changes of an API that break instances. */
export const ALLOW = 'kro.run/allow-breaking-changes';

/** What happens to the RGDs of a folder, those that stay as they are left out. */
export function graphChanges(before: Snapshot, after: Snapshot): GraphChange[] {
  return pairs(before.graphs, after.graphs, [
    graph => JSON.stringify([graph.file, graph.rgd.name]),
    graph => graph.rgd.name,
    graph => apiOf(graph),
  ]).flatMap(([was, is]) => {
    if (!was) return [added(is!)];
    if (!is) return [removed(was)];
    return isSame(was, is) ? [] : [changed(was, is, before, after)];
  });
}

const apiOf = ({ rgd }: Graph): string => `${textAt(rgd.schema, 'kind')}.${groupOf(rgd)}`;

const isSame = (was: Graph, is: Graph): boolean =>
  isDeepStrictEqual(was.document, is.document) && isDeepStrictEqual(was.judged.report?.crd, is.judged.report?.crd);

const headOf = ({ rgd, file }: Graph) => ({
  name: rgd.name,
  kind: textAt(rgd.schema, 'kind'),
  group: groupOf(rgd),
  file,
});

function added(graph: Graph): GraphChange {
  const refused = rejections(graph);
  return { change: 'added', ...headOf(graph), isBreaking: refused.length > 0, refused, needsAnnotation: false };
}

const removed = (graph: Graph): GraphChange => ({
  change: 'removed',
  ...headOf(graph),
  isBreaking: true,
  refused: [],
  needsAnnotation: false,
});

function changed(was: Graph, is: Graph, before: Snapshot, after: Snapshot): GraphChange {
  const isRenamed = was.rgd.name !== is.rgd.name;
  const barriers = isRenamed ? [ownership(was, is)] : immutable(was, is);
  const refused = [...rejections(is), ...barriers];
  const known = {
    ...headOf(is),
    ...(isRenamed && { before: was.rgd.name }),
    resources: resourceChanges(was, is),
    paths: differences(was.document, is.document).filter(path => path !== 'spec.resources'),
  };
  const change = isRenamed ? 'renamed' : 'changed';
  // kro does not come to compare the CRDs.
  if (barriers.length > 0) return { change, ...known, isBreaking: true, refused, needsAnnotation: false };
  const comparison = compare(was.document, is.document, after.options, before.options);
  const needsAnnotation = !comparison.compatible && !allowsBreaking(is);
  if (needsAnnotation) {
    const summary = summaryOf(comparison.breaking);
    refused.push(`kro: cannot update CRD ${crdName(is)}: breaking changes detected: ${summary}`);
  }
  const isBreaking = !comparison.compatible || refused.length > 0 || replacesObjects(comparison);
  return { change, ...known, isBreaking, refused, comparison, needsAnnotation };
}

/** Whether objects of instances are made anew, or stay behind for good. One that is taken out is meant to go. */
const replacesObjects = ({ replaced }: Comparison): boolean =>
  replaced.some(({ type }) => type === 'OBJECT_REPLACED' || type === 'IMMUTABLE_CHANGED');

function rejections({ judged }: Graph): string[] {
  const errors = judged.findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return [];
  const [{ path, message }] = errors;
  const more = errors.length > 1 ? ` There is more: run cdk8s-kro check.` : '';
  return [`kro rejects the graph itself. ${path}: ${message}${more}`];
}

/** kro does not take a CRD over, and by default leaves it behind with its RGD. */
const ownership = (was: Graph, is: Graph): string =>
  `kro: failed to update CRD ${crdName(is)}: CRD is owned by another ResourceGraphDefinition ${was.rgd.name}`;

/** What the CRD of RGDs keeps anybody from changing. */
function immutable({ rgd: was }: Graph, { rgd: is }: Graph): string[] {
  const fields = { kind: '', apiVersion: '', group: 'kro.run', scope: 'Namespaced' };
  return Object.entries(fields).flatMap(([field, absent]) => {
    const [from, to] = [was, is].map(({ schema }) => textAt(schema, field) || absent);
    if (from === to) return [];
    return [`The API server refuses it: spec.schema.${field} is immutable, and changes from ${from} to ${to}.`];
  });
}

const crdName = (graph: Graph): string => graph.judged.report?.crd?.metadata.name ?? apiOf(graph);

function allowsBreaking({ document: { metadata } }: Graph): boolean {
  const annotations = isObject(metadata) && isObject(metadata.annotations) ? metadata.annotations : {};
  return annotations[ALLOW] === 'true';
}

function resourceChanges(was: Graph, is: Graph): Resources {
  const [before, after] = [was, is].map(resourcesOf);
  const both = [...after.keys()].filter(id => before.has(id));
  return {
    added: [...after.keys()].filter(id => !before.has(id)),
    removed: [...before.keys()].filter(id => !after.has(id)),
    changed: both.filter(id => !isDeepStrictEqual(before.get(id), after.get(id))),
  };
}

function resourcesOf({ rgd, document: { spec } }: Graph): Map<string, unknown> {
  const written = isObject(spec) && Array.isArray(spec.resources) ? spec.resources : [];
  return new Map(rgd.resources.map(({ id }, i) => [id, written[i]]));
}
