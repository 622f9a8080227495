import { analyze } from '../../lib/graph/analyze';
import { rgdOfExample } from '../../lib/graph/rules';
import { Kinds } from '../../lib/schema/kinds';
import { goldenKinds } from './golden';

const kinds = goldenKinds();
const spec = { name: 'string', port: 'integer', ratio: 'float', names: '[]string', free: 'object' };

const configMap = (data: object = {}, metadata: object = { name: 'a' }) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata,
  data,
});
const deployment = (fields: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd' },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    ...fields,
  },
});
const rgd = (resources: readonly object[], schema: object = {}) => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
  metadata: { name: 'things' },
  spec: { schema: { apiVersion: 'v1alpha1', kind: 'Thing', spec, ...schema }, resources },
});
const found = (document: unknown, gate = false) =>
  analyze(document, { kinds, featureGates: { CELOmitFunction: gate } }).findings.filter(
    each => each.severity === 'error',
  );
const told = (document: unknown, gate = false) =>
  found(document, gate).map(({ code, path }) => `${code} ${path.replace('spec.resources', '')}`);
const cm = (value: unknown) =>
  rgd([
    { id: 'dep', template: deployment() },
    { id: 'cm', template: configMap({ k: value }) },
  ]);
const collection = (more: object, metadata: object = { name: '${n}' }) => ({
  id: 'cms',
  forEach: [{ n: '${schema.spec.names}' }],
  template: configMap({}, metadata),
  ...more,
});

describe('an expression in a template', () => {
  test.each([
    ['${schema.spec.name}'],
    ['${schema.spec.name + "-" + string(schema.spec.port)}'],
    ['p-${string(schema.spec.port)}'],
    ['${dep.status.?replicas.hasValue() ? "a" : "b"}'],
    ['${schema.spec.free.anything}'],
    ['${dep.metadata.?labels["x"].orValue("")}'],
    ["it's ${'\"'} a literal to kro"],
  ])('%s is taken', value => {
    expect(told(cm(value))).toEqual([]);
  });

  const inK = (code: string) => `${code} [1].template.data.k`;

  test.each([
    ['${schema.spec.nam}', ['undefined-field [1].template.data.k']],
    ['${schema.spec.port}', ['type-mismatch [1].template.data.k']],
    ['p-${schema.spec.port}', ['no-overload [1].template.data.k']],
    ['${dep.spec.}', ['syntax [1].template.data.k']],
    ['${dpe.metadata.name}', ['unknown-identifier [1].template.data.k']],
    ['${foo(schema)}', ['unknown-function [1].template.data.k']],
    ['${cm.metadata.name}', ['self-reference [1].template.data.k']],
    ['${each.metadata.name}', ['each-place [1].template.data.k']],
    ['${string(runtime)}', ['runtime-place [1].template.data.k']],
    ['${omit()}', ['omit-gate [1].template.data.k']],
    ['${schema.spec.name.find("(")}', ['bad-literal [1].template.data.k']],
    ['${schema.spec.nam + schema.spec.nme}', Array(2).fill('undefined-field [1].template.data.k')],
    ['${cm.data.a + schema.spec.nam}', ['self-reference', 'undefined-field'].map(inK)],
    ['${dpe.a + foo(schema.spec.nam)}', ['unknown-identifier', 'unknown-function', 'undefined-field'].map(inK)],
    ['${omit() + schema.spec.nam}', ['omit-gate', 'undefined-field'].map(inK)],
    ['${dep.spec +} ${dpe} ${(}', ['syntax', 'unknown-identifier', 'syntax'].map(inK)],
  ])('%s is refused', (value, expected) => {
    expect(told(cm(value))).toEqual(expected);
  });

  test.each([
    ['${schema.spec.nam}', { line: 1, column: 12 }, 'Did you mean name?'],
    ['a-${schema.spec.nam}', { line: 1, column: 16 }, 'Did you mean name?'],
    ['${schema.spec.name}-😀\n${dep.statuss}', { line: 2, column: 6 }, 'Did you mean status?'],
    ['${dpe.metadata.name}', { line: 1, column: 1 }, 'Did you mean dep?'],
    ['echo ${HOME}', { line: 1, column: 8 }, 'For the text ${HOME} itself, write ${"${HOME}"}.'],
    ['${HOME}', { line: 1, column: 1 }, 'For the text ${HOME} itself, write ${"${HOME}"}.'],
    ['echo ${A:-b}', { line: 1, column: 9 }, 'For the text ${A:-b} itself, write ${"${A:-b}"}.'],
  ])('a mistake in %j has its place in the text and a hint', (value, position, hint) => {
    expect(found(cm(value))).toMatchObject([{ position, hint, expression: position }]);
  });
});

