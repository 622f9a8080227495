/**
 * Whether a regular expression is one of RE2 as Go reads it (https://github.com/google/re2/wiki/Syntax), and what is wrong
 * with it in Go's words. Nothing is matched here.
 */
export function checkRe2(pattern: string): string | undefined {
  try {
    new Reader(pattern).alternation(0);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

const MAX_REPEAT = 1000;
const MAX_DEPTH = 1000;
const POSIX = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'
    .split(' ')
    .flatMap(n => [n, `^${n}`]),
);
const UNIT = /^[dswDSW]$/;

/** Reads a pattern and returns, for each part, how often it may be repeated in all: RE2 stops at a thousand. */
class Reader {
  private readonly chars: readonly string[];
  private readonly names = new Set<string>();
  private at = 0;

  constructor(pattern: string) {
    this.chars = [...pattern];
  }

  /** Everything up to the closing parenthesis or the end. */
  alternation(depth: number): number {
    if (depth > MAX_DEPTH) throw new SyntaxError('expression nests too deeply');
    let most = 1;
    let last: number | undefined;
    let repeated = false;
    for (;;) {
      const char = this.peek();
      if (char === undefined || char === ')') break;
      if (char === '|') {
        this.at++;
        [last, repeated] = [undefined, false];
        continue;
      }
      const bounds = this.repetition();
      if (bounds) {
        if (last === undefined) throw new SyntaxError(`missing argument to repetition operator: \`${bounds.text}\``);
        if (repeated) throw new SyntaxError(`invalid nested repetition operator: \`${bounds.text}\``);
        last *= bounds.most;
        if (last > MAX_REPEAT) throw new SyntaxError(`invalid repeat count: \`${bounds.text}\``);
        repeated = true;
      } else {
        const found = this.atom(depth);
        if (found !== undefined) last = found;
        repeated = false;
      }
      most = Math.max(most, last ?? 1);
    }
    if (depth === 0 && this.peek() !== undefined) throw new SyntaxError(`unexpected ): \`${this.chars.join('')}\``);
    return most;
  }

  private peek(ahead = 0): string | undefined {
    return this.chars[this.at + ahead];
  }

  private rest(): string {
    return this.chars.slice(this.at).join('');
  }

  private repetition(): { readonly text: string; readonly most: number } | undefined {
    const char = this.peek();
    if (char === '*' || char === '+' || char === '?') {
      this.at++;
      return { text: char + this.lazy(), most: 1 };
    }
    if (char !== '{') return undefined;
    const match = /^\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}/.exec(this.rest());
    if (!match) return undefined;
    this.at += match[0].length;
    const least = Number(match[1]);
    const most = match[3] === undefined ? (match[2] ? -1 : least) : Number(match[3]);
    if (least > MAX_REPEAT || most > MAX_REPEAT || (most >= 0 && least > most)) {
      throw new SyntaxError(`invalid repeat count: \`${match[0]}\``);
    }
    return { text: match[0] + this.lazy(), most: bound(least, most) };
  }

  private lazy(): string {
    if (this.peek() !== '?') return '';
    this.at++;
    return '?';
  }

  /** One thing that may be repeated; nothing where it only sets flags. */
  private atom(depth: number): number | undefined {
    const char = this.peek()!;
    if (char === '(') return this.group(depth);
    this.at++;
    if (char === '[') this.set();
    else if (char === '\\') this.escape();
    return 1;
  }

  private group(depth: number): number | undefined {
    const rest = this.rest();
    const named = /^\(\?P?<(?![=!])/.exec(rest);
    if (named) this.name(rest);
    else if (rest.startsWith('(?')) {
      const flags = /^\(\?[imsU]*(?:-[imsU]+)?([:)])/.exec(rest);
      if (!flags) throw new SyntaxError(`invalid or unsupported Perl syntax: \`${rest.slice(0, 3)}\``);
      this.at += flags[0].length;
      if (flags[1] === ')') return undefined;
    } else this.at++;
    const most = this.alternation(depth + 1);
    if (this.peek() !== ')') throw new SyntaxError(`missing closing ): \`${this.chars.join('')}\``);
    this.at++;
    return most;
  }

  private name(rest: string): void {
    const match = /^\(\?P?<([A-Za-z0-9_]+)>/.exec(rest);
    if (!match) throw new SyntaxError(`invalid named capture: \`${rest}\``);
    if (this.names.has(match[1])) throw new SyntaxError(`duplicate capture group name: \`${match[1]}\``);
    this.names.add(match[1]);
    this.at += match[0].length;
  }

  /** After `[`. */
  private set(): void {
    const from = this.at - 1;
    if (this.peek() === '^') this.at++;
    for (let first = true; first || this.peek() !== ']'; first = false) {
      if (this.posix() || this.unit()) continue;
      const low = this.member(from);
      if (this.peek() !== '-' || this.peek(1) === ']' || this.peek(1) === undefined) continue;
      this.at++;
      if (this.member(from) < low)
        throw new SyntaxError(`invalid character class range: \`${this.chars.slice(from, this.at).join('')}\``);
    }
    this.at++;
  }

  private posix(): boolean {
    const match = /^\[:([\s\S]*?):\]/.exec(this.peek() === '[' ? this.rest() : '');
    if (!match) return false;
    if (!POSIX.has(match[1])) throw new SyntaxError(`invalid character class range: \`${match[0]}\``);
    this.at += match[0].length;
    return true;
  }

  /** `\d` or `\pL` inside a set. */
  private unit(): boolean {
    if (this.peek() !== '\\') return false;
    const next = this.peek(1) ?? '';
    if (next !== 'p' && next !== 'P' && !UNIT.test(next)) return false;
    this.at++;
    this.escape();
    return true;
  }

  /** One character of a set. */
  private member(from: number): number {
    const char = this.peek();
    if (char === undefined) throw new SyntaxError(`missing closing ]: \`${this.chars.slice(from).join('')}\``);
    this.at++;
    return char === '\\' ? this.character() : char.codePointAt(0)!;
  }

  /** After a backslash outside a set, or before a unit inside one. */
  private escape(): void {
    const char = this.peek();
    if (char === 'p' || char === 'P') this.property();
    else if (char === 'Q') this.literal();
    else if (char !== undefined && /[AbBzdswDSW]/.test(char)) this.at++;
    else this.character();
  }

  private literal(): void {
    const end = this.rest().indexOf('\\E');
    this.at = end < 0 ? this.chars.length : this.at + [...this.rest().slice(0, end)].length + 2;
  }

  private property(): void {
    const match = /^[pP](?:\{\^?([^}]*)\}|(?!\{)([\s\S]))/u.exec(this.rest());
    const name = match?.[1] ?? match?.[2];
    if (match === null || name === undefined || !isProperty(name)) {
      throw new SyntaxError(`invalid character class range: \`\\${match?.[0] ?? this.rest()}\``);
    }
    this.at += [...match[0]].length;
  }

  /** The character an escape stands for. */
  private character(): number {
    const rest = this.rest();
    if (rest === '') throw new SyntaxError('trailing backslash at end of expression: ``');
    const match =
      /^(?:x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))|(0[0-7]{0,2}|[1-7][0-7]{1,2})|([afnrtv])|([^\p{L}\p{N}\u{80}-\u{10ffff}]))/u.exec(
        rest,
      );
    const code = match && codeOf(match);
    if (!match || code === null || code > 0x10ffff)
      throw new SyntaxError(`invalid escape sequence: \`\\${this.peek()}\``);
    this.at += match[0].length;
    return code;
  }
}

