import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { eq, map } from '../../lib/cel/ops';
import { hasCondition, runtime } from '../../lib/kro/condition';
import { ResourceGraph } from '../../lib/kro/graph';
import { api } from '../../lib/kro/kind';
import { placementOf } from '../../lib/kro/placement';
import { collection, resource } from '../../lib/kro/resource';
import * as s from '../../lib/schema/field';
import { Bare, bareGraph, red, resourcesOf, Shop, Widget, yamlOf } from './fixtures';

test('a graph renders as one ResourceGraphDefinition, keys in the order they are written', () => {
  const graph = new ResourceGraph(new App(), 'shop', Shop);
  const widget = resource(graph, 'widget', Widget, { spec: { size: graph.spec.size, color: graph.spec.color } });
  graph.status({ url: `https://${widget.status.url}`, count: widget.status.count });
  expect(yamlOf(graph.toJson())).toBe(`\
- apiVersion: kro.run/v1alpha1
  kind: ResourceGraphDefinition
  metadata:
    name: shop.shop.example.com
  spec:
    schema:
      apiVersion: v1alpha1
      group: shop.example.com
      kind: Shop
      spec:
        name: string | required=true
        size: integer | default=1
        color: string | enum="RED,BLUE" default="RED"
        zones: "[]string"
        cells: "[]Cells"
        args: "[]string"
        on: boolean | default=true
      types:
        Cells:
          row: integer | required=true
      status:
        url: https://\${widget.status.url}
        count: \${widget.status.count}
    resources:
      - id: widget
        template:
          apiVersion: ex.io/v1
          kind: Widget
          metadata:
            name: \${schema.metadata.name}-widget
          spec:
            size: \${schema.spec.size}
            color: \${schema.spec.color}
`);
});

test('cdk8s sorts keys elsewhere as it did before', () => {
  const app = new App();
  new ResourceGraph(app, 'bare', Bare).toJson();
  const chart = new Chart(app, 'plain');
  new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'A', spec: { b: 1, a: 2 } });
  expect(Object.keys(Testing.synth(chart)[0].spec)).toEqual(['a', 'b']);
});

test('the API decides scope, columns and metadata of the definition kro makes', () => {
  const Wide = api({
    kind: 'Wide',
    scope: 'Cluster',
    additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
    metadata: { labels: { team: 'a' } },
  });
  const [definition] = new ResourceGraph(new App(), 'wide', Wide).toJson() as [{ spec: { schema: object } }];
  expect(definition.spec.schema).toEqual({
    apiVersion: 'v1alpha1',
    group: 'kro.run',
    kind: 'Wide',
    scope: 'Cluster',
    spec: {},
    additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
    metadata: { labels: { team: 'a' } },
  });
});

test('the definition has a name, labels and annotations of its own, and a file of that name', () => {
  const metadata = { name: 'carts', annotations: { 'kro.run/allow-breaking-changes': 'true' } };
  const graph = new ResourceGraph(new App(), 'bare', Bare, { metadata });
  expect(graph.toJson()[0]).toMatchObject({ metadata });
  expect(placementOf(graph)).toBe('rgds/carts.yaml');
  expect(placementOf(bareGraph())).toBe('rgds/bare.kro.run.yaml');
});

test.each<[string, Parameters<typeof api>[0]]>([
  ["api: kind 'carts' has to be upper camel case, such as 'CartsStack'.", { kind: 'carts' }],
  ["api X: version '1' has to be such as 'v1', 'v1beta1' or 'v1alpha1'.", { kind: 'X', version: '1' }],
  ["api X: group 'Shop' has to be a domain name, such as 'shop.example.com'.", { kind: 'X', group: 'Shop' }],
  ['api X: kro writes status.state itself. Give the field another name.', { kind: 'X', status: { state: s.string() } }],
])('%s', (message, props) => expect(() => api(props)).toThrow(message));

describe('status', () => {
  const shop = () => new ResourceGraph(new App(), 'shop', Shop);

  test('that an API declares has to be said', () => {
    expect(() => shop().toJson()).toThrow(
      'shop: the API reports url, count, and nothing says how. Call graph.status({ url: … }).',
    );
  });

  test('is said once', () => {
    const graph = bareGraph();
    graph.status({});
    expect(() => graph.status({})).toThrow('bare: the status is said twice. Call status() once, with all fields.');
  });

  test('does not read another graph', () => {
    const graph = shop();
    const other = resource(bareGraph('other'), 'a', Widget, { spec: red });
    expect(() => graph.status({ url: other.status.url, count: other.status.count })).toThrow(
      "shop status: a.status.url belongs to the graph 'other'.",
    );
  });

  test('takes conditions of the instance', () => {
    const graph = bareGraph();
    const widget = resource(graph, 'widget', Widget, { spec: red });
    const nodes = collection(graph, 'nodes', Widget, { zone: graph.spec.zones }, () => ({ spec: red }));
    graph.status(
      {},
      {
        conditions: [
          runtime.newCondition({
            type: 'Ready',
            status: runtime.condition(widget, 'Ready').status,
            message: `x ${widget.status.url}`,
          }),
          map(nodes, node => runtime.newCondition({ type: node.metadata.name, status: 'Unknown' })),
        ],
      },
    );
    expect((graph.toJson()[0] as { spec: { schema: { status: object } } }).spec.schema.status).toEqual({
      conditions: [
        '${runtime.newCondition({type: "Ready", status: runtime.condition(widget, "Ready").status, message: "x " + widget.status.url})}',
        '${nodes.map(item, runtime.newCondition({type: item.metadata.name, status: "Unknown"}))}',
      ],
    });
  });
});

test('a graph can be used as a kind in another graph', () => {
  const app = new App();
  const inner = new ResourceGraph(app, 'inner', Shop);
  inner.status({ url: 'https://${schema.spec.name}', count: resource(inner, 'a', Widget, { spec: red }).status.count });
  const outer = new ResourceGraph(app, 'outer', Bare);
  const shop = resource(
    outer,
    'shop',
    Shop,
    { spec: { name: outer.spec.name, cells: [{ row: 1 }] } },
    { readyWhen: self => eq(self.status.count, 1) },
  );
  resource(outer, 'user', Widget, { spec: { ...red, label: shop.status.url } });
  expect(resourcesOf(outer)).toMatchObject([
    {
      id: 'shop',
      readyWhen: ['${shop.status.count == 1}'],
      template: {
        apiVersion: 'shop.example.com/v1alpha1',
        kind: 'Shop',
        spec: { name: '${schema.spec.name}', cells: [{ row: 1 }] },
      },
    },
    { id: 'user', template: { spec: { label: '${shop.status.url}' } } },
  ]);
});

test('a condition is asked for also while there is no status', () => {
  const graph = bareGraph();
  const widget = resource(graph, 'widget', Widget, { spec: red });
  expect(String(hasCondition(widget, 'Ready'))).toBe(
    '${widget.status.?conditions.orValue([]).exists(item, item.type == "Ready" && item.status == "True")}',
  );
});

test('objects of a chart inside a graph belong to that chart', () => {
  const graph = bareGraph();
  new ApiObject(new Chart(graph, 'inner'), 'a', { apiVersion: 'v1', kind: 'A' });
  expect(resourcesOf(graph)).toEqual([]);
});
