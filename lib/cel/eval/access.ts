/** Selecting and indexing, with and without `?`. */
import { fail, outOfBounds } from './failure';
import { JsonObject } from './json';
import { Condition } from './library/runtime';
import { MapValue } from './map';
import { typeName } from './types';
import { Unknown } from './unknown';
import { type List, Optional, Uint, type Value } from './value';

/** `value.field` */
export function select(value: Value, field: string): Value {
  if (value instanceof JsonObject) return present(value.select(field), field);
  if (value instanceof Optional) return selectOptional(value, field);
  if (value instanceof Unknown) return value.select(field);
  return present(find(value, field), field);
}

const present = (value: Value | undefined, key: Value): Value =>
  value === undefined ? fail('no-such-key', `no such key: ${showKey(key)}`) : value;

const showKey = (key: Value) => (key instanceof Uint ? String(key.value) : String(key));

/** `value.?field`, and `value.field` of an optional. */
export function selectOptional(value: Value, field: string): Value {
  if (value instanceof Unknown) return value.select(field);
  if (!(value instanceof Optional)) return optional(find(value, field));
  return value.value === undefined ? value : selectOptional(value.value, field);
}

const optional = (value: Value | undefined): Value => (value instanceof Unknown ? value : Optional.from(value));

/** `has(value.field)` */
export function hasField(value: Value, field: string): boolean | Unknown {
  if (value instanceof Unknown) return value.select(field).used();
  if (value instanceof Optional) return value.value !== undefined && hasField(value.value, field);
  if (!hasFields(value)) return false;
  const found = value.get(field);
  return found instanceof Unknown ? found.used() : found !== undefined;
}

const hasFields = (value: Value): value is MapValue | Condition =>
  value instanceof MapValue || value instanceof Condition;

/** The field, or undefined where there is none. */
function find(value: Value, field: string): Value | undefined {
  if (Array.isArray(value)) return element(value, field);
  return hasFields(value) ? value.get(field) : undefined;
}

/** `value[key]` */
export function index(value: Value, key: Value): Value {
  if (Array.isArray(value)) return indexList(value, key);
  if (value instanceof Optional) return indexOptional(value, key);
  if (value instanceof MapValue) return present(value.get(key), key);
  if (value instanceof Unknown) return indexUnknown(value, key);
  return present(undefined, key);
}

function indexList(list: List, key: Value): Value {
  const position = positionOf(key);
  const value: Value | undefined = list[position];
  return value === undefined ? outOfBounds(position) : value;
}

/** `value[?key]`, and `value[key]` of an optional. */
export function indexOptional(value: Value, key: Value): Value {
  if (Array.isArray(value)) return optional(element(value, key));
  if (value instanceof MapValue) return optional(value.get(key));
  if (value instanceof Unknown) return indexUnknown(value, key);
  if (!(value instanceof Optional)) return optional(undefined);
  return value.value === undefined ? value : indexOptional(value.value, key);
}

const element = (list: List, key: Value): Value | undefined => list[positionOf(key)];

/** Numbers of every type are positions if they are whole. */
function positionOf(key: Value): number {
  const number = key instanceof Uint ? key.value : key;
  const position = typeof number === 'bigint' || typeof number === 'number' ? Number(number) : Number.NaN;
  return Number.isInteger(position) ? position : fail('other', `unsupported index type '${typeName(key)}' in list`);
}

function indexUnknown(value: Unknown, key: Value): Unknown {
  if (key instanceof Unknown) return value.and(key);
  return typeof key === 'string'
    ? value.select(key)
    : typeof key === 'bigint'
      ? value.select(Number(key))
      : value.used();
}
