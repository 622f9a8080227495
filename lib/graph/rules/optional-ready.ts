import { held } from '../../cel/types';
import { configMap, type Graph, type Rule, trapAt } from './rule';

const resource = (readyWhen: string) => ({
  ...configMap('a', '${n}', {}, { forEach: [{ n: '${["x", "y"]}' }] }),
  readyWhen: [readyWhen],
});

/** An optional where kro wants a bool after all. */
export const optionalReady: Rule = {
  code: 'optional-ready',
  says: 'readyWhen may yield an optional, but where a resource has forEach, one without a value ends the reconciliation instead of waiting. Write .orValue(false).',
  rejected: { resources: [resource('${each.metadata.?labels[?"a"].optMap(v, v == "b")}')] },
  accepted: { resources: [resource('${each.metadata.?labels[?"a"].orValue("") == "b"}')] },
  find: graph => graph.readiness.flatMap(each => check(each, graph)),
};

function check({ node, condition, inspection }: Graph['readiness'][number], { scope }: Graph) {
  if (node.type !== 'Collection' || !node.kind) return [];
  const { type, mistakes } = scope.each(node.kind.schema).checkNode(inspection.node);
  if (mistakes.length > 0 || !held(type)) return [];
  return [
    trapAt(condition, 0, 'optional-ready', 'Without a value, this fails instead of waiting.', 'Write .orValue(false).'),
  ];
}
