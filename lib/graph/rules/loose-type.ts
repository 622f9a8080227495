import { held, isDyn, type StructType, type Type } from '../../cel/types';
import { mismatch } from '../compatible';
import { showType } from '../mistakes';
import { type Graph, type Rule, trapAt } from './rule';

const deployment = (strategy: string) => ({
  id: 'a',
  template: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a' },
    spec: {
      strategy,
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  },
});

/** A value kro lets pass and the API server does not. */
export const looseType: Rule = {
  code: 'loose-type',
  says: 'kro compares types loosely: it takes a text, a number or a list where an object is wanted, a map where a list is, and inside forEach objects with other fields. The API server does not.',
  rejected: { resources: [deployment('${schema.metadata.name}')] },
  accepted: { resources: [deployment('${dyn({"type": "Recreate"})}')] },
  find: graph => graph.resources.flatMap(each => check(each, graph)),
};

function check(resource: Graph['resources'][number], { scope, envOf }: Graph) {
  return resource.templates.flatMap(({ site, expression, inspection }) => {
    const expected = scope.expected(resource.node, expression.path);
    if (expected.kind !== 'struct' && expected.kind !== 'list') return [];
    const { type, mistakes } = envOf(resource).checkNode(inspection.node);
    if (mistakes.length > 0 || mismatch(type, expected, scope.resolve)) return []; // and kro says so
    const misfit = misfitOf(type, expected);
    if (misfit === undefined) return [];
    return [trapAt(site, 0, 'loose-type', misfit, 'kro lets it pass; the API server will not.')];
  });
}

/** What of a type does not fit, told by the fields the types themselves have. */
function misfitOf(type: Type, expected: Type): string | undefined {
  const output = held(type) ?? type;
  if (output === expected || isDyn(output) || isDyn(expected)) return undefined;
  if (expected.kind === 'struct') return output.kind === 'map' ? undefined : structMisfit(output, expected);
  if (expected.kind === 'list' && output.kind === 'list') return misfitOf(output.element, expected.element);
  if (expected.kind === 'map' && output.kind === 'map') return misfitOf(output.value, expected.value);
  if (output.kind === expected.kind || (expected.kind === 'map' && output.kind === 'struct')) return undefined;
  return misfit(output, expected);
}

const misfit = (output: Type, expected: Type): string =>
  `The field takes ${showType(expected)}, and the expression yields ${showType(output)}.`;

function structMisfit(output: Type, expected: StructType): string | undefined {
  if (output.kind !== 'struct') return misfit(output, expected);
  if (!expected.fields || expected.fields.open) return undefined;
  for (const [name, type] of output.fields?.declared ?? []) {
    const field = expected.fields.declared.get(name);
    if (!field) return `The field takes ${showType(expected)}, which has no field ${name}.`;
    const inner = misfitOf(type, field);
    if (inner !== undefined) return `In ${name}: ${inner}`;
  }
  return undefined;
}
