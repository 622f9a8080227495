import { held, type Type } from '../../cel/types';
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
  says: 'kro compares types loosely: it takes a text, a number or a list where an object is wanted, and a map where a list is. The API server does not.',
  rejected: { resources: [deployment('${schema.metadata.name}')] },
  accepted: { resources: [deployment('${dyn({"type": "Recreate"})}')] },
  find: graph => graph.resources.flatMap(each => check(each, graph)),
};

function check({ node, templates }: Graph['resources'][number], { scope }: Graph) {
  return templates.flatMap(({ site, expression, inspection }) => {
    const expected = scope.expected(node, expression.path);
    if (expected.kind !== 'struct' && expected.kind !== 'list') return [];
    const { type, mistakes } = scope.env.checkNode(inspection.node);
    if (mistakes.length > 0 || fits(held(type) ?? type, expected)) return [];
    if (mismatch(type, expected, scope.resolve)) return []; // and kro says so
    const message = `The field takes ${showType(expected)}, and the expression yields ${showType(type)}.`;
    return [trapAt(site, 0, 'loose-type', message, 'kro lets it pass; the API server will not.')];
  });
}

function fits(type: Type, expected: Type): boolean {
  if (type.kind === 'dyn' || type.kind === expected.kind) return true;
  return expected.kind === 'struct' && type.kind === 'map';
}
