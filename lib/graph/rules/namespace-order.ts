import { isObject } from '../../schema/openapi';
import type { GraphNode } from '../node';
import { type Rule, trap } from './rule';

const namespace = {
  id: 'ns',
  template: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: '${schema.metadata.name}' } },
};
const inside = (text: string) => ({
  id: 'a',
  template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: text } },
});

/** An object that may be created before the namespace it lives in. */
export const namespaceOrder: Rule = {
  code: 'namespace-order',
  says: 'kro orders resources by the references between them. An object that repeats the name of a Namespace of the graph, instead of referring to it, may be applied first, and then fails. Write ${ns.metadata.name}.',
  rejected: { resources: [namespace, inside('${schema.metadata.name}')] },
  accepted: { resources: [namespace, inside('${ns.metadata.name}')] },
  find: ({ resources }) => {
    const byName = new Map(
      resources.flatMap(({ node }) => (isNamespace(node) ? [[field(node, 'name'), node.resource.id]] : [])),
    );
    const needs = new Map(resources.map(({ node, dependencies }) => [node.resource.id, dependencies]));
    return resources.flatMap(({ node }) => {
      const id = byName.get(field(node, 'namespace') ?? '');
      if (id === undefined || node.resource.external || reaches(node.resource.id, id, needs)) return [];
      const message = `Nothing makes this wait for the Namespace ${id} it lives in.`;
      return [
        trap(
          'namespace-order',
          `${node.resource.path}.template.metadata.namespace`,
          message,
          `Write \${${id}.metadata.name}.`,
        ),
      ];
    });
  },
};

const isNamespace = ({ kind, type }: GraphNode): boolean =>
  kind?.kind === 'Namespace' && kind.apiVersion === 'v1' && type === 'Resource';

function field({ object }: GraphNode, key: 'name' | 'namespace'): string | undefined {
  const value = isObject(object.metadata) ? object.metadata[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function reaches(from: string, to: string, needs: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (!seen.has(id)) open.push(...(needs.get(id) ?? []));
    seen.add(id);
  }
  return false;
}
