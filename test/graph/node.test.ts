import { apiSchema } from '../../lib/graph/api';
import { expectedAt } from '../../lib/graph/expected';
import { checkNames } from '../../lib/graph/naming';
import { nodeOf } from '../../lib/graph/node';
import { rgdOf } from '../../lib/graph/rgd';
import { Kinds } from '../../lib/schema/kinds';
import type { Schema } from '../../lib/schema/openapi';

const spec: Schema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    size: { type: 'integer' },
    port: { 'x-kubernetes-int-or-string': true },
    tags: { type: 'object', additionalProperties: { type: 'string' } },
    any: { type: 'object', additionalProperties: true },
    bare: { type: 'object' },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { known: { type: 'integer' } } },
    list: { type: 'array', items: { type: 'object', properties: { a: { type: 'number' } } } },
  },
};
const crd = (kind: string, scope: string) => ({
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'ex.io',
    scope,
    names: { kind, plural: `${kind.toLowerCase()}s` },
    versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } }],
  },
});
const kinds = Kinds.empty().add(crd('Widget', 'Namespaced')).add(crd('Zone', 'Cluster'));
const widget = (more: object = {}, metadata: object = { name: 'w' }) => ({
  apiVersion: 'ex.io/v1',
  kind: 'Widget',
  metadata,
  ...more,
});

function node(resource: object, clusterScoped = false) {
  const [read] = rgdOf({ spec: { resources: [{ id: 'w', ...resource }] } }).resources;
  return nodeOf(read, kinds, clusterScoped);
}
const told = (resource: object, clusterScoped = false) =>
  node(resource, clusterScoped).findings.map(each => `${each.code} ${each.path.replace('spec.resources[0]', '~')}`);

test.each([
  ['nothing', {}, ['template-or-external ~']],
  ['a text for a template', { template: 'x' }, ['not-an-object ~.template']],
  ['no header', { template: {} }, ['apiVersion', 'kind', 'metadata'].map(field => `object-header ~.template.${field}`)],
  ['two slashes', { template: { ...widget(), apiVersion: 'a/b/c' } }, ['object-header ~.template.apiVersion']],
  ['an expression for a kind', { template: { ...widget(), kind: '${a}' } }, ['object-header ~.template.kind']],
  ['an unknown kind', { template: { ...widget(), kind: 'Wodget' } }, ['unknown-kind ~.template']],
  [
    'a namespace for what has none',
    { template: { ...widget({}, { namespace: 'a' }), kind: 'Zone' } },
    ['namespace ~.template.metadata.namespace'],
  ],
  [
    "kro's label",
    { template: widget({}, { labels: { 'kro.run/a': 'b' } }) },
    ['reserved-label ~.template.metadata.labels["kro.run/a"]'],
  ],
  ['a repeated reference', { externalRef: widget(), forEach: [{ x: '${[1]}' }] }, ['template-or-external ~.forEach']],
  ['a bare condition', { template: widget(), readyWhen: ['true'] }, ['not-standalone ~.readyWhen[0]']],
])('%s is refused', (_, resource, expected) => {
  expect(told(resource)).toEqual(expected);
});

test.each([
  ['a text', { size: '5' }, 'literal-type ~.template.spec.size'],
  ['a fraction', { size: 1.5 }, 'literal-type ~.template.spec.size'],
  ['what does not fit 64 bits', { size: 1e19 }, 'literal-type ~.template.spec.size'],
  ['text around an expression', { size: 'x${a}' }, 'literal-type ~.template.spec.size'],
  ['an object', { name: {} }, 'literal-type ~.template.spec.name'],
  ['a list', { name: [] }, 'literal-type ~.template.spec.name'],
  ['a boolean', { port: true }, 'literal-type ~.template.spec.port'],
  ['a misspelt field', { nme: 'x' }, 'unknown-field ~.template.spec.nme'],
  ['a field of an object without fields', { bare: { a: 1 } }, 'unknown-field ~.template.spec.bare.a'],
  ['a field that may be anything', { any: { a: 1 } }, 'untyped-schema ~.template.spec.any.a'],
  ['a nested expression', { name: '${a${b}}' }, 'nested-expression ~.template.spec.name'],
])('%s where it does not belong is refused', (_, literals, expected) => {
  expect(told({ template: widget({ spec: literals }) })).toEqual([expected]);
});

