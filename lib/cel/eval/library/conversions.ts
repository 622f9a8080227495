import { shortest } from '../double';
import { badConversion, fail } from '../failure';
import { int, isInt64, isUint64, uint } from '../int';
import * as is from '../is';
import { decodeUtf8, encodeUtf8 } from '../text';
import {
  parseDuration,
  parseTimestamp,
  printSeconds,
  printTimestamp,
  SECOND,
  type Timestamp,
  timestamp,
} from '../time';
import { typeName } from '../types';
import { TypeValue, Uint, type Value } from '../value';
import { type Library, on } from './library';

const same = (value: Value) => value;
const toInt = on(is.int)(same);
const toUint = on(is.uint)(same);
const toDouble = on(is.double)(same);

/** It is declared, and kro has no such conversion. */
const noDuration = () => badConversion('int', 'google.protobuf.Duration');

/** Standard conversions: https://github.com/google/cel-spec/blob/master/doc/langdef.md#type-conversions */
export const conversions: Library = {
  bool: [on(is.bool)(same), on(is.string)(parseBool)],
  bytes: [on(is.bytes)(same), on(is.string)(encodeUtf8)],
  double: [toDouble, on(is.int)(Number), on(is.uint)(value => Number(value.value)), on(is.string)(parseDouble)],
  duration: [on(is.duration)(same), on(is.string)(parseDuration), on(is.int)(noDuration)],
  dyn: [on(is.any)(same)],
  int: [
    toInt,
    on(is.uint)(value => int(value.value)),
    on(is.double)(value => int(whole(value, -(2 ** 63), 'integer overflow'))),
    on(is.string)(parseInt64),
    on(is.timestamp)(seconds),
    on(is.duration)(value => value.nanos),
  ],
  string: [
    on(is.string)(same),
    on(is.int)(String),
    on(is.bool)(String),
    on(is.double)(value => shortest(value)),
    on(is.uint)(value => String(value.value)),
    on(is.bytes)(decode),
    on(is.timestamp)(printTimestamp),
    on(is.duration)(printSeconds),
  ],
  timestamp: [on(is.timestamp)(same), on(is.string)(parseTimestamp), on(is.int)(value => timestamp(value * SECOND))],
  type: [on(is.any)(value => new TypeValue(typeName(value)))],
  uint: [
    toUint,
    on(is.int)(value => uint(value)),
    on(is.double)(value => uint(whole(value, 0, 'unsigned integer overflow'))),
    on(is.string)(parseUint64),
  ],
};

const BOOLS: Readonly<Record<string, boolean>> = {
  1: true,
  t: true,
  T: true,
  true: true,
  TRUE: true,
  True: true,
  0: false,
  f: false,
  F: false,
  false: false,
  FALSE: false,
  False: false,
};

function parseBool(text: string): boolean {
  return Object.hasOwn(BOOLS, text) ? BOOLS[text]! : badConversion('string', 'bool');
}

function parseInt64(text: string): bigint {
  const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
  return value !== undefined && isInt64(value) ? value : badConversion('string', 'int');
}

function parseUint64(text: string): Uint {
  const value = /^\d+$/.test(text) ? BigInt(text) : undefined;
  return value !== undefined && isUint64(value) ? new Uint(value) : badConversion('string', 'uint');
}

function parseDouble(text: string): number {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : badConversion('string', 'double');
}

/** The whole part of a double that lies between `least` and the first number 64 bits do not hold. */
function whole(value: number, least: number, overflow: string): bigint {
  const inRange = least === 0 ? value >= 0 && value < 2 ** 64 : value > least && value < 2 ** 63;
  return inRange ? BigInt(Math.trunc(value)) : fail('other', overflow);
}

function seconds({ nanos }: Timestamp): bigint {
  const rest = nanos % SECOND;
  return (nanos - rest) / SECOND - (rest < 0n ? 1n : 0n);
}

function decode(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    return fail('parse-or-conversion', 'invalid UTF-8 in bytes, cannot convert to string');
  }
}
