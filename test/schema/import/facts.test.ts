import { factsOf } from '../../../lib/schema/import/facts';
import { object } from './samples';

const facts = (schema: unknown) =>
  factsOf(schema, 'schema', problem => {
    throw new Error(problem.message);
  });

test('prose and rules are dropped, properties which are called so are kept', () => {
  const schema = object(
    { title: { type: 'string', title: 'Title' }, description: { description: 'What it is.' }, example: {} },
    {
      description: 'A thing.',
      title: 'Thing',
      example: { title: 'x' },
      externalDocs: { url: 'https://example.com' },
      'x-kubernetes-validations': [{ rule: 'self.title != ""' }],
      required: ['title', 'description'],
    },
  );
  expect(facts(schema)).toEqual({
    type: 'object',
    properties: { title: { type: 'string' }, description: {}, example: {} },
    required: ['title', 'description'],
  });
});

test('defaults and enum values are data and stay as they are', () => {
  const data = { title: 'x', description: { properties: null }, $ref: '#/x' };
  const schema = { type: 'object', default: data, enum: [data, { example: 1 }] };
  expect(facts(schema)).toEqual(schema);
});

test('every keyword about structure is kept', () => {
  const schema = {
    type: 'object',
    format: 'int64',
    pattern: '^a$',
    nullable: true,
    minimum: 0,
    exclusiveMaximum: true,
    multipleOf: 2,
    maxItems: 3,
    uniqueItems: false,
    additionalProperties: { type: 'string', maxLength: 3 },
    oneOf: [{ required: ['a'] }],
    anyOf: [{ not: { required: ['b'] } }],
    allOf: [{ properties: { c: { enum: ['x'] } } }],
    'x-kubernetes-embedded-resource': true,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['a'],
    'x-kubernetes-map-type': 'atomic',
    'x-kubernetes-int-or-string': false,
    'x-kubernetes-preserve-unknown-fields': true,
  };
  expect(facts(schema)).toEqual(schema);
});

test('rules about fields which only an observed resource may leave out become requiredUnlessObserved', () => {
  const unless =
    "!('*' in self.managementPolicies || 'Create' in self.managementPolicies || 'Update' in self.managementPolicies)";
  const schema = object(
    {},
    {
      'x-kubernetes-validations': [
        {
          rule: `${unless} || has(self.forProvider.runtime) || (has(self.initProvider) && has(self.initProvider.runtime))`,
        },
        { rule: `${unless} || has(self.forProvider.codeRef)` },
        { rule: `${unless} || has(self.forProvider.a) || (has(self.initProvider) && has(self.initProvider.b))` },
        { rule: 'has(self.forProvider.other)' },
        null,
      ],
    },
  );
  expect(facts(schema)).toEqual({ type: 'object', properties: {}, requiredUnlessObserved: ['codeRef', 'runtime'] });
});

test('a value which stays as it was first written is immutable', () => {
  const rules = (...all: string[]) => ({ type: 'string', 'x-kubernetes-validations': all.map(rule => ({ rule })) });
  expect(facts(rules('self != ""', ' self == oldSelf'))).toEqual({ type: 'string', immutable: true });
  expect(facts(rules('self == oldSelf || self == ""'))).toEqual({ type: 'string' });
});

test.each<[string, unknown, string]>([
  ['properties: null', { properties: null }, 'schema.properties: It is null where a map of schemas is expected.'],
  [
    'a property that is null',
    { properties: { a: null } },
    'schema.properties.a: It is null where a schema is expected.',
  ],
  ['a list of items', { items: [{}] }, 'schema.items: It is a list where a schema is expected.'],
  ['items: true', { items: true }, 'schema.items: It is the boolean true where a schema is expected.'],
  ['a map of oneOf', { oneOf: {} }, 'schema.oneOf: It is a map where a list of schemas is expected.'],
  ['required: true', { required: true }, 'schema.required: It is the boolean true where a list of names is expected.'],
  ['two types', { type: ['string', 'null'] }, 'schema.type: It is a list where the name of a type is expected.'],
  ['an enum of nothing', { enum: null }, 'schema.enum: It is null where a list of values is expected.'],
  ['a reference', { items: { $ref: '#/x' } }, 'schema.items.$ref: A schema of a CRD has no $ref.'],
  ['definitions', { $defs: {} }, 'schema.$defs: A schema of a CRD has no $defs.'],
  [
    'an odd name',
    { properties: { 'a b': 1 } },
    'schema.properties["a b"]: It is the number 1 where a schema is expected.',
  ],
])('%s is reported', (_, schema, expected) => {
  const found: string[] = [];
  factsOf(schema, 'schema', ({ path, message }) => found.push(`${path}: ${message}`));
  expect(found).toEqual([expected]);
});