test('a collection is told to be a list', () => {
  const graph = rgd([collection({}), { id: 'cm', template: configMap({ k: '${cms.data}' }) }]);
  expect(found(graph)).toMatchObject([
    {
      message: 'A value of type list(cms[]) has no fields.',
      hint: 'Take one item of the list, [0], or all: .map(i, …).',
    },
  ]);
});

describe('the other places of expressions', () => {
  test.each([
    [{ readyWhen: ['${dep.status.?replicas == optional.of(1)}'] }, []],
    [{ readyWhen: ['${dep.spec.replicas}'] }, ['not-bool [0].readyWhen[0]']],
    [{ readyWhen: ['${schema.spec.port > 1}'] }, ['unknown-identifier [0].readyWhen[0]']],
    [{ readyWhen: ['dep.status.replicas > 1'] }, ['not-standalone [0].readyWhen[0]']],
    [{ includeWhen: ['${schema.spec.port > 1}'] }, []],
    [{ includeWhen: ['${schema.spec.free.x}'] }, ['not-bool [0].includeWhen[0]']],
    [{ includeWhen: ['${schema.spec.port > 1.0}'] }, ['no-overload [0].includeWhen[0]']],
  ])('%j', (more, expected) => {
    expect(told(rgd([{ id: 'dep', template: deployment(), ...more }]))).toEqual(expected);
  });

  test.each([
    [collection({}), []],
    [collection({ readyWhen: ['${each.data.size() > 0}'] }), []],
    [collection({}, { name: 'a' }), ['iterator-identity [0].template.metadata']],
    [collection({ readyWhen: ['${cms.size() > 0}'] }), ['unknown-identifier [0].readyWhen[0]']],
    [collection({ forEach: [{ n: '${schema.spec.free}' }] }), ['not-list [0].forEach[0].n']],
    [collection({ forEach: [{ n: '${schema.spec.nms}' }] }), ['undefined-field [0].forEach[0].n']],
    [
      collection({ forEach: [{ n: '${schema.spec.names}' }, { m: '${[n]}' }] }, { name: '${n + m}' }),
      ['iterator-reference [0].forEach[1].m'],
    ],
    [collection({}, { name: '${x}' }), ['unknown-identifier [0].template.metadata.name']],
  ])('a collection %#', (resource, expected) => {
    expect(told(rgd([resource]))).toEqual(expected);
  });

  test('conditions on items of two kinds get in the way of each other', () => {
    const first = collection({ readyWhen: ['${each.data.size() > 0}'] });
    const second = { ...collection({ readyWhen: ['${each.status.replicas > 0}'] }), id: 'deps' };
    const two = rgd([first, { ...second, template: { ...deployment(), metadata: { name: '${n}' } } }]);
    expect(told(two)).toEqual(['each-collision [0].readyWhen[0]', 'each-collision [1].readyWhen[0]']);
  });

  test.each([
    [{ name: '${dep.metadata.name}' }, []],
    [{ name: 'x' }, ['status-literal spec.schema.status.name']],
    [{ name: '${1 + 1}' }, ['status-reference spec.schema.status.name']],
    [{ name: '${dep.nope}' }, ['undefined-field spec.schema.status.name']],
    [{ 'a[x]': '${dep.kind}' }, ['status-path spec.schema.status.a[x]']],
    [{ conditions: {} }, ['conditions-shape spec.schema.status.conditions']],
    [{ conditions: ['${dep.kind}'] }, ['not-condition spec.schema.status.conditions[0]']],
    [
      { conditions: ["${runtime.newCondition({type: 'A', status: 'Yes'})}"] },
      ['condition-value spec.schema.status.conditions[0]'],
    ],
    [
      { conditions: ["${runtime.newCondition({type: 'A', status: runtime.condition(schema, 'B').status})}"] },
      ['condition-lookup spec.schema.status.conditions[0]'],
    ],
    [
      { conditions: Array(2).fill("${runtime.newCondition({type: 'A', status: 'True'})}") },
      ['condition-twice spec.schema.status.conditions[1]'],
    ],
  ])('the status %j', (status, expected) => {
    expect(told(rgd([{ id: 'dep', template: deployment() }], { status }))).toEqual(expected);
  });
});

