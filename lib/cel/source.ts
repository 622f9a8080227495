import type { Issue } from './error';

/** A mistake at an offset in code points, before anyone asked for its line. */
export interface Mistake {
  readonly at: number;
  readonly message: string;
  /** Whether a token stands where the grammar wants another. */
  readonly isGrammar?: boolean;
}

/** The text of an expression: turns offsets of JavaScript into code points, and those into lines and columns. */
export class Source {
  private readonly wide: boolean;
  private lines?: readonly number[];

  constructor(readonly text: string) {
    this.wide = /[\ud800-\udbff]/.test(text);
  }

  /** The code points before the offset `index` of the string. */
  point(index: number): number {
    return this.wide ? Array.from(this.text.slice(0, index)).length : index;
  }

  issue({ at, message }: Mistake): Issue {
    this.lines ??= lineStarts(this.text);
    let line = this.lines.length;
    while (this.lines[line - 1] > at) line--;
    return { line, column: at - this.lines[line - 1], message };
  }
}

/** The offsets in code points where lines start. */
function lineStarts(text: string): number[] {
  const starts = [0];
  let at = 0;
  for (const point of text) {
    at++;
    if (point === '\n') starts.push(at);
  }
  return starts;
}
