import { CODES, type Page, pageOf } from '../graph/rules/pages';
import { visible, widthOf } from '../graph/show/width';
import { WIDTH, wrap } from '../graph/show/wrap';
import { didYouMean } from '../schema/nearest';
import type { ExitCode, Io } from './io';
import { type Paint, paintFor } from './report/paint';
import { UsageError } from './usage';

/**
 * Prints what a finding means, with an example kro rejects and one it accepts; without a code, a line for each there is.
 *
 * @throws UsageError where there is no such code
 */
export function explainCommand(code: string | undefined, io: Io): ExitCode {
  const paint = paintFor(io.stdout);
  io.stdout.write(code === undefined ? printList(paint) : printPage(find(code), paint));
  return 0;
}

function find(code: string): Page {
  const page = pageOf(code);
  if (page) return page;
  const hint = didYouMean(code, CODES);
  const codes = wrap(CODES.join(' '), '  ').join('\n');
  throw new UsageError(`There is no finding ${visible(code)}.${hint ? ` ${hint}` : ''} There are:\n${codes}`);
}

function printPage({ code, severity, says, rejected, accepted, kro }: Page, paint: Paint): string {
  const lines = [
    `${paint.bold(code)} (${colourOf(severity, paint)(severity)})`,
    '',
    ...wrap(says),
    '',
    paint.bold(severity === 'error' ? 'Rejected' : 'Suspicious'),
    '',
    ...indented(rejected),
    '',
    paint.bold('Accepted'),
    '',
    ...indented(accepted),
    ...(kro ? ['', paint.bold('What kro says'), '', ...wrap(kro, '  ')] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const indented = (yaml: string): string[] =>
  yaml
    .trimEnd()
    .split('\n')
    .map(line => `  ${line}`.trimEnd());

function printList(paint: Paint): string {
  const pages = CODES.flatMap(code => pageOf(code) ?? []);
  const width = Math.max(...CODES.map(code => code.length));
  const lines = pages.map(({ code, severity, says }) => {
    const [first] = says.split(/(?<=\.) /);
    const room = WIDTH - width - '  warning  '.length;
    return `${code.padEnd(width)}  ${colourOf(severity, paint)(severity.padEnd(7))}  ${shortened(first, room)}`;
  });
  return `${lines.join('\n')}\n`;
}

const colourOf = (severity: Page['severity'], paint: Paint) => (severity === 'error' ? paint.red : paint.yellow);

/** As many words as fit. */
function shortened(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  const words = text.split(' ');
  while (words.length > 1 && words.join(' ').length > room - 1) words.pop();
  return `${words.join(' ')}…`;
}
