import { collisions } from '../../lib/graph/rules/collisions';
import { configMap, rgdOfExample } from '../../lib/graph/rules/rule';
import { Kinds } from '../../lib/schema/kinds';

const kinds = Kinds.bundled();

const required = 'string | required=true';
const PREFIX =
  '${schema.spec.env == "dev" ? schema.spec.developer + "-" + schema.spec.app + "-dev" : schema.spec.team + "-" + schema.spec.app + "-" + schema.spec.env}';
const stack = rgdOfExample({
  spec: { team: required, developer: required, app: required, env: 'string | default=dev' },
  resources: [
    {
      id: 'table',
      template: {
        apiVersion: 'dynamodb.services.k8s.aws/v1alpha1',
        kind: 'Table',
        metadata: { name: PREFIX, annotations: { 'services.k8s.aws/region': 'eu-west-1' } },
        spec: { tableName: PREFIX },
      },
    },
    configMap('config', '${table.metadata.name}-config'),
    configMap('later', '${table.status.ackResourceMetadata.arn}'),
  ],
});

const instance = (name: string, spec: object, namespace: string | undefined = 'shop') => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'Example',
  metadata: { name, ...(namespace && { namespace }) },
  spec,
});
const told = (rgd: object, ...instances: object[]) =>
  collisions([rgd], instances, { kinds }).map(findings => findings.map(({ severity, message }) => [severity, message]));

test('instances whose names come out differently share nothing', () => {
  const one = instance('a', { team: 't', developer: 'john', app: 'shop' });
  const other = instance('b', { team: 't', developer: 'mary', app: 'shop' });
  expect(told(stack, one, other)).toEqual([[], []]);
});

test('names that come out the same are told to the later instance, with how many there are', () => {
  const one = instance('a', { team: 't', developer: 'a', app: 'b-c' });
  const other = instance('b', { team: 'u', developer: 'a-b', app: 'c' });
  expect(told(stack, one, other)).toEqual([
    [],
    [['warning', 'The Table shop/a-b-c-dev that table makes is also made by Example shop/a, and so are 2 others.']],
  ]);
});

test('in another namespace only what is in the cloud is the same', () => {
  const spec = { team: 't', developer: 'john', app: 'shop' };
  expect(told(stack, instance('a', spec), instance('b', spec, 'other'))[1]).toEqual([
    ['warning', 'The Table john-shop-dev of AWS that table makes is also made by Example shop/a.'],
  ]);
});

test('defaults count as if they were written', () => {
  const one = instance('a', { team: 't', developer: 'j', app: 'x', env: 'dev' });
  const other = instance('b', { team: 't', developer: 'j', app: 'x' });
  expect(told(stack, one, other)[1]).toHaveLength(1);
});

test('an instance may get in its own way', () => {
  const rgd = rgdOfExample({
    spec: { a: required, b: required },
    resources: [configMap('x', '${schema.spec.a}'), configMap('y', '${schema.spec.b}')],
  });
  expect(told(rgd, instance('i', { a: 'same', b: 'same' }))).toEqual([
    [['warning', 'The ConfigMap shop/same that y makes is also made as x.']],
  ]);
  expect(told(rgd, instance('i', { a: 'one', b: 'two' }))).toEqual([[]]);
});

test('a resource that is left out shares nothing', () => {
  const rgd = rgdOfExample({
    spec: { on: 'boolean | default=true' },
    resources: [configMap('x', 'x', {}, { includeWhen: ['${schema.spec.on}'] })],
  });
  expect(told(rgd, instance('a', {}), instance('b', { on: false }))).toEqual([[], []]);
  expect(told(rgd, instance('a', {}), instance('b', {}))[1]).toHaveLength(1);
});

