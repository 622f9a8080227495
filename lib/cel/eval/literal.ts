/** Literals: constants, lists and maps. */
import type { List as ListNode, Literal, MapLiteral } from '../ast';
import { fail } from './failure';
import { type Run, runAll } from './frame';
import { Entries } from './map';
import { Unknown } from './unknown';
import { Optional, Uint, type Value } from './value';

export const valueOfLiteral = (node: Literal): Value => (node.type === 'uint' ? new Uint(node.value) : node.value);

/** `[a, ?b]` */
export function list({ optional = [] }: ListNode, runs: readonly Run[]): Run {
  if (optional.length === 0) return frame => runAll(runs, frame);
  return frame => {
    const values = runAll(runs, frame);
    if (values instanceof Unknown) return values;
    return values.flatMap((value, i) => {
      const element = optional.includes(i) ? optionalValue(value, 'list element') : value;
      return element === undefined ? [] : [element];
    });
  };
}

function optionalValue(value: Value, what: string): Value | undefined {
  return value instanceof Optional ? value.value : fail('no-such-overload', `no such overload: optional ${what}`);
}

/** `{k: v, ?o: w}`, whose parts are keys and values in turn. */
export function map({ entries }: MapLiteral, parts: readonly Run[]): Run {
  return frame => {
    const values = runAll(parts, frame);
    if (values instanceof Unknown) return values;
    const made = new Entries();
    entries.forEach(({ optional }, i) => {
      addEntry(made, values[2 * i]!, values[2 * i + 1]!, optional);
    });
    return made;
  };
}

function addEntry(map: Entries, key: Value, written: Value, optional = false): void {
  const value = optional ? optionalValue(written, 'map entry') : written;
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
