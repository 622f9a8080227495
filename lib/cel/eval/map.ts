import { fail } from './failure';
import { Duration, Timestamp } from './time';
import { Uint, type Value } from './value';

/** A map or a struct. */
export abstract class MapValue {
  abstract readonly size: number;
  /** The value, or undefined where the key is absent. */
  abstract get(key: Value): Value | undefined;
  abstract keys(): Value[];
}

/** A key as a JavaScript map knows it: numbers of one value are one key, other objects are keys by identity. */
type Canonical = string | boolean | bigint | number | symbol | object | null;

function canonical(key: Value): Canonical {
  switch (typeof key) {
    case 'number':
      return Number.isInteger(key) ? BigInt(key) : key;
    case 'object':
      if (key instanceof Uint) return key.value;
      if (key instanceof Timestamp || key instanceof Duration)
        return Symbol.for(`${key.constructor.name} ${key.nanos}`);
      return key;
    default:
      return key;
  }
}

/** A map made by an expression, in the order its entries were added. */
export class Entries extends MapValue {
  private readonly entries = new Map<Canonical, { readonly key: Value; readonly value: Value }>();

  get size(): number {
    return this.entries.size;
  }

  get(key: Value): Value | undefined {
    return this.entries.get(canonical(key))?.value;
  }

  keys(): Value[] {
    return [...this.entries.values()].map(e => e.key);
  }

  /** Whether the key was free. */
  add(key: Value, value: Value): boolean {
    const id = canonical(key);
    if (id === null) fail('map-key', 'unsupported key type');
    if (this.entries.has(id)) return false;
    this.entries.set(id, { key, value });
    return true;
  }

  set(key: Value, value: Value): void {
    this.entries.set(canonical(key), { key, value });
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
