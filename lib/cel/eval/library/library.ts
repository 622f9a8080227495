import { noOverload } from '../failure';
import type { Guard } from '../is';
import { Unknown } from '../unknown';
import type { List, Value } from '../value';

/** One implementation of a function, for the arguments its guards accept. The receiver is the first argument. */
export interface Overload {
  readonly guards: readonly Guard<Value>[];
  readonly apply: (...args: Value[]) => Value;
}

/** The implementations of functions, by the name they are called by. */
export type Library = Readonly<Record<string, readonly Overload[]>>;

/** `on(is.string, is.int)((text, index) => …)`: an overload whose arguments have the types of its guards. */
export const on =
  <T extends Value[]>(...guards: { readonly [I in keyof T]: Guard<T[I]> }) =>
  (apply: (...args: T) => Value): Overload => ({
    guards,
    apply: apply as (...args: Value[]) => Value, // `choose` applies it to arguments the guards accepted only
  });

/** The overloads that take so many arguments. */
export const withArity = (overloads: readonly Overload[] | undefined, arity: number): readonly Overload[] =>
  (overloads ?? []).filter(o => o.guards.length === arity);

/** Applies the overload whose guards accept the arguments. */
export function choose(fn: string, overloads: readonly Overload[], args: readonly Value[]): Value {
  for (const { guards, apply } of overloads) {
    if (guards.every((accepts, i) => accepts(args[i]!))) return apply(...args);
  }
  return noOverload(fn);
}

/** `choose` for one argument, without a list. */
export function chooseUnary(fn: string, overloads: readonly Overload[], a: Value): Value {
  for (const { guards, apply } of overloads) {
    if (guards[0]!(a)) return apply(a);
  }
  return noOverload(fn);
}

/** `choose` for two arguments, without a list. */
export function chooseBinary(fn: string, overloads: readonly Overload[], a: Value, b: Value): Value {
  for (const { guards, apply } of overloads) {
    if (guards[0]!(a) && guards[1]!(b)) return apply(a, b);
  }
  return noOverload(fn);
}

/** The list, all of whose elements are known; throws the Unknown that waits for the others. */
export function known(list: List): List {
  const unknown = list.filter(element => element instanceof Unknown);
  if (unknown.length > 0) throw unknown.reduce((a, b) => a.and(b)).used();
  return list;
}
