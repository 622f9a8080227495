import { fail } from './failure';
import { Uint } from './value';

const MAX_INT = 0x7fff_ffff_ffff_ffffn;
const MIN_INT = -0x8000_0000_0000_0000n;
const MAX_UINT = 0xffff_ffff_ffff_ffffn;

/** The int, unless 64 bits do not hold it. */
export function int(value: bigint): bigint {
  if (value > MAX_INT || value < MIN_INT) fail('other', 'integer overflow');
  return value;
}

/** The uint, unless it is negative or 64 bits do not hold it. */
export function uint(value: bigint): Uint {
  if (value > MAX_UINT || value < 0n) fail('other', 'unsigned integer overflow');
  return new Uint(value);
}

export const isInt64 = (value: bigint) => value <= MAX_INT && value >= MIN_INT;
export const isUint64 = (value: bigint) => value <= MAX_UINT && value >= 0n;
