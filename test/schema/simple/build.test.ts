import fc from 'fast-check';
import { buildSimpleSchema } from '../../../lib/schema/simple/build';
import { lex } from '../../../lib/schema/simple/lex';

const ofField = (text: unknown, types: Record<string, unknown> = {}) => buildSimpleSchema({ f: text }, types);
const textsOf = (text: unknown, types?: Record<string, unknown>) => ofField(text, types).problems.map(each => each.kro);

test.each([
  ['string', { type: 'string' }],
  ['float', { type: 'number' }],
  ['object', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }],
  ['[] string', { type: 'array', items: { type: 'string' } }],
  ['map[string]  integer', { type: 'object', additionalProperties: { type: 'integer' } }],
  [
    '[]map[string][]boolean',
    { type: 'array', items: { type: 'object', additionalProperties: { type: 'array', items: { type: 'boolean' } } } },
  ],
  ['string|default=x', { type: 'string', default: 'x' }],
  ['string | enum="a b, c"', { type: 'string', enum: ['a b', 'c'] }],
  ['integer | enum=1,2 minimum=1 maximum=2.5', { type: 'integer', enum: [1, 2], minimum: 1, maximum: 2.5 }],
  [
    'string | pattern="^\\d+$" minLength=1 maxLength=5',
    { type: 'string', pattern: '^\\d+$', minLength: 1, maxLength: 5 },
  ],
  [
    'object | default={"a": [1, 2]}',
    { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, default: { a: [1, 2] } },
  ],
  [
    '[]string | uniqueItems=true minItems=1',
    { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set', minItems: 1 },
  ],
  [
    'string | immutable=true',
    { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'field is immutable' }] },
  ],
])('%s', (text, schema) => {
  const built = ofField(text);
  expect([built.schema.properties?.f, built.problems]).toEqual([schema, []]);
});

test.each([
  ['string | required', "field f: marker key 'required' without a value"],
  ['string | required default="x"', 'field f: invalid marker key "requireddefault": unknown marker: requireddefault'],
  ['string | required=true ', "field f: marker key '' without a value"],
  ['string |', "field f: marker key '' without a value"],
  ['string | default = 5', "field f: marker key '5' without a value"],
  ['string | required=true | default=5', 'field f: invalid marker key "|default": unknown marker: |default'],
  [
    'string | required=true, default=5',
    'field f: failed to parse required marker value: strconv.ParseBool: parsing "true,": invalid syntax',
  ],
  ['string | description=two words', "field f: marker key 'words' without a value"],
  ['string | default="', 'field f: PANIC: runtime error: slice bounds out of range [1:0]'],
  ['string | default=}', 'field f: unmatched closing bracket/brace'],
  ['string | default={', 'field f: unclosed bracket/brace'],
  ['string | default="a', 'field f: unclosed quote'],
  ['string | =a', 'field f: empty marker key'],
  ['', 'field f: empty type'],
  ['[]', 'field f: empty slice element type'],
  ['map[string]', 'field f: map value type is required'],
  ['map[ string]string', 'field f: map key must be string'],
  [`${'[]'.repeat(17)}string`, 'field f: type nesting too deep (max 16): "string"'],
  ['int', 'field f: unknown type: int'],
  ['integer | default=1.5', 'field f: default value must be a valid integer, got: 1.5'],
  ['integer | minLength=1', 'field f: minLength marker is only valid for string types, got type: integer'],
  ['string | maxItems=1', 'field f: maxItems marker is only valid for array types, got type: string'],
  ['boolean | enum=a', 'field f: enum values only supported for string and integer types, got type: boolean'],
  ['string | enum=a,,b', 'field f: empty enum values are not allowed'],
  ['string | pattern=""', 'field f: pattern marker value cannot be empty'],
  ['string | pattern="("', 'field f: invalid pattern regex: error parsing regexp: missing closing ): `(`'],
  ['string | validation=" "', 'field f: validation failed'],
  ['[]string | listType=list', 'field f: unsupported value for listType list, needs to be one of atomic, set, or map'],
  ['[]object | listMapKey=a', 'field f: listMapKey set while listType is unset, listType must be set to map'],
  [
    '[]object | listType=set listMapKey=a',
    'field f: listMapKey set while listType is set to set, listType must be set to map',
  ],
  ['[]string | listType=atomic uniqueItems=true', 'field f: cannot set unique when listType is set to atomic'],
  [5, 'field f: unexpected type: int64'],
  [1.5, 'field f: unexpected type: float64'],
  [null, 'field f: unexpected type: <nil>'],
  [['a'], 'field f: unexpected type: []interface {}'],
])('%j: %s', (text, kro) => {
  expect(textsOf(text)[0]).toBe(kro);
});

