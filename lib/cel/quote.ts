/** String and bytes literals: reading them, and writing them so that kro's scanner for `${…}` is not misled. */

const ESCAPE = /\\(?:([abfnrtv"'`\\?])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))/y;

const CHARACTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The offset after the literal whose text starts at `start`, or -1 where it is not closed or an escape is unknown. */
export function endOf(text: string, start: number, quote: string, raw: boolean): number {
  for (let i = start; i < text.length; ) {
    const c = text[i];
    if (c === quote[0] && text.startsWith(quote, i)) return i + quote.length;
    if (quote.length === 1 && (c === '\n' || c === '\r')) return -1;
    if (c !== '\\' || raw) {
      i++;
    } else {
      ESCAPE.lastIndex = i;
      if (!ESCAPE.test(text)) return -1;
      i = ESCAPE.lastIndex;
    }
  }
  return -1;
}

/** The string a literal's text stands for; undefined where it escapes what is no character. */
export function unquote(text: string, raw: boolean): string | undefined {
  const body = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (raw || !body.includes('\\')) return body;
  let out = '';
  for (const piece of pieces(body)) {
    const next = typeof piece === 'string' ? piece : character(piece.code);
    if (next === undefined) return undefined;
    out += next;
  }
  return out;
}

/** The bytes a literal's text stands for; undefined where it has a Unicode escape. */
export function unquoteBytes(text: string, raw: boolean): Uint8Array | undefined {
  const body = text.replace(/\r\n?/g, '\n');
  const encoder = new TextEncoder();
  if (raw) return encoder.encode(body);
  const out: number[] = [];
  for (const piece of pieces(body)) {
    if (typeof piece === 'string') for (const byte of encoder.encode(piece)) out.push(byte);
    else if (piece.unicode) return undefined;
    else out.push(piece.code);
  }
  return Uint8Array.from(out);
}

interface Escaped {
  readonly code: number;
  readonly unicode: boolean;
}

function* pieces(body: string): Generator<string | Escaped> {
  for (let i = 0; i < body.length; ) {
    const next = body.indexOf('\\', i);
    if (next !== i) yield body.slice(i, next < 0 ? undefined : next);
    if (next < 0) return;
    ESCAPE.lastIndex = next;
    const [all, simple, hex, short, long, octal] = ESCAPE.exec(body)!;
    if (simple) yield CHARACTERS[simple] ?? simple;
    else if (octal) yield { code: Number.parseInt(octal, 8), unicode: false };
    else yield { code: Number.parseInt((hex ?? short ?? long)!, 16), unicode: hex === undefined };
    i = next + all.length;
  }
}

function character(code: number): string | undefined {
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A string literal in double quotes, the only ones kro's scanner knows; inside them braces are safe. */
export function quote(value: string): string {
  return `"${value.replace(/[\\"\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, escapeOf)}"`;
}

function escapeOf(c: string): string {
  return ESCAPES[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A bytes literal: printable ASCII as it is, every other byte as `\xhh`. */
export function quoteBytes(value: Uint8Array): string {
  let out = '';
  for (const byte of value) {
    const c = String.fromCharCode(byte);
    out += byte < 0x20 || byte > 0x7e ? `\\x${byte.toString(16).padStart(2, '0')}` : (ESCAPES[c] ?? c);
  }
  return `b"${out}"`;
}
