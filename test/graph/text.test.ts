import fc from 'fast-check';
import { scan } from '../../lib/cel/scan';
import { readText, sourceOf } from '../../lib/graph/text';

test.each([
  ['${a}', ['a']],
  ['x-${a}-${b.c}', ['a', 'b.c']],
  ['${{"k": {"x": 1}}}', ['{"k": {"x": 1}}']],
  ['${"}"}', ['"}"']],
  ['${"\\"}"}', ['"\\"}"']],
  ['$${a}', ['a']],
  ['${}', ['']],
  ['${"${VAR}"}', ['"${VAR}"']],
  // Single quotes delimit nothing.
  ["${'}'}", ["'"]],
  ["${'\"'}", []],
  // What is not closed is text, and what comes after it is found.
  ['${a', []],
  ['${"${b}', ['b']],
  // Right after a string even a second beginning passes.
  ['${""${x}}', ['""${x}']],
])('in %j kro finds %j', (text, cel) => {
  const result = scan(text);
  expect('found' in result && result.found.map(each => each.cel)).toEqual(cel);
});

test.each(['${${a}}', '${a(${b})}', '${a ${b}'])('%j is nested', text => {
  expect(readText(text).kind).toBe('nested');
});

test.each([
  ['plain', 'literal'],
  ['${a}', 'standalone'],
  [' ${a}', 'template'],
  ['${a}\n', 'template'],
  ['${a}${b}', 'template'],
])('%j is a %s', (text, kind) => {
  expect(readText(text).kind).toBe(kind);
});

test.each([
  ['a-${x}', '"a-" + (x)'],
  ['${x}-${y}', '(x) + "-" + (y)'],
  ['"\n\u007f${x}é', '"\\"\\n\\x7f" + (x) + "é"'],
  ['😀\u00ad${x}', '"😀\\u00ad" + (x)'],
])('%j is the CEL %s', (text, cel) => {
  const read = readText(text);
  expect('cel' in read && read.cel.text).toBe(cel);
});

test('a place in the CEL leads back to the text', () => {
  const text = 'a-${foo} ${bar}';
  const read = readText(text);
  if (!('cel' in read)) throw new Error('no expression');
  const { cel } = read;
  const source = (word: string) => text.slice(sourceOf(cel, cel.text.indexOf(word))).slice(0, word.length);
  expect([source('foo'), source('bar')]).toEqual(['foo', 'bar']);
});

test('expressions are where they say they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', '"', '\\', 'a', "'") }), text => {
      const result = scan(text);
      for (const { cel, start, end } of 'found' in result ? result.found : [])
        expect(text.slice(start, end)).toBe(`\${${cel}}`);
    }),
  );
});
