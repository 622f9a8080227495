import type { Entry, Node } from '../../cel/ast';
import { isDyn } from '../../cel/types';
import { placeOf } from '../../cel/walk';
import { runtimeCalls } from '../conditions';
import { showType } from '../mistakes';
import { standalone } from '../node';
import { configMap, type Graph, type Rule, trapAt } from './rule';

const ready = (status: string) => `\${runtime.newCondition({type: "Ready", status: ${status}})}`;

/** A part of a condition that is no text. */
export const conditionText: Rule = {
  code: 'condition-text',
  says: 'Every part of a condition is a text, the status among them: "True", "False" or "Unknown". kro does not see it where the types of the parts differ, and then drops the condition in the cluster, and says that the instance is in error. Write x ? "True" : "False".',
  rejected: { status: { conditions: [ready('a.data.size() > 0')] }, resources: [configMap('a', 'a')] },
  accepted: {
    status: { conditions: [ready('a.data.size() > 0 ? "True" : "False"')] },
    resources: [configMap('a', 'a')],
  },
  find: graph =>
    graph.status.conditions.flatMap((text, i) =>
      typeof text === 'string' ? check(text, `spec.schema.status.conditions[${i}]`, graph) : [],
    ),
};

function check(text: string, path: string, { scope: { env } }: Graph) {
  const condition = standalone({ text, path });
  const parsed = 'cel' in condition ? env.parse(condition.cel.text) : undefined;
  if (!('cel' in condition) || !parsed || 'errors' in parsed) return [];
  const { mistakes, typeOf } = env.checkNode(parsed.node);
  if (mistakes.length > 0) return [];
  return runtimeCalls(parsed)
    .flatMap(entriesOf)
    .flatMap(({ key, value }) => {
      const type = typeOf(value);
      if (!type || isDyn(type) || type.kind === 'string') return [];
      const name = key.kind === 'literal' ? String(key.value) : 'This';
      const message = `${name} is ${showType(type)}, and everything in a condition is a text.`;
      return [
        trapAt(condition, placeOf(value), 'condition-text', message, 'Write x ? "True" : "False", or string(x).'),
      ];
    });
}

function entriesOf({ fn, args: [map] }: { readonly fn: string; readonly args: readonly Node[] }): readonly Entry[] {
  return fn === 'newCondition' && map?.kind === 'map' ? map.entries : [];
}
