import { entry, runtimeCalls } from '../conditions';
import { readText } from '../text';
import { configMap, type Graph, type Rule, trap } from './rule';

const condition = (type: string) => `\${runtime.newCondition({type: "${type}", status: "True"})}`;

/** Conditions of an author's own, and none of them Ready. */
export const readyCondition: Rule = {
  code: 'ready-condition',
  says: 'The conditions a graph writes take the place of those of kro. Without one of type Ready nobody can wait for an instance: kubectl wait, the Ready column and Argo CD look at it. Add it, most simply from what kro says: runtime.condition(schema, "Ready").',
  rejected: { status: { conditions: [condition('Warm')] }, resources: [configMap('a', 'a')] },
  accepted: { status: { conditions: [condition('Warm'), condition('Ready')] }, resources: [configMap('a', 'a')] },
  find: ({ status, scope }) => {
    const types = status.conditions.flatMap(text => typesOf(text, scope));
    if (types.length === 0 || types.some(type => type === undefined || type === 'Ready')) return [];
    const message = 'These take the place of the conditions kro writes, and none of them is Ready.';
    return [trap('ready-condition', 'spec.schema.status.conditions', message, 'Add a condition of type Ready.')];
  },
};

/** The types of the conditions an expression makes; undefined for one that is not known here. */
function typesOf(text: unknown, { env }: Graph['scope']): (string | undefined)[] {
  const read = typeof text === 'string' ? readText(text) : undefined;
  const parsed = read?.kind === 'standalone' ? env.parse(read.cel.text) : undefined;
  if (!parsed || 'errors' in parsed) return [undefined];
  const made = runtimeCalls(parsed).filter(call => call.fn === 'newCondition');
  return made.length === 0 ? [undefined] : made.map(call => entry(call, 'type'));
}
