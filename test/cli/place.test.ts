import { exact } from '../../lib/cli/place';
import type { Finding } from '../../lib/graph/finding';
import { error } from '../../lib/graph/finding';

const at = (yaml: string, text: string, line: number, column: number, from = { line: 1, column: 4 }) => {
  const finding: Finding = {
    ...error({ code: 'syntax', path: '', message: '' }, from),
    expression: { text, line, column },
  };
  const { position } = exact(finding, yaml.split('\n'));
  return position === from ? undefined : position;
};

test.each([
  ['a plain text', 'a: ${b.c}', 'b.c', 1, 3, { line: 1, column: 8 }],
  ['a text in quotes', 'a: "x-${b.c}"', 'x-${b.c}', 1, 6, { line: 1, column: 10 }],
  ['the second of two that are alike', 'b: b.c', 'b.c', 1, 1, { line: 1, column: 4 }],
  ['a block', 'a: |\n  x ${b}\n  y ${c}\n', 'x ${b}\ny ${c}\n', 2, 5, { line: 3, column: 7 }],
  ['a block that is one expression', 'a: >-\n  ${b.c}\n', 'b.c', 1, 3, { line: 2, column: 7 }],
  ['a text with characters of two units', 'a: "🎉${b}"', '🎉${b}', 1, 4, { line: 1, column: 9 }],
  ['line ends of Windows', 'a: |\r\n  ${b +\r\n  c}\r\n', 'b +\nc', 2, 1, { line: 3, column: 3 }],
])('%s has its place in the file', (_, yaml, text, line, column, position) => {
  expect(at(yaml, text, line, column)).toEqual(position);
});

test.each([
  ['escapes', 'a: "\\u0062.c"', 'b.c', 1, 2],
  ['folded lines', 'a: >-\n  ${b +\n  c}\n', 'b + c', 1, 5],
  ['doubled quotes', "a: '${b + ''x''}'", "b + 'x'", 1, 1],
])('%s leave it where the value begins', (_, yaml, text, line, column) => {
  expect(at(yaml, text, line, column)).toBeUndefined();
});
