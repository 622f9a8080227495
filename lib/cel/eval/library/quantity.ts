import { compareInts } from '../equal';
import { fail } from '../failure';
import { isInt64 } from '../int';
import * as is from '../is';
import { Opaque } from '../value';
import { type Library, on } from './library';

const MAX_INT64 = 2n ** 63n - 1n;
/** Digits an int64 holds for sure. */
const SAFE_DIGITS = 18;
const NANO = -9;

/**
 * A Kubernetes quantity: unscaled × 10^scale. `small` is whether Kubernetes holds it in an int64, as only such a
 * quantity can be an integer.
 * https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity
 */
export class Quantity extends Opaque {
  readonly type = 'kubernetes.Quantity';

  constructor(
    readonly unscaled: bigint,
    readonly scale: number,
    readonly small: boolean,
  ) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Quantity && this.compareTo(other) === 0;
  }

  compareTo(other: Quantity): number {
    const scale = Math.min(this.scale, other.scale);
    return compareInts(this.at(scale), other.at(scale));
  }

  plus(other: Quantity): Quantity {
    const bothSmall = this.small && other.small;
    if (bothSmall && this.unscaled === 0n) return other;
    if (bothSmall && other.unscaled === 0n) return this;
    const scale = Math.min(this.scale, other.scale);
    const sum = this.at(scale) + other.at(scale);
    return new Quantity(sum, scale, bothSmall && [this.at(scale), other.at(scale), sum].every(isInt64));
  }

  negated(): Quantity {
    return new Quantity(-this.unscaled, this.scale, this.small);
  }

  /** The int it equals, if Kubernetes would say that it is one. */
  asInt(): bigint | undefined {
    if (!this.small || this.scale < 0) return undefined;
    const value = this.at(0);
    return isInt64(value) ? value : undefined;
  }

  override toString(): string {
    return `${this.unscaled}e${this.scale}`;
  }

  private at(scale: number): bigint {
    return this.unscaled * 10n ** BigInt(this.scale - scale);
  }
}

const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

function parse(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([a-zA-Z]*)([+-]?\d*)$/.exec(text);
  const [, sign, digits = '', fraction = '', suffix = '', power = ''] = match ?? [];
  if (digits + fraction === '') return undefined;
  const number = [
    BigInt(digits + fraction) * (sign === '-' ? -1n : 1n),
    digits.replace(/^0+(?=\d)/, ''),
    fraction,
  ] as const;
  if (/^[eE]$/.test(suffix) && /\d/.test(power)) return decimal(...number, Number(power));
  if (power !== '') return undefined;
  if (Object.hasOwn(BINARY, suffix)) return binary(...number, BINARY[suffix]!);
  return Object.hasOwn(DECIMAL, suffix) ? decimal(...number, DECIMAL[suffix]!) : undefined;
}

function decimal(value: bigint, digits: string, fraction: string, exponent: number): Quantity {
  const scale = exponent - fraction.length;
  const small = digits.length + fraction.length <= SAFE_DIGITS && scale >= NANO;
  return scale >= NANO ? new Quantity(value, scale, small) : roundUp(value, 10n ** BigInt(NANO - scale));
}

function binary(value: bigint, digits: string, fraction: string, exponent: number): Quantity {
  const shifted = value << BigInt(exponent);
  const room = 15 - (digits || '0').length - Math.trunc((exponent * 3) / 10) - 1;
  if (fraction === '') return capped(shifted, 0, room >= 0 && isInt64(shifted));
  if (fraction.length > -NANO) return roundUp(shifted, 10n ** BigInt(fraction.length + NANO));
  return capped(shifted, -fraction.length, false);
}

function capped(value: bigint, scale: number, small: boolean): Quantity {
  const limit = MAX_INT64 * 10n ** BigInt(-scale);
  const within = value > limit ? limit : value < -limit ? -limit : value;
  return new Quantity(within, scale, small);
}

/** In billionths, away from zero: who asks for something gets something. */
function roundUp(value: bigint, divisor: bigint): Quantity {
  const quotient = value / divisor;
  const exact = quotient * divisor === value;
  return new Quantity(exact ? quotient : quotient + (value < 0n ? -1n : 1n), NANO, false);
}

const PATTERN = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';

export const quantityOf = (text: string): Quantity =>
  parse(text) ?? fail('parse-or-conversion', `quantities must match the regular expression '${PATTERN}'`);

const it = is.instance(Quantity);
const ofInt = (value: bigint) => new Quantity(value, 0, true);

export const quantity: Library = {
  quantity: [on(is.string)(quantityOf)],
  isQuantity: [on(is.string)(text => parse(text) !== undefined)],
  add: [on(it, it)((a, b) => a.plus(b)), on(it, is.int)((a, b) => a.plus(ofInt(b)))],
  sub: [on(it, it)((a, b) => a.plus(b.negated())), on(it, is.int)((a, b) => a.plus(ofInt(-b)))],
  asApproximateFloat: [on(it)(value => Number(`${value.unscaled}e${value.scale}`))],
  asInteger: [on(it)(value => value.asInt() ?? fail('other', 'cannot convert value to integer'))],
  isInteger: [on(it)(value => value.asInt() !== undefined)],
  compareTo: [on(it, it)((a, b) => BigInt(a.compareTo(b)))],
  isGreaterThan: [on(it, it)((a, b) => a.compareTo(b) > 0)],
  isLessThan: [on(it, it)((a, b) => a.compareTo(b) < 0)],
  sign: [on(it)(value => BigInt(compareInts(value.unscaled, 0n)))],
};
