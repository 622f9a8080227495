import fc from 'fast-check';
import { frame } from '../../../lib/graph/show/frame';
import { widthOf } from '../../../lib/graph/show/width';

const plain = (text: string) => text;
const shown = (text: string, column: number, endColumn?: number) =>
  frame({ text, column, endColumn }, '12 | ', plain).join('\n');
const x = (n: number) => 'x'.repeat(n);

test.each([
  ['a character', 'name: a', 7, undefined, '12 | name: a\n   |       ^'],
  ['several', 'name: abc # b', 7, 10, '12 | name: abc # b\n   |       ^^^'],
  ['what is behind the end', 'a: [', 5, undefined, '12 | a: [\n   |     ^'],
  ['an empty line', '', 1, undefined, '12 |\n   | ^'],
  ['what stands behind a tab', 'a:\tb', 4, undefined, '12 | a:    b\n   |       ^'],
  ['what stands behind wide letters', 'a: 日本語 b', 8, undefined, '12 | a: 日本語 b\n   |           ^'],
  ['wide letters', 'a: 日本', 4, 6, '12 | a: 日本\n   |    ^^^^'],
  ['what stands behind an emoji of several parts', 'a: 👩‍👩‍👧 b', 13, undefined, '12 | a: 👩‍👩‍👧 b\n   |       ^'],
  ['what stands behind an accent', 'a: e\u0301 b', 7, undefined, '12 | a: e\u0301 b\n   |      ^'],
  ['the line without its end', 'a: b\r', 4, undefined, '12 | a: b\n   |    ^'],
  ['what a terminal would obey', 'a: \x1b[1m', 4, undefined, '12 | a: ␛[1m\n   |    ^'],
  ['what would turn the direction', 'a: \u202eb', 5, undefined, '12 | a: �b\n   |     ^'],
])('%s is marked', (_, text, column, endColumn, expected) => {
  expect(shown(text, column, endColumn)).toBe(expected);
});

test.each([
  ['the end', `${x(100)}`, 1, `12 | ${x(74)}…\n   | ^`],
  ['the beginning', `${x(100)}y`, 101, `12 | …${x(37)}y\n   | ${' '.repeat(38)}^`],
  ['both', `${x(100)}y${x(100)}`, 101, `12 | …${x(37)}y${x(35)}…\n   | ${' '.repeat(38)}^`],
  [
    'both, of a line that is very long',
    `${x(100_000)}y${x(100_000)}`,
    100_001,
    `12 | …${x(37)}y${x(35)}…\n   | ${' '.repeat(38)}^`,
  ],
])('a long line is cut at %s', (_, text, column, expected) => {
  expect(shown(text, column)).toBe(expected);
});

test('a range that goes on behind the cut is marked up to it', () => {
  expect(shown(x(200), 10, 150)).toBe(`12 | ${x(74)}…\n   | ${' '.repeat(9)}${'^'.repeat(66)}`);
});

test('a frame fits in 80 columns, and its caret is below the character', () => {
  const unit = fc.constantFrom('x', '日', '\t', '🎉', 'e\u0301', ' ', '\x07');
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 200 }), fc.nat(), (units, n) => {
      const text = [...units, '§', ...units].join('');
      const [line, carets] = frame({ text, column: text.indexOf('§') + 1 }, `${n % 1000} | `, plain);
      expect(widthOf(line)).toBeLessThanOrEqual(80);
      expect(widthOf(line.slice(0, line.indexOf('§')))).toBe(carets.indexOf('^'));
    }),
  );
});
