import * as op from '../../lib/cel/ops';
import { type Expr, variable } from '../../lib/cel/ref';
import { cel } from '../../lib/cel/template';

interface Item {
  readonly type: string;
  readonly on: boolean;
}
interface X {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly ready: boolean;
  readonly items: readonly Item[];
  readonly names: readonly string[];
}
const x = variable<X>('x', {});

test.each<[string, Expr<unknown>]>([
  ['x.name == "a"', op.eq(x.name, 'a')],
  ['x.name != x.items[0].type', op.ne(x.name, x.items[0].type)],
  ['x.a < 3 || x.a <= 3 || x.a > 3 || x.a >= x.b', op.or(op.lt(x.a, 3), op.le(x.a, 3), op.gt(x.a, 3), op.ge(x.a, x.b))],
  ['(x.ready || !x.ready) && x.ready', op.and(op.or(x.ready, op.not(x.ready)), x.ready)],
  ['x.ready ? x.a : 0', op.choose(x.ready, x.a, 0)],
  ['x.?name.orValue("none")', op.orElse(x.name, 'none')],
  ['x.?items.orValue([])', op.orElse(x.items, [])],
  ['has(x.name)', op.has(x.name)],
  ['x.name in ["a", "b"]', op.isIn(x.name, ['a', 'b'])],
  ['size(x.names) > 0', op.gt(op.size(x.names), 0)],
  ['x.items.exists(item, item.type == "A")', op.exists(x.items, i => op.eq(i.type, 'A'))],
  ['x.items.all(item, item.on)', op.all(x.items, i => i.on)],
  [
    'x.items.filter(item, item.on).map(item, item.type)',
    op.map(
      op.filter(x.items, i => i.on),
      i => i.type,
    ),
  ],
  ['[1, 2].map(item, x.names[0])', op.map([1, 2], () => x.names[0])],
  ['string(x.a)', op.text(x.a)],
  ['double(x.a) > 3.0', op.gt(op.double(x.a), op.double(3))],
  ['x.names.join(",")', op.join(x.names, ',')],
  ['base64.encode(bytes(x.name))', op.base64(x.name)],
  ['dyn({"a": x.a})', op.dyn({ a: x.a })],
  ['size(x.names) > 0 && x.name in ["a"]', cel<boolean>`${op.size(x.names)} > 0 && ${x.name} in ${['a']}`],
])('%s', (text, expr) => expect(String(expr)).toBe(`\${${text}}`));

test('nested macros have variables of their own, and none of them can be the id of a resource', () => {
  const nested = op.all(x.items, i => op.exists(x.names, n => op.eq(i.type, n)));
  expect(String(nested)).toBe('${x.items.all(item, x.names.exists(item_2, item.type == item_2))}');
});

test('a macro that throws leaves no depth behind', () => {
  const broken = () => op.map(x.names, () => op.orElse(op.text(x.a), ''));
  expect(broken).toThrow('orElse() takes a field');
  expect(String(op.map(x.names, n => n))).toBe('${x.names.map(item, item)}');
});

test.each<[string, () => unknown]>([
  ['orElse() takes a field, such as spec.region, not ${size(x.names)}.', () => op.orElse(op.size(x.names), 0)],
  ['has() takes a field, such as spec.region, not ${x}.', () => op.has(x)],
])('%s', (message, mistake) => expect(mistake).toThrow(message));

test('text in a cel template is taken as it is written, escapes too', () => {
  expect(String(cel`${x.name}.matches("\\d+\n")`)).toBe('${x.name.matches("\\\\d+\\n")}');
});

test('raw CEL inside an operator is kept together', () => {
  expect(String(op.not(cel<boolean>`${x.a} == 1`))).toBe('${!(x.a == 1)}');
});

test('text that is no CEL is refused where it is written', () => {
  expect(() => cel`${x.a} >`).toThrow(/^cel`\$\{…\} >` is no CEL: /);
  expect(() => cel`x.name == "a-${x.name}"`).toThrow('a reference stands inside a CEL string. Write "a-" + ${ref}');
});
