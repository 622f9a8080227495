import { exponential, fixed, fixedTo } from '../double';
import { numberOf } from '../equal';
import { fail } from '../failure';
import { entriesOf, MapValue } from '../map';
import { encodeUtf8 } from '../text';
import { Duration, printSeconds, printTimestamp, Timestamp } from '../time';
import { typeName } from '../types';
import { Unknown } from '../unknown';
import { type List, TypeValue, Uint, type Value } from '../value';

const CLAUSE = /%(?:%|(?:\.(\d+))?(.)?)/gsu;

/** `'%s has %.2f'.format([name, ratio])` */
export function format(text: string, args: List): string {
  let next = 0;
  return text.replace(CLAUSE, (clause, precision: string | undefined, verb: string | undefined) => {
    if (clause === '%%') return '%';
    const print = verb && Object.hasOwn(VERBS, verb) ? VERBS[verb]! : badClause(clause);
    if (precision !== undefined && verb !== 'f' && verb !== 'e') return badClause(clause);
    if (next >= args.length) return fail('out-of-range', `index ${next} out of range`);
    return print(args[next++]!, precision === undefined ? 6 : Number(precision));
  });
}

const badClause = (clause: string) =>
  fail('other', `could not parse formatting clause: unrecognized formatting clause "${clause.slice(1)}"`);

type Print = (value: Value, digits: number) => string;

const VERBS: Readonly<Record<string, Print>> = {
  s: value => show(value),
  d: decimal,
  f: (value, digits) => real('fixed-point', value, number => fixedTo(number, digits)),
  e: (value, digits) => real('scientific', value, number => exponential(number, digits)),
  b: value => (typeof value === 'boolean' ? String(Number(value)) : whole('binary', value).toString(2)),
  o: value => whole('octal', value).toString(8),
  x: hex,
  X: value => hex(value).toUpperCase(),
};

/** `%s` */
function show(value: Value): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? fixed(value) : String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return showObject(value);
  }
}

function showObject(value: Exclude<Value, string | number | bigint | boolean>): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (value instanceof MapValue) return showMap(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof Timestamp) return printTimestamp(value);
  if (value instanceof Duration) return printSeconds(value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Unknown) throw value.used();
  return badArgument(
    'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
    value,
  );
}

function showMap(map: MapValue): string {
  const entries = entriesOf(map).map(([key, value]) => [show(key), show(value)] as const);
  entries.sort(([a], [b]) => Buffer.compare(encodeUtf8(a), encodeUtf8(b)));
  return `{${entries.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
}

function decimal(value: Value): string {
  const number = numberOf(value) ?? badArgument('decimal clause can only be used on integers', value);
  return typeof number === 'number' ? show(number) : String(number);
}

function real(clause: string, value: Value, print: (number: number) => string): string {
  const number = Number(numberOf(value) ?? badArgument(`${clause} clause can only be used on doubles`, value));
  return Number.isFinite(number) ? print(number) : String(number);
}

function whole(clause: string, value: Value): bigint {
  const number = numberOf(value);
  return typeof number === 'bigint' ? number : badArgument(`only integers can be formatted as ${clause}`, value);
}

function hex(value: Value): string {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return whole('hex', value).toString(16);
}

const badArgument = (complaint: string, value: Value) =>
  fail('other', `error during formatting: ${complaint}, was given ${typeName(value)}`);
