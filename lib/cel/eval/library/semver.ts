import { compareInts } from '../equal';
import { fail } from '../failure';
import { isUint64 } from '../int';
import * as is from '../is';
import { Opaque } from '../value';
import { type Library, on } from './library';

type Identifier = bigint | string;

/** A version of https://semver.org/spec/v2.0.0.html */
export class Semver extends Opaque {
  readonly type = 'kubernetes.Semver';

  constructor(
    readonly numbers: readonly [major: bigint, minor: bigint, patch: bigint],
    readonly prerelease: readonly Identifier[],
    private readonly text: string,
  ) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Semver && this.compareTo(other) === 0;
  }

  compareTo(other: Semver): number {
    for (const [i, number] of this.numbers.entries()) {
      const order = compareInts(number, other.numbers[i]!);
      if (order !== 0) return order;
    }
    return comparePrereleases(this.prerelease, other.prerelease);
  }

  override toString(): string {
    return this.text;
  }
}

/** A release comes after its prereleases; of two of those, the longer comes after its own beginning. */
function comparePrereleases(a: readonly Identifier[], b: readonly Identifier[]): number {
  if (a.length === 0 || b.length === 0) return Math.sign(b.length - a.length);
  for (const [i, left] of a.entries()) {
    if (i >= b.length) return 1;
    const order = compareIdentifiers(left, b[i]!);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : 0;
}

function compareIdentifiers(a: Identifier, b: Identifier): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return compareInts(a, b);
  if (typeof a !== typeof b) return typeof a === 'bigint' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

const NUMBER = '(0|[1-9]\\d*)';
const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?$`);

function parse(text: string): Semver | undefined {
  const match = VERSION.exec(text);
  if (!match) return undefined;
  const numbers = [BigInt(match[1]!), BigInt(match[2]!), BigInt(match[3]!)] as const;
  const identifiers = match[4]?.split('.') ?? [];
  if (!numbers.every(isUint64) || identifiers.some(i => /^0\d+$/.test(i))) return undefined;
  return new Semver(
    numbers,
    identifiers.map(i => (/^\d+$/.test(i) ? BigInt(i) : i)),
    text,
  );
}

const semverOf = (text: string) => parse(text) ?? fail('parse-or-conversion', `${JSON.stringify(text)} is no version`);

const it = is.instance(Semver);

export const semver: Library = {
  semver: [on(is.string)(semverOf)],
  isSemver: [on(is.string)(text => parse(text) !== undefined)],
  major: [on(it)(version => version.numbers[0])],
  minor: [on(it)(version => version.numbers[1])],
  patch: [on(it)(version => version.numbers[2])],
  compareTo: [on(it, it)((a, b) => BigInt(a.compareTo(b)))],
  isGreaterThan: [on(it, it)((a, b) => a.compareTo(b) > 0)],
  isLessThan: [on(it, it)((a, b) => a.compareTo(b) < 0)],
};
