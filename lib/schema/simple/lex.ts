import { quote } from '../go';

/** The markers kro knows; names are case-sensitive. */
export const MARKERS = [
  'required',
  'default',
  'description',
  'minimum',
  'maximum',
  'validation',
  'immutable',
  'enum',
  'minLength',
  'maxLength',
  'pattern',
  'uniqueItems',
  'minItems',
  'maxItems',
  'listType',
  'listMapKey',
] as const;
export type MarkerName = (typeof MARKERS)[number];

/** A marker and its value, unquoted. */
export interface Marker {
  readonly name: MarkerName;
  readonly value: string;
}

export interface LexError {
  readonly code: 'marker-syntax' | 'unknown-marker' | 'marker-panic';
  readonly kro: string;
  /** The word the error is about. */
  readonly word?: string;
}

/** The markers read, and why kro reads no further. */
export interface Lexed {
  readonly markers: readonly Marker[];
  readonly error?: LexError;
}

const isMarker = (word: string): word is MarkerName => (MARKERS as readonly string[]).includes(word);
// What Go takes for white space: unlike JavaScript it includes U+0085 and leaves out U+FEFF.
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/**
 * Reads markers with kro's own state machine, oddities included: a blank before a key is dropped rather than ending a word, so
 * `required default=1` is the unknown marker `requireddefault`, and a blank at the end is a key without a value.
 */
export function lex(text: string): Lexed {
  const markers: Marker[] = [];
  let buffer = '';
  let current: MarkerName | undefined;
  let quoted = false;
  let escaped = false;
  let depth = 0;
  const fail = (error: LexError): Lexed => ({ markers, error });

  for (const char of text) {
    if (char === '=' && current === undefined && !quoted && depth === 0) {
      const key = buffer.trim();
      if (key === '') return fail({ code: 'marker-syntax', kro: 'empty marker key' });
      if (!isMarker(key)) return fail(unknown(key));
      current = key;
      buffer = '';
    } else if (char === '"' && !escaped) {
      quoted = !quoted;
      buffer += char;
    } else if (char === '\\' && quoted && !escaped) {
      escaped = true;
      buffer += char;
    } else if ((char === '{' || char === '[') && !quoted) {
      depth++;
      buffer += char;
    } else if ((char === '}' || char === ']') && !quoted) {
      depth--;
      buffer += char;
      if (depth < 0) return fail({ code: 'marker-syntax', kro: 'unmatched closing bracket/brace', word: char });
    } else if (SPACE.test(char) && !quoted && depth === 0) {
      if (current === undefined) continue;
      if (buffer === '"') return fail(PANIC);
      markers.push({ name: current, value: unquote(buffer) });
      current = undefined;
      buffer = '';
    } else {
      if (quoted) escaped = false;
      buffer += char;
    }
  }
  if (current === undefined) {
    return fail({ code: 'marker-syntax', kro: `marker key '${buffer}' without a value`, word: buffer });
  }
  if (buffer === '"') return fail(PANIC);
  markers.push({ name: current, value: unquote(buffer) });
  if (quoted) return fail({ code: 'marker-syntax', kro: 'unclosed quote' });
  return depth > 0 ? fail({ code: 'marker-syntax', kro: 'unclosed bracket/brace' }) : { markers };
}

/** kro cuts both quotes off a value, and finds only one. */
const PANIC: LexError = { code: 'marker-panic', kro: 'PANIC: runtime error: slice bounds out of range [1:0]' };

const unknown = (key: string): LexError => ({
  code: 'unknown-marker',
  kro: `invalid marker key ${quote(key)}: unknown marker: ${key}`,
  word: key,
});

/** Cuts the quotes off; of escapes only `\"` and `\\` lose their backslash. */
function unquote(value: string): string {
  if (!value.startsWith('"') || !value.endsWith('"')) return value.trim();
  return value.slice(1, -1).replace(/\\([\s\S]?)/g, (all, char) => {
    if (char === '') return '';
    return char === '"' || char === '\\' ? char : all;
  });
}
