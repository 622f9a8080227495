import type { Schema } from '../../lib/schema/openapi';
import { violations } from '../../lib/schema/validate';

const told = (value: unknown, schema: Schema): string[] =>
  violations(value, schema).map(({ rule, path, message, hint = '' }) => `${rule} ${path}: ${message} ${hint}`.trim());
const text: Schema = { type: 'string' };
const integer: Schema = { type: 'integer' };
const fields = (properties: Record<string, Schema>, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  ...more,
});

test.each<[string, Schema, unknown, string[]]>([
  ['a text for an integer', integer, '1', ['type : Must be integer, not string.']],
  ['a fraction for an integer', integer, 1.5, ['type : Must be integer, not number.']],
  ['a whole number for a number', { type: 'number' }, 1, []],
  ['null', text, null, ['type : Must be string, not null.']],
  ['null where it may be', { ...text, nullable: true }, null, []],
  ['a list for an object', fields({}), [], ['type : Must be object, not array.']],
  [
    'either of two types',
    { 'x-kubernetes-int-or-string': true },
    true,
    ['type : Must be integer or string, not boolean.'],
  ],
  ['a missing field', fields({ a: text }, { required: ['a'] }), {}, ['required a: a is missing.']],
  [
    'a field of another name',
    fields({ size: text }),
    { sise: 'x' },
    ['unknown sise: There is no field sise. Did you mean size?'],
  ],
  [
    'any field where there may be more',
    fields({ a: text }, { 'x-kubernetes-preserve-unknown-fields': true }),
    { b: 1 },
    [],
  ],
  [
    'a value of a map',
    { type: 'object', additionalProperties: integer },
    { 'a.b': 'x' },
    ['type ["a.b"]: Must be integer, not string.'],
  ],
  ['an item of a list', { type: 'array', items: integer }, [1, 'x'], ['type [1]: Must be integer, not string.']],
  [
    'no value of an enum',
    { ...text, enum: ['small', 'large'] },
    'smal',
    ['enum : Must be one of "small", "large". Did you mean small?'],
  ],
  ['no match of a pattern', { ...text, pattern: '^[a-z]+$' }, 'A', ['pattern : Must match ^[a-z]+$.']],
  ['a match of named classes', { ...text, pattern: '^[[:alnum:][:punct:]]+$' }, 'a[{/', []],
  ['no match of a named class', { ...text, pattern: '^[[:print:]]+$' }, 'ö', ['pattern : Must match ^[[:print:]]+$.']],
  ['a text that is too short', { ...text, minLength: 2 }, 'ä', ['bounds : Must be at least 2 characters long.']],
  ['a text of two signs', { ...text, maxLength: 2 }, '😀😀', []],
  ['a number that is too small', { ...integer, minimum: 2 }, 1, ['bounds : Must be at least 2.']],
  ['a number that is too large', { type: 'number', maximum: 0.5 }, 0.6, ['bounds : Must be at most 0.5.']],
  ['too few items', { type: 'array', items: text, minItems: 1 }, [], ['bounds : Must be at least 1 items long.']],
  ['too many entries', { type: 'object', maxProperties: 0 }, { a: 1 }, ['bounds : Must be at most 0 entries long.']],
  [
    'equal items of a set',
    { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    ['a', 'b', 'a'],
    ['twice [2]: Is in the list twice.'],
  ],
  [
    'items with equal keys',
    { type: 'array', items: fields({ k: text }), 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'] },
    [{ k: 'a' }, { k: 'b' }, { k: 'a' }],
    ['twice [2]: Another item has the same k.'],
  ],
])('%s', (_, schema, value, expected) => {
  expect(told(value, schema)).toEqual(expected);
});

describe('what Crossplane needs unless it only observes', () => {
  const provider = fields({ region: text });
  const schema = fields(
    { forProvider: provider, initProvider: provider, managementPolicies: { type: 'array', items: text } },
    { requiredUnlessObserved: ['region'] },
  );
  test.each<[string, unknown, string[]]>([
    ['is missing', { forProvider: {} }, ['forProvider.region']],
    ['is there', { forProvider: { region: 'x' } }, []],
    ['is there at first', { forProvider: {}, initProvider: { region: 'x' } }, []],
    ['is not needed', { forProvider: {}, managementPolicies: ['Observe'] }, []],
    ['is needed to create', { forProvider: {}, managementPolicies: ['Create'] }, ['forProvider.region']],
    ['is in an expression', { forProvider: { region: undefined } }, []],
  ])('%s', (_, value, paths) => {
    const found = violations(value, schema).filter(each => each.rule === 'required');
    expect(found.map(each => each.path)).toEqual(paths);
  });
});
