/** Doubles in the notations of Go, which CEL's text functions show. */

/** `%g`: the shortest digits that give the number back, with an exponent below 1e-4 and from 1e6 on. */
export function shortest(value: number): string {
  if (!Number.isFinite(value)) return special(value);
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const text = value.toExponential();
  const exponent = Number(text.slice(text.indexOf('e') + 1));
  return exponent < -4 || exponent >= 6 ? goExponent(text) : fixed(value);
}

/** `%.{digits}g` */
export function general(value: number, digits: number): string {
  if (!Number.isFinite(value)) return special(value);
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string];
  if (Number(exponent) < -4 || Number(exponent) >= digits) return goExponent(`${trimZeros(mantissa)}e${exponent}`);
  return trimZeros(value.toFixed(Math.max(0, digits - 1 - Number(exponent))));
}

/** All the digits and no exponent: `%f` with as many decimals as it takes. */
export function fixed(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [mantissa, exponent] = text.split('e') as [string, string];
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string?];
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
  return sign + whole + fraction.padEnd(shift, '0');
}

/** `1e-7` as `1e-07`: an exponent of two digits at least. */
export const goExponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');

const special = (value: number) => (Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf');

const trimZeros = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** `%.{digits}f`: of two numbers as near, the one with an even last digit, as the value is held exactly. */
export function fixedTo(value: number, digits: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa, exponent] = parts(Math.abs(value));
  const scaled = mantissa * 10n ** BigInt(digits);
  const rounded = exponent >= 0 ? scaled << BigInt(exponent) : halfEven(scaled, BigInt(-exponent));
  const text = String(rounded).padStart(digits + 1, '0');
  return sign + (digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
}

/** `%.{digits}e`, of two numbers as near the one with an even last digit. */
export function exponential(value: number, digits: number): string {
  const size = Math.abs(value);
  const [exact, exponent] = size.toExponential(100).split('e') as [string, string];
  const end = digits === 0 ? 1 : digits + 2;
  const kept = exact.slice(0, end);
  const isTie = /^\.?50*$/.test(exact.slice(end));
  const text = isTie && /[02468]$/.test(kept) ? `${kept}e${exponent}` : size.toExponential(Math.min(digits, 100));
  return (value < 0 || Object.is(value, -0) ? '-' : '') + goExponent(text);
}

/** Whole numbers of which value = mantissa × 2^exponent. */
function parts(value: number): [mantissa: bigint, exponent: number] {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const biased = bits.getUint16(0) >> 4;
  const fraction = bits.getBigUint64(0) & 0xf_ffff_ffff_ffffn;
  return biased === 0 ? [fraction, -1074] : [fraction | 0x10_0000_0000_0000n, biased - 1075];
}

/** value / 2^bits */
function halfEven(value: bigint, bits: bigint): bigint {
  const whole = value >> bits;
  const twiceRest = (value - (whole << bits)) * 2n;
  const one = 1n << bits;
  return twiceRest > one || (twiceRest === one && whole % 2n === 1n) ? whole + 1n : whole;
}
