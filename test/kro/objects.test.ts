import { ApiObject, App, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ResourceGraph } from '../../lib/kro/graph';
import { refOf, resource } from '../../lib/kro/resource';
import { Bare, bareGraph, onlyResource, red, resourcesOf, Widget } from './fixtures';

interface Pods {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> } };
}

describe('every ApiObject of a graph becomes a resource', () => {
  test('also a plain ApiObject with references in it', () => {
    const graph = bareGraph();
    const widget = resource(graph, 'widget', Widget, { spec: red });
    new ApiObject(graph, 'plain', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: { url: widget.status.url, text: `x-${graph.spec.name}` },
    });
    expect(resourcesOf(graph)[1]).toEqual({
      id: 'plain',
      template: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: '${schema.metadata.name}-plain' },
        data: { url: '${widget.status.url}', text: 'x-${schema.spec.name}' },
      },
    });
  });

  test('also a construct of cdk8s-plus, keys in the order of a manifest', () => {
    const graph = bareGraph();
    new kplus.ConfigMap(graph, 'settings', { metadata: { namespace: 'x' }, data: { size: `${graph.spec.size}` } });
    const { id, template } = onlyResource(graph);
    expect(id).toBe('settings');
    expect(Object.keys(template)).toEqual(['apiVersion', 'kind', 'metadata', 'data', 'immutable']);
    expect(Object.keys(template.metadata as object)).toEqual(['name', 'namespace']);
  });

  test('a reference of another graph in a plain object is refused with the path of the object', () => {
    const app = new App();
    const one = new ResourceGraph(app, 'one', Bare);
    const two = new ResourceGraph(app, 'two', Bare);
    new ApiObject(two, 'plain', { apiVersion: 'v1', kind: 'ConfigMap', data: { size: one.spec.size } });
    expect(() => two.toJson()).toThrow("two/plain: schema.spec.size belongs to the graph 'one'.");
  });

  test('a reference in an object outside a graph is refused', () => {
    const chart = new Chart(new App(), 'plain');
    new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', data: { size: bareGraph().spec.size } });
    expect(() => Testing.synth(chart)).toThrow(
      'schema.spec.size is used outside its graph. Only objects inside a ResourceGraph can hold references.',
    );
  });
});

describe('a JsonPatch', () => {
  test('changes an object of resource()', () => {
    const graph = bareGraph();
    resource(graph, 'widget', Widget, { spec: red });
    ApiObject.of(graph.node.findChild('widget')).addJsonPatch(
      JsonPatch.add('/spec/extra', graph.spec.name),
      JsonPatch.replace('/spec/size', `${graph.spec.size}`),
      JsonPatch.remove('/spec/color'),
    );
    expect(onlyResource(graph).template.spec).toEqual({ size: '${schema.spec.size}', extra: '${schema.spec.name}' });
  });
});

describe('pods', () => {
  const address = 'cdk8s.io/metadata.addr';

  test('are selected per instance, so that two instances in a namespace do not select each other', () => {
    const graph = bareGraph();
    const web = new kplus.Deployment(graph, 'web', { containers: [{ image: 'i', portNumber: 80 }] });
    new kplus.Service(graph, 'front', { selector: web, ports: [{ port: 80 }] });
    const [pods, service] = resourcesOf(graph).map(({ template }) => template.spec) as [Pods, { selector: object }];
    const label = pods.selector.matchLabels[address];
    expect(label).toMatch(/^\$\{schema\.metadata\.name\}-c8[0-9a-f]+$/);
    expect(pods.template.metadata.labels).toEqual({ [address]: label });
    expect(service.selector).toEqual({ [address]: label });
  });

  test('of a plain chart keep the label cdk8s-plus gives them', () => {
    const chart = new Chart(new App(), 'plain');
    new kplus.Deployment(chart, 'web', { containers: [{ image: 'i' }] });
    expect((chart.toJson()[0] as { spec: Pods }).spec.selector.matchLabels[address]).toMatch(/^plain-web-c8[0-9a-f]+$/);
  });
});

test('`instanceof` misleads under cdk8s, so nothing here asks it', () => {
  class Special extends ApiObject {}
  const graph = bareGraph();
  const plain = new ApiObject(graph, 'plain', { apiVersion: 'v1', kind: 'A' });
  expect(plain instanceof Special).toBe(true); // the trap
  expect(() => refOf(plain, Widget)).toThrow('bare/plain is a v1 A, not a ex.io/v1 Widget.');
  expect(resourcesOf(graph)).toHaveLength(1);
});

test('a token of the AWS CDK is refused, since kro would read it as CEL', () => {
  const graph = bareGraph();
  resource(graph, 'role', Widget, { spec: { ...red, label: '{"Service":"${Token[eks.amazonaws.com.14]}"}' } });
  expect(() => graph.toJson()).toThrow(/^bare\/role: '.*' holds a token of the AWS CDK that nothing has resolved\./);
});

test('an app that writes every object to a file of its own cannot hold a graph', () => {
  const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  expect(() => new ResourceGraph(app, 'bare', Bare)).toThrow(
    'bare: FOLDER_PER_CHART_FILE_PER_RESOURCE writes the objects of a graph, not the graph.',
  );
});

test('an app of cdk8s itself writes a graph', () => {
  const app = new App();
  resource(new ResourceGraph(app, 'bare', Bare), 'widget', Widget, { spec: red });
  expect(app.synthYaml()).toContain('kind: ResourceGraphDefinition');
});
