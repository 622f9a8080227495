import { type Node, parse, tryParse } from '../../lib/cel';
import { withoutPlaces } from './trees';

const mistakes = (text: string) => {
  const result = tryParse(text);
  return 'errors' in result ? result.errors.map(e => `${e.line}:${e.column} ${e.message}`) : [];
};

/** The places of the nodes, in the order they are written down. */
const places = (text: string) =>
  JSON.stringify(parse(text), (key, value) => (key === 'value' ? `${value}` : value)).match(/"at":\d+/g);

test.each([
  ['1', { type: 'int', value: 1n }],
  ['-9223372036854775808', { type: 'int', value: -(2n ** 63n) }],
  ['0xFf', { type: 'int', value: 255n }],
  ['007', { type: 'int', value: 7n }],
  ['18446744073709551615u', { type: 'uint', value: 2n ** 64n - 1n }],
  ['0x1U', { type: 'uint', value: 1n }],
  ['1.0', { type: 'double', value: 1 }],
  ['-0.0', { type: 'double', value: -0 }],
  ['.5e-3', { type: 'double', value: 0.0005 }],
  ['1e3', { type: 'double', value: 1000 }],
  ['null', { type: 'null', value: null }],
  ['true', { type: 'bool', value: true }],
  [`'a"b'`, { type: 'string', value: 'a"b' }],
  [`"a\\n\\x41\\101\\u00e9\\U0001F600\\?"`, { type: 'string', value: 'a\nAAé😀?' }],
  [`r'\\n'`, { type: 'string', value: '\\n' }],
  [`"""a\n"b" """`, { type: 'string', value: 'a\n"b" ' }],
  [`'''a\r\nb\rc'''`, { type: 'string', value: 'a\nb\nc' }],
  [`b'é\\xff\\377'`, { type: 'bytes', value: Uint8Array.of(0xc3, 0xa9, 0xff, 0xff) }],
  [`bR"\\x"`, { type: 'bytes', value: Uint8Array.of(0x5c, 0x78) }],
  ['1 // the end', { type: 'int', value: 1n }],
])('%s is a literal', (text, expected) => {
  expect(withoutPlaces(parse(text))).toEqual({ kind: 'literal', ...expected });
});

const ident = (name: string): Node => ({ kind: 'ident', name });
const call = (fn: string, ...args: Node[]): Node => ({ kind: 'call', fn, args });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(ident);

test.each<[string, Node]>([
  ['a + b * c', call('_+_', a, call('_*_', b, c))],
  ['a - b - c', call('_-_', call('_-_', a, b), c)],
  ['a < b == c', call('_==_', call('_<_', a, b), c)],
  ['a in b', call('@in', a, b)],
  ['a ? b : c ? d : a', call('_?_:_', a, b, call('_?_:_', c, d, a))],
  ['a && b && c && d', call('_&&_', call('_&&_', a, b), call('_&&_', c, d))],
  ['a && (b && (c && d))', call('_&&_', a, call('_&&_', b, call('_&&_', c, d)))],
  ['a || b && c', call('_||_', a, call('_&&_', b, c))],
  ['!!a', a],
  ['!!!a', call('!_', a)],
  ['--a', a],
  ['!-1', call('!_', { kind: 'literal', type: 'int', value: -1n })],
  ['a[b]', call('_[_]', a, b)],
  ['a[?b]', call('_[?_]', a, b)],
  ['a.b.c', { kind: 'select', operand: { kind: 'select', operand: a, field: 'b' }, field: 'c' }],
  ['a.?b', { kind: 'select', operand: a, field: 'b', optional: true }],
  ['a.namespace', { kind: 'select', operand: a, field: 'namespace' }],
  ['a.b(c)', { kind: 'call', fn: 'b', target: a, args: [c] }],
  ['.a(b)', call('.a', b)],
  ['[a, ?b,]', { kind: 'list', elements: [a, b], optional: [1] }],
  ['[,]', { kind: 'list', elements: [] }],
  [
    '{a: b, ?c: d}',
    {
      kind: 'map',
      entries: [
        { key: a, value: b },
        { key: c, value: d, optional: true },
      ],
    },
  ],
  ['.a.b{c: d}', { kind: 'struct', type: '.a.b', entries: [{ key: 'c', value: d }] }],
])('%s', (text, tree) => {
  expect(withoutPlaces(parse(text))).toEqual(tree);
});

test('a node stands at the token cel-go blames, counted in code points', () => {
  expect(places('a.b')).toEqual(['"at":0', '"at":1']);
  expect(places('f(x)')).toEqual(['"at":2', '"at":1']);
  expect(places('"😀" + x')).toEqual(['"at":0', '"at":6', '"at":4']);
});

test.each([
  ['a + ', ["1:4 Syntax error: mismatched input '<EOF>'"]],
  ['a +', ["1:3 Syntax error: mismatched input '<EOF>'"]],
  ['f(', ["1:2 Syntax error: mismatched input '<EOF>'"]],
  ['a +\n  )', ["2:2 Syntax error: mismatched input ')'"]],
  ['"😀" )', ["1:4 Syntax error: mismatched input ')'"]],
  ['1 + $', ["1:4 Syntax error: token recognition error at: '$'"]],
  ['"abc', [`1:0 Syntax error: token recognition error at: '"'`]],
  ['"a\\>"', [`1:0 Syntax error: token recognition error at: '"'`]],
  ['"""abc', [`1:2 Syntax error: token recognition error at: '"'`]],
  ['namespace + loop', ['1:0 reserved identifier: namespace', '1:12 reserved identifier: loop']],
  ['a.true', ["1:2 Syntax error: mismatched input 'true'"]],
  ['a.`b-c`', ["1:2 unsupported syntax: '`'"]],
  ['9223372036854775808', ['1:0 invalid int literal']],
  ['[-1u, 18446744073709551616u]', ['1:6 invalid uint literal']],
  ['1e999', ['1:0 invalid double literal']],
  ["'\\udead'", ['1:0 invalid unicode code point']],
])('%s is refused', (text, expected) => {
  expect(mistakes(text)).toEqual(expected);
});

test('nesting is bounded as in cel-go', () => {
  const tooDeep = 'expression recursion limit exceeded: 250';
  const nested = (open: string, close: string, n: number) => mistakes(`${open.repeat(n)}a${close.repeat(n)}`);
  for (const [open, close, most] of [
    ['(', ')', 249],
    ['[', ']', 249],
    ['f(', ')', 249],
    ['a+(', ')', 124],
  ] as const) {
    expect(nested(open, close, most)).toEqual([]);
    expect(nested(open, close, most + 1)[0]).toContain(tooDeep);
  }
  for (const link of ['+a', '<a', '.a', '[0]', '.f()']) {
    expect(mistakes(`a${link.repeat(250)}`)).toEqual([]);
    expect(mistakes(`a${link.repeat(251)}`)[0]).toContain('max recursion depth exceeded');
  }
});

test.each(['(', '[', '{1:', 'f(', '-(', 'a?a:', 'a+', 'a.b[', '!', '-', 'a.f(', '"', "'''"])(
  '100,000 times %s neither crashes nor hangs',
  piece => {
    expect(mistakes(piece.repeat(100_000)).length).toBe(1);
  },
);

test('chains of && and || may be long', () => {
  expect(mistakes(`a${'&&a'.repeat(10_000)}`)).toEqual([]);
});
