import { fail } from '../failure';
import * as is from '../is';
import { type Library, on } from './library';

/** cel-go's encoders extension. */
export const encoders: Library = {
  'base64.encode': [on(is.bytes)(bytes => Buffer.from(bytes).toString('base64'))],
  'base64.decode': [on(is.string)(decodeBase64)],
};

/** Padding may be missing; line breaks may be anywhere. */
export function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/[\r\n]/g, '');
  const body = digits.replace(/={1,2}$/, '');
  const padded = body.length !== digits.length;
  const fits = padded ? digits.length % 4 === 0 : body.length % 4 !== 1;
  if (!fits || !/^[A-Za-z0-9+/]*$/.test(body)) return fail('parse-or-conversion', 'illegal base64 data');
  return Uint8Array.from(Buffer.from(body, 'base64'));
}
