import type { Node } from '../../cel/ast';
import type { Checked } from '../../cel/check';
import { children, placeOf } from '../../cel/walk';
import { configMap, type Graph, type Rule, trapAt } from './rule';

/** A readyWhen that reads a value as something else than it will be. */
export const readyRaw: Rule = {
  code: 'ready-raw',
  says: 'readyWhen sees the object as JSON: times and bytes are texts there, whatever their types say, and fields with a dash have their own names. What compares them as times or bytes builds, and fails in the cluster.',
  rejected: {
    resources: [
      configMap('a', 'a', {}, { readyWhen: ['${a.metadata.creationTimestamp < timestamp("2030-01-01T00:00:00Z")}'] }),
    ],
  },
  accepted: { resources: [configMap('a', 'a', {}, { readyWhen: ['${a.metadata.?generation.orValue(0) > 0}'] })] },
  find: graph => graph.readiness.flatMap(each => check(each, graph)),
};

const RAW: ReadonlySet<string> = new Set(['timestamp', 'duration', 'bytes']);

function check({ node, condition, inspection }: Graph['readiness'][number], { scope }: Graph) {
  if (!node.kind) return [];
  const env = node.type === 'Collection' ? scope.each(node.kind.schema) : scope.env;
  const checked = env.checkNode(inspection.node);
  if (checked.mistakes.length > 0) return [];
  return raw(inspection.node, checked).map(({ at, message }) =>
    trapAt(condition, at, 'ready-raw', message, 'Ask for another field, such as a condition.'),
  );
}

function raw(root: Node, checked: Checked): { at: number; message: string }[] {
  const found: { at: number; message: string }[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'select' && !node.test) {
      const kind = checked.typeOf(node)?.kind ?? '';
      if (RAW.has(kind)) found.push({ at: placeOf(node), message: `${node.field} is a text here, and no ${kind}.` });
      if (/__(?:dash|dot|slash)__/.test(node.field))
        found.push({ at: placeOf(node), message: `There is no field ${node.field} here: the object is plain JSON.` });
    }
    open.push(...children(node));
  }
  return found;
}
