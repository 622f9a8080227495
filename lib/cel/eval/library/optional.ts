import { fail } from '../failure';
import * as is from '../is';
import { MapValue } from '../map';
import { Duration, Timestamp } from '../time';
import { type List, Optional, Uint, type Value } from '../value';
import { type Library, on } from './library';

const unwrap = on(is.list)(list => present(list));

/** `or` and `orValue` are lazy and live with the operators. */
export const optional: Library = {
  hasValue: [on(is.optional)(optional => optional.value !== undefined)],
  'optional.none': [on()(() => Optional.none)],
  'optional.of': [on(is.any)(Optional.of)],
  'optional.ofNonZeroValue': [on(is.any)(value => (isZero(value) ? Optional.none : Optional.of(value)))],
  'optional.unwrap': [unwrap],
  unwrapOpt: [unwrap],
  value: [on(is.optional)(unwrapped)],
};

export function unwrapped(optional: Optional): Value {
  return optional.value ?? (optional.value === null ? null : fail('other', 'optional.none() dereference'));
}

function present(list: List): Value[] {
  return list.flatMap(element => {
    if (!(element instanceof Optional)) return fail('no-such-overload', 'no such overload: optional.unwrap');
    return element.value === undefined ? [] : [element.value];
  });
}

function isZero(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return !value;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof MapValue) return value.size === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Duration || value instanceof Timestamp) return value.nanos === 0n;
  return value instanceof Optional && value.value === undefined;
}
