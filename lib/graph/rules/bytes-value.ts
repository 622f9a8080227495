import { held, type Type } from '../../cel/types';
import { configMap, type Graph, type Rule, trapAt } from './rule';

const secret = (value: string) => ({
  id: 'secret',
  template: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { k: value } },
});

/** Bytes where JSON is to be written, which has none. */
export const bytesValue: Rule = {
  code: 'bytes-value',
  says: 'JSON has no bytes. kro v0.9.3 writes them raw, which works until something copies the object and panics; later versions of kro refuse them. In a Secret write stringData, or dyn(base64.encode(bytes(x))); elsewhere write base64.encode(x) or string(x).',
  rejected: { resources: [secret('${bytes(schema.metadata.name)}')] },
  accepted: { resources: [secret('${dyn(base64.encode(bytes(schema.metadata.name)))}'), configMap('a', 'a')] },
  find: graph => [...graph.resources.flatMap(each => inTemplates(each, graph)), ...inStatus(graph)],
};

const MESSAGE = 'The expression yields bytes, and JSON has none.';
const HINT = 'Write base64.encode(…) for base64, string(…) for the text, or stringData in a Secret.';

function inTemplates(resource: Graph['resources'][number], { envOf }: Graph) {
  return resource.templates.flatMap(({ site, inspection }) => {
    const { type, mistakes } = envOf(resource).checkNode(inspection.node);
    return mistakes.length === 0 && isBytes(type) ? [trapAt(site, 0, 'bytes-value', MESSAGE, HINT)] : [];
  });
}

const inStatus = ({ status }: Graph) =>
  status.fields.flatMap(({ site, type }) => (isBytes(type) ? [trapAt(site, 0, 'bytes-value', MESSAGE, HINT)] : []));

/** A map or an object of the cluster is written as it came; lists are made anew. */
function isBytes(type: Type): boolean {
  const inner = held(type) ?? type;
  return inner.kind === 'bytes' || (inner.kind === 'list' && isBytes(inner.element));
}
