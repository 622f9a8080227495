const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const INVISIBLE = /^[\p{Mn}\p{Me}\u200b-\u200d]*$/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader sees as one character. */
export interface Cell {
  /** What is shown for it, in so many columns. */
  readonly text: string;
  readonly width: number;
  /** Where it begins in the text, and how long it is there, in UTF-16 units. */
  readonly index: number;
  readonly length: number;
}

export const cellsOf = (text: string): Cell[] =>
  [...graphemes.segment(text)].map(({ segment, index }) => {
    const shown = visible(segment);
    return { text: shown, width: charWidth(shown), index, length: segment.length };
  });

/** The columns a text takes on a terminal. */
export const widthOf = (text: string): number => (/^[\x20-\x7e]*$/.test(text) ? text.length : columnsOf(cellsOf(text)));

export const columnsOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);

function charWidth(char: string): number {
  if (/^[\x20-\x7e]+$/.test(char)) return char.length;
  return INVISIBLE.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
}

/** Text without what a terminal obeys: tabs as blanks, control characters as pictures, marks that turn the direction as �. */
export const visible = (text: string): string =>
  text
    .replaceAll('\t', '    ')
    .replace(/[\x00-\x1f]/g, control => String.fromCodePoint(0x2400 + control.charCodeAt(0)))
    .replaceAll('\x7f', '\u2421')
    .replace(/[\x80-\x9f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
