import { quote } from '../schema/go';
import type { Finding } from './finding';
import type { GraphNode } from './node';
import { findingOf } from './site';
import type { Readable } from './template';

/** What an object is called cannot be left out. */
export function checkOmission(
  node: GraphNode,
  { site, expression, inspection }: Readable,
  clusterScoped: boolean,
): Finding[] {
  const { path } = expression;
  const isIdentity =
    path === 'metadata.name' || (path === 'metadata.namespace' && clusterScoped && node.kind?.scope === 'Namespaced');
  if (!inspection.usesOmit || !isIdentity) return [];
  const kro = `resource "${node.resource.id}": omit() cannot be used at path ${quote(path)} — the field is required and must resolve to a concrete value`;
  return [findingOf(site, { code: 'omit-place', message: `${path} cannot be left out.`, kro })];
}
