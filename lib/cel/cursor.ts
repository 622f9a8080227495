import { Lexer, type Token, type TokenKind } from './lex';
import type { Mistake, Source } from './source';

/** A walk over the tokens of an expression, one token ahead, and the mistakes met on the way. */
export class Cursor {
  readonly mistakes: Mistake[] = [];
  /** The next token. */
  protected token: Token = { kind: 'end', start: 0, end: 0 };
  /** How many tokens were read. */
  protected length = 0;
  private readonly lexer: Lexer;

  /** `torn` says that the text ends where a mistake was: whatever is still to come is taken for there. */
  constructor(
    protected readonly source: Source,
    private readonly torn = false,
  ) {
    this.lexer = new Lexer(source);
  }

  /** Takes the next token; the first call only reads it. */
  protected advance(): Token {
    const taken = this.token;
    this.token = this.lexer.next();
    this.length++;
    return taken;
  }

  protected take(kind: TokenKind): Token {
    if (this.token.kind === kind) return this.advance();
    if (this.isTorn()) return this.token;
    throw this.unexpected();
  }

  protected isTorn(): boolean {
    return this.torn && this.token.kind === 'end';
  }

  /** Takes the token if it is next. */
  protected skip(kind: TokenKind): Token | undefined {
    return this.token.kind === kind ? this.advance() : undefined;
  }

  protected at(token: Token): number {
    return this.source.point(token.start);
  }

  private text(token: Token): string {
    return token.kind === 'end' ? '<EOF>' : this.source.text.slice(token.start, token.end);
  }

  protected unexpected(): Mistake {
    const message = `Syntax error: mismatched input '${this.text(this.token)}'`;
    return { at: this.at(this.token), message, isGrammar: true };
  }

  protected note(token: Token, message: string): void {
    this.mistakes.push({ at: this.at(token), message });
  }
}
