import { call, type Entry, ident, literal, type Node, select } from './ast';
import { segmentsOf } from './interpolation';
import { parse } from './parse';
import { print } from './print';

/** Registered, so that two copies of the library recognise each other's expressions. */
const NODE = Symbol.for('cdk8s-kro.cel.node');
declare const VALUE: unique symbol;

/** A CEL expression that yields a `T` once the cluster evaluates it. It has no value at synth. */
export interface Expr<out T> {
  readonly [NODE]: Node;
  /** Never set: without it an `Expr<string>` would pass for an `Expr<number>`. */
  readonly [VALUE]?: T;
  /** The form `${…}`, so that a template literal builds a string template of kro. */
  toString(): string;
}

/** An expression that reads like the object it points to: `table.status.tableStatus`. */
export type Ref<T> = Expr<T> & Fields<NonNullable<T>>;

type Scalar = string | number | boolean;
type Fields<T> = 0 extends 1 & T
  ? { readonly [field: string]: Ref<T> }
  : T extends Scalar
    ? unknown
    : T extends readonly (infer U)[]
      ? { readonly [index: number]: Ref<U> }
      : T extends object
        ? { readonly [K in keyof T]-?: Ref<NonNullable<T[K]>> }
        : unknown;

/** What a template takes where the object holds a `T`: the value, or an expression, at any depth. */
export type Input<T> =
  | Expr<T>
  | (T extends Scalar
      ? T
      : T extends readonly (infer U)[]
        ? readonly Input<U>[]
        : T extends object
          ? { readonly [K in keyof T]: Input<T[K]> }
          : T);

export const isExpr = (value: unknown): value is Expr<unknown> =>
  typeof value === 'object' && value !== null && NODE in value;

/**
 * The tree of an expression, or the literal of a plain value: scalars, lists and maps of them, expressions inside.
 *
 * A string that a template literal put references into is the sum of its pieces: `"a-" + x.name`.
 */
export function nodeOf(value: unknown): Node {
  if (isExpr(value)) return value[NODE];
  if (typeof value === 'string' && value.includes('${')) return concatenation(value);
  if (Array.isArray(value)) return { kind: 'list', elements: value.map(nodeOf) };
  if (typeof value !== 'object' || value === null) return literal(scalar(value));
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return { kind: 'map', entries: entries.map(([key, v]): Entry => ({ key: literal(key), value: nodeOf(v) })) };
}

function concatenation(text: string): Node {
  return segmentsOf(text)
    .map(({ isExpression, text: piece }) => (isExpression ? parse(piece) : literal(piece)))
    .reduce((a, b) => call('_+_', a, b));
}

function scalar(value: unknown): Scalar | bigint | null {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} is not a CEL number.`);
  if (value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value)) return value as Scalar;
  throw new Error(`A CEL expression cannot hold ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}.`);
}

/** The `${…}` form of an expression. */
export const template = (expr: Expr<unknown>): string => `\${${print(expr[NODE])}}`;

/**
 * Wraps a tree as a typed expression whose fields are expressions too.
 *
 * The one place where a tree gets its type, hence the cast. Whatever JavaScript lets us intercept and has no meaning on a
 * reference throws with what to write instead.
 */
export function ref<T>(node: Node): Ref<T> {
  return new Proxy({}, new Lift(node)) as Ref<T>;
}

/** A name as an expression; `owner` is where it means something. */
export const variable = <T>(name: string, owner: object): Ref<T> => ref(ident(name, owner));

/**
 * The field `name` of an object: what `object.name` gives, for names that a reference keeps for itself
 * (`toString`, `toJSON`, `then`, `constructor`, `resolve`) and names that are no identifiers in TypeScript.
 */
export const field = <T, K extends keyof T & string>(object: Expr<T>, name: K): Ref<NonNullable<T[K]>> =>
  ref(select(nodeOf(object), name));

/** What to say of an expression that cdk8s meets where no graph is. */
export const outsideGraph = (node: Node): string =>
  `${print(node)} is used outside its graph. Only objects inside a ResourceGraph can hold references.`;

class Lift implements ProxyHandler<object> {
  constructor(private readonly node: Node) {}

  get(_: object, key: string | symbol): unknown {
    switch (key) {
      case NODE:
        return this.node;
      case 'toString':
      case 'toJSON':
        return () => this.print();
      case Symbol.toPrimitive:
        return (hint: string) => (hint === 'string' ? this.print() : this.refuse());
      case Symbol.iterator:
        return this.refuse();
      case 'resolve': // cdk8s asks every value it serialises
        return () => this.leak();
      case 'then': // promises look for this
      case 'constructor': // cdk8s looks for this
        return undefined;
    }
    if (typeof key === 'symbol') return undefined;
    return ref(
      /^\d+$/.test(key)
        ? { kind: 'call', fn: '_[_]', args: [this.node, literal(Number(key))] }
        : select(this.node, key),
    );
  }

  has(_: object, key: string | symbol): boolean {
    return typeof key === 'symbol' ? key === NODE : this.refuse();
  }

  /** `{...ref}`, `Object.keys(ref)` */
  ownKeys(): never {
    return this.refuse();
  }

  set(): never {
    throw new Error(`${print(this.node)} cannot be assigned to: write the value in the template, or use a JsonPatch.`);
  }

  deleteProperty(): never {
    throw new Error(
      `${print(this.node)} cannot be deleted from: leave the field out of the template, or use a JsonPatch.`,
    );
  }

  private print(): string {
    return `\${${print(this.node)}}`;
  }

  private refuse(): never {
    throw new Error(
      `${print(this.node)} has no value at synth. Compare it with eq() or gt(), ask for a field with has(), ` +
        'build a string with a template literal, or name its fields one by one.',
    );
  }

  private leak(): never {
    throw new Error(outsideGraph(this.node));
  }
}
