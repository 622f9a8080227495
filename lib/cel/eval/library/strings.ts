import { fail, outOfRange } from '../failure';
import * as is from '../is';
import { points } from '../text';
import type { List } from '../value';
import { format } from './format';
import { known, type Library, on } from './library';

/** cel-go's strings extension: positions count code points. */
export const strings: Library = {
  charAt: [on(is.string, is.int)(charAt)],
  format: [on(is.string, is.list)((text, args) => format(text, known(args)))],
  indexOf: [
    on(is.string, is.string)((text, part) => indexOf(text, part, 0n)),
    on(is.string, is.string, is.int)(indexOf),
  ],
  lastIndexOf: [
    on(is.string, is.string)((text, part) => lastIndexOf(text, part)),
    on(is.string, is.string, is.int)(lastIndexOf),
  ],
  join: [on(is.list)(list => join(list, '')), on(is.list, is.string)(join)],
  lowerAscii: [on(is.string)(text => text.replace(/[A-Z]+/g, upper => upper.toLowerCase()))],
  upperAscii: [on(is.string)(text => text.replace(/[a-z]+/g, lower => lower.toUpperCase()))],
  replace: [
    on(is.string, is.string, is.string)((text, from, to) => text.replaceAll(from, () => to)),
    on(is.string, is.string, is.string, is.int)(replace),
  ],
  reverse: [on(is.string)(text => points(text).reverse().join(''))],
  split: [
    on(is.string, is.string)((text, separator) => split(text, separator, -1n)),
    on(is.string, is.string, is.int)(split),
  ],
  'strings.quote': [on(is.string)(quote)],
  substring: [
    on(is.string, is.int)((text, start) => substring(points(text), start)),
    on(is.string, is.int, is.int)((text, start, end) => substring(points(text), start, end)),
  ],
  trim: [on(is.string)(text => text.replace(SPACE_AROUND, ''))],
};

/** What Unicode calls white space, without the byte order mark that `trim()` takes away too. */
const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const SPACE_AROUND = new RegExp(`^${SPACE}|${SPACE}$`, 'g');

function charAt(text: string, index: bigint): string {
  const all = points(text);
  return index < 0n || index > BigInt(all.length) ? outOfRange(index) : (all[Number(index)] ?? '');
}

function indexOf(text: string, part: string, offset: bigint): bigint {
  if (part === '') return offset;
  if (offset < 0n) return outOfRange(offset);
  const [all, wanted] = [points(text), points(part)];
  for (let i = Number(offset); i + wanted.length <= all.length; i++) {
    if (wanted.every((point, j) => all[i + j] === point)) return BigInt(i);
  }
  return -1n;
}

function lastIndexOf(text: string, part: string, offset?: bigint): bigint {
  const [all, wanted] = [points(text), points(part)];
  if (part === '') return offset ?? BigInt(all.length);
  if (offset !== undefined && offset < 0n) return outOfRange(offset);
  if (offset !== undefined && offset >= BigInt(all.length)) return -1n;
  const last = all.length - wanted.length;
  for (let i = Math.min(Number(offset ?? last), last); i >= 0; i--) {
    if (wanted.every((point, j) => all[i + j] === point)) return BigInt(i);
  }
  return -1n;
}

function join(list: List, separator: string): string {
  return known(list)
    .map(element => (typeof element === 'string' ? element : fail('no-such-overload', 'no such overload')))
    .join(separator);
}

function replace(text: string, from: string, to: string, limit: bigint): string {
  if (limit < 0n) return text.replaceAll(from, () => to);
  let left = limit;
  return text.replaceAll(from === '' ? /(?:)/gu : from, found => (left-- > 0n ? to : found));
}

function split(text: string, separator: string, limit: bigint): string[] {
  if (limit === 0n) return [];
  const parts = separator === '' ? points(text) : text.split(separator);
  const count = Number(limit);
  if (limit < 0n || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

function substring(all: readonly string[], start: bigint, end = BigInt(all.length)): string {
  const length = BigInt(all.length);
  if (start < 0n || start > length) return outOfRange(start);
  if (end < 0n || end > length) return outOfRange(end);
  if (start > end) return fail('other', `invalid substring range. start: ${start}, end: ${end}`);
  return all.slice(Number(start), Number(end)).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** A literal of CEL, in which half a surrogate pair is the replacement character. */
function quote(text: string): string {
  const escaped = points(text).map(point => ESCAPES[point] ?? (/^[\ud800-\udfff]$/.test(point) ? '\ufffd' : point));
  return `"${escaped.join('')}"`;
}
