import { formatFloat, isInt64, parseBool, parseFloat64, parseInt64, quote } from '../../lib/schema/go';
import { checkRe2 } from '../../lib/schema/re2';

const taken = (parsed: object) => 'value' in parsed;

test.each(['0', '-0', '+5', '007', '9223372036854775807', '-9223372036854775808'])(
  '%s is an integer of 64 bits',
  text => {
    expect(taken(parseInt64(text))).toBe(true);
  },
);
test.each(['', '+', '1.0', '1e3', '1_0', '0x1', ' 1', '9223372036854775808'])('%j is none', text => {
  expect(taken(parseInt64(text))).toBe(false);
});
test.each([
  ['.5', 0.5],
  ['5.', 5],
  ['1E+5', 100000],
  ['1_0', 10],
  ['0x1p2', 4],
  ['-Infinity', -Infinity],
])('%s is the number %d', (text, value) => {
  expect(parseFloat64(text)).toEqual({ value });
});
test.each(['', '+', '1e', '0x10', '0x1p_', '1__0', '_1', '1e999', '+nan', ' 1'])('%j is no number', text => {
  expect(taken(parseFloat64(text))).toBe(false);
});
test.each(['1', 't', 'TRUE', 'True', '0', 'F', 'False'])('%s is a boolean', text => {
  expect(taken(parseBool(text))).toBe(true);
});
test.each(['yes', 'tRUE', '', 'on'])('%j is none', text => {
  expect(taken(parseBool(text))).toBe(false);
});
test.each([
  ['a"b\\', '"a\\"b\\\\"'],
  ['\u0000\u0007\n\u007f', '"\\x00\\a\\n\\x7f"'],
  ['é日😀', '"é日😀"'],
  ['\u00a0\u200b\u{e0001}', '"\\u00a0\\u200b\\U000e0001"'],
])('%j is quoted as %s', (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});
test.each([
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [-1.5e-8, '-0.000000015'],
  [0.5, '0.5'],
])('%d has the digits %s', (value, text) => {
  expect(formatFloat(value)).toBe(text);
});
test('a number of 64 bits is an integer, a larger one is not', () => {
  expect([1.5, 1e3, 2 ** 63, -(2 ** 63)].map(isInt64)).toEqual([false, true, false, true]);
});

test.each([
  '^[a-z]([-a-z0-9]*[a-z0-9])?$',
  '\\d+\\.\\w',
  '(?i)a|b',
  '(?P<n>a)(?<m>b)',
  '[[:alpha:]\\pL\\p{Greek}-]',
  'a{1000}',
  'a{,2}',
  '\\Qa+\\E+',
  '^*',
  '[a-]',
  'x{0}',
])('%s is a regular expression of RE2', pattern => {
  expect(checkRe2(pattern)).toBeUndefined();
});
test.each([
  '(?=a)',
  '(?<!a)',
  '\\1',
  'a**',
  '*a',
  'a|*',
  '(',
  ')',
  '[',
  '[z-a]',
  '[[:foo:]]',
  '\\p{Nope}',
  '\\C',
  '\\Z',
  'a{1001}',
  '(a{100}){11}',
  '(?P<n>a)(?P<n>b)',
  '\\',
  '\\8',
])('%s is none', pattern => {
  expect(checkRe2(pattern)).toBeDefined();
});
