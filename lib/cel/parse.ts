import type { Call, Entry, List, Literal, MapLiteral, Node } from './ast';
import { Cursor } from './cursor';
import { CelError, type Issue } from './error';
import type { Token, TokenKind } from './lex';
import { type Mistake, Source } from './source';
import { deeperThan, placeOf } from './walk';

/** cel-go's bound on nesting: of the grammar's recursive rules, and of the tree. */
const LIMIT = 250;

const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

const RELATIONS: Partial<Record<TokenKind, string>> = {
  '<': '_<_',
  '<=': '_<=_',
  '>': '_>_',
  '>=': '_>=_',
  '==': '_==_',
  '!=': '_!=_',
  in: '@in',
};

/** What a literal, a list, a map or a parenthesis starts with. */
const PRIMARY: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['int', 'uint', 'double', 'string', 'bytes', 'true', 'false', 'null', '-', '(', '[', '{'] as const),
]);

/** Operator and precedence of what the grammar calls `calc`. */
const CALCULATIONS: Partial<Record<TokenKind, readonly [fn: string, precedence: number]>> = {
  '*': ['_*_', 2],
  '/': ['_/_', 2],
  '%': ['_%_', 2],
  '+': ['_+_', 1],
  '-': ['_-_', 1],
};

/** The tree of an expression, its macros unexpanded; throws a CelError with every mistake found. */
export function parse(text: string): Node {
  const result = tryParse(text);
  if ('errors' in result) throw new CelError(result.errors);
  return result.node;
}

/** Every mistake found, and the tree of what stands before the one that ends the reading. */
export interface Unparsed {
  readonly errors: readonly Issue[];
  readonly before?: Node;
}

/** The tree of an expression, its macros unexpanded, or every mistake found. */
export function tryParse(text: string): { readonly node: Node } | Unparsed {
  const source = new Source(text);
  const parser = new Parser(source);
  const { mistakes } = parser;
  const [node, mistake] = attempt(() => parser.whole());
  if (mistake) mistakes.push(mistake);
  if (node && !mistakes.length) return { node };
  const errors = mistakes.sort((a, b) => a.at - b.at).map(each => source.issue(each));
  const before = node ?? (mistake!.isGrammar ? torn(source, mistake!.at) : undefined);
  return { errors, ...(before && { before }) };
}

function attempt(read: () => Node): [node?: Node, mistake?: Mistake] {
  try {
    return [read()];
  } catch (mistake) {
    if (mistake instanceof Error) throw mistake; // ours are no errors, so this is a bug
    return [undefined, mistake as Mistake];
  }
}

/** The tree of the text before a mistake, as if what is missing were there. */
function torn(source: Source, at: number): Node | undefined {
  const text = Array.from(source.text).slice(0, at).join('');
  return attempt(() => new Parser(new Source(text), true).whole())[0];
}

/**
 * Recursive descent over https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax. A mistake of the grammar
 * is thrown; what the grammar allows and the language does not is collected, as it cannot mislead what follows.
 */
class Parser extends Cursor {
  private readonly open = { expr: 0, relation: 0, calc: 0 };

  whole(): Node {
    this.advance();
    const node = this.expr();
    if (this.token.kind !== 'end') throw this.unexpected();
    // A tree of fewer tokens cannot be as deep as that.
    if (this.length > LIMIT && deeperThan(node, LIMIT)) {
      throw { at: placeOf(node), message: 'max recursion depth exceeded' };
    }
    return node;
  }

  private within(rule: 'expr' | 'relation' | 'calc', parse: () => Node): Node {
    if (++this.open[rule] > LIMIT) {
      throw { at: this.at(this.token), message: `expression recursion limit exceeded: ${LIMIT}` };
    }
    const node = parse();
    this.open[rule]--;
    return node;
  }

  private expr(): Node {
    return this.within('expr', () => {
      const condition = this.or();
      const mark = this.skip('?');
      if (!mark) return condition;
      const yes = this.or();
      this.take(':');
      return this.call(mark, '_?_:_', [condition, yes, this.expr()]);
    });
  }

  private or(): Node {
    return this.logical('||', '_||_', () => this.logical('&&', '_&&_', () => this.relation()));
  }

