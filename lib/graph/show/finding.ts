import type { Excerpt, Finding } from '../finding';
import { frame } from './frame';
import { withoutFrames } from './kro';
import { visible } from './width';
import { wrap } from './wrap';

/** How the parts of a text are to look. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow', (text: string) => string>>;

/** As it is, for what is no terminal. */
export const PLAIN: Paint = { bold: String, dim: String, red: String, yellow: String };

/** What goes with a finding, and only those who looked for it know. */
export interface Context {
  /** A file, or a line of one: `shop.yaml:13:26`. */
  readonly place: string;
  /** Where that is in what: `spec.schema.status.ready`. */
  readonly at: string;
  /** The line it is about, with carets below it. */
  readonly frame: readonly string[];
}

/** A finding in lines for people: place, rule, sentence, the line it is about, what to write instead, and what kro would say. */
export function showFinding(finding: Finding, { place, at, frame }: Context, paint: Paint): string[] {
  const { code, severity, message, hint, kro } = finding;
  return [
    `${paint.bold(visible(place))} - ${colourOf(finding, paint)(severity)} ${code}`,
    ...(at === '' ? [] : [paint.dim(`  at ${visible(at)}`)]),
    ...wrap(message, '  '),
    ...frame,
    ...(hint ? wrap(hint, '  hint: ') : []),
    ...(kro ? wrap(withoutFrames(kro), '  kro: ').map(paint.dim) : []),
  ];
}

export const colourOf = ({ severity }: Finding, paint: Paint) => (severity === 'error' ? paint.red : paint.yellow);

/** The line of an expression, with a caret below the place in it. */
export function frameOf(expression: Excerpt, colour: (text: string) => string): string[] {
  const [before, after] = around(expression);
  return frame({ text: before + after, column: before.length + 1 }, '       : ', colour);
}

/** The line of an expression, parted at the place in it. Columns of an expression count code points. */
export function around({ text, line, column }: Excerpt): readonly [string, string] {
  const points = Array.from(text.split('\n')[line - 1] ?? '');
  return [points.slice(0, column - 1).join(''), points.slice(column - 1).join('')];
}
