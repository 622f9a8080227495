import type { Node } from '../../cel/ast';
import { nodesOf, placeOf } from '../../cel/walk';
import { configMap, type Rule, readsOf, trapAt } from './rule';

const secret = {
  id: 'secret',
  template: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { k: 'v' } },
};

/** A field that can be written and never read. */
export const stringData: Rule = {
  code: 'string-data',
  says: 'The API server turns stringData of a Secret into data and never shows it again: an expression that reads it waits forever. Read data, which is bytes: string(secret.data["k"]).',
  rejected: { resources: [secret, configMap('a', 'a', { k: '${secret.stringData["k"]}' })] },
  accepted: { resources: [secret, configMap('a', 'a', { k: '${string(secret.data["k"])}' })] },
  find: graph => {
    const secrets = new Set(
      graph.resources.flatMap(({ node }) => (node.kind?.kind === 'Secret' ? [node.resource.id] : [])),
    );
    if (secrets.size === 0) return [];
    return readsOf(graph).flatMap(({ site, inspection }) =>
      reads(inspection.node, secrets).map(at =>
        trapAt(site, at, 'string-data', 'stringData can be written and never read.', 'Read string(….data[…]).'),
      ),
    );
  },
};

function reads(root: Node, secrets: ReadonlySet<string>): number[] {
  const isRead = (node: Node) =>
    node.kind === 'select' &&
    node.field === 'stringData' &&
    node.operand.kind === 'ident' &&
    secrets.has(node.operand.name);
  return [...nodesOf(root)].filter(isRead).map(placeOf);
}
