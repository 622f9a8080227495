import { visible, widthOf } from './width';

export const WIDTH = 80;

/** A text in lines that fit; the first begins with `first`, the others with as many blanks. */
export function wrap(text: string, first = ''): string[] {
  const indent = ' '.repeat(widthOf(first));
  const lines = text.split('\n').flatMap(line => wrapLine(visible(line.trimEnd()), WIDTH - indent.length));
  return lines.map((line, i) => `${i === 0 ? first : indent}${line}`.trimEnd());
}

/** A word that is longer than a line has one of its own. */
function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
