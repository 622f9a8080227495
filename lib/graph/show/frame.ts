import { type Cell, cellsOf, columnsOf } from './width';
import { WIDTH } from './wrap';

/** A place in a line. Columns count UTF-16 units from one. */
export interface Mark {
  readonly text: string;
  readonly column: number;
  /** Behind the last one. @default one character */
  readonly endColumn?: number;
}

/** No line is looked at further than so many characters from its mark. */
const REACH = 300;
const ELLIPSIS: Cell = { text: '…', width: 1, index: -1, length: 0 };

/** The line, cut around the mark where it is too long, and the carets below it; each behind `gutter`. */
export function frame(mark: Mark, gutter: string, paint: (carets: string) => string): string[] {
  const { cells, at, end } = cut(mark, WIDTH - gutter.length);
  const before = cells.slice(0, at);
  const marked = cells.slice(at, end);
  const blanks = ' '.repeat(columnsOf(before));
  const carets = '^'.repeat(Math.max(1, columnsOf(marked)));
  const line = cells.map(({ text }) => text).join('');
  return [`${gutter}${line}`.trimEnd(), `${gutter.replace(/[^|:]/g, ' ')}${blanks}${paint(carets)}`];
}

interface Cut {
  readonly cells: readonly Cell[];
  /** The cells that are marked. */
  readonly at: number;
  readonly end: number;
}

function cut({ text, column, endColumn = column + 1 }: Mark, width: number): Cut {
  const whole = text.trimEnd();
  const from = Math.max(0, column - 1 - REACH);
  const near = whole.slice(from, column - 1 + REACH);
  const cells = cellsOf(near);
  const at = cellAt(cells, column - 1 - from);
  const end = Math.max(at + 1, cellAt(cells, endColumn - 1 - from));
  const fits = whole === near && columnsOf(cells) <= width;
  const isNear = from === 0 && columnsOf(cells.slice(0, at)) < (width * 2) / 3;
  const start = fits || isNear ? 0 : at - fitting(cells.slice(0, at).reverse(), Math.floor(width / 2));
  const head = start + from > 0 ? [ELLIPSIS] : [];
  const rest = cells.slice(start);
  const isWhole = columnsOf(rest) <= width - head.length && from + near.length >= whole.length;
  const shown = isWhole ? rest : [...rest.slice(0, fitting(rest, width - head.length - 1)), ELLIPSIS];
  const shift = head.length - start;
  return { cells: [...head, ...shown], at: at + shift, end: Math.min(end + shift, head.length + shown.length) };
}

/** The cell which the character at `unit` is part of. */
function cellAt(cells: readonly Cell[], unit: number): number {
  const after = cells.findIndex(({ index }) => index > unit);
  if (after >= 0) return after - 1;
  const last = cells[cells.length - 1];
  return last && unit < last.index + last.length ? cells.length - 1 : cells.length;
}

/** How many of the cells fit in `width` columns. */
function fitting(cells: readonly Cell[], width: number): number {
  let room = width;
  for (const [i, cell] of cells.entries()) {
    room -= cell.width;
    if (room < 0) return i;
  }
  return cells.length;
}
