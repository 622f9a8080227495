import { isObject } from '../../schema/openapi';
import type { GraphNode } from '../node';
import { configMap, type Rule, trap } from './rule';

/** Two resources that are one object. */
export const sameObject: Rule = {
  code: 'same-object',
  says: 'Two resources of the same kind, name and namespace are one object. kro finds that out when it applies them, and then applies nothing.',
  rejected: { resources: [configMap('a', '${schema.metadata.name}'), configMap('b', '${schema.metadata.name}')] },
  accepted: { resources: [configMap('a', '${schema.metadata.name}-a'), configMap('b', '${schema.metadata.name}-b')] },
  find: ({ resources }) => {
    const seen = new Map<string, GraphNode>();
    return resources.flatMap(({ node }) => {
      const identity = identityOf(node);
      const other = identity === undefined ? undefined : seen.get(identity);
      if (identity !== undefined && !other) seen.set(identity, node);
      if (!other || areExclusive(node, other)) return [];
      const message = `${node.resource.id} and ${other.resource.id} are one object: kind, name and namespace are the same.`;
      return [
        trap('same-object', `${node.resource.path}.template.metadata.name`, message, 'Give them different names.'),
      ];
    });
  },
};

/** Resources that are there on conditions may well never be there together. */
const areExclusive = (a: GraphNode, b: GraphNode): boolean =>
  a.resource.includeWhen.length > 0 && b.resource.includeWhen.length > 0;

function identityOf({ kind, object, type }: GraphNode): string | undefined {
  if (!kind || type !== 'Resource' || !isObject(object.metadata)) return undefined;
  const { name, namespace = '' } = object.metadata;
  return typeof name === 'string'
    ? JSON.stringify([kind.apiVersion.split('/')[0], kind.kind, namespace, name])
    : undefined;
}
