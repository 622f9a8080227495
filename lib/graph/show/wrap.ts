import { visible, widthOf } from './width';

export const WIDTH = 80;

/** A text in lines that fit; the first begins with `first`, the others with as many blanks. */
export function wrap(text: string, first = ''): string[] {
  const indent = ' '.repeat(widthOf(first));
  const lines = text.split('\n').flatMap(line => wrapLine(visible(line.trimEnd()), WIDTH - indent.length));
  return lines.map((line, i) => `${i === 0 ? first : indent}${line}`.trimEnd());
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').map(each => shortened(each, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** A word that is longer than a line, without its middle. */
function shortened(word: string, width: number): string {
  if (widthOf(word) <= width) return word;
  const half = Math.floor(width / 4); // of characters that may be two columns wide
  const points = Array.from(word);
  return `${points.slice(0, half).join('')}…${points.slice(-half).join('')}`;
}
