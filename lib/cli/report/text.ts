import type { Finding } from '../../graph/finding';
import type { CheckedFile } from '../checked';
import { around } from '../place';
import { frame } from './frame';
import { withoutFrames } from './kro';
import type { Paint } from './paint';
import { summaryOf } from './summary';
import { visible } from './width';
import { wrap } from './wrap';

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
  const { code, severity, path, message, hint, kro, position } = finding;
  const place = position ? `${file.file}:${position.line}:${position.column}` : file.file;
  const colour = severity === 'error' ? paint.red : paint.yellow;
  return [
    `${paint.bold(visible(place))} - ${colour(severity)} ${code}`,
    ...(path === '' ? [] : [paint.dim(`  at ${visible(path)}`)]),
    ...wrap(message, '  '),
    ...frameOf(finding, file, colour),
    ...(hint ? wrap(hint, '  hint: ') : []),
    ...(kro ? wrap(withoutFrames(kro), '  kro: ').map(paint.dim) : []),
  ];
}

/** The line of the file; where the expression reads otherwise there, the line of the expression. */
function frameOf({ position, expression }: Finding, { lines }: CheckedFile, paint: (text: string) => string): string[] {
  const line = lines[(position?.line ?? 0) - 1];
  if (!position || line === undefined) return [];
  const [before, after] = expression ? around(expression) : ['', ''];
  const isThere = line.slice(0, position.column - 1).endsWith(before) && line.startsWith(after, position.column - 1);
  return isThere
    ? frame({ ...position, text: line }, `${String(position.line).padStart(6)} | `, paint)
    : frame({ text: before + after, column: before.length + 1 }, '       : ', paint);
}
