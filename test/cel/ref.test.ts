import { field, isExpr, nodeOf, type Ref, variable } from '../../lib/cel/ref';

interface Thing {
  readonly name: string;
  readonly count: number;
  readonly tags: readonly { readonly key: string }[];
  readonly 'x-y': string;
  readonly then: string;
  readonly toString: () => string;
}
const thing: Ref<Thing> = variable<Thing>('thing', {});

test('a reference prints itself as an expression, field by field', () => {
  expect(`${thing.name}`).toBe('${thing.name}');
  expect(String(thing.tags[0].key)).toBe('${thing.tags[0].key}');
  expect(`${thing['x-y']}`).toBe('${thing["x-y"]}');
});

test('a template literal is a string template of kro', () => {
  expect(`arn:${thing.name}/x`).toBe('arn:${thing.name}/x');
});

test('JSON holds the expression', () => {
  expect(JSON.stringify({ a: thing.name })).toBe('{"a":"${thing.name}"}');
});

test('a field whose name a reference keeps for itself is reached with field()', () => {
  expect(`${field(thing, 'then')} ${field(thing, 'toString')}`).toBe('${thing.then} ${thing.toString}');
});

test('a promise does not take a reference for a promise', async () => {
  expect(await Promise.resolve(isExpr(await (thing as unknown as Promise<unknown>)))).toBe(true);
});

const loose = thing as unknown as { [key: string]: unknown };
test.each<[string, () => unknown]>([
  ["ref + 'x'", () => `${(thing.name as unknown as number) + 1}`],
  ['+ref', () => +(thing.count as unknown as number)],
  ['ref > 3', () => (thing.count as unknown as number) > 3],
  // biome-ignore lint/suspicious/noDoubleEquals: the mistake
  ["ref == 'x'", () => (loose as unknown) == 'x'],
  ['{...ref}', () => ({ ...thing })],
  ['[...ref]', () => [...(thing.tags as unknown as unknown[])]],
  ['Object.keys(ref)', () => Object.keys(thing)],
  ["'name' in ref", () => 'name' in thing],
])('%s throws and says what to write instead', (_, mistake) => {
  expect(mistake).toThrow(/^thing\S* has no value at synth\. Compare it with eq\(\) or gt\(\)/);
});

test('a reference cannot be written to', () => {
  expect(() => Object.assign(loose, { name: 'x' })).toThrow('thing cannot be assigned to');
  expect(() => delete loose.name).toThrow('thing cannot be deleted from');
});

test('plain values become literals, with expressions inside them', () => {
  expect(nodeOf([1, { a: thing.name, b: undefined }])).toMatchObject({
    kind: 'list',
    elements: [
      { type: 'int', value: 1n },
      { kind: 'map', entries: [{ key: { value: 'a' }, value: { field: 'name' } }] },
    ],
  });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, Symbol('x')])(
  '%p cannot stand in an expression',
  value => expect(() => nodeOf(value)).toThrow(/CEL/),
);
