import { map } from '../../lib/cel/ops';
import { external, externalList } from '../../lib/kro/external';
import { resource } from '../../lib/kro/resource';
import { bareGraph, onlyResource, red, resourcesOf, Widget, yamlOf } from './fixtures';

test('an object is referred to by name, and waited for as it says', () => {
  const graph = bareGraph();
  const widget = external(
    graph,
    'shared',
    Widget,
    { name: `${graph.spec.name}-shared`, namespace: 'platform' },
    {
      includeWhen: graph.spec.on,
      readyWhen: self => self.status.ready,
    },
  );
  expect(yamlOf(onlyResource(graph))).toBe(`\
id: shared
includeWhen:
  - \${schema.spec.on}
readyWhen:
  - \${shared.status.ready}
externalRef:
  apiVersion: ex.io/v1
  kind: Widget
  metadata:
    name: \${schema.spec.name}-shared
    namespace: platform
`);
  expect(`${widget.status.url}`).toBe('${shared.status.url}');
});

test('objects are referred to by selector, and are a list', () => {
  const graph = bareGraph();
  const widgets = externalList(graph, 'widgets', Widget, {
    selector: {
      matchLabels: { shop: graph.spec.name },
      matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', `${graph.spec.name}`] }],
    },
  });
  resource(graph, 'a', Widget, { spec: { ...red, label: `${map(widgets, w => w.status.url)[0]}` } });
  expect(yamlOf(resourcesOf(graph)[0])).toBe(`\
id: widgets
externalRef:
  apiVersion: ex.io/v1
  kind: Widget
  metadata:
    selector:
      matchLabels:
        shop: \${schema.spec.name}
      matchExpressions:
        - key: tier
          operator: In
          values:
            - a
            - \${schema.spec.name}
`);
});

test('another graph cannot be referred to by its references', () => {
  const other = bareGraph('other');
  expect(() => external(bareGraph(), 'a', Widget, { name: other.spec.name })).toThrow(
    "bare/a: schema.spec.name belongs to the graph 'other'.",
  );
});
