import { Failure, type FailureKind, fail } from './failure';
import { JsonObject, unknownsIn } from './json';
import { Condition } from './library/runtime';
import { entriesOf, MapValue } from './map';
import { Duration, printDuration, printTimestamp, Timestamp } from './time';
import { typeName } from './types';
import { Unknown } from './unknown';
import { OMIT, Optional, Uint, type Value } from './value';

const ZERO_TIME = '0001-01-01T00:00:00Z';

/**
 * The JSON kro writes into a template: a timestamp in RFC 3339 without fractions, a duration in Go's notation, null for an
 * optional without value, an object of the cluster as it came. Ints stay bigints and bytes a Uint8Array; `omit()` stays OMIT.
 */
export function toPlain(value: Value): { readonly plain: unknown } | { readonly error: ErrorOfValue } {
  try {
    return { plain: plain(value) };
  } catch (thrown) {
    if (thrown instanceof Failure) return { error: { kind: thrown.kind, message: thrown.message } };
    throw thrown;
  }
}

interface ErrorOfValue {
  readonly kind: FailureKind;
  readonly message: string;
}

/** Throws a Failure for a value that cannot be written, and an Unknown for one that is not known. */
export function plain(value: Value): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value === OMIT) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof JsonObject) return plainObject(value);
  if (value instanceof Condition) return { ...value.fields };
  if (value instanceof MapValue) return Object.fromEntries(entriesOf(value).map(([k, v]) => [plainKey(k), plain(v)]));
  if (value instanceof Uint) return value.value;
  if (value instanceof Duration) return printDuration(value);
  if (value instanceof Timestamp) return plainTime(value);
  if (value instanceof Optional) return value.value === undefined ? null : plain(value.value);
  if (value instanceof Unknown) throw value.used();
  return fail('other', `unsupported type: ${typeName(value)}`);
}

/** An object that came from the cluster is written as it came, under its own names. */
function plainObject(object: JsonObject): unknown {
  const unknown = unknownsIn(object.json, object);
  if (unknown) throw unknown;
  return object.json;
}

function plainTime(time: Timestamp): string | null {
  const text = printTimestamp(time).replace(/\.\d+Z$/, 'Z');
  return text === ZERO_TIME ? null : text;
}

const GO_NAMES: Readonly<Record<string, string>> = { int: 'int64', uint: 'uint64', double: 'float64' };

function plainKey(key: Value): string {
  if (typeof key === 'string') return key;
  const type = typeName(key);
  return fail('other', `map key must be string, got ${GO_NAMES[type] ?? type}`);
}
