import { widthOf } from '../../../lib/graph/show/width';
import { wrap } from '../../../lib/graph/show/wrap';

const words = (n: number, word = 'word') => Array(n).fill(word).join(' ');

test.each([
  ['a short text', 'a b', '', ['a b']],
  ['nothing', '', '  ', ['']],
  ['a long one', words(20), '', [words(16), words(4)]],
  ['one behind a label', words(20), 'hint: ', [`hint: ${words(15)}`, `      ${words(5)}`]],
  ['wide letters', words(20, '日本'), '', [words(16, '日本'), words(4, '日本')]],
  ['lines of its own', 'a\nb', '  ', ['  a', '  b']],
  ['what a terminal would obey', 'a\x1b[2Jb\r\x00\x9b', '', ['a␛[2Jb␍␀�']],
  ['a word that is too long', `a ${'x'.repeat(100)}y b`, '', [`a ${'x'.repeat(20)}…${'x'.repeat(19)}y b`]],
])('%s is wrapped', (_, text, first, lines) => {
  expect(wrap(text, first)).toEqual(lines);
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
});
