import type { MapValue } from './map';
import type { Duration, Timestamp } from './time';
import type { Unknown } from './unknown';

/**
 * What an expression works with. An int is a bigint, a double a number, a list an array, a struct a map.
 */
export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint
  | Uint8Array
  | List
  | MapValue
  | Timestamp
  | Duration
  | Optional
  | TypeValue
  | Opaque
  | Unknown;

export type List = readonly Value[];

export class Uint {
  constructor(readonly value: bigint) {}
}

export class Optional {
  private constructor(readonly value: Value | undefined) {}

  static readonly none = new Optional(undefined);
  static of(value: Value): Optional {
    return new Optional(value);
  }
  /** none for undefined, which is how a map answers for an absent key. */
  static from(value: Value | undefined): Optional {
    return value === undefined ? Optional.none : new Optional(value);
  }
}

/** What `type()` gives and the name of a type stands for. */
export class TypeValue {
  constructor(readonly name: string) {}
}

/** A value of a library's own type, which only its functions look into. */
export abstract class Opaque {
  abstract readonly type: string;
  abstract equals(other: Opaque): boolean;
  abstract toString(): string;
}

/** What `omit()` gives: a template leaves the field or element out. */
class Omit extends Opaque {
  readonly type = 'kro.omit';
  equals(other: Opaque): boolean {
    return other === this;
  }
  override toString(): string {
    return 'omit()';
  }
}

export const OMIT: Opaque = new Omit();
