/** The arithmetic operators, which are the hot path: plain functions of two values rather than overloads. */
import { fail, noOverload } from '../failure';
import { int, uint } from '../int';
import { Duration, duration, Timestamp, timestamp } from '../time';
import { Uint, type Value } from '../value';

export type Binary = (a: Value, b: Value) => Value;

export const add: Binary = (a, b) => {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (typeof a === 'bigint' && typeof b === 'bigint') return int(a + b);
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a instanceof Uint && b instanceof Uint) return uint(a.value + b.value);
  if (Array.isArray(a) && Array.isArray(b)) return a.concat(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Uint8Array.from([...a, ...b]);
  return addTimes(a, b);
};

const addTimes: Binary = (a, b) => {
  if (a instanceof Duration && b instanceof Duration) return duration(a.nanos + b.nanos);
  if (a instanceof Timestamp && b instanceof Duration) return timestamp(a.nanos + b.nanos);
  if (a instanceof Duration && b instanceof Timestamp) return timestamp(a.nanos + b.nanos);
  return noOverload('_+_');
};

export const subtract: Binary = (a, b) => {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int(a - b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof Uint && b instanceof Uint) return uint(a.value - b.value);
  if (a instanceof Duration && b instanceof Duration) return duration(a.nanos - b.nanos);
  if (a instanceof Timestamp && b instanceof Duration) return timestamp(a.nanos - b.nanos);
  if (a instanceof Timestamp && b instanceof Timestamp) return duration(a.nanos - b.nanos);
  return noOverload('_-_');
};

export const multiply: Binary = (a, b) => {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int(a * b);
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a instanceof Uint && b instanceof Uint) return uint(a.value * b.value);
  return noOverload('_*_');
};

export const divide: Binary = (a, b) => {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int(a / nonZero(b, 'division'));
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  if (a instanceof Uint && b instanceof Uint) return uint(a.value / nonZero(b.value, 'division'));
  return noOverload('_/_');
};

export const modulo: Binary = (a, b) => {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int(a % nonZero(b, 'modulus'));
  if (a instanceof Uint && b instanceof Uint) return uint(a.value % nonZero(b.value, 'modulus'));
  return noOverload('_%_');
};

const nonZero = (value: bigint, operation: string) =>
  value === 0n ? fail('divide-by-zero', `${operation} by zero`) : value;

export function negate(value: Value): Value {
  if (typeof value === 'bigint') return int(-value);
  if (typeof value === 'number') return -value;
  return noOverload('-_');
}
