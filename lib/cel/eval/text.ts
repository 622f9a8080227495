/** Text as CEL counts it: in code points. */

const SURROGATE = /[\ud800-\udfff]/;

export const points = (text: string): string[] => (SURROGATE.test(text) ? [...text] : text.split(''));

export const length = (text: string): number => (SURROGATE.test(text) ? [...text].length : text.length);

/** The order of the code points, which is not that of the code units. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1;
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((point, i) => point !== right[i]);
  if (at < 0) return -1;
  if (at >= right.length) return 1;
  return left[at]!.codePointAt(0)! < right[at]!.codePointAt(0)! ? -1 : 1;
}

/** Invalid UTF-8 makes it throw a TypeError. */
export const decodeUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
