import { createHash } from 'node:crypto';
import { fail } from '../failure';
import * as is from '../is';
import { type Library, on } from './library';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const LONGEST = 10_000_000n;

/** kro's deterministic randomness: what a seed gives never changes, as names are made of it. */
export const random: Library = {
  'random.seededInt': [on(is.int, is.int, is.string)(seededInt)],
  'random.seededString': [on(is.int, is.string)(seededString)],
};

function seededInt(min: bigint, max: bigint, seed: string): bigint {
  if (min >= max) return fail('other', 'random.seededInt min must be less than max');
  return min + (sha256(seed).readBigUInt64BE() % (max - min));
}

/** Each character is made of four bytes of the hash, so the text repeats after eight. */
function seededString(length: bigint, seed: string): string {
  if (length <= 0n) return fail('other', 'random.seededString length must be positive');
  if (length > LONGEST) return fail('other', `random.seededString: ${length} characters are too many`);
  const hash = sha256(seed);
  const period = Array.from({ length: 8 }, (_, i) => ALPHABET[hash.readUInt32BE(4 * i) % ALPHABET.length]).join('');
  return period.repeat(Math.ceil(Number(length) / 8)).slice(0, Number(length));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();
