/** Guards by the names of CEL's types, for the signatures of functions. */
import { MapValue } from './map';
import * as time from './time';
import type { Value } from './value';
import * as values from './value';

export type Guard<T extends Value> = (value: Value) => value is T;

export const any = (_value: Value): _value is Value => true;
export const bool = (value: Value): value is boolean => typeof value === 'boolean';
export const int = (value: Value): value is bigint => typeof value === 'bigint';
export const double = (value: Value): value is number => typeof value === 'number';
export const string = (value: Value): value is string => typeof value === 'string';
export const uint = (value: Value): value is values.Uint => value instanceof values.Uint;
export const bytes = (value: Value): value is Uint8Array => value instanceof Uint8Array;
export const list = (value: Value): value is values.List => Array.isArray(value);
export const map = (value: Value): value is MapValue => value instanceof MapValue;
export const timestamp = (value: Value): value is time.Timestamp => value instanceof time.Timestamp;
export const duration = (value: Value): value is time.Duration => value instanceof time.Duration;
export const optional = (value: Value): value is values.Optional => value instanceof values.Optional;

/** A guard for the values of one class. */
export const instance =
  <T extends values.Opaque>(type: abstract new (...args: never[]) => T): Guard<T> =>
  (value: Value): value is T =>
    value instanceof type;