describe('what an expression yields and what a field takes', () => {
  const pod = (securityContext: unknown) =>
    rgd([{ id: 'dep', template: deployment({ template: { spec: { containers: [], securityContext } } }) }]);

  test.each([
    ['${schema.spec.name}'], // a scalar has no fields, and no fields are some of any
    ['${schema.spec.names}'],
    ['${{"runAsUser": 1, "runAsNonRoot": true}}'], // mixed values are anything
    ['${schema.spec.free}'],
  ])('%s is taken for an object', value => {
    expect(told(pod(value))).toEqual([]);
  });

  test('an empty map is none of texts', () => {
    const [{ kro }] = found(pod('${{}}'));
    expect(kro).toMatch(/"map\(dyn, dyn\)" but expected "[^"]*": map keys must be strings to assign to struct$/);
  });

  test('a map of numbers does not suit the texts of an object', () => {
    expect(told(pod('${{"runAsUser": 1}}'))).toHaveLength(1);
  });

  test('a struct with other fields is refused, but not in a collection', () => {
    const resources = (forEach: object) => [
      { id: 'cm', template: configMap() },
      {
        id: 'dep',
        ...forEach,
        template: { ...deployment({ strategy: '${cm.metadata}' }), metadata: { name: '${schema.spec.name + n}' } },
      },
    ];
    expect(told(rgd(resources({ forEach: [{ n: '${schema.spec.names}' }] })))).toEqual([]);
    const plain = JSON.parse(JSON.stringify(resources({})).replace(' + n', ''));
    expect(told(rgd(plain))).toEqual(['type-mismatch [1].template.spec.strategy']);
  });

  test('what is inside an item of a collection is taken for any object', () => {
    const strategy = (value: string) =>
      rgd([
        collection({}),
        { id: 'cm', template: configMap() },
        { id: 'dep', template: deployment({ strategy: value }) },
      ]);
    expect(told(strategy('${cm.metadata}'))).toEqual(['type-mismatch [2].template.spec.strategy']);
    expect(told(strategy('${cms[0].metadata}'))).toEqual([]);
  });

  test('a map is taken for a list where its keys are what the list holds', () => {
    const command = (value: string) =>
      rgd([
        { id: 'dep', template: deployment({ template: { spec: { containers: [{ name: 'c', command: value }] } } }) },
      ]);
    expect(told(command('${{"a": 1}}'))).toEqual([]);
    expect(told(command('${{1: "a"}}'))).toHaveLength(1);
  });
});

test('all mistakes are told at once, in the order of the document, and none is invented', () => {
  const document = rgd(
    [
      { id: 'dep', template: deployment({ replicas: 'x' }), readyWhen: ['${dep.status.replica == 1}'] },
      {
        id: 'cm',
        template: configMap({
          a: '${schema.spec.nme}',
          b: '${dpe.kind}',
          c: '${broken.kind}',
          d: '${schema.spec.port}',
        }),
      },
      { id: 'broken', template: { apiVersion: 'x.io/v1', kind: 'Nope', metadata: { name: '${broken2}' } } },
      { id: 'later', template: configMap({ a: '${broken.status.list}' }), includeWhen: ['${broken.status.ok}'] },
    ],
    { spec: { ...spec, port: 'int' }, status: { a: 'x', b: '${schema.spec.port}' } },
  );
  expect(told(document)).toEqual([
    'unknown-type spec.schema.spec.port',
    'status-literal spec.schema.status.a',
    'literal-type [0].template.spec.replicas',
    'undefined-field [0].readyWhen[0]',
    'undefined-field [1].template.data.a',
    'unknown-identifier [1].template.data.b',
    'unknown-kind [2].template',
    'unknown-identifier [2].template.metadata.name',
  ]);
});

