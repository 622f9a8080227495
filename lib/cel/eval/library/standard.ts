import { compare, equal } from '../equal';
import { noOverload } from '../failure';
import * as is from '../is';
import { MapValue } from '../map';
import { length } from '../text';
import { Unknown } from '../unknown';
import type { List, Value } from '../value';
import { add, type Binary, divide, modulo, multiply, subtract } from './arithmetic';
import { type Library, on } from './library';

/** Operators that need both their operands, and nothing else. */
export const operators: Readonly<Record<string, Binary>> = {
  '_+_': add,
  '_-_': subtract,
  '_*_': multiply,
  '_/_': divide,
  '_%_': modulo,
  '_==_': equal,
  '_!=_': (a, b) => not(equal(a, b)),
  '_<_': (a, b) => compare(a, b) < 0,
  '_<=_': (a, b) => compare(a, b) <= 0,
  '_>_': (a, b) => compare(a, b) > 0,
  '_>=_': (a, b) => compare(a, b) >= 0,
  '@in': (a, b) => {
    if (Array.isArray(b)) return contains(b, a);
    return b instanceof MapValue ? presence(b.get(a)) : noOverload('@in');
  },
};

const not = (value: boolean | Unknown) => (value instanceof Unknown ? value : !value);

const presence = (value: Value | undefined) => (value instanceof Unknown ? value.used() : value !== undefined);

/** Whether an element equals the value; unknown if only an unknown one might. */
function contains(list: List, value: Value): boolean | Unknown {
  let unknown: Unknown | undefined;
  for (const element of list) {
    const result = equal(value, element);
    if (result === true) return true;
    if (result instanceof Unknown) unknown = unknown ? unknown.and(result) : result;
  }
  return unknown ?? false;
}

const size = [
  on(is.string)(text => BigInt(length(text))),
  on(is.list)(list => BigInt(list.length)),
  on(is.map)(map => BigInt(map.size)),
  on(is.bytes)(bytes => BigInt(bytes.length)),
];

export const standard: Library = {
  size,
  startsWith: [on(is.string, is.string)((text, prefix) => text.startsWith(prefix))],
  endsWith: [on(is.string, is.string)((text, suffix) => text.endsWith(suffix))],
  contains: [on(is.string, is.string)((text, part) => text.includes(part))],
};
