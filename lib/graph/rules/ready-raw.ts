import type { Node } from '../../cel/ast';
import type { Checked } from '../../cel/check';
import { nodesOf, placeOf } from '../../cel/walk';
import { configMap, type Graph, type Rule, trapAt } from './rule';

/** A readyWhen that reads a value as something else than it will be. */
export const readyRaw: Rule = {
  code: 'ready-raw',
  says: 'readyWhen sees the object as JSON: times and bytes are texts there, whatever their types say, whole numbers are ints, and fields with a dash have their own names. What reads them as their types say builds, and fails in the cluster.',
  rejected: {
    resources: [
      configMap('a', 'a', {}, { readyWhen: ['${a.metadata.creationTimestamp < timestamp("2030-01-01T00:00:00Z")}'] }),
    ],
  },
  accepted: { resources: [configMap('a', 'a', {}, { readyWhen: ['${a.metadata.?generation.orValue(0) > 0}'] })] },
  find: graph => graph.readiness.flatMap(each => check(each, graph)),
};

const RAW: ReadonlySet<string> = new Set(['timestamp', 'duration', 'bytes']);
const ARITHMETIC: ReadonlySet<string> = new Set(['_+_', '_-_', '_*_', '_/_']);

function check({ node, condition, inspection }: Graph['readiness'][number], { scope }: Graph) {
  if (!node.kind) return [];
  const env = node.type === 'Collection' ? scope.each(node.kind.schema) : scope.env;
  const checked = env.checkNode(inspection.node);
  if (checked.mistakes.length > 0) return [];
  return [...nodesOf(inspection.node)].flatMap(each => {
    const message = misread(each, checked);
    if (message === undefined) return [];
    return [trapAt(condition, placeOf(each), 'ready-raw', message, 'Ask for another field, such as a condition.')];
  });
}

function misread(node: Node, checked: Checked): string | undefined {
  if (node.kind === 'select' && /__(?:dash|dot|slash)__/.test(node.field))
    return `There is no field ${node.field} here: the object is plain JSON.`;
  if (isRead(node)) {
    const kind = checked.typeOf(node)?.kind ?? '';
    return RAW.has(kind) ? `${nameOf(node)} is a text here, and no ${kind}.` : undefined;
  }
  if (node.kind !== 'call' || !ARITHMETIC.has(node.fn)) return undefined;
  const double = node.args.find(arg => isRead(arg) && checked.typeOf(arg)?.kind === 'double');
  return double && `${nameOf(double)} is an int here whenever it is whole, and cannot be reckoned with as a double.`;
}

const isRead = (node: Node): boolean =>
  (node.kind === 'select' && !node.test) || (node.kind === 'call' && node.fn === '_[_]');

const nameOf = (node: Node): string => (node.kind === 'select' ? node.field : 'What stands there');
