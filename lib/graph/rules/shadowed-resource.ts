import type { Node } from '../../cel/ast';
import { children, placeOf } from '../../cel/walk';
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
  const found: { name: string; at: number }[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'comprehension')
      for (const name of new Set([node.iter, node.iter2 ?? '', node.accu])) found.push({ name, at: placeOf(node) });
    open.push(...children(node));
  }
  return found;
}