test('items of collections are told apart', () => {
  const rgd = rgdOfExample({
    spec: { names: '[]string | required=true', ports: '[]integer | default=[1]' },
    resources: [
      configMap(
        'x',
        '${n1}-${string(p)}',
        {},
        { forEach: [{ n1: '${schema.spec.names}' }, { p: '${schema.spec.ports}' }] },
      ),
    ],
  });
  const [, second] = told(rgd, instance('a', { names: ['x', 'y'] }), instance('b', { names: ['y', 'z'] }));
  expect(second).toEqual([['warning', 'The ConfigMap shop/y-1 that x makes is also made by Example shop/a.']]);
});

test.each([
  ['only the cluster knows', '${table.status.ackResourceMetadata.arn}'],
  ['fails', '${schema.spec.team.substring(99)}'],
  ['an instance does not say', '${schema.metadata.uid}'],
  ['cannot be read', '${schema.spec.}'],
])('a name that %s is left out', (_, name) => {
  const rgd = rgdOfExample({ spec: { team: required }, resources: [configMap('x', name)] });
  expect(told(rgd, instance('a', { team: 't' }), instance('b', { team: 't' }))).toEqual([[], []]);
});

test('a namespace that a Namespace of the graph names is followed', () => {
  const rgd = rgdOfExample({
    spec: { ns: required },
    resources: [
      { id: 'ns', template: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-${schema.spec.ns}' } } },
      {
        id: 'x',
        template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: '${ns.metadata.name}' } },
      },
    ],
  });
  expect(told(rgd, instance('a', { ns: 'a' }), instance('b', { ns: 'b' }))).toEqual([[], []]);
  expect(told(rgd, instance('a', { ns: 'a' }), instance('b', { ns: 'a' }))[1]).toEqual([
    ['warning', 'The Namespace team-a that ns makes is also made by Example shop/a, and so is one other.'],
  ]);
});

test('regions of Crossplane and external names tell apart', () => {
  const rgd = rgdOfExample({
    spec: { region: required },
    resources: [
      {
        id: 'fn',
        template: {
          apiVersion: 'lambda.aws.m.upbound.io/v1beta1',
          kind: 'Function',
          metadata: { name: '${schema.metadata.name}', annotations: { 'crossplane.io/external-name': 'api' } },
          spec: { forProvider: { region: '${schema.spec.region}' } },
        },
      },
    ],
  });
  const made = (region: string) => instance(region, { region });
  expect(told(rgd, made('eu-west-1'), made('us-east-1'))).toEqual([[], []]);
  expect(told(rgd, made('eu-west-1'), { ...made('eu-west-1'), metadata: { name: 'b' } })[1]).toEqual([
    ['warning', 'The Function api of AWS that fn makes is also made by Example shop/eu-west-1.'],
  ]);
});

test('parts of different things may have one name', () => {
  const stage = (api: object) => ({
    id: 'stage',
    template: {
      apiVersion: 'apigatewayv2.services.k8s.aws/v1alpha1',
      kind: 'Stage',
      metadata: { name: '${schema.metadata.name}' },
      spec: { stageName: '$default', ...api },
    },
  });
  const of = (api: object) => rgdOfExample({ spec: { api: required }, resources: [stage(api)] });
  const two = (a: string, b: string) => [instance('a', { api: a }), instance('b', { api: b })] as const;
  const byRef = of({ apiRef: { from: { name: '${schema.spec.api}' } } });
  expect(told(byRef, ...two('x', 'y'))).toEqual([[], []]);
  expect(told(byRef, ...two('x', 'x'))[1]).toEqual([
    ['warning', 'The Stage $default of AWS that stage makes is also made by Example shop/a.'],
  ]);
  expect(told(of({ apiID: '${api.status.apiID}' }), ...two('x', 'x'))).toEqual([[], []]);
});

test('what is no instance of any graph is passed over', () => {
  expect(told(stack, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, [])).toEqual([[], []]);
});

test('the one that is there twice is found among 5,000', () => {
  const instances = Array.from({ length: 5000 }, (_, i) =>
    instance(`i${i}`, { team: 't', developer: `d${i % 4999}`, app: 'shop' }),
  );
  const findings = collisions([stack], instances, { kinds });
  expect(findings.flatMap((each, i) => each.map(() => i))).toEqual([4999]);
});
