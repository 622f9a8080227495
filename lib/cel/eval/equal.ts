import { noOverload } from './failure';
import { MapValue } from './map';
import { compareText } from './text';
import { Duration, Timestamp } from './time';
import { Unknown } from './unknown';
import { type List, Opaque, Optional, TypeValue, Uint, type Value } from './value';

/** CEL equality: total, across numeric types, false between other types. Unknown where a missing part decides. */
export function equal(a: Value, b: Value): boolean | Unknown {
  if (typeof a === 'string' || typeof a === 'boolean') return a === b || (b instanceof Unknown && b.used());
  if (a instanceof Unknown) return b instanceof Unknown ? a.and(b) : a.used();
  if (b instanceof Unknown) return b.used();
  const number = numberOf(a);
  if (number !== undefined) return equalNumbers(number, numberOf(b));
  if (a === null || typeof a !== 'object') return a === b;
  if (a instanceof Opaque) return equalOpaques(a, b);
  if (b === null || typeof b !== 'object') return false;
  return equalObjects(a, b);
}

const equalNumbers = (a: bigint | number, b: bigint | number | undefined) =>
  b !== undefined && compareNumbers(a, b) === 0;

function equalObjects(a: object, b: object): boolean | Unknown {
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b);
  if (a instanceof MapValue) return b instanceof MapValue && equalMaps(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Optional) return b instanceof Optional && equalOptionals(a, b);
  return false;
}

/** What libraries define can be compared with its like only. */
function equalOpaques(a: Opaque, b: Value): boolean {
  return b instanceof Opaque && a.type === b.type ? a.equals(b) : noOverload();
}

function equalLists(a: List, b: List): boolean | Unknown {
  return a.length === b.length && every(a.map((element, i) => () => equal(element, b[i]!)));
}

function equalMaps(a: MapValue, b: MapValue): boolean | Unknown {
  if (a.size !== b.size) return false;
  return every(
    a.keys().map(key => () => {
      const other = b.get(key);
      return other !== undefined && equal(a.get(key)!, other);
    }),
  );
}

function equalOptionals(a: Optional, b: Optional): boolean | Unknown {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equal(a.value, b.value);
}

/** False if one is false, else unknown if one is unknown. */
function every(tests: readonly (() => boolean | Unknown)[]): boolean | Unknown {
  let unknown: Unknown | undefined;
  for (const test of tests) {
    const result = test();
    if (result === false) return false;
    if (result instanceof Unknown) unknown = unknown ? unknown.and(result) : result;
  }
  return unknown ?? true;
}

/** Negative, zero or positive, as a comes before, with or after b; NaN where a NaN is compared. */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return compareNumbers(x, y);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (a instanceof Timestamp && b instanceof Timestamp) return compareInts(a.nanos, b.nanos);
  if (a instanceof Duration && b instanceof Duration) return compareInts(a.nanos, b.nanos);
  return noOverload();
}

/** An int and a double compare as doubles, though that loses what lies beyond 2^53. */
function compareNumbers(a: bigint | number, b: bigint | number): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return compareInts(a, b);
  const [x, y] = [Number(a), Number(b)];
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
}

export const compareInts = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** The number of an int, uint or double. */
export function numberOf(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return value instanceof Uint ? value.value : undefined;
}
