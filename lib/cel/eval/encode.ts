import { general } from './double';
import { entriesOf, MapValue } from './map';
import { compareText } from './text';
import { Duration, printSeconds, printTimestamp, Timestamp } from './time';
import { Opaque, Optional, TypeValue, Uint, type Value } from './value';

/** A value as JSON that keeps its type: `{ int: '3' }`, `{ map: [['k', 'v']] }`. */
export type Encoded =
  | string
  | boolean
  | null
  | { readonly int: string }
  | { readonly uint: string }
  | { readonly double: string }
  | { readonly bytes: string }
  | { readonly time: string }
  | { readonly type: string }
  | { readonly list: readonly Encoded[] }
  | { readonly map: readonly (readonly [Encoded, Encoded])[] }
  | { readonly optional: Encoded }
  | { readonly opaque: string; readonly text: string };

/** Doubles have twelve digits, bytes are base64, entries are in the order of their keys, an empty optional is null. */
export function encode(value: Value): Encoded {
  switch (typeof value) {
    case 'bigint':
      return { int: String(value) };
    case 'number':
      return { double: general(value, 12) };
    case 'object':
      return value === null ? null : encodeObject(value);
    default:
      return value;
  }
}

function encodeObject(value: Value & object): Encoded {
  if (Array.isArray(value)) return { list: value.map(encode) };
  if (value instanceof MapValue) return { map: encodeEntries(value) };
  if (value instanceof Uint) return { uint: String(value.value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Timestamp) return { time: printTimestamp(value) };
  if (value instanceof Duration) return { time: printSeconds(value) };
  if (value instanceof Optional) return { optional: value.value === undefined ? null : encode(value.value) };
  if (value instanceof TypeValue) return { type: value.name };
  if (value instanceof Opaque) return { opaque: value.type, text: String(value) };
  throw new TypeError('a result holds no unknown');
}

function encodeEntries(map: MapValue): [Encoded, Encoded][] {
  const entries = entriesOf(map).map(([key, item]): [Encoded, Encoded] => [encode(key), encode(item)]);
  const text = new Map(entries.map(([key]) => [key, JSON.stringify(key)]));
  return entries.sort(([a], [b]) => compareText(text.get(a)!, text.get(b)!));
}
