import { choose, eq } from '../cel/ops';
import { type Expr, type Input, isExpr } from '../cel/ref';
import { SharedPlatform, type SharedPlatformSpec } from './shared-platform';

type Spec = { readonly [K in keyof SharedPlatformSpec]-?: Input<string> };

/** What the layer is made from: texts, or a graph's references to what its instance says. Empty where that says nothing. */
export interface Values extends Spec {
  /** Goes before the names of what has no other name. */
  readonly name: Input<string>;
}

export function valuesOf(spec: Partial<Spec>, name: Input<string>): Values {
  const keys = Object.keys(SharedPlatform.spec) as (keyof Spec)[];
  return { ...(Object.fromEntries(keys.map(key => [key, spec[key] ?? ''])) as unknown as Spec), name };
}

/** `yes` where a value is said, `no` where it is empty: decided at once, or by kro where the value is a reference. */
export function given<T>(value: Input<string>, yes: Input<T>, no: Input<T>): Input<T> {
  if (!isExpr(value)) return value === '' ? no : yes;
  return choose<unknown>(eq(value as Expr<string>, ''), no, yes) as Expr<T>;
}
