import { endOf, unquote, unquoteBytes } from './quote';
import type { Mistake, Source } from './source';

const QUOTED_NAME = /`([A-Za-z0-9_.\-/ ]+)`/y;
const NUMBER =
  /(0x[0-9a-fA-F]+|[0-9]+)[uU]|0x[0-9a-fA-F]+|([0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)|[0-9]+/y;
const OPENING = /([bB]?)([rR]?)("""|'''|"|')/y;

export type Sign =
  | ('==' | '!=' | '<=' | '>=' | '&&' | '||' | '<' | '>' | '[' | ']' | '{' | '}' | '(' | ')')
  | ('.' | ',' | '-' | '!' | '?' | ':' | '+' | '*' | '/' | '%');

/** The words that are tokens of their own and never names. */
export type Word = 'true' | 'false' | 'null' | 'in';

export type TokenKind = 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'name' | 'quoted' | 'end' | Word | Sign;

export interface Token {
  readonly kind: TokenKind;
  /** Offset in the string. */
  readonly start: number;
  readonly end: number;
  /** The name, the digits without suffix, or what a literal stands for (undefined: an escape which is no character). */
  readonly value?: string | Uint8Array;
}

const SIGNS: ReadonlySet<string> = new Set<Sign>([
  ...(['==', '!=', '<=', '>=', '&&', '||', '<', '>', '[', ']', '{', '}', '(', ')'] as const),
  ...([',', '-', '!', '?', ':', '+', '*', '/', '%'] as const),
]);

/** What a string may have before its quotes. */
const PREFIX: ReadonlySet<string> = new Set('bBrR');

const WORDS: ReadonlySet<string> = new Set<Word>(['true', 'false', 'null', 'in']);

/** The tokens of an expression, one at a time: a mistake further on must not hide one of the grammar before it. */
export class Lexer {
  private at = 0;

  constructor(private readonly source: Source) {}

  /** The next token, or `end`, again and again; throws a `Mistake` where no token starts. */
  next(): Token {
    const { text } = this.source;
    const start = this.skipSpace(text, this.at);
    if (start >= text.length) return { kind: 'end', start, end: start };
    const token = this.token(text, start);
    if (!token) throw this.unrecognized(start);
    this.at = token.end;
    return token;
  }

  private token(text: string, start: number): Token | undefined {
    const c = text.charCodeAt(start);
    if (startsName(c)) return (PREFIX.has(text[start]) ? this.quotedText(start) : undefined) ?? name(text, start);
    if (isDigit(c)) return this.number(start);
    switch (text[start]) {
      case '"':
      case "'":
        return this.quotedText(start);
      case '`':
        return this.quotedName(start);
      case '.':
        return this.number(start) ?? { kind: '.', start, end: start + 1 };
      default:
        return sign(text, start);
    }
  }

  private skipSpace(text: string, from: number): number {
    let at = from;
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === 0x20 || (c >= 0x9 && c <= 0xd && c !== 0xb)) at++;
      else if (c === 0x2f && text.charCodeAt(at + 1) === 0x2f) at = endOfLine(text, at);
      else return at;
    }
  }

  private match(pattern: RegExp, start: number): RegExpExecArray | null {
    pattern.lastIndex = start;
    return pattern.exec(this.source.text);
  }

  private quotedText(start: number): Token | undefined {
    const opening = this.match(OPENING, start);
    if (!opening) return undefined;
    const [prefix, bytes, raw, mark] = opening;
    return (
      this.literal(start, prefix.length, mark, bytes !== '', raw !== '') ??
      // An unclosed """ is an empty string and then an unclosed ".
      this.literal(start, prefix.length - mark.length + 1, mark[0], bytes !== '', raw !== '')
    );
  }

  private literal(start: number, skip: number, mark: string, bytes: boolean, raw: boolean): Token | undefined {
    const { text } = this.source;
    const end = endOf(text, start + skip, mark, raw);
    if (end < 0) return undefined;
    const body = text.slice(start + skip, end - mark.length);
    if (bytes) return { kind: 'bytes', start, end, value: unquoteBytes(body, raw) };
    return { kind: 'string', start, end, value: unquote(body, raw) };
  }

  private quotedName(start: number): Token | undefined {
    const found = this.match(QUOTED_NAME, start);
    return found ? { kind: 'quoted', start, end: start + found[0].length, value: found[1] } : undefined;
  }

  private number(start: number): Token | undefined {
    const found = this.match(NUMBER, start);
    if (!found) return undefined;
    const [value, unsigned, double] = found;
    const end = start + value.length;
    if (unsigned) return { kind: 'uint', start, end, value: unsigned };
    return { kind: double ? 'double' : 'int', start, end, value };
  }

  private unrecognized(start: number): Mistake {
    const { text } = this.source;
    const piece = String.fromCodePoint(text.codePointAt(start)!);
    return { at: this.source.point(start), message: `Syntax error: token recognition error at: '${piece}'` };
  }
}

function name(text: string, start: number): Token {
  let end = start + 1;
  for (let c = text.charCodeAt(end); startsName(c) || isDigit(c); c = text.charCodeAt(end)) end++;
  const value = text.slice(start, end);
  return { kind: WORDS.has(value) ? (value as Word) : 'name', start, end, value };
}

function sign(text: string, start: number): Token | undefined {
  for (const length of [2, 1]) {
    const piece = text.slice(start, start + length);
    if (SIGNS.has(piece)) return { kind: piece as Sign, start, end: start + piece.length };
  }
  return undefined;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const isDigit = (c: number) => c >= 0x30 && c <= 0x39;
const startsName = (c: number) => (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f;