/** What a repetition adds to the count of what it repeats; `{0}` frees it from the limit. */
const bound = (least: number, most: number): number => (most < 0 ? Math.max(least, 1) : most);

function codeOf(match: RegExpExecArray): number | null {
  const [, braced, hex, octal, letter, sign] = match;
  if (braced ?? hex) return Number.parseInt(braced ?? hex, 16);
  if (octal) return Number.parseInt(octal, 8);
  if (letter) return '\x07\f\n\r\t\v'.charCodeAt('afnrtv'.indexOf(letter));
  return sign ? sign.codePointAt(0)! : null;
}

/** Whether Unicode has a category or a script of that name; Go ignores case, blanks, hyphens and underscores. */
function isProperty(name: string): boolean {
  if (/^(?:any|ascii|assigned|lc|cn)$/i.test(name)) return true;
  const words = name.split(/[ _-]+/).filter(word => word !== '');
  const title = words.map(word => word[0].toUpperCase() + word.slice(1).toLowerCase()).join('_');
  return [name, title].some(each => exists(each) || exists(`Script=${each}`));
}

function exists(property: string): boolean {
  if (!/^(?:Script=)?[A-Za-z_]+$/.test(property)) return false;
  try {
    new RegExp(`\\p{${property}}`, 'u');
    return property.startsWith('Script=') || isCategory(property);
  } catch {
    return false;
  }
}

/** JavaScript knows more properties than Go (`Alphabetic`, `Emoji`): only general categories count. */
function isCategory(name: string): boolean {
  try {
    new RegExp(`\\p{General_Category=${name}}`, 'u');
    return true;
  } catch {
    return false;
  }
}
