import type { Node } from '../../cel/ast';
import type { Checked } from '../../cel/check';
import { nodesOf, pathOf, placeOf } from '../../cel/walk';
import { configMap, type Graph, type Rule, trapAt } from './rule';

const secret = { id: 'secret', template: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } } };

/** Base64 that was decoded before. */
export const decodedBytes: Rule = {
  code: 'decoded-bytes',
  says: 'Fields that hold base64, such as data of a Secret, are bytes in expressions: decoded already. Decoding their text once more fails in the cluster, or yields something else. Write string(secret.data["k"]).',
  rejected: {
    resources: [secret, configMap('a', 'a', { k: '${string(base64.decode(string(secret.data["k"])))}' })],
  },
  accepted: { resources: [secret, configMap('a', 'a', { k: '${string(secret.data["k"])}' })] },
  find: graph => graph.resources.flatMap(each => check(each, graph)),
};

function check(resource: Graph['resources'][number], { envOf }: Graph) {
  return resource.templates.flatMap(({ site, inspection }) => {
    const calls = [...nodesOf(inspection.node)].filter(isDecode);
    if (calls.length === 0) return [];
    const checked = envOf(resource).checkNode(inspection.node);
    return calls
      .filter(call => ofBytes(call, checked))
      .map(call =>
        trapAt(site, placeOf(call), 'decoded-bytes', 'These bytes are decoded already.', 'Leave base64.decode out.'),
      );
  });
}

const isDecode = (node: Node): boolean =>
  node.kind === 'call' && node.fn === 'decode' && node.target !== undefined && pathOf(node.target) === 'base64';

/** `base64.decode(string(x))` where x is a field of bytes. */
function ofBytes(call: Node, checked: Checked): boolean {
  const [text] = call.kind === 'call' ? call.args : [];
  if (text?.kind !== 'call' || text.fn !== 'string' || text.target) return false;
  const [value] = text.args;
  const isField = value?.kind === 'select' || (value?.kind === 'call' && value.fn === '_[_]');
  return isField && checked.typeOf(value)?.kind === 'bytes';
}
