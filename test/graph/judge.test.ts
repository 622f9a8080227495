import { judge } from '../../lib/graph/judge';
import { Kinds } from '../../lib/schema/kinds';

const rgd = (name: string, kind: string, spec: object, resources: readonly object[], status: object = {}) => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
  metadata: { name },
  spec: { schema: { apiVersion: 'v1alpha1', kind, spec, status }, resources },
});
const use = (kind: string, spec: object = {}) => ({
  id: 'inner',
  template: { apiVersion: 'kro.run/v1alpha1', kind, metadata: { name: 'inner' }, spec },
});
const map = (name: string, data: object = {}) => ({
  id: 'map',
  template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data },
});
const instance = (kind: string, spec: object) => ({
  apiVersion: 'kro.run/v1alpha1',
  kind,
  metadata: { name: 'one', namespace: 'default' },
  spec,
});

const network = rgd('network', 'Network', { cidr: 'string | required=true' }, [map('${schema.metadata.name}')], {
  name: '${map.metadata.name}',
});
const cluster = rgd('cluster', 'Cluster', { cidr: 'string | required=true' }, [
  use('Network', { cidr: '${schema.spec.cidr}' }),
  map('m-${schema.metadata.name}', { network: '${inner.status.name}' }),
]);

const judged = (...documents: unknown[]) => judge(documents, { kinds: Kinds.bundled() });
const told = (...documents: unknown[]) =>
  judged(...documents).map(({ findings }) => findings.map(({ code, path }) => `${code} ${path}`));

test.each([
  ['after', [network, cluster]],
  ['before', [cluster, network]],
])('a graph may stand %s one whose API it uses', (_, documents) => {
  expect(told(...documents)).toEqual([[], []]);
});

test('what a graph uses of another is checked', () => {
  const wrong = rgd('cluster', 'Cluster', { cidr: 'integer | required=true' }, [
    use('Network', { cidr: '${schema.spec.cidr}', zone: 'a' }),
    map('m-${schema.metadata.name}', { network: '${inner.status.nam}' }),
  ]);
  expect(told(wrong, network)).toEqual([
    [
      'type-mismatch spec.resources[0].template.spec.cidr',
      'unknown-field spec.resources[0].template.spec.zone',
      'undefined-field spec.resources[1].template.data.network',
    ],
    [],
  ]);
});

test('what uses a rejected graph is blamed for nothing that is not clear', () => {
  const rejected = rgd('network', 'Network', { cidr: 'strin' }, [map('${schema.metadata.name}')], {
    name: '${map.metadata.nam}',
  });
  expect(told(rejected, cluster, instance('Network', { cidr: 1 }))).toEqual([
    ['unknown-type spec.schema.spec.cidr', 'undefined-field spec.schema.status.name'],
    [],
    [],
  ]);
});

test('graphs in a circle are told which waits for which', () => {
  const a = rgd('a', 'A', {}, [use('B')]);
  const b = rgd('b', 'B', {}, [use('A')]);
  const [, second] = judged(a, b);
  expect(second.accepted).toBe(false);
  expect(second.findings).toMatchObject([
    { code: 'unknown-kind', hint: 'RGD a makes it, which in turn waits for a kind of this one. Break the circle.' },
  ]);
});

test('a graph cannot use the kind it makes', () => {
  expect(judged(rgd('a', 'A', {}, [use('A')]))[0].findings).toMatchObject([
    { code: 'unknown-kind', hint: 'This graph makes the kind, so it cannot use it.' },
  ]);
});

test('two graphs cannot make one API', () => {
  const [first, second] = judged(network, { ...network, metadata: { name: 'other' } });
  expect(first.accepted).toBe(true);
  expect(second).toMatchObject({
    accepted: false,
    findings: [
      {
        code: 'duplicate-api',
        kro: 'failed to update CRD networks.kro.run: CRD is owned by another ResourceGraphDefinition network',
      },
    ],
  });
});

test.each([
  [{ name: 'My_Network' }, ['instance-name metadata.name']],
  [{}, ['instance-name metadata.name']],
  [{ name: 'network', namespace: 'kro' }, ['namespace metadata.namespace']],
])('a graph has a name the API server takes, and no namespace: %j', (metadata, expected) => {
  expect(told({ ...network, metadata })).toEqual([expected]);
});

