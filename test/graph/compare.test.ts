import fc from 'fast-check';
import { apiSchema } from '../../lib/graph/api';
import { compare, compareCrds, summaryOf } from '../../lib/graph/compare';
import { generateCrd } from '../../lib/graph/crd';
import { rgdOf } from '../../lib/graph/rgd';
import { rgdOfExample } from '../../lib/graph/rules';
import { Kinds } from '../../lib/schema/kinds';

function crd(spec: object, extra: object = {}) {
  const rgd = rgdOf({
    metadata: { name: 'thing' },
    spec: { schema: { kind: 'Thing', apiVersion: 'v1', spec, ...extra } },
  });
  return generateCrd(rgd, apiSchema(rgd).spec, {});
}

const field = fc.constantFrom(
  'string',
  'integer | minimum=1',
  'string | enum="a,b"',
  '[]string | default=["a"]',
  'object',
  'map[string]float',
);

test('an API that stays as it is has no changes', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(field, fc.dictionary(fc.string(), field))),
      spec => {
        const same = compareCrds(crd(spec), crd(spec));
        expect(same).toEqual({ compatible: true, hasChanges: false, breaking: [], nonBreaking: [], notRolledOut: [] });
      },
    ),
  );
});

test.each([
  [
    'a rule',
    { x: 'string' },
    { x: 'string | immutable=true' },
    '.properties.spec.properties.x.x-kubernetes-validations',
  ],
  ['a first enum', { x: 'string' }, { x: 'string | enum="a"' }, '.properties.spec.properties.x.enum'],
  [
    'the values of a map',
    { x: 'map[string]string' },
    { x: 'map[string]integer' },
    '.properties.spec.properties.x.additionalProperties.type',
  ],
])('%s that changes alone is never rolled out', (_, before, after, path) => {
  const { hasChanges, notRolledOut } = compareCrds(crd(before), crd(after));
  expect([hasChanges, notRolledOut.map(each => each.path)]).toEqual([false, [path]]);
});

test('a rule is rolled out along with a change that kro sees', () => {
  const { notRolledOut } = compareCrds(crd({ x: 'string' }), crd({ x: 'string | immutable=true', y: 'string' }));
  expect(notRolledOut).toEqual([]);
});

test('a label that is gone stays on the CRD', () => {
  const before = crd({}, { metadata: { labels: { team: 'a' } } });
  expect(compareCrds(before, crd({ y: 'string' })).notRolledOut.map(each => each.path)).toEqual([
    'metadata.labels.team',
  ]);
});

test('the texts of defaults are compared, not their values', () => {
  const { nonBreaking } = compareCrds(crd({ x: 'object | default={"a":1}' }), crd({ x: 'object | default={"a": 1}' }));
  expect(nonBreaking.map(each => each.description)).toEqual(['Default value was changed from {"a":1} to {"a": 1}']);
});

test('the summary names three changes and counts the rest', () => {
  const { breaking } = compareCrds(crd({ a: 'string', b: 'string', c: 'string', d: 'string' }), crd({}));
  expect(summaryOf(breaking)).toBe(
    'Property a was removed; Property b was removed; Property c was removed and 1 more changes',
  );
});

describe('objects of instances that are there', () => {
  const kinds = Kinds.bundled();
  const rgd = (...resources: object[]) => rgdOfExample({ spec: { ns: 'string | required=true' }, resources });
  const table = (name: string, spec: object = {}, metadata: object = {}) => ({
    id: 'table',
    template: {
      apiVersion: 'dynamodb.services.k8s.aws/v1alpha1',
      kind: 'Table',
      metadata: { name, ...metadata },
      spec: { tableName: 'items', keySchema: [{ attributeName: 'id', keyType: 'HASH' }], ...spec },
    },
  });
  const ns = (id: string) => ({
    id,
    template: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: '${schema.spec.ns}' } },
  });
  const inside = (namespace: string, id = 'a') => ({
    id,
    template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } },
  });
  const told = (before: object, after: object) =>
    compare(before, after, { kinds }).replaced.map(each => [each.type, each.path, each.old, each.new]);

  test.each<[string, object, object, string[][]]>([
    ['nothing', rgd(table('a')), rgd(table('a')), []],
    [
      'another name',
      rgd(table('a')),
      rgd(table('b')),
      [['OBJECT_REPLACED', 'spec.resources[0].template.metadata.name', 'a', 'b']],
    ],
    [
      'another namespace',
      rgd(inside('x')),
      rgd(inside('y')),
      [['OBJECT_REPLACED', 'spec.resources[0].template.metadata.namespace', 'x', 'y']],
    ],
    [
      'a reference to what was repeated',
      rgd(ns('ns'), inside('${schema.spec.ns}')),
      rgd(ns('ns'), inside('${ns.metadata.name}')),
      [],
    ],
    [
      'another id, of which others know',
      rgd(ns('ns'), inside('${ns.metadata.name}')),
      rgd(ns('space'), inside('${space.metadata.name}')),
      [['ID_CHANGED', 'spec.resources[0].id', 'ns', 'space']],
    ],
    [
      'another id and another name',
      rgd(inside('x', 'a')),
      rgd({ ...inside('y', 'b') }),
      [['OBJECT_REMOVED', 'spec.resources[0]', 'a', '']],
    ],
    ['another order', rgd(ns('ns'), inside('x')), rgd(inside('x'), ns('ns')), []],
    [
      'another kind',
      rgd(inside('x')),
      rgd({ id: 'a', template: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'x' } } }),
      [['OBJECT_REPLACED', 'spec.resources[0].template.kind', 'ConfigMap', 'Secret']],
    ],
    [
      'an immutable field',
      rgd(table('a')),
      rgd(table('a', { keySchema: [{ attributeName: 'sku', keyType: 'HASH' }] })),
      [
        [
          'IMMUTABLE_CHANGED',
          'spec.resources[0].template.spec.keySchema',
          '[{"attributeName":"id","keyType":"HASH"}]',
          '[{"attributeName":"sku","keyType":"HASH"}]',
        ],
      ],
    ],
    ['an immutable field that is new', rgd(table('a')), rgd(table('a', { localSecondaryIndexes: [] })), []],
    ['a field that may change', rgd(table('a')), rgd(table('a', { billingMode: 'PAY_PER_REQUEST' })), []],
    [
      'the name in the cloud',
      rgd(table('a')),
      rgd(table('a', { tableName: 'orders' })),
      [['OBJECT_REPLACED', 'spec.resources[0].template.spec.tableName', 'items', 'orders']],
    ],
    [
      'the region',
      rgd(table('a')),
      rgd(table('a', {}, { annotations: { 'services.k8s.aws/region': 'eu-west-1' } })),
      [
        [
          'OBJECT_REPLACED',
          'spec.resources[0].template.metadata.annotations["services.k8s.aws/region"]',
          '',
          'eu-west-1',
        ],
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  test('what becomes of them is said in a sentence', () => {
    const [change] = compare(rgd(table('a')), rgd(table('b')), { kinds }).replaced;
    expect(change.description).toBe(
      'kro makes another Table.dynamodb.services.k8s.aws for every instance and deletes the one there is',
    );
  });
});
