import { fixed } from './double';
import { fail } from './failure';
import { isInt64 } from './int';

export const SECOND = 1_000_000_000n;
export const MINUTE = 60n * SECOND;
export const HOUR = 60n * MINUTE;
const FIRST = -62_135_596_800n * SECOND; // 0001-01-01T00:00:00Z
const LAST = 253_402_300_800n * SECOND - 1n; // the last nanosecond of the year 9999

/** A moment, in nanoseconds since 1970. */
export class Timestamp {
  constructor(readonly nanos: bigint) {}
}

/** A span of time, in nanoseconds. */
export class Duration {
  constructor(readonly nanos: bigint) {}
}

export function timestamp(nanos: bigint): Timestamp {
  if (nanos < FIRST || nanos > LAST) fail('other', 'timestamp overflow');
  return new Timestamp(nanos);
}

export function duration(nanos: bigint): Duration {
  if (!isInt64(nanos)) fail('other', 'duration overflow');
  return new Duration(nanos);
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

export function parseTimestamp(text: string): Timestamp {
  const match = RFC3339.exec(text);
  const seconds = match ? wallClock(match) : undefined;
  if (!match || seconds === undefined) return fail('parse-or-conversion', `invalid timestamp ${JSON.stringify(text)}`);
  const [, , , , , , , fraction = '', sign, hours = '0', minutes = '0'] = match;
  const offset = BigInt(Number(hours) * 3600 + Number(minutes) * 60) * (sign === '-' ? -1n : 1n);
  return timestamp((seconds - offset) * SECOND + BigInt(fraction.slice(0, 9).padEnd(9, '0')));
}

/** Seconds since 1970 of a date and time in UTC; undefined for a 30th of February. */
function wallClock(match: readonly string[]): bigint | undefined {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, ...number[]];
  const date = new Date(Date.UTC(2000, month! - 1, day!, hour!, minute!, second!));
  date.setUTCFullYear(year, month! - 1, day!);
  const fits = date.getUTCDate() === day && date.getUTCMonth() === month! - 1;
  return fits && hour! < 24 && minute! < 60 && second! < 60 ? BigInt(date.getTime() / 1000) : undefined;
}

/** RFC 3339 in UTC, with as many decimals as it takes. */
export function printTimestamp({ nanos }: Timestamp): string {
  const rest = ((nanos % SECOND) + SECOND) % SECOND;
  const text = new Date(Number((nanos - rest) / 1_000_000n)).toISOString().slice(0, 19);
  return `${text}${decimals(rest, 9)}Z`;
}

const UNITS: Readonly<Record<string, bigint>> = {
  h: HOUR,
  m: MINUTE,
  s: SECOND,
  ms: 1_000_000n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ns: 1n,
};
const PART = /(\d*)(?:\.(\d*))?(h|ms|us|µs|μs|ns|m|s)/y;

/** Go's notation: `1h30m`, `-1.5s`, `0`. */
export function parseDuration(text: string): Duration {
  const nanos = partsOf(text.replace(/^[+-]/, ''));
  if (nanos === undefined) return fail('parse-or-conversion', `time: invalid duration ${JSON.stringify(text)}`);
  return duration(text.startsWith('-') ? -nanos : nanos);
}

function partsOf(text: string): bigint | undefined {
  if (text === '0') return 0n;
  let nanos: bigint | undefined;
  for (PART.lastIndex = 0; PART.lastIndex < text.length; ) {
    const [, whole = '', fraction = '', unit = ''] = PART.exec(text) ?? [];
    if (whole + fraction === '') return undefined;
    const size = UNITS[unit]!;
    nanos = (nanos ?? 0n) + BigInt(whole || 0) * size + (BigInt(fraction || 0) * size) / 10n ** BigInt(fraction.length);
  }
  return nanos;
}

/** `string(duration)`: decimal seconds, as a double shows them. */
export function printSeconds({ nanos }: Duration): string {
  return `${fixed(Number(nanos / SECOND) + Number(nanos % SECOND) / 1e9)}s`;
}

/** Go's notation, which kro writes into objects: `1h30m0s`, `1.5ms`. */
export function printDuration({ nanos }: Duration): string {
  const size = nanos < 0n ? -nanos : nanos;
  const sign = nanos < 0n ? '-' : '';
  if (size === 0n) return '0s';
  if (size < SECOND) return sign + printSmall(size);
  const seconds = `${(size % MINUTE) / SECOND}${decimals(size % SECOND, 9)}s`;
  if (size < MINUTE) return sign + seconds;
  const minutes = `${(size % HOUR) / MINUTE}m${seconds}`;
  return sign + (size < HOUR ? minutes : `${size / HOUR}h${minutes}`);
}

function printSmall(nanos: bigint): string {
  if (nanos < 1_000n) return `${nanos}ns`;
  if (nanos < 1_000_000n) return `${nanos / 1_000n}${decimals(nanos % 1_000n, 3)}µs`;
  return `${nanos / 1_000_000n}${decimals(nanos % 1_000_000n, 6)}ms`;
}

const decimals = (rest: bigint, digits: number) =>
  rest === 0n ? '' : `.${String(rest).padStart(digits, '0').replace(/0+$/, '')}`;