test('the same graph for two clusters is no finding', () => {
  expect(told(network, network)).toEqual([[], []]);
});

test('an instance is checked by the graph that stands behind it', () => {
  const [wrong] = judged(instance('Network', { cidr: 7 }), network);
  expect(wrong).toMatchObject({ is: 'object', accepted: false, findings: [{ code: 'value-type', path: 'spec.cidr' }] });
});

test('a CRD among the documents is a kind like any other', () => {
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object' } } } },
        },
      ],
    },
  };
  const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: '${schema.metadata.name}' } };
  const [graph] = judged(rgd('a', 'A', {}, [{ id: 'widget', template: widget }]), crd);
  expect(graph.findings).toEqual([]);
});

test.each([
  ['values of a chart', { replicas: 1 }],
  ['a list', []],
  ['nothing', null],
  ['an object of a kind nobody told of', { apiVersion: 'example.com/v1', kind: 'Widget', metadata: {} }],
  ['an instance whose graph is elsewhere', instance('Carts', {})],
])('%s is not judged', (_, document) => {
  expect(judged(document, network)[0]).toEqual({ is: 'unknown', accepted: true, findings: [] });
});

test.each([
  [
    'apps/v1beta1',
    'Deployment',
    'There is no kind Deployment in apps/v1beta1.',
    'Deployment is in apps/v1, apigatewayv2.services.k8s.aws/v1alpha1.',
  ],
  [
    'v1',
    'Deployment',
    'There is no kind Deployment in v1.',
    'Deployment is in apps/v1, apigatewayv2.services.k8s.aws/v1alpha1.',
  ],
  [undefined, 'ConfigMap', 'The ConfigMap has no apiVersion.', 'ConfigMap is in v1.'],
  [
    undefined,
    'ResourceGraphDefinition',
    'The ResourceGraphDefinition has no apiVersion.',
    'ResourceGraphDefinition is in kro.run/v1alpha1.',
  ],
  [
    'kro.dev/v1',
    'ResourceGraphDefinition',
    'There is no kind ResourceGraphDefinition in kro.dev/v1.',
    'ResourceGraphDefinition is in kro.run/v1alpha1.',
  ],
])('%s has no %s, and it is told which API has', (apiVersion, kind, message, hint) => {
  const [{ findings }] = judged({ apiVersion, kind, metadata: { name: 'a' } });
  expect(findings).toMatchObject([{ code: 'unknown-kind', path: 'apiVersion', message, hint }]);
});

test('an instance of a version that its graph does not make is told which it makes', () => {
  const [{ findings }] = judged({ ...instance('Network', {}), apiVersion: 'kro.run/v1' }, network);
  expect(findings).toMatchObject([
    { code: 'unknown-kind', path: 'apiVersion', message: 'There is no kind Network in kro.run/v1.' },
  ]);
  expect(findings[0].hint).toMatch(/^Network is in .*kro\.run\/v1alpha1/);
});

test('a kind of the same name in a group nobody knows is not spoken of', () => {
  const [{ findings }] = judged({
    apiVersion: 'ram.services.k8s.aws/v1alpha1',
    kind: 'Policy',
    metadata: { name: 'a' },
  });
  expect(findings).toEqual([]);
});

test('a kind that nearly is one is asked about', () => {
  expect(judged(instance('Netwrok', {}), network)[0].findings).toMatchObject([
    { code: 'unknown-kind', severity: 'warning', hint: 'Did you mean Network?' },
  ]);
});

describe('instances', () => {
  const graph = rgd('shop', 'Shop', { team: 'string | required=true' }, [map('settings-${schema.spec.team}')]);
  const shop = (name: string, team: string) => ({
    ...instance('Shop', { team }),
    metadata: { name, namespace: 'default' },
  });

  test('that would both have one object are told so', () => {
    expect(told(graph, shop('a', 'red'), shop('b', 'blue'), shop('c', 'red'))).toEqual([
      [],
      [],
      [],
      ['instance-collision metadata.name'],
    ]);
  });

  test('that are one, written twice for two clusters, are none', () => {
    expect(told(graph, shop('a', 'red'), shop('a', 'red'))).toEqual([[], [], []]);
  });
});
