import type { Finding } from '../../graph/finding';
import { around, colourOf, frameOf, showFinding } from '../../graph/show/finding';
import { frame } from '../../graph/show/frame';
import type { CheckedFile } from '../checked';
import type { Paint } from './paint';
import { summaryOf } from './summary';

/** The findings of a run for people, and what they come to. */
export function printText(files: readonly CheckedFile[], paint: Paint): string {
  const findings = files.flatMap(file =>
    file.documents.flatMap(document =>
      document.findings.map(each => `${printFinding(each, file, paint).join('\n')}\n\n`),
    ),
  );
  return `${findings.join('')}${summaryOf(files)}\n`;
}

function printFinding(finding: Finding, file: CheckedFile, paint: Paint): string[] {
  const { path, position } = finding;
  const place = position ? `${file.file}:${position.line}:${position.column}` : file.file;
  return showFinding(finding, { place, at: path, frame: lineOf(finding, file, colourOf(finding, paint)) }, paint);
}

/** The line of the file; where the expression reads otherwise there, the line of the expression. */
function lineOf({ position, expression }: Finding, { lines }: CheckedFile, paint: (text: string) => string): string[] {
  const line = lines[(position?.line ?? 0) - 1];
  if (!position || line === undefined) return [];
  const [before, after] = expression ? around(expression) : ['', ''];
  const isThere = line.slice(0, position.column - 1).endsWith(before) && line.startsWith(after, position.column - 1);
  if (expression && !isThere) return frameOf(expression, paint);
  return frame({ ...position, text: line }, `${String(position.line).padStart(6)} | `, paint);
}