test('all mistakes of a schema are told at once, each at its field', () => {
  const { problems } = buildSimpleSchema({
    a: 'int',
    b: { c: 'string | required', d: 'integer | default=x minLength=1' },
    'e.f': 5,
  });
  expect(problems.map(each => [each.path, each.code])).toEqual([
    ['spec.schema.spec.a', 'unknown-type'],
    ['spec.schema.spec.b.c', 'marker-syntax'],
    ['spec.schema.spec.b.d', 'invalid-default'],
    ['spec.schema.spec.b.d', 'marker-misplaced'],
    ['spec.schema.spec["e.f"]', 'unexpected-type'],
  ]);
});

test.each([
  ['int', 'Did you mean integer?'],
  ['strng', 'Did you mean string?'],
  ['array', 'Did you mean []string?'],
  ['string | requird=true', 'Did you mean required?'],
  ['string | required default=a', 'Every marker takes a value: required=true default=…'],
])('%s has the hint %s', (text, hint) => {
  expect(ofField(text).problems[0].hint).toBe(hint);
});

describe('defaults', () => {
  test('an object of which nothing is required takes the default {} from a field that has one', () => {
    const { schema } = buildSimpleSchema({ a: { b: { c: 'integer | default=1' } } });
    expect([schema.default, schema.properties?.a.default]).toEqual([{}, {}]);
  });

  test('one with a required field does not', () => {
    const { schema } = buildSimpleSchema({ a: { b: 'integer | default=1', c: 'string | required=true' } });
    expect(['default' in schema, 'default' in (schema.properties?.a ?? {})]).toEqual([false, false]);
  });
});

describe('custom types', () => {
  test('a direct use of a required alias is required, however often one says otherwise', () => {
    const types = { Port: 'integer | minimum=1 required=true' };
    const { schema } = buildSimpleSchema({ p: 'Port | required=false', ps: '[]Port' }, types);
    expect(schema.required).toEqual(['p']);
    expect(schema.properties?.ps).toEqual({ type: 'array', items: { type: 'integer', minimum: 1 } });
  });

  test('a copy is not changed by the markers of another use', () => {
    const { schema } = buildSimpleSchema({ a: 'P | minimum=1', b: 'P' }, { P: 'integer' });
    expect([schema.properties?.a, schema.properties?.b]).toEqual([
      { type: 'integer', minimum: 1 },
      { type: 'integer' },
    ]);
  });

  test.each([
    [{ A: { x: 'Nope' } }, 'node Nope does not exist'],
    [{ A: { x: '[]A' } }, 'self references are not allowed'],
    [{ A: 'B', B: 'C', C: 'A' }, 'cyclic dependency in type A: graph contains a cycle: A -> B -> C -> A'],
    [{ A: { x: 'map[int]string' } }, 'parsing type A: field x: map key must be string'],
    [
      { A: { x: 'string | requird=true' } },
      'building schema for A: field x: invalid marker key "requird": unknown marker: requird',
    ],
    [{ A: 5 }, 'parsing type A: unexpected type: int64'],
  ])('%j: %s', (types, kro) => {
    expect(textsOf('string', types)).toEqual([kro]);
  });

  test('a builtin cannot be replaced', () => {
    expect(ofField('string', { string: 'integer' }).schema.properties?.f).toEqual({ type: 'string' });
  });

  test('a use of a broken type is not a second mistake', () => {
    expect(textsOf('A', { A: { x: 'Nope' } })).toEqual(['node Nope does not exist']);
  });
});

test('whatever stands after the bar is markers or a finding', () => {
  const char = fc.constantFrom(
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    '=',
    ' ',
    '\n',
    'a',
    ',',
    '|',
    'default',
    'required',
    'enum',
    'true',
    '1',
    'é',
  );
  fc.assert(
    fc.property(fc.string({ unit: char }), text => {
      const { markers, error } = lex(text);
      expect(error !== undefined || markers.length > 0).toBe(true);
      if (error) expect(ofField(`string | ${text}`).problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});

test('whatever an RGD says is a schema or a finding', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), fc.object({ maxDepth: 2 }), (spec, types) => {
      expect(buildSimpleSchema(spec as Record<string, unknown>, types as Record<string, unknown>).schema.type).toBe(
        'object',
      );
    }),
  );
});