test.each([
  [{ name: null, size: null }],
  [{ size: 1, port: 'http', tags: { 'a.b': 'c' }, bare: {}, any: {} }],
  [{ size: '${a}', name: 'x${a}', list: '${a}', tags: '${a}' }],
  [{ free: { known: 'text', other: [1, { x: true }] } }],
  [{ list: [{ a: 1 }, { a: 1.5 }, '${a}'] }],
])('%j is taken', literals => {
  expect(told({ template: widget({ spec: literals }) })).toEqual([]);
});

test('all literals of a template are told at once', () => {
  const template = widget({ spec: { size: 'x', nme: 1, list: [{ b: 1 }, { a: 'x' }] } });
  expect(told({ template })).toHaveLength(4);
});

test('expressions are listed with their paths', () => {
  const { expressions } = node({
    template: widget({ spec: { name: 'x-${a}', tags: { 'k.l': '${b}' }, list: [{ a: '${c}' }] } }),
  }).node;
  expect(expressions.map(({ path, standalone, cel }) => [path, standalone, cel.text])).toEqual([
    ['spec.name', false, '"x-" + (a)'],
    ['spec.tags["k.l"]', true, 'b'],
    ['spec.list[0].a', true, 'c'],
  ]);
});

test.each([
  ['spec.list[0].a', { type: 'number' }, 'spec.list.@idx.a'],
  ['spec.tags["k.l"]', { type: 'string' }, 'spec.tags.k.l'],
  ['spec.free.known', { type: 'integer' }, 'spec.free.known'],
])('%s is expected to be what the schema says', (path, schema, name) => {
  expect(expectedAt(kinds.tryFind('ex.io/v1', 'Widget')!.schema, path)).toEqual({ schema, name });
});

test('of what the schema does not say anything is expected', () => {
  expect(expectedAt(kinds.tryFind('ex.io/v1', 'Widget')!.schema, 'spec.free.other')).toBeUndefined();
});

test('below an instance without a namespace every namespaced object says its own', () => {
  expect(told({ template: widget() }, true)).toEqual(['namespace ~.template.metadata']);
  expect(told({ template: widget({}, { namespace: '${a}' }) }, true)).toEqual([]);
  expect(told({ externalRef: widget({}, { selector: {} }) }, true)).toEqual([]);
  expect(told({ externalRef: widget({}, { name: 'w', labels: { 'kro.run/a': '${${' } }) })).toEqual([]); // kro never sees labels
});

test.each([
  [{ resources: [{ id: 'spec' }] }, 'reserved-name spec.resources[0].id'],
  [{ resources: [{ id: 'my-x' }] }, 'id-name spec.resources[0].id'],
  [{ resources: [{ id: 'a' }, { id: 'a' }] }, 'duplicate-id spec.resources[1].id'],
  [{ resources: [{ id: 'a', forEach: [{ item: '' }] }] }, 'reserved-name spec.resources[0].forEach[0].item'],
  [{ resources: [{ id: 'a', forEach: [{ A: '' }] }] }, 'iterator-name spec.resources[0].forEach[0].A'],
  [{ resources: [{ id: 'a', forEach: [{ a: '' }] }] }, 'iterator-conflict spec.resources[0].forEach[0].a'],
  [{ resources: [{ id: 'a', forEach: [{ x: '' }, { x: '' }] }] }, 'iterator-conflict spec.resources[0].forEach[1].x'],
  [
    { resources: [{ id: 'a', forEach: Array.from({ length: 11 }, (_, i) => ({ [`x${i}`]: '' })) }] },
    'too-many-dimensions spec.resources[0].forEach',
  ],
  [{ schema: { kind: 'my_kind' } }, 'kind-name spec.schema.kind'],
])('%j breaks a rule of names', (broken, expected) => {
  const found = checkNames(rgdOf({ spec: { schema: { kind: 'A' }, ...broken } }));
  expect(found.map(each => `${each.code} ${each.path}`)).toEqual([expected]);
});

test('a name is suggested', () => {
  expect(
    checkNames(rgdOf({ spec: { schema: { kind: 'my-kind' }, resources: [{ id: 'my-id' }] } })).map(each => each.hint),
  ).toEqual(['Write MyKind.', 'Write myId.']);
});

test('a spec that is no object is a finding, and nothing is thrown', () => {
  expect(apiSchema(rgdOf({ spec: { schema: { spec: 5, types: 'x' } } })).findings.map(each => each.path)).toEqual([
    'spec.schema.spec',
    'spec.schema.types',
  ]);
});
