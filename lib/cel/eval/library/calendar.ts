import { fail } from '../failure';
import * as is from '../is';
import { HOUR, MINUTE, SECOND, type Timestamp } from '../time';
import { type Library, on } from './library';

const DAY_MS = 86_400_000;

/** `getFullYear()`, `getHours('Europe/Berlin')` and the others: parts of a timestamp on a clock, UTC's by default. */
const part = (of: (clock: Date) => number) => [
  on(is.timestamp)(time => BigInt(of(utc(time)))),
  on(is.timestamp, is.string)((time, zone) => BigInt(of(clockIn(time, zone)))),
];

export const calendar: Library = {
  getFullYear: part(clock => clock.getUTCFullYear()),
  getMonth: part(clock => clock.getUTCMonth()),
  getDate: part(clock => clock.getUTCDate()),
  getDayOfMonth: part(clock => clock.getUTCDate() - 1),
  getDayOfWeek: part(clock => clock.getUTCDay()),
  getDayOfYear: part(dayOfYear),
  getHours: [...part(clock => clock.getUTCHours()), on(is.duration)(({ nanos }) => nanos / HOUR)],
  getMinutes: [...part(clock => clock.getUTCMinutes()), on(is.duration)(({ nanos }) => nanos / MINUTE)],
  getSeconds: [...part(clock => clock.getUTCSeconds()), on(is.duration)(({ nanos }) => nanos / SECOND)],
  getMilliseconds: [...part(clock => clock.getUTCMilliseconds()), on(is.duration)(({ nanos }) => nanos / 1_000_000n)],
};

function dayOfYear(clock: Date): number {
  const first = new Date(clock);
  first.setUTCMonth(0, 1);
  return Math.round((clock.getTime() - first.getTime()) / DAY_MS);
}

/** The moment as a Date, whose UTC parts are read. */
function utc({ nanos }: Timestamp): Date {
  const rest = ((nanos % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return new Date(Number((nanos - rest) / 1_000_000n));
}

/** A Date whose UTC parts are what a clock in the zone shows: a name of the tz database or an offset, `-08:00`. */
function clockIn(time: Timestamp, zone: string): Date {
  const date = utc(time);
  const offset = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (!offset) return zone === '' ? date : namedClock(date, zone);
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return new Date(date.getTime() + (offset[1] === '-' ? -minutes : minutes) * 60_000);
}

function namedClock(date: Date, zone: string): Date {
  const shown = new Map(
    formatIn(zone)
      .formatToParts(date)
      .map(p => [p.type, Number(p.value)]),
  );
  const [year, month, day] = [shown.get('year')!, shown.get('month')!, shown.get('day')!];
  const clock = new Date(date);
  clock.setUTCFullYear(year, month - 1, day);
  clock.setUTCHours(shown.get('hour')!, shown.get('minute')!, shown.get('second')!);
  return clock;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  try {
    const two = '2-digit';
    const time = { hour: two, minute: two, second: two } as const;
    const date = { year: 'numeric', month: two, day: two } as const;
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...date, ...time });
  } catch {
    return fail('other', `unknown time zone ${timeZone}`);
  }
}