  /** A chain of the operator as a balanced tree, so that its length costs no depth. */
  private logical(sign: '||' | '&&', fn: string, operand: () => Node): Node {
    const terms = [operand()];
    const signs: Token[] = [];
    for (let mark = this.skip(sign); mark; mark = this.skip(sign)) {
      signs.push(mark);
      terms.push(operand());
    }
    return signs.length ? this.balanced(fn, terms, signs, 0, signs.length) : terms[0];
  }

  private balanced(fn: string, terms: readonly Node[], signs: readonly Token[], from: number, to: number): Node {
    if (from === to) return terms[from];
    const middle = (from + to) >> 1;
    const left = this.balanced(fn, terms, signs, from, middle);
    return this.call(signs[middle], fn, [left, this.balanced(fn, terms, signs, middle + 1, to)]);
  }

  private relation(): Node {
    return this.within('relation', () => {
      let left = this.calc(1);
      for (let fn = RELATIONS[this.token.kind]; fn; fn = RELATIONS[this.token.kind]) {
        const mark = this.advance();
        // cel-go counts the right operand as a relation within this one.
        const right = this.within('relation', () => this.calc(1));
        left = this.call(mark, fn, [left, right]);
      }
      return left;
    });
  }

  private calc(precedence: number): Node {
    return this.within('calc', () => {
      let left = this.unary();
      for (;;) {
        const operator = CALCULATIONS[this.token.kind];
        if (!operator || operator[1] < precedence) return left;
        left = this.call(this.advance(), operator[0], [left, this.calc(operator[1] + 1)]);
      }
    });
  }

  private unary(): Node {
    const first = this.token;
    if (first.kind !== '!' && first.kind !== '-') return this.member();
    this.advance();
    if (first.kind === '-' && (this.token.kind === 'int' || this.token.kind === 'double')) {
      return this.members(this.number(first, this.advance()));
    }
    let odd = true;
    while (this.skip(first.kind)) odd = !odd;
    const operand = this.member();
    return odd ? this.call(first, first.kind === '!' ? '!_' : '-_', [operand]) : operand;
  }

  private member(): Node {
    const { token } = this;
    if (token.kind === '.') {
      this.advance();
      return this.members(this.named(token));
    }
    return this.members(token.kind === 'name' ? this.named(undefined) : this.primary());
  }

  private members(operand: Node): Node {
    for (let node = operand; ; ) {
      const mark = this.token;
      if (mark.kind === '.') node = this.selection(node);
      else if (mark.kind === '[') node = this.index(node);
      else return node;
    }
  }

  private selection(operand: Node): Node {
    const dot = this.take('.');
    const at = this.at(dot);
    const optional = this.skip('?');
    if (this.isTorn()) return operand;
    const field = this.fieldName();
    const name = field.value as string;
    if (!optional && field.kind === 'name' && this.token.kind === '(') {
      const open = this.advance();
      return { kind: 'call', fn: name, target: operand, args: this.args(), at: this.at(open) };
    }
    if (optional) return { kind: 'select', operand, field: name, optional: true, at };
    if (field.kind === 'quoted') this.note(field, "unsupported syntax: '`'");
    return { kind: 'select', operand, field: name, at };
  }

  private fieldName(): Token {
    if (this.token.kind !== 'name' && this.token.kind !== 'quoted') throw this.unexpected();
    return this.advance();
  }

  private index(operand: Node): Node {
    const bracket = this.take('[');
    const optional = this.skip('?');
    const index = this.expr();
    this.take(']');
    return this.call(bracket, optional ? '_[?_]' : '_[_]', [operand, index]);
  }

  /** A name, a call, or the literal of a message: `a`, `a(b)`, `a.b.c{d: e}`. */
  private named(dot: Token | undefined): Node {
    const first = this.take('name');
    const reserve = () => this.reserve(first, dot ?? first);
    let path = (dot ? '.' : '') + first.value;
    let node: Node = { kind: 'ident', name: path, at: this.at(first) };
    if (this.token.kind === '(') {
      reserve();
      const open = this.advance();
      return { kind: 'call', fn: path, args: this.args(), at: this.at(open) };
    }
    while (this.token.kind === '.' && (node.kind === 'ident' || (node.kind === 'select' && !node.optional))) {
      node = this.selection(node);
      if (node.kind === 'select') path += `.${node.field}`;
    }
    const plain = node.kind === 'ident' || (node.kind === 'select' && !node.optional);
    if (plain && this.token.kind === '{') return this.struct(path);
    reserve();
    return node;
  }

