import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { eq, gt, map } from '../../lib/cel/ops';
import type { Ref } from '../../lib/cel/ref';
import { cel } from '../../lib/cel/template';
import { ResourceGraph } from '../../lib/kro/graph';
import { collection, conditions, refOf, resource } from '../../lib/kro/resource';
import { Bare, bareGraph, onlyResource, red, resourcesOf, Widget, yamlOf } from './fixtures';

describe('resource', () => {
  test('becomes an entry whose template holds expressions where the body holds references', () => {
    const graph = bareGraph();
    const a = resource(graph, 'a', Widget, { spec: { ...red, size: graph.spec.size, label: `x-${graph.spec.name}` } });
    resource(graph, 'b', Widget, {
      metadata: { name: 'b', labels: { url: a.status.url } },
      spec: { ...red, tags: { owner: a.status.owner.id }, parts: [{ name: a.status.owner.names[0] }] },
    });
    expect(yamlOf(resourcesOf(graph))).toBe(`\
- id: a
  template:
    apiVersion: ex.io/v1
    kind: Widget
    metadata:
      name: \${schema.metadata.name}-a
    spec:
      color: RED
      size: \${schema.spec.size}
      label: x-\${schema.spec.name}
- id: b
  template:
    apiVersion: ex.io/v1
    kind: Widget
    metadata:
      name: b
      labels:
        url: \${a.status.url}
    spec:
      color: RED
      size: 1
      tags:
        owner: \${a.status.owner.id}
      parts:
        - name: \${a.status.owner.names[0]}
`);
  });

  test('is named by its path below the graph, in camel case, and its object by the same path in dashes', () => {
    const graph = bareGraph();
    const part = new Construct(new Construct(graph, 'api'), 'ordersTable');
    const ref = resource(part, 'role', Widget, { spec: red });
    expect(`${ref.status.url}`).toBe('${apiOrdersTableRole.status.url}');
    expect(onlyResource(graph).template.metadata).toEqual({ name: '${schema.metadata.name}-api-orders-table-role' });
  });

  test.each<[string, string]>([
    [
      'namespace',
      "bare/namespace: kro reserves the id 'namespace'. Give the construct another one, such as 'myNamespace'.",
    ],
    [
      'my-table',
      "bare/my-table: 'my-table' cannot be the id of a resource. Use letters and digits, beginning in lower case",
    ],
    ['Table', "bare/Table: 'Table' cannot be the id of a resource."],
  ])('refuses the id %s where it is given', (id, message) => {
    expect(() => resource(bareGraph(), id, Widget, { spec: red })).toThrow(message);
  });

  test('two constructs that would have one id are refused', () => {
    const graph = bareGraph();
    resource(new Construct(graph, 'aB'), 'c', Widget, { spec: red });
    resource(new Construct(graph, 'a'), 'bC', Widget, { spec: red });
    expect(() => graph.toJson()).toThrow("bare/a/bC and bare/aB/c would both have the id 'aBC'. Rename one.");
  });

  test('labels, annotations and finalizers can be a reference as a whole', () => {
    const graph = bareGraph();
    const labels = cel<Record<string, string>>`{"team": ${graph.spec.name}}`;
    resource(graph, 'a', Widget, { metadata: { labels, finalizers: cel`[${graph.spec.name}]` }, spec: red });
    expect(onlyResource(graph)).toMatchObject({
      template: {
        metadata: {
          name: '${schema.metadata.name}-a',
          labels: '${{"team": schema.spec.name}}',
          finalizers: '${[schema.spec.name]}',
        },
      },
    });
  });

  test('outside a graph there is no resource', () => {
    const chart = new Chart(new App(), 'plain');
    expect(() => resource(chart, 'a', Widget, { spec: red })).toThrow('plain is not inside a ResourceGraph.');
  });

  test('a field that is undefined is left out', () => {
    const graph = bareGraph();
    resource(graph, 'a', Widget, { spec: { ...red, label: undefined } });
    expect(onlyResource(graph).template.spec).toEqual(red);
  });
});

describe('a reference', () => {
  test('to another graph is refused where it is used', () => {
    const app = new App();
    const [one, two] = [new ResourceGraph(app, 'one', Bare), new ResourceGraph(app, 'two', Bare)];
    const widget = resource(one, 'widget', Widget, { spec: red });
    expect(() => resource(two, 'copy', Widget, { spec: { ...red, label: widget.status.url } })).toThrow(
      "two/copy: widget.status.url belongs to the graph 'one'. A graph reads another one through a field of its API",
    );
    expect(() => resource(two, 'other', Widget, { spec: { ...red, size: one.spec.size } })).toThrow(
      "two/other: schema.spec.size belongs to the graph 'one'.",
    );
  });

  test('to the variable of a macro is refused outside it', () => {
    const graph = bareGraph();
    let leaked: Ref<string> | undefined;
    map(graph.spec.zones, zone => {
      leaked = zone;
      return zone;
    });
    expect(() => resource(graph, 'a', Widget, { spec: { ...red, label: leaked } })).toThrow(
      "bare/a: 'item' in item means nothing here.",
    );
  });
});

