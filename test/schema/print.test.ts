import { gt } from '../../lib/cel/ops';
import * as s from '../../lib/schema/field';
import { toSimpleSchema } from '../../lib/schema/print';

const line = (field: s.AnyField) => (toSimpleSchema({ f: field }).fields as { f: unknown }).f;

test.each<[unknown, s.AnyField]>([
  ['string', s.string()],
  ['integer', s.integer()],
  ['float', s.number()],
  ['boolean', s.boolean()],
  ['object', s.object()],
  ['[]string', s.list(s.string())],
  ['map[string]integer', s.map(s.integer())],
  ['[][]map[string]boolean', s.list(s.list(s.map(s.boolean())))],
  [{ a: 'string', b: { c: 'integer' } }, s.object({ a: s.string(), b: s.object({ c: s.integer() }) })],
])('a type prints as %j', (text, field) => expect(line(field)).toEqual(text));

test.each<[string, s.AnyField]>([
  ['string | required=true', s.string().required()],
  ['string | default="x y"', s.string().default('x y')],
  ['string | default=""', s.string().default('')],
  ['integer | default=5', s.integer().default(5)],
  ['float | default=0.5', s.number().default(0.5)],
  ['boolean | default=false', s.boolean().default(false)],
  ['[]string | default=["a","b"]', s.list(s.string()).default(['a', 'b'])],
  ['map[string]string | default={"a":"\\"b\\""}', s.map(s.string()).default({ a: '"b"' })],
  ['object | default={}', s.object().default({})],
  ['string | description="said \\"so\\" \\\\ twice"', s.string().description('said "so" \\ twice')],
  ['integer | minimum=1 maximum=65535', s.integer().minimum(1).maximum(65535)],
  ['float | minimum=0.5', s.number().minimum(0.5)],
  ['integer | validation="self > 3"', s.integer().validation('self > 3')],
  ['integer | validation="self > 3"', s.integer().validation(self => gt(self, 3))],
  ['string | immutable=true', s.string().immutable()],
  ['string | enum="a,b c"', s.string().enum('a', 'b c')],
  ['integer | enum="1,2"', s.integer().enum(1, 2)],
  ['string | minLength=1 maxLength=20', s.string().minLength(1).maxLength(20)],
  ['string | pattern="^\\\\d+$"', s.string().pattern(/^\d+$/)],
  ['string | pattern="^[^\\"]*$"', s.string().pattern('^[^"]*$')],
  ['[]string | uniqueItems=true minItems=1 maxItems=3', s.list(s.string()).uniqueItems().minItems(1).maxItems(3)],
  ['[]string | listType=atomic', s.list(s.string()).listType('atomic')],
])('%s', (text, field) => expect(line(field)).toBe(text));

test('a list of objects gets a custom type named after its path, and its keys', () => {
  const port = s.object({ name: s.string().required(), number: s.integer().required() });
  expect(
    toSimpleSchema({ net: s.object({ ports: s.list(port).listType('map').listMapKey('name').listMapKey('number') }) }),
  ).toEqual({
    fields: { net: { ports: '[]NetPorts | listType=map listMapKey=name listMapKey=number' } },
    types: { NetPorts: { name: 'string | required=true', number: 'integer | required=true' } },
  });
});

test('an object with markers, and items with markers, get a custom type', () => {
  expect(
    toSimpleSchema({
      workers: s.object({ image: s.string() }).required().description('the workers'),
      sizes: s.list(s.string().enum('S', 'M')),
      limits: s.map(s.integer().minimum(1)),
    }),
  ).toEqual({
    fields: {
      workers: 'Workers | required=true description="the workers"',
      sizes: '[]Sizes',
      limits: 'map[string]Limits',
    },
    types: { Workers: { image: 'string' }, Sizes: 'string | enum="S,M"', Limits: 'integer | minimum=1' },
  });
});

test('a type can be given a name and used twice', () => {
  const port = s.type('Port', s.integer().minimum(1).maximum(65535));
  expect(toSimpleSchema({ http: port.default(80), others: s.list(port) })).toEqual({
    fields: { http: 'Port | default=80', others: '[]Port' },
    types: { Port: 'integer | minimum=1 maximum=65535' },
  });
});

test.each<[string, s.AnyField]>([
  [
    `f: enum value "a,b": SimpleSchema separates enum values by commas. Use pattern("^(a,b|c)$") instead.`,
    s.string().enum('a,b'),
  ],
  [`f: enum value "": SimpleSchema trims blanks and takes no empty value. Use pattern() instead.`, s.string().enum('')],
  [`f: enum value " a": SimpleSchema trims blanks`, s.string().enum(' a')],
  [
    'f: default "say \\"hi\\"": SimpleSchema cannot hold quotes, backslashes or line breaks in a default. Leave the default out and write orElse(',
    s.string().default('say "hi"'),
  ],
  ['f: default "a\\nb": SimpleSchema cannot hold', s.string().default('a\nb')],
  ['f: default "5" is not of type integer.', s.integer().default('5' as never)],
  ['f: default 1.5 is not of type integer.', s.integer().default(1.5)],
  ['f: default [] is not of type object.', s.map(s.string()).default([] as never)],
  ['f: required() is called twice.', s.string().required().required()],
  ["f: listMapKey() needs listType('map').", s.list(s.object({ a: s.string() })).listMapKey('a')],
  [
    "f: uniqueItems() makes the list a set, which contradicts listType('atomic').",
    s.list(s.string()).uniqueItems().listType('atomic'),
  ],
  ['f: pattern() needs a text.', s.string().pattern('')],
  ['f: minItems(-1) needs a whole number from 0.', s.list(s.string()).minItems(-1)],
  ['f: minimum(NaN) needs a number.', s.integer().minimum(Number.NaN)],
  ['f: what a list, a map or a type holds cannot be required.', s.list(s.string().required() as never)],
  ["f: 'string' cannot name a type.", s.type('string', s.integer())],
])('refuses what SimpleSchema cannot say: %s', (message, field) => expect(() => line(field)).toThrow(message));

test('two types of one name are refused with the path of the second', () => {
  const shape = { a: s.type('T', s.integer()), b: s.type('T', s.string()) };
  expect(() => toSimpleSchema(shape)).toThrow(
    "b: two different types are named 'T'. Give one another name with s.type().",
  );
});

test('a field is immutable: a marker makes a new one', () => {
  const field = s.string();
  field.required();
  expect(line(field)).toBe('string');
});
