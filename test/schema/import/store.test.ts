import fc from 'fast-check';
import { expandSchema } from '../../../lib/schema/expand';
import { factsOf } from '../../../lib/schema/import/facts';
import { SchemaStore } from '../../../lib/schema/import/store';
import { object } from './samples';

const facts = (schema: unknown) =>
  factsOf(schema, 'schema', problem => {
    throw new Error(problem.message);
  });

const none = () => {
  throw new Error('there is no other file');
};

test('a repeated subschema is stored once', () => {
  const place = object({ city: { type: 'string' }, street: { type: 'string' } });
  const text = new SchemaStore().print(facts(object({ from: place, to: place })));
  expect(text).toBe(`\
{"properties":{"from":{"$ref":"#/$defs/0"},"to":{"$ref":"#/$defs/0"}},"type":"object",
"$defs":{
"0":{"properties":{"city":{"type":"string"},"street":{"type":"string"}},"type":"object"}
}}
`);
  expect(expandSchema(text, none)).toEqual(object({ from: place, to: place }));
});

test('what is repeated in a repeated subschema is stored once too', () => {
  const place = object({
    city: { type: 'string', maxLength: 100, minLength: 1 },
    town: { type: 'string', maxLength: 100, minLength: 1 },
  });
  const schema = object({ from: place, to: place, items: { type: 'array', items: { allOf: [place], not: place } } });
  const text = new SchemaStore().print(facts(schema));
  expect(text.match(/maxLength/g)).toHaveLength(1);
  expect(expandSchema(text, none)).toEqual(schema);
});

/** Names that mean something to a careless walk. */
const names = fc.constantFrom(
  'a',
  'b',
  'title',
  'description',
  '$ref',
  '$defs',
  'properties',
  'items',
  '__proto__',
  'constructor',
  '10',
  '9',
);
const prose = fc.record(
  {
    description: fc.constant('Prose.'),
    title: fc.constant('Prose'),
    example: fc.jsonValue(),
    'x-kubernetes-validations': fc.constant([{ rule: 'self.a' }]),
  },
  { requiredKeys: [] },
);
const scalars = fc.record(
  {
    type: fc.constantFrom('string', 'integer', 'object', 'array'),
    format: fc.constantFrom('int64', 'date-time'),
    required: fc.array(names, { maxLength: 2 }),
    enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 2 }),
    default: fc.jsonValue({ maxDepth: 2 }),
    nullable: fc.boolean(),
    'x-kubernetes-list-map-keys': fc.array(names, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const { schema: schemas } = fc.letrec<{ schema: object }>(tie => {
  const inner = tie('schema');
  const nested = fc.record(
    {
      properties: fc.array(fc.tuple(names, inner), { maxLength: 4 }).map(entries => Object.fromEntries(entries)),
      items: inner,
      additionalProperties: fc.oneof(fc.boolean(), inner),
      not: inner,
      oneOf: fc.array(inner, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  const leaf = fc.tuple(scalars, prose).map(parts => Object.assign({}, ...parts));
  const node = fc.tuple(scalars, prose, nested).map(parts => Object.assign({}, ...parts));
  return { schema: fc.oneof({ maxDepth: 4 }, leaf, node) };
});
/** Schemas in which parts come up again. */
const repetitive = fc
  .tuple(schemas, schemas)
  .map(([a, b]) => ({ properties: { a, b, c: { items: a, oneOf: [b, a] }, d: { not: b } }, allOf: [a] }));

/** The schema without prose, told by where a key stands: below `properties` it is a name. */
function withoutProse(value: unknown, place: 'schema' | 'names' | 'data' = 'schema'): unknown {
  if (place === 'data' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(each => withoutProse(each, place));
  const dropped = ['description', 'title', 'example', 'externalDocs', 'x-kubernetes-validations'];
  const entries = Object.entries(value).filter(([key]) => place === 'names' || !dropped.includes(key));
  return Object.fromEntries(
    entries.map(([key, child]) => {
      if (place === 'names') return [key, withoutProse(child)];
      const schemas = ['items', 'additionalProperties', 'not', 'oneOf', 'anyOf', 'allOf'].includes(key);
      return [key, withoutProse(child, key === 'properties' ? 'names' : schemas ? 'schema' : 'data')];
    }),
  );
}

const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(canonical)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, child]) => [key, canonical(child)])
      : value;
const textOf = (value: unknown) => JSON.stringify(canonical(value));

test('whatever the schema, storing and expanding it loses the prose and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(schemas, repetitive), schema => {
      const stored = new SchemaStore().print(facts(schema));
      expect(textOf(expandSchema(stored, none))).toBe(textOf(withoutProse(schema)));
    }),
    { numRuns: 300 },
  );
});

test('whatever the schemas, those which share a file expand to themselves', () => {
  fc.assert(
    fc.property(fc.array(schemas, { minLength: 1, maxLength: 4 }), all => {
      const known = all.map(facts);
      const store = new SchemaStore(new Map(known.map((schema, i) => [`common.${i}`, schema])));
      const users = [
        ...known,
        { properties: Object.fromEntries(known.map((schema, i) => [`p${i}`, { items: schema }])) },
      ];
      const texts = users.map(schema => store.print(schema, true));
      const common = JSON.parse(store.printCommon());
      const expanded = texts.map(text => expandSchema(text, () => common));
      expect(expanded.map(textOf)).toEqual(users.map(textOf));
    }),
    { numRuns: 100 },
  );
});

test('a store gives the same text whatever it printed before', () => {
  const a = facts(object({ x: object({ y: { type: 'string', pattern: 'a'.repeat(50) } }) }));
  const b = facts(object({ z: a, w: a }));
  const store = new SchemaStore();
  store.print(a);
  expect(store.print(b)).toBe(new SchemaStore().print(b));
});

test('a reference to what is not there says so', () => {
  expect(() => expandSchema('{"items":{"$ref":"common.json#/$defs/x"}}', () => ({}))).toThrow('common.json#/$defs/x');
});
