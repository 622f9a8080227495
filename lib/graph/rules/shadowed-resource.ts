import type { Node } from '../../cel/ast';
import { nodesOf, placeOf } from '../../cel/walk';
import { configMap, type Rule, sitesOf, trapAt } from './rule';

/** A variable of a macro that hides a resource. */
export const shadowedResource: Rule = {
  code: 'shadowed-resource',
  says: 'A variable of map, filter, all and the like hides a resource of the same id: kro sees no dependency on that resource. Name the variable otherwise.',
  rejected: {
    spec: { names: '[]string | required=true' },
    resources: [
      configMap('item1', 'a'),
      configMap('b', 'b', { k: '${schema.spec.names.map(item1, item1 + "x").join(",")}' }),
    ],
  },
  accepted: {
    spec: { names: '[]string | required=true' },
    resources: [
      configMap('item1', 'a'),
      configMap('b', 'b', { k: '${schema.spec.names.map(name, name + "x").join(",")}' }),
    ],
  },
  find: ({ resources }) => {
    const ids = new Set(resources.map(({ node }) => node.resource.id));
    return resources.flatMap(resource =>
      sitesOf(resource).flatMap(({ site, inspection }) =>
        bound(inspection.node)
          .filter(({ name }) => ids.has(name))
          .map(({ name, at }) =>
            trapAt(
              site,
              at,
              'shadowed-resource',
              `The variable ${name} hides the resource ${name}.`,
              'Name the variable otherwise.',
            ),
          ),
      ),
    );
  },
};

function bound(root: Node): { name: string; at: number }[] {
  return [...nodesOf(root)].flatMap(node =>
    node.kind === 'comprehension'
      ? [...new Set([node.iter, node.iter2 ?? '', node.accu])].map(name => ({ name, at: placeOf(node) }))
      : [],
  );
}
