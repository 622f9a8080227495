import { compare, equal } from '../equal';
import { fail, noOverload } from '../failure';
import * as is from '../is';
import { Duration } from '../time';
import { typeName } from '../types';
import { type List, Optional, Uint, type Value } from '../value';
import { add } from './arithmetic';
import { known, type Library, on } from './library';

/** More elements than memory takes; no loop of Go's is as long in any graph. */
const LONGEST_RANGE = 10_000_000n;

/** cel-go's lists extension. */
export const lists: Library = {
  distinct: [on(is.list)(list => distinct(known(list)))],
  first: [on(is.list)(list => Optional.from(list[0]))],
  last: [on(is.list)(list => Optional.from(list.at(-1)))],
  flatten: [on(is.list)(list => flatten(list, 1n)), on(is.list, is.int)(flatten)],
  'lists.range': [on(is.int)(range)],
  reverse: [on(is.list)(list => [...list].reverse())],
  slice: [on(is.list, is.int, is.int)(slice)],
  sort: [on(is.list)(list => sortBy(list, list))],
  '@sortByAssociatedKeys': [on(is.list, is.list)(sortBy)],
};

/** The lists library of Kubernetes. */
export const kubernetesLists: Library = {
  indexOf: [on(is.list, is.any)((list, value) => BigInt(positionsOf(list, value)[0] ?? -1))],
  lastIndexOf: [on(is.list, is.any)((list, value) => BigInt(positionsOf(list, value).at(-1) ?? -1))],
  isSorted: [on(is.list)(list => known(list).every((element, i) => i === 0 || compare(list[i - 1]!, element) <= 0))],
  max: [on(is.list)(list => best('max', list, 1))],
  min: [on(is.list)(list => best('min', list, -1))],
  sum: [on(is.list)(list => known(list).reduce((a, b) => add(a, b), zeroLike(list)))], // of an empty one an int
};

const positionsOf = (list: List, value: Value): number[] =>
  known(list).flatMap((element, i) => (equal(element, value) === true ? [i] : []));

function distinct(list: List): List {
  const kept: Value[] = [];
  for (const element of list) {
    if (!kept.some(other => equal(element, other) === true)) kept.push(element);
  }
  return kept;
}

function flatten(list: List, depth: bigint): List {
  if (depth < 0n) fail('other', 'level must be non-negative');
  return list.flatMap(element => (Array.isArray(element) && depth > 0n ? flatten(element, depth - 1n) : [element]));
}

function range(length: bigint): List {
  if (length > LONGEST_RANGE) fail('other', `lists.range: ${length} elements are too many`);
  return Array.from({ length: Math.max(0, Number(length)) }, (_, i) => BigInt(i));
}

function slice(list: List, start: bigint, end: bigint): List {
  const where = `cannot slice(${start}, ${end})`;
  if (start < 0n || end < 0n) return fail('other', `${where}, negative indexes not supported`);
  if (start > end) return fail('other', `${where}, start index must be less than or equal to end index`);
  if (end > BigInt(list.length)) return fail('other', `${where}, list is length ${list.length}`);
  return list.slice(Number(start), Number(end));
}

const COMPARABLE = new Set([
  'bool',
  'bytes',
  'double',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'int',
  'string',
  'uint',
]);

/** The list in the order of the keys that belong to its elements; equal keys keep their order. */
function sortBy(list: List, keys: List): List {
  const [first] = known(keys);
  if (first === undefined) return list;
  const type = typeName(first);
  if (keys.some(key => typeName(key) !== type)) fail('other', 'list elements must have the same type');
  if (!COMPARABLE.has(type)) fail('other', 'list elements must be comparable');
  const order = keys.map((_, i) => i).sort((i, j) => compare(keys[i]!, keys[j]!));
  return order.map(i => list[i]!);
}

function best(fn: string, list: List, sign: number): Value {
  if (list.length === 0) return fail('other', `${fn} called on empty list`);
  return known(list).reduce((a, b) => (compare(b, a) * sign > 0 ? b : a));
}

/** The sum of no elements of a type; undefined for those that an empty list has anyway. */
export function zeroOf(kind: string | undefined): Value | undefined {
  switch (kind) {
    case 'double':
      return 0;
    case 'uint':
      return new Uint(0n);
    case 'duration':
      return new Duration(0n);
    default:
      return undefined;
  }
}

/** What a sum starts from. */
function zeroLike([first]: List): Value {
  switch (typeof first) {
    case 'undefined':
    case 'bigint':
      return 0n;
    case 'number':
      return 0;
    default:
      if (first instanceof Uint) return new Uint(0n);
      return first instanceof Duration ? new Duration(0n) : noOverload('sum');
  }
}