  private reserve(name: Token, at: Token): void {
    if (RESERVED.has(name.value as string)) this.note(at, `reserved identifier: ${name.value}`);
  }

  private args(): Node[] {
    const args: Node[] = [];
    if (this.token.kind !== ')') {
      do args.push(this.expr());
      while (this.skip(','));
    }
    this.take(')');
    return args;
  }

  private primary(): Node {
    const { token } = this;
    if (this.isTorn()) return { kind: 'ident', name: '', at: this.at(token) };
    if (!PRIMARY.has(token.kind)) throw this.unexpected();
    this.advance();
    const at = this.at(token);
    switch (token.kind) {
      case 'int':
      case 'double':
        return this.number(undefined, token);
      case 'uint':
        return this.integer('uint', token.value as string, at);
      case 'string':
        return { kind: 'literal', type: 'string', value: this.unquoted(token, ''), at };
      case 'bytes':
        return { kind: 'literal', type: 'bytes', value: this.unquoted(token, new Uint8Array()), at };
      case 'true':
      case 'false':
        return { kind: 'literal', type: 'bool', value: token.kind === 'true', at };
      case 'null':
        return { kind: 'literal', type: 'null', value: null, at };
      case '-': {
        const digits = this.token.kind === 'int' ? this.take('int') : this.take('double');
        return this.number(token, digits);
      }
      case '(': {
        const node = this.expr();
        this.take(')');
        return node;
      }
      case '[':
        return this.list(at);
      default: // of PRIMARY only the brace is left
        return this.map(at);
    }
  }

  private number(minus: Token | undefined, token: Token): Literal {
    const at = this.at(minus ?? token);
    const digits = token.value as string;
    if (token.kind === 'int') return this.integer('int', digits, at, minus !== undefined);
    const value = Number(digits);
    if (!Number.isFinite(value)) this.mistakes.push({ at, message: 'invalid double literal' });
    return { kind: 'literal', type: 'double', value: minus ? -value : value, at };
  }

  private integer(type: 'int' | 'uint', digits: string, at: number, negative = false): Literal {
    const value = negative ? -BigInt(digits) : BigInt(digits);
    const fits = type === 'int' ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
    if (fits !== value) this.mistakes.push({ at, message: `invalid ${type} literal` });
    return { kind: 'literal', type, value, at };
  }

  private unquoted<T extends string | Uint8Array>(token: Token, otherwise: T): T {
    if (token.value === undefined) this.note(token, 'invalid unicode code point');
    return (token.value as T | undefined) ?? otherwise;
  }

  /** `item, item, …` up to `close`; one comma more is fine, also after nothing. */
  private items(close: TokenKind, item: (optional: boolean) => void): void {
    if (!this.skip(',')) {
      while (this.token.kind !== close && !this.isTorn()) {
        item(this.skip('?') !== undefined);
        if (!this.skip(',')) break;
      }
    }
    this.take(close);
  }

  private list(at: number): List {
    const elements: Node[] = [];
    const marked: number[] = [];
    this.items(']', optional => {
      if (optional) marked.push(elements.length);
      elements.push(this.expr());
    });
    return { kind: 'list', elements, ...(marked.length && { optional: marked }), at };
  }

  private map(at: number): MapLiteral {
    const entries: Entry[] = [];
    this.items('}', optional => entries.push(this.entry(this.expr(), optional)));
    return { kind: 'map', entries, at };
  }

  private struct(type: string): Node {
    const at = this.at(this.take('{'));
    const entries: Entry<string>[] = [];
    this.items('}', optional => {
      const field = this.fieldName();
      if (field.kind === 'quoted') this.note(field, "unsupported syntax: '`'");
      entries.push(this.entry(field.value as string, optional));
    });
    return { kind: 'struct', type, entries, at };
  }

  private entry<K>(key: K, optional: boolean): Entry<K> {
    const at = this.at(this.take(':'));
    return { key, value: this.expr(), ...(optional && { optional }), at };
  }

  private call(mark: Token, fn: string, args: Node[]): Call {
    return { kind: 'call', fn, args, at: this.at(mark) };
  }
}