describe('conditions', () => {
  test('includeWhen and readyWhen are printed beside the template', () => {
    const graph = bareGraph();
    resource(
      graph,
      'a',
      Widget,
      { spec: red },
      {
        includeWhen: graph.spec.on,
        readyWhen: self => eq(self.status.ready, true),
      },
    );
    expect(onlyResource(graph)).toMatchObject({
      includeWhen: ['${schema.spec.on}'],
      readyWhen: ['${a.status.ready == true}'],
    });
  });

  test('readyWhen may read the resource alone, as kro has it', () => {
    const graph = bareGraph();
    const a = resource(graph, 'a', Widget, { spec: red });
    expect(() => resource(graph, 'b', Widget, { spec: red }, { readyWhen: () => gt(a.status.count, 1) })).toThrow(
      "bare/b readyWhen: kro lets it read the resource itself only, not 'a'.",
    );
    expect(() => resource(graph, 'c', Widget, { spec: red }, { readyWhen: () => graph.spec.on })).toThrow(
      "not 'schema'",
    );
  });

  test('an object made by other means gets them too, once', () => {
    const graph = bareGraph();
    const other = new ApiObject(graph, 'other', { apiVersion: 'ex.io/v1', kind: 'Widget', spec: red });
    conditions(other, Widget, { readyWhen: self => self.status.ready });
    expect(onlyResource(graph)).toMatchObject({ id: 'other', readyWhen: ['${other.status.ready}'] });
    expect(() => conditions(other, Widget, {})).toThrow('bare/other already has conditions. Say them in one place.');
  });
});

describe('refOf', () => {
  test('gives a typed reference of an object made by other means', () => {
    const graph = bareGraph();
    const other = new ApiObject(new Construct(graph, 'part'), 'Default', { apiVersion: 'ex.io/v1', kind: 'Widget' });
    expect(`${refOf(other, Widget).status.url} ${refOf(other.node.scope!, Widget).status.url}`).toBe(
      '${part.status.url} ${part.status.url}',
    );
  });

  test('refuses an object of another kind, and a construct that makes none or many', () => {
    const graph = bareGraph();
    const part = new Construct(graph, 'part');
    expect(() => refOf(part, Widget)).toThrow('bare/part makes 0 objects. Name the one that is meant: there is none.');
    const pod = new ApiObject(part, 'pod', { apiVersion: 'v1', kind: 'Pod' });
    expect(() => refOf(pod, Widget)).toThrow('bare/part/pod is a v1 Pod, not a ex.io/v1 Widget.');
    new ApiObject(part, 'other', { apiVersion: 'v1', kind: 'Pod' });
    expect(() => refOf(part, Widget)).toThrow(
      'bare/part makes 2 objects. Name the one that is meant: bare/part/pod, bare/part/other.',
    );
  });
});

describe('collection', () => {
  test('has an entry per item, and the names of its objects carry the iterators', () => {
    const graph = bareGraph();
    const { zones, cells } = graph.spec;
    const all = collection(
      graph,
      'nodes',
      Widget,
      { zone: zones, cell: cells, tier: ['a', 'b'] },
      ({ zone, cell, tier }) => ({
        spec: { ...red, size: cell.row, label: `${zone}/${tier}` },
      }),
      { includeWhen: graph.spec.on, readyWhen: each => eq(each.status.ready, true) },
    );
    expect(yamlOf(onlyResource(graph))).toBe(`\
id: nodes
forEach:
  - zone: \${schema.spec.zones}
  - cell: \${schema.spec.cells}
  - tier: \${["a", "b"]}
includeWhen:
  - \${schema.spec.on}
readyWhen:
  - \${each.status.ready == true}
template:
  apiVersion: ex.io/v1
  kind: Widget
  metadata:
    name: \${schema.metadata.name}-nodes-\${string(zone)}-\${string(cell)}-\${string(tier)}
  spec:
    color: RED
    size: \${cell.row}
    label: \${zone}/\${tier}
`);
    expect(`${map(all, node => node.status.url)} ${all[0].status.url}`).toBe(
      '${nodes.map(item, item.status.url)} ${nodes[0].status.url}',
    );
  });

  test('keeps a name of its author', () => {
    const graph = bareGraph();
    collection(graph, 'nodes', Widget, { zone: graph.spec.zones }, ({ zone }) => ({
      metadata: { namespace: 'x', name: `${zone}-node` },
      spec: red,
    }));
    expect(onlyResource(graph).template.metadata).toEqual({ name: '${zone}-node', namespace: 'x' });
  });

  test('an iterator means nothing outside its collection', () => {
    const graph = bareGraph();
    let leaked: Ref<string> | undefined;
    collection(graph, 'nodes', Widget, { zone: graph.spec.zones }, ({ zone }) => {
      leaked = zone;
      return { spec: red };
    });
    expect(() => resource(graph, 'a', Widget, { spec: { ...red, label: leaked } })).toThrow(
      "bare/a: 'zone' in zone means nothing here.",
    );
    expect(() =>
      collection(graph, 'more', Widget, { cell: cel<string[]>`[${leaked}]` }, () => ({ spec: red })),
    ).toThrow("bare/more forEach cell: 'zone' in [zone] means nothing here.");
  });

  test.each([['item'], ['Zone'], ['a-b']])('refuses the iterator %s', name => {
    const graph = bareGraph();
    expect(() => collection(graph, 'nodes', Widget, { [name]: ['a'] }, () => ({ spec: red }))).toThrow(
      `bare/nodes: '${name}' cannot be an iterator.`,
    );
  });

  test('wants at least one list', () => {
    expect(() => collection(bareGraph(), 'nodes', Widget, {}, () => ({ spec: red }))).toThrow(
      'bare/nodes: forEach names no list.',
    );
  });
});
