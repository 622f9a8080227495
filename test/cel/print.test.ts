import { call, ident, literal, method, type Node, select } from '../../lib/cel/ast';
import { print } from '../../lib/cel/print';

const [a, b, c] = ['a', 'b', 'c'].map(name => ident(name));
const not = (x: Node) => call('!_', x);
const plus = (x: Node, y: Node) => call('_+_', x, y);
const and = (x: Node, y: Node) => call('_&&_', x, y);
const or = (x: Node, y: Node) => call('_||_', x, y);
const choose = (x: Node, y: Node, z: Node) => call('_?_:_', x, y, z);

test.each<[string, Node]>([
  ['a || b && c', or(a, and(b, c))],
  ['(a || b) && c', and(or(a, b), c)],
  ['a + b + c', plus(plus(a, b), c)],
  ['a + (b + c)', plus(a, plus(b, c))],
  ['!(a && b)', not(and(a, b))],
  ['!a && b', and(not(a), b)],
  ['a ? b : c', choose(a, b, c)],
  ['(a ? b : c) ? a : b', choose(choose(a, b, c), a, b)],
  ['a ? b : c ? a : b', choose(a, b, choose(c, a, b))],
  ['(a ? b : c).x', select(choose(a, b, c), 'x')],
  ['(a + b).size()', method('size', plus(a, b))],
  ['a.?x.orValue("y")', method('orValue', { kind: 'select', operand: a, field: 'x', optional: true }, literal('y'))],
  ['a[0]', call('_[_]', a, literal(0))],
  ['a[?0]', call('_[?_]', a, literal(0))],
  ['a in [1, ?b]', call('@in', a, { kind: 'list', elements: [literal(1), b], optional: [1] })],
  [
    '{"k": a, ?"o": b}',
    {
      kind: 'map',
      entries: [
        { key: literal('k'), value: a },
        { key: literal('o'), value: b, optional: true },
      ],
    },
  ],
  ['-a - -b', call('_-_', call('-_', a), call('-_', b))],
  ['-(1)', call('-_', literal(1))],
  ['(-1).x', select(literal(-1), 'x')],
])('prints %s', (text, node) => expect(print(node)).toBe(text));

test.each<[string, Node]>([
  ['a["x-y"]', select(a, 'x-y')],
  ['a["in"]', select(a, 'in')],
  ['a.namespace', select(a, 'namespace')],
  ['a[?"x-y"]', { kind: 'select', operand: a, field: 'x-y', optional: true }],
])('a field that is no identifier is an index: %s', (text, node) => expect(print(node)).toBe(text));

test.each<[string, Node]>([
  ['3', literal(3)],
  ['3.5', literal(3.5)],
  ['3.0', { kind: 'literal', type: 'double', value: 3 }],
  ['1e300', { kind: 'literal', type: 'double', value: 1e300 }],
  ['3u', { kind: 'literal', type: 'uint', value: 3n }],
  ['-9223372036854775808', literal(-9223372036854775808n)],
  ['null', literal(null)],
  ['true', literal(true)],
  ['b"\\x00\\xff"', { kind: 'literal', type: 'bytes', value: Uint8Array.of(0, 255) }],
  ['"it\'s"', literal("it's")],
  ['"a \\"b\\" \\\\ \\n \\u0000"', literal('a "b" \\ \n \0')],
])('prints the literal %s', (text, node) => expect(print(node)).toBe(text));
