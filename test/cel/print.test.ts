import fc from 'fast-check';
import { call, ident, literal, type Node, select } from '../../lib/cel/ast';
import { expand } from '../../lib/cel/expand';
import { parse } from '../../lib/cel/parse';
import { print } from '../../lib/cel/print';
import { tree, withoutPlaces } from './trees';

test.each([
  ["'a'", '"a"'],
  [`'\${"x"}'`, '"${\\"x\\"}"'],
  ['"a\\u0007\\n"', '"a\\u0007\\n"'],
  ['b"\\xff\\"a"', 'b"\\xff\\"a"'],
  ['1.0', '1.0'],
  ['1e21', '1e21'],
  ['-0.0', '-0.0'],
  ['5u', '5u'],
  ['-9223372036854775808', '-9223372036854775808'],
  ['(a + b) + c', 'a + b + c'],
  ['a + (b + c)', 'a + (b + c)'],
  ['(a * b) + c', 'a * b + c'],
  ['a * (b + c)', 'a * (b + c)'],
  ['(a ? b : c) ? d : e', '(a ? b : c) ? d : e'],
  ['a ? b : (c ? d : e)', 'a ? b : c ? d : e'],
  ['a ? (b ? c : d) : e', 'a ? (b ? c : d) : e'],
  ['!(a.b)', '!a.b'],
  ['!(a == b)', '!(a == b)'],
  ['-(1)', '-(1)'],
  ['-(1.f())', '-(1.f())'],
  ['-(-a)', '-(-a)'],
  ['a - -1', 'a - -1'],
  ['(a + b).c', '(a + b).c'],
  ['(a && b) && (c && d)', 'a && b && c && d'],
  ['a && (b && c)', 'a && (b && c)'],
  ['a || b && c', 'a || b && c'],
  ['(a || b) && c', '(a || b) && c'],
  ['[a,?b]', '[a, ?b]'],
  ['{?"a":b}', '{?"a": b}'],
  ['a.b{c:d}', 'a.b{c: d}'],
  ['a.?b[?0].c(d)', 'a.?b[?0].c(d)'],
  ['x.all(y,y in z)', 'x.all(y, y in z)'],
])('%s prints as %s', (text, printed) => {
  expect(print(parse(text))).toBe(printed);
});

test('what no parser made needs no parentheses around what associates', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(name => ident(name));
  expect(print(call('_&&_', call('_&&_', call('_&&_', a, b), c), d))).toBe('a && b && c && d');
  expect(print(call('_||_', a, call('_||_', b, call('_&&_', c, d))))).toBe('a || b || c && d');
});

test('a field no expression can spell is an index', () => {
  expect(print(select(ident('a'), 'b-c'))).toBe('a["b-c"]');
  expect(print({ kind: 'select', operand: ident('a'), field: 'in', optional: true })).toBe('a[?"in"]');
});

test.each(['x.all(y, y > 0)', 'has(a.b)', 'x.sortBy(y, y.z)', 'cel.bind(a, b, a)', 'x.transformMap(k, v, k, v)'])(
  '%s prints as written once expanded',
  text => {
    expect(print(expand(parse(text)))).toBe(text);
  },
);

test('a chain of 10,000 terms prints', () => {
  const chain = (fn: string) =>
    Array.from({ length: 10_000 }, () => literal(1)).reduce<Node>((a, b) => call(fn, a, b), literal(1));
  expect(print(chain('_+_'))).toHaveLength(40_001);
  expect(print(chain('_&&_'))).toHaveLength(50_001);
});

test('what binds less than the innermost of a chain of operators is put in parentheses', () => {
  const sum = call('_==_', call('_*_', call('_==_', ident('a'), ident('b')), ident('c')), ident('d'));
  expect(print(sum)).toBe('(a == b) * c == d');
});

test('parsing what a tree prints yields the tree', () => {
  fc.assert(
    fc.property(tree, node => {
      expect(withoutPlaces(parse(print(node)))).toEqual(node);
    }),
    { numRuns: 3000 },
  );
});