test('the order, the dependencies and the CRD are part of the report', () => {
  const { accepted, verdict, order, dependencies, crd } = analyze(
    rgd([
      { id: 'cm', template: configMap({ a: '${dep.metadata.name}' }) },
      { id: 'dep', template: deployment() },
    ]),
    { kinds },
  );
  expect({ accepted, verdict }).toEqual({ accepted: true, verdict: { admission: true, builder: true, crd: true } });
  expect(order).toEqual(['dep', 'cm']);
  expect(dependencies).toEqual({ cm: ['dep'], dep: [] });
  expect(crd?.metadata.name).toBe('things.kro.run');
});

test('resources that wait for each other are one cycle', () => {
  const two = rgd([
    { id: 'a', template: configMap({ k: '${b.metadata.name}' }) },
    { id: 'b', template: configMap({ k: '${a.metadata.name}' }, { name: 'b' }) },
  ]);
  expect(told(two)).toEqual(['cycle [0]']);
});

test('omit() is taken in templates once its gate is on, but not in a name', () => {
  expect(told(cm('${omit()}'), true)).toEqual([]);
  const named = rgd([{ id: 'a', template: configMap({}, { name: '${omit()}' }) }]);
  expect(told(named, true)).toEqual(['omit-place [0].template.metadata.name']);
});

test('a CRD that the API server refuses is not accepted', () => {
  const { accepted, verdict, crd } = analyze(rgd([], { kind: 'DNS' }), { kinds });
  expect([accepted, verdict.builder, verdict.crd, crd !== undefined]).toEqual([false, true, false, true]);
});

test('an API without JSON in its default has no CRD', () => {
  const { verdict, crd } = analyze(rgd([], { spec: { a: 'object | default=x' } }), { kinds });
  expect([verdict.builder, verdict.crd, crd]).toEqual([true, false, undefined]);
});

test('time grows with the number of resources, not faster', () => {
  const chain = (n: number) =>
    rgd(
      Array.from({ length: n }, (_, i) => ({
        id: `r${i}`,
        template: configMap({ a: i === 0 ? 'x' : `\${r${i - 1}.metadata.name}` }, { name: `r${i}` }),
      })),
    );
  const time = (n: number) => {
    const start = performance.now();
    expect(analyze(chain(n), { kinds }).order).toHaveLength(n);
    return performance.now() - start;
  };
  time(200);
  expect(time(2000)).toBeLessThan(5000);
});

test.each([
  ['integer', 'timeout', 'Wrap the expression in double(…), or declare its field as float.'],
  ['integer', 'runtime', 'Wrap the expression in string(…).'],
  ['"[]string"', 'runtime', 'Join the items: .join(",").'],
  ['"map[string]string"', 'runtime', 'Write json.marshal(…).'],
  ['string', 'timeout', undefined],
])('a field of type %s in %s is told how to fit', (type, field, hint) => {
  const rgd = rgdOfExample({
    spec: { x: `${type.replaceAll('"', '')} | required=true` },
    resources: [
      {
        id: 'a',
        template: {
          apiVersion: 'lambda.aws.m.upbound.io/v1beta1',
          kind: 'Function',
          metadata: { name: 'a' },
          spec: { forProvider: { region: 'eu-west-1', role: 'r', [field]: '${schema.spec.x}' } },
        },
      },
    ],
  });
  expect(analyze(rgd, { kinds: Kinds.bundled() }).findings.map(each => [each.code, each.hint])).toEqual([
    ['type-mismatch', hint],
  ]);
});
