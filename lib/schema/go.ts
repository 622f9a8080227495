/**
 * How Go reads and writes scalars (package strconv), which decides what kro takes for a number and how it quotes.
 * https://pkg.go.dev/strconv
 */

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** What Go made of a text, or the text of its error. */
export type Parsed<T> = { readonly value: T } | { readonly error: string };

const failed = (fn: string, text: string, why = 'invalid syntax'): { readonly error: string } => ({
  error: `strconv.${fn}: parsing ${quote(text)}: ${why}`,
});

export function parseBool(text: string): Parsed<boolean> {
  if (TRUE.has(text)) return { value: true };
  return FALSE.has(text) ? { value: false } : failed('ParseBool', text);
}

const INT64 = 2n ** 63n;

/** A decimal integer of 64 bits. */
export function parseInt64(text: string): Parsed<bigint> {
  if (!/^[+-]?[0-9]+$/.test(text)) return failed('ParseInt', text);
  const value = BigInt(text.replace(/^\+/, ''));
  return value < -INT64 || value >= INT64 ? failed('ParseInt', text, 'value out of range') : { value };
}

const DECIMAL =
  /^[+-]?(?:[0-9]+(?:_[0-9]+)*(?:\.(?:[0-9]+(?:_[0-9]+)*)?)?|\.[0-9]+(?:_[0-9]+)*)(?:e[+-]?[0-9]+(?:_[0-9]+)*)?$/i;
const HEX = /^([+-]?)0x_?([0-9a-f_]*)(?:\.([0-9a-f_]*))?p([+-]?[0-9]+(?:_[0-9]+)*)$/i;
const SPECIAL = /^(?:[+-]?inf(?:inity)?|nan)$/i;

/** A double as Go's literals write it, `inf` and `nan` included. */
export function parseFloat64(text: string): Parsed<number> {
  if (SPECIAL.test(text))
    return { value: /nan/i.test(text) ? Number.NaN : text.startsWith('-') ? -Infinity : Infinity };
  const hex = HEX.exec(text);
  if (!hex && !DECIMAL.test(text)) return failed('ParseFloat', text);
  const value = hex ? fromHex(hex) : Number(text.replaceAll('_', ''));
  if (Number.isNaN(value)) return failed('ParseFloat', text);
  return Number.isFinite(value) ? { value } : failed('ParseFloat', text, 'value out of range');
}

function fromHex([, sign, whole, fraction = '', exponent]: RegExpExecArray): number {
  const digits = (whole + fraction).replaceAll('_', '');
  if (digits === '') return Number.NaN;
  const scale = Number(exponent.replaceAll('_', '')) - 4 * fraction.replaceAll('_', '').length;
  return (sign === '-' ? -1 : 1) * Number(BigInt(`0x${digits}`)) * 2 ** scale;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** `text` as a Go string literal (`%q`), which is a CEL string literal too. */
export function quote(text: string): string {
  let out = '"';
  for (const char of text) out += SHORT[char] ?? (PRINTABLE.test(char) ? char : escaped(char));
  return `${out}"`;
}

function escaped(char: string): string {
  const code = char.codePointAt(0)!;
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd'; // half a surrogate pair, which UTF-8 cannot hold
  const hex = (digits: number) => code.toString(16).padStart(digits, '0');
  if (code < 0x20 || code === 0x7f) return `\\x${hex(2)}`;
  return code > 0xffff ? `\\U${hex(8)}` : `\\u${hex(4)}`;
}

/** A double with all its digits and no exponent (`FormatFloat(f, 'f', -1, 64)`). */
export function formatFloat(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign, first, rest = '', exponent] = match;
  const point = 1 + Number(exponent);
  const digits = first + rest;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

/** The name of the Go type a value of JSON becomes, as `%T` prints it. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return isInt64(value) ? 'int64' : 'float64';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

/** Whether a number of a document arrives in Go as an integer: `1.0` and `1e3` do, `1.5` and `1e19` do not. */
export const isInt64 = (value: number | bigint): boolean =>
  typeof value === 'bigint'
    ? value >= -INT64 && value < INT64
    : Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
