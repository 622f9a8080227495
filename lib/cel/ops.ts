import { call, ident, method, type Node } from './ast';
import { type Expr, nodeOf, type Ref, ref } from './ref';

type Scalar = string | number | boolean;
type Operand<T> = T | Expr<T>;
/** A list, or a field that holds one and may be absent. */
export type ListOf<T> = readonly T[] | Expr<readonly T[] | undefined>;

/** `a == b` */
export const eq = <T extends Scalar>(a: Expr<T>, b: Operand<NoInfer<T>>): Expr<boolean> => operator('_==_', a, b);
/** `a != b` */
export const ne = <T extends Scalar>(a: Expr<T>, b: Operand<NoInfer<T>>): Expr<boolean> => operator('_!=_', a, b);
/** `a < b`. A whole number is a CEL int: for a float field write `double(3)`. */
export const lt = (a: Expr<number>, b: Operand<number>): Expr<boolean> => operator('_<_', a, b);
/** `a <= b`, with numbers as in `lt`. */
export const le = (a: Expr<number>, b: Operand<number>): Expr<boolean> => operator('_<=_', a, b);
/** `a > b`, with numbers as in `lt`. */
export const gt = (a: Expr<number>, b: Operand<number>): Expr<boolean> => operator('_>_', a, b);
/** `a >= b`, with numbers as in `lt`. */
export const ge = (a: Expr<number>, b: Operand<number>): Expr<boolean> => operator('_>=_', a, b);

/** `a && b && …` */
export const and = (first: Expr<boolean>, ...rest: Expr<boolean>[]): Expr<boolean> =>
  rest.reduce((a, b) => operator('_&&_', a, b), first);
/** `a || b || …` */
export const or = (first: Expr<boolean>, ...rest: Expr<boolean>[]): Expr<boolean> =>
  rest.reduce((a, b) => operator('_||_', a, b), first);
/** `!a` */
export const not = (a: Expr<boolean>): Expr<boolean> => operator('!_', a);

/** `test ? yes : no`. kro wants both sides of one type. */
export const choose = <const T>(test: Expr<boolean>, yes: Operand<T>, no: Operand<T>): Expr<T> =>
  operator('_?_:_', test, yes, no);

/** The field, or `fallback` where the object lacks it: `x.?field.orValue(fallback)`. */
export function orElse<T>(field: Expr<T>, fallback: Operand<NoInfer<NonNullable<T>>>): Expr<NonNullable<T>> {
  const node = nodeOf(field);
  if (node.kind !== 'select') throw new Error(`orElse() takes a field, such as spec.region, not ${String(field)}.`);
  return ref(method('orValue', { ...node, optional: true }, nodeOf(fallback)));
}

/** Whether the object has the field: `has(x.field)`. */
export function has(field: Expr<unknown>): Expr<boolean> {
  if (nodeOf(field).kind !== 'select')
    throw new Error(`has() takes a field, such as spec.region, not ${String(field)}.`);
  return ref(call('has', nodeOf(field)));
}

/** `value in list` */
export const isIn = <T extends Scalar>(value: Expr<T>, list: ListOf<NoInfer<T>>): Expr<boolean> =>
  operator('@in', value, list);

/** The number of items, or of characters: `size(x)`. */
export const size = (of: ListOf<unknown> | Expr<string> | Expr<Readonly<Record<string, unknown>>>): Expr<number> =>
  ref(call('size', nodeOf(of)));

/** Whether `test` holds for some item: `list.exists(item, …)`. */
export const exists = <T>(list: ListOf<T>, test: (item: Ref<T>) => Expr<boolean>): Expr<boolean> =>
  macro('exists', list, test);
/** Whether `test` holds for every item: `list.all(item, …)`. */
export const all = <T>(list: ListOf<T>, test: (item: Ref<T>) => Expr<boolean>): Expr<boolean> =>
  macro('all', list, test);
/** The items for which `test` holds: `list.filter(item, …)`. */
export const filter = <T>(list: ListOf<T>, test: (item: Ref<T>) => Expr<boolean>): Ref<readonly T[]> =>
  macro('filter', list, test);
/** What `f` makes of each item: `list.map(item, …)`. */
export const map = <T, U>(list: ListOf<T>, f: (item: Ref<T>) => Operand<U>): Ref<readonly U[]> => macro('map', list, f);

/** The value as a string, as a template literal needs for anything that is not one: `string(x)`. */
export const text = (value: Expr<Scalar>): Expr<string> => ref(call('string', nodeOf(value)));
/** The value as a CEL double, which float fields are compared with: `3.0`, or `double(x)` of an expression. */
export const double = (value: Operand<number>): Expr<number> =>
  typeof value === 'number' ? ref({ kind: 'literal', type: 'double', value }) : ref(call('double', nodeOf(value)));
/** The items in one string: `list.join(separator)`. */
export const join = (list: ListOf<string>, separator = ''): Expr<string> =>
  ref(method('join', nodeOf(list), nodeOf(separator)));
/** The text in base64: `base64.encode(bytes(x))`. JavaScript would encode the `${…}` itself. */
export const base64 = (value: Operand<string>): Expr<string> =>
  ref(method('encode', ident('base64'), call('bytes', nodeOf(value))));
/** The value without its type, where kro's type check is stricter than the field: `dyn(x)`. */
export const dyn = <T = unknown>(value: unknown): Expr<T> => ref(call('dyn', nodeOf(value)));

const operator = <T>(fn: string, ...operands: unknown[]): Expr<T> => ref(call(fn, ...operands.map(nodeOf)));

let depth = 0;

/** `list.fn(item, body)`. `item` is a word kro reserves, and ids hold no `_`, so the variable never hides a resource. */
function macro<T, R>(fn: string, list: ListOf<T>, body: (item: Ref<T>) => unknown): Ref<R> {
  const name = depth === 0 ? 'item' : `item_${depth + 1}`;
  const item: Node = ident(name, {});
  depth++;
  try {
    return ref(method(fn, nodeOf(list), item, nodeOf(body(ref(item)))));
  } finally {
    depth--;
  }
}
