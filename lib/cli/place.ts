import type { Excerpt, Finding, Position } from '../graph/finding';
import { around } from '../graph/show/finding';

/** The finding at its very place in the file, where its expression stands in a line as it is. */
export function exact(finding: Finding, lines: readonly string[]): Finding {
  const { position, expression } = finding;
  const place = position && expression && placeOf(expression, position, lines);
  return place ? { ...finding, position: place } : finding;
}

/**
 * Where the place in an expression is in the lines of a file, given where its YAML value begins: on that line, or, of a block, below
 * it. Undefined where escapes or folded lines have changed the text.
 */
function placeOf(expression: Excerpt, from: Position, lines: readonly string[]): Position | undefined {
  const wanted = expression.text.replace(/\n$/, '').split('\n');
  for (const start of [from.line - 1, from.line]) {
    const offset = start === from.line - 1 ? from.column - 1 : 0;
    const found = wanted.map((part, i) => lines[start + i]?.indexOf(part, i === 0 ? offset : 0) ?? -1);
    const at = found[expression.line - 1];
    if (at !== undefined && found.every(each => each >= 0))
      return { line: start + expression.line, column: at + around(expression)[0].length + 1 };
  }
  return undefined;
}
