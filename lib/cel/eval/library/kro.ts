/** kro's small additions: maps, lists, omit. */
import { fail } from '../failure';
import * as is from '../is';
import { Entries, entriesOf } from '../map';
import { type List, OMIT, type Value } from '../value';
import { type Library, on } from './library';

export const maps: Library = {
  merge: [on(is.map, is.map)((a, b) => Entries.of([...entriesOf(a), ...entriesOf(b)]))],
};

export const kroLists: Library = {
  'lists.setAtIndex': [on(is.list, is.int, is.any)((list, i, value) => splice(list, at('set', list, i), 1, value))],
  'lists.insertAtIndex': [
    on(is.list, is.int, is.any)((list, i, value) => splice(list, at('insert', list, i), 0, value)),
  ],
  'lists.removeAtIndex': [on(is.list, is.int)((list, i) => splice(list, at('remove', list, i), 1))],
};

export const omit: Library = { omit: [on()(() => OMIT)] };

const splice = (list: List, index: number, removed: number, ...added: Value[]): List => [
  ...list.slice(0, index),
  ...added,
  ...list.slice(index + removed),
];

/** The index as a number; an insertion may be at the end. */
function at(verb: 'set' | 'insert' | 'remove', list: List, index: bigint): number {
  const end = BigInt(list.length) + (verb === 'insert' ? 1n : 0n);
  if (index >= 0n && index < end) return Number(index);
  const bounds = verb === 'insert' ? `[0, ${list.length}]` : `[0, ${list.length})`;
  return fail('out-of-range', `lists.${verb}AtIndex: index ${index} out of bounds ${bounds}`);
}
