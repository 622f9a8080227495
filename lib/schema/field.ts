import { type Expr, type Ref, variable } from '../cel/ref';
import { show } from '../cel/template';

/** The fields of an object, by name. */
export type Shape = { readonly [name: string]: AnyField };

// biome-ignore lint/suspicious/noExplicitAny: a field of unknown type, which fields of all types are assignable to
export type AnyField = Field<any, boolean>;

/** A SimpleSchema type before it is printed: a builtin, a composite, or a type with a name of its own. */
export type FieldType =
  | 'string'
  | 'integer'
  | 'float'
  | 'boolean'
  | 'object'
  | { readonly list: AnyField }
  | { readonly map: AnyField }
  | { readonly shape: Shape }
  | { readonly name: string; readonly field: AnyField };

/** A marker of kro and its value; https://kro.run/docs/concepts/rgd/schema lists them. */
export interface Marker {
  readonly key: string;
  readonly value: unknown;
}

/** The object an author of an instance writes. */
export type Infer<S extends Shape> = Show<
  { readonly [K in keyof S as S[K] extends { readonly [REQUIRED]: true } ? K : never]: ValueOf<S[K]> } & {
    readonly [K in keyof S as S[K] extends { readonly [REQUIRED]: true } ? never : K]?: ValueOf<S[K]>;
  }
>;
type ValueOf<F> = F extends Typed<infer T> ? T : never;
type Show<T> = { [K in keyof T]: T[K] } & {};

declare const VALUE: unique symbol;
declare const REQUIRED: unique symbol;

/** What a field holds; `this` of a marker that only some types take. */
interface Typed<out T> {
  readonly [VALUE]?: T;
}

/**
 * One field of an API's schema: a type and kro's markers, in the order they are called. Immutable: each call makes a new field.
 *
 * A marker that kro takes only for some types can be called only on fields of those types.
 */
export class Field<T, R extends boolean = false> {
  declare readonly [VALUE]?: T;
  declare readonly [REQUIRED]: R;

  constructor(
    readonly type: FieldType,
    readonly markers: readonly Marker[] = [],
  ) {}

  /** An instance has to say it: `required=true`. */
  required(): Field<T, true> {
    return marked(this, 'required', true);
  }

  /** What the field holds where an instance leaves it out: `default=…`; of a list, map or object as JSON. */
  default(value: T): Field<T, R> {
    return marked(this, 'default', value);
  }

  /** What `kubectl explain` says of the field: `description="…"`. */
  description(text: string): Field<T, R> {
    return marked(this, 'description', text);
  }

  /** Refuses smaller numbers: `minimum=…`. */
  minimum(this: Typed<number>, value: number): Field<T, R> {
    return marked(this, 'minimum', value);
  }

  /** Refuses greater numbers: `maximum=…`. */
  maximum(this: Typed<number>, value: number): Field<T, R> {
    return marked(this, 'maximum', value);
  }

  /**
   * Refuses values for which the rule does not hold: `validation="self > 3"`. The rule is CEL of the API server, where `self` is
   * the value (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules).
   */
  validation(rule: string | ((self: Ref<T>) => Expr<boolean>)): Field<T, R> {
    return marked(this, 'validation', typeof rule === 'string' ? rule : show(rule(variable('self', {}))));
  }

  /** Refuses changes once the instance exists: `immutable=true`. */
  immutable(): Field<T, R> {
    return marked(this, 'immutable', true);
  }

  /** Refuses other values: `enum="a,b"`. kro cannot say a value with a comma. */
  enum<const V extends T & (string | number)>(this: Typed<string | number>, ...values: readonly V[]): Field<V, R> {
    return marked(this, 'enum', values);
  }

  /** Refuses shorter texts, in characters: `minLength=…`. */
  minLength(this: Typed<string>, characters: number): Field<T, R> {
    return marked(this, 'minLength', characters);
  }

  /** Refuses longer texts, in characters: `maxLength=…`. */
  maxLength(this: Typed<string>, characters: number): Field<T, R> {
    return marked(this, 'maxLength', characters);
  }

  /** Refuses texts in which the regular expression (RE2) is not found: `pattern="…"`. */
  pattern(this: Typed<string>, regex: string | RegExp): Field<T, R> {
    return marked(this, 'pattern', typeof regex === 'string' ? regex : regex.source);
  }

  /** Refuses a list that holds a value twice: `uniqueItems=true`. The items have to be scalars. */
  uniqueItems(this: Typed<readonly unknown[]>): Field<T, R> {
    return marked(this, 'uniqueItems', true);
  }

  /** Refuses shorter lists: `minItems=…`. */
  minItems(this: Typed<readonly unknown[]>, items: number): Field<T, R> {
    return marked(this, 'minItems', items);
  }

  /** Refuses longer lists: `maxItems=…`. */
  maxItems(this: Typed<readonly unknown[]>, items: number): Field<T, R> {
    return marked(this, 'maxItems', items);
  }

  /** How server-side apply merges the list: `listType=…`; a `map` also needs `listMapKey`. */
  listType(this: Typed<readonly unknown[]>, type: 'atomic' | 'set' | 'map'): Field<T, R> {
    return marked(this, 'listType', type);
  }

  /** A field of the items that tells them apart: `listMapKey=…`. Call it once per key. */
  listMapKey(this: Typed<readonly object[]>, field: string): Field<T, R> {
    return marked(this, 'listMapKey', field);
  }
}

/** The field with one marker more, and the type its caller says it has then. */
function marked<T, R extends boolean>(field: unknown, key: string, value: unknown): Field<T, R> {
  const { type, markers } = field as AnyField;
  return new Field(type, [...markers, { key, value }]);
}

/** A text: SimpleSchema `string`. */
export const string = (): Field<string> => new Field('string');
/** A whole number of 64 bits: SimpleSchema `integer`, an int in CEL. */
export const integer = (): Field<number> => new Field('integer');
/** A number with a fraction: SimpleSchema `float`, a double in CEL. */
export const number = (): Field<number> => new Field('float');
/** SimpleSchema `boolean`. */
export const boolean = (): Field<boolean> => new Field('boolean');

/** A list: `[]T`. Items with markers or fields of their own become a custom type, since `[]T` cannot hold them. */
export const list = <T>(item: Field<T, false>): Field<readonly T[]> => new Field({ list: item });
/** A map from texts: `map[string]T`, with values as the items of a `list`. */
export const map = <T>(value: Field<T, false>): Field<Readonly<Record<string, T>>> => new Field({ map: value });

/** An object with the fields of `shape`; without a shape, any object (SimpleSchema `object`, dyn in CEL). */
// biome-ignore lint/suspicious/noExplicitAny: its fields are dyn to kro as well
export function object(): Field<{ readonly [key: string]: any }>;
export function object<const S extends Shape>(shape: S): Field<Infer<S>>;
export function object(shape?: Shape): AnyField {
  return new Field(shape ? { shape } : 'object');
}

/** A custom type of kro: `field` under a name, listed in `spec.schema.types` and used by that name. */
export const type = <T>(name: string, field: Field<T, false>): Field<T> => new Field({ name, field });
