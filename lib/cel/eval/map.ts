import { Duration, Timestamp } from './time';
import { Uint, type Value } from './value';

/** A map or a struct. */
export abstract class MapValue {
  abstract readonly size: number;
  /** The value, or undefined where the key is absent. */
  abstract get(key: Value): Value | undefined;
  abstract keys(): Value[];
}

/** A key as a JavaScript map knows it; objects that are no numbers nor moments are keys by identity. */
type Canonical = string | boolean | bigint | number | symbol | object | null;

function canonical(key: Value): Canonical {
  if (key instanceof Uint) return unsigned(key.value);
  if (key instanceof Timestamp || key instanceof Duration) return Symbol.for(`${key.constructor.name} ${key.nanos}`);
  return key;
}

const unsigned = (value: bigint): symbol => Symbol.for(`uint ${value}`);

/** The keys under which a value is looked up: a number as it is, and as the other numbers it equals. */
function lookups(key: Value): readonly Canonical[] {
  if (key instanceof Uint) return [unsigned(key.value), key.value];
  if (typeof key === 'bigint') return [key, unsigned(key)];
  if (typeof key === 'number' && Number.isInteger(key)) return [key, BigInt(key), unsigned(BigInt(key))];
  return [canonical(key)];
}

/** A map made by an expression, in the order its entries were added. */
export class Entries extends MapValue {
  private readonly entries = new Map<Canonical, { readonly key: Value; readonly value: Value }>();

  get size(): number {
    return this.entries.size;
  }

  get(key: Value): Value | undefined {
    for (const id of lookups(key)) {
      const entry = this.entries.get(id);
      if (entry) return entry.value;
    }
    return undefined;
  }

  keys(): Value[] {
    return [...this.entries.values()].map(e => e.key);
  }

  /** Whether the key was free. */
  add(key: Value, value: Value): boolean {
    if (this.get(key) !== undefined) return false;
    this.set(key, value);
    return true;
  }

  /** An entry of that key is replaced. */
  set(key: Value, value: Value): void {
    this.entries.set(canonical(key), { key, value });
  }

  delete(key: Value): void {
    this.entries.delete(canonical(key));
  }

  static of(entries: Iterable<readonly [Value, Value]>): Entries {
    const map = new Entries();
    for (const [key, value] of entries) map.set(key, value);
    return map;
  }

  static copy(map: MapValue): Entries {
    return Entries.of(entriesOf(map));
  }
}

export const entriesOf = (map: MapValue): [Value, Value][] => map.keys().map(key => [key, map.get(key)!]);
