import { createHash } from 'node:crypto';
import * as is from '../is';
import { encodeUtf8 } from '../text';
import { type Library, on } from './library';

const digest = (algorithm: string) => [
  on(is.string)(text => Uint8Array.from(createHash(algorithm).update(text).digest())),
];

/** kro's hash functions, of the UTF-8 of a string. */
export const hash: Library = {
  'hash.fnv64a': [on(is.string)(fnv64a)],
  'hash.md5': digest('md5'),
  'hash.sha256': digest('sha256'),
};

function fnv64a(text: string): Uint8Array {
  let sum = 0xcbf2_9ce4_8422_2325n;
  for (const byte of encodeUtf8(text)) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100_0000_01b3n);
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, sum);
  return bytes;
}
