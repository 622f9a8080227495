import { type Schema, typeOfSchema, types } from '../../lib/cel';

const shown = (schema: Schema) => {
  const type = typeOfSchema(schema, 'T');
  return type && types.format(type);
};

test.each<[Schema, string | undefined]>([
  [{ type: 'string' }, 'string'],
  [{ type: 'string', format: 'byte' }, 'bytes'],
  [{ type: 'string', format: 'date' }, 'google.protobuf.Timestamp'],
  [{ type: 'string', format: 'date-time' }, 'google.protobuf.Timestamp'],
  [{ type: 'string', format: 'duration' }, 'google.protobuf.Duration'],
  [{ type: 'integer' }, 'int'],
  [{ type: 'number' }, 'double'],
  [{ type: 'boolean' }, 'bool'],
  [{ type: ['string', 'null'] }, 'string'],
  [{ type: 'string', format: 'int-or-string' }, 'dyn'],
  [{ 'x-kubernetes-int-or-string': true }, 'dyn'],
  [{ type: 'array', items: { type: 'string' } }, 'list(string)'],
  [{ type: 'array', items: { type: 'object' } }, 'list(T.@idx)'],
  [{ type: 'array' }, undefined],
  [{ type: 'array', items: {} }, undefined],
  [{}, undefined],
  [{ type: 'object' }, 'T'],
  [{ type: 'object', additionalProperties: { type: 'object' } }, 'map(string, T.@elem)'],
  [{ type: 'object', additionalProperties: {} }, 'map(string, dyn)'],
  [{ type: 'object', additionalProperties: true, properties: { a: { type: 'string' } } }, 'T'],
  [{ type: 'object', additionalProperties: false, properties: { a: { type: 'string' } } }, 'T'],
])('%j is %s', (schema, type) => {
  expect(shown(schema)).toBe(type);
});

const field = (schema: Schema, name: string) => {
  const type = typeOfSchema({ type: 'object', ...schema }, 'T') as types.StructType;
  const found = type.fields?.field(name);
  return found && types.format(found);
};
const text: Schema = { type: 'string' };

test.each<[string, Schema, string, string | undefined]>([
  ['a property', { properties: { a: text } }, 'a', 'string'],
  ['a property without a type', { properties: { a: {} } }, 'a', undefined],
  ['nothing', { properties: {} }, 'a', undefined],
  ['anything below an open object', { 'x-kubernetes-preserve-unknown-fields': true }, 'a', 'dyn'],
  [
    'a name with other signs',
    { properties: { 'a-b./c__d': text } },
    'a__dash__b__dot____slash__c__underscores__d',
    'string',
  ],
  ['a word of the language', { properties: { namespace: text } }, 'namespace', 'string'],
  ['the same, escaped', { properties: { namespace: text } }, '__namespace__', 'string'],
  ['a name that cannot be written', { properties: { $ref: text } }, '$ref', undefined],
  ['a name with a digit first', { properties: { '1a': text } }, '1a', undefined],
])('a struct has %s', (_, schema, name, type) => {
  expect(field(schema, name)).toBe(type);
});

test('an embedded resource has what every resource has', () => {
  const template: Schema = { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: text } };
  const type = typeOfSchema({ type: 'object', properties: { template } }, 'T') as types.StructType;
  const embedded = type.fields!.field('template') as types.StructType;
  expect([...embedded.fields!.declared.keys()].sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
});

test('a schema that contains itself has a type', () => {
  const schema: { type: string; properties: Record<string, Schema> } = { type: 'object', properties: {} };
  schema.properties.self = schema;
  const type = typeOfSchema(schema, 'T') as types.StructType;
  expect(types.format((type.fields!.field('self') as types.StructType).fields!.field('self')!)).toBe('T.self.self');
});
