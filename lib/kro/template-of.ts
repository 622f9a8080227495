import type { ApiObject } from 'cdk8s';
import { objectName } from './resource';
import { graphOf } from './scope';
import { renderedIn } from './token';

/** The template of an object in a graph: its manifest, in the usual order of keys, with nothing lost. */
export function templateOf(object: ApiObject): object {
  const { apiVersion, kind, metadata, ...rest } = object.toJson();
  const { name, namespace, ...meta } = metadata;
  const place = { ...(name !== undefined && { name }), ...(namespace !== undefined && { namespace }) };
  const template = { apiVersion, kind, metadata: { ...place, ...meta }, ...rest };
  refuseLosses(object, template);
  refuseForeignTokens(object, template);
  const { lists } = renderedIn(object);
  return ownPods(lists.size ? wholeLists(template, lists) : template, graphOf(object)) as object;
}

/** A class of `cdk8s import` drops fields it does not know, and whatever is not of the shape it expects. */
function refuseLosses(object: ApiObject, template: object): void {
  const { texts } = renderedIn(object);
  if (texts.size === 0 || isPatched(object)) return; // a patch may remove what it likes
  const kept = new Set(stringsOf(template));
  const lost = [...texts].find(text => !kept.has(text));
  if (lost === undefined) return;
  throw new Error(
    `${object.node.path}: the class of ${object.kind} drops ${lost}. It takes no expression there: use resource(), token.list() for a list, ` +
      'or addJsonPatch().',
  );
}

/** What CDK v1 prints for a value it has not resolved looks like an expression, and kro would take it for one. */
function refuseForeignTokens(object: ApiObject, template: object): void {
  const text = stringsOf(template).find(each => each.includes('${Token['));
  if (text === undefined) return;
  throw new Error(
    `${object.node.path}: '${text}' holds a token of the AWS CDK that nothing has resolved. Resolve the policy before it is printed.`,
  );
}

const isPatched = (object: ApiObject) =>
  (object as unknown as { readonly patches: readonly unknown[] }).patches.length > 0;

/** Puts a reference to a list in the place of the list it was rendered in. */
function wholeLists(value: unknown, lists: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, wholeLists(v, lists)]));
  return value.length === 1 && lists.has(value[0]) ? value[0] : value.map(item => wholeLists(item, lists));
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/** The label by which cdk8s-plus selects the pods of a workload: a hash of the construct's path. */
const ADDRESS = 'cdk8s.io/metadata.addr';

/**
 * Puts the instance before the label by which cdk8s-plus selects pods. All instances of a graph share the construct's path, so two of them in
 * one namespace would select each other's pods. Of the label only the hash at its end stays, as a label holds 63 characters.
 */
function ownPods(value: unknown, graph: object): unknown {
  if (Array.isArray(value)) return value.map(item => ownPods(item, graph));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, v]) => [
    key,
    key === ADDRESS && typeof v === 'string' ? objectName(graph, v.slice(v.lastIndexOf('-') + 1)) : ownPods(v, graph),
  ]);
  return Object.fromEntries(fields);
}
