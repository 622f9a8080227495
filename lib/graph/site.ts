import type { Issue } from '../cel/error';
import { type Mistake, Source } from '../cel/source';
import { quote } from '../schema/go';
import { type Code, error, type Finding, type Position } from './finding';
import type { Expression } from './literals';
import { expressionsOf, type Rewritten, sourceOf } from './text';

/** An expression where it stands. */
export interface Site {
  /** In the document. */
  readonly path: string;
  /** As kro names it: the CEL of a standalone expression, the whole text of an interpolation. */
  readonly text: string;
  readonly cel: Rewritten;
}

export const siteOf = (expression: Expression, root: string): Site => ({
  ...expression,
  path: `${root}.${expression.path}`,
});

/** What a finding about an expression says. */
export interface Told {
  readonly code: Code;
  readonly message: string;
  readonly kro?: string;
  readonly hint?: string;
}

/** A finding at an offset, in code points, of the CEL. */
export function findingAt(site: Site, at: number, told: Told): Finding {
  const position = positionAt(site, at);
  return { ...error({ ...told, path: site.path }, position), expression: { text: site.text, ...position } };
}

/** A finding about the expression as a whole. */
export const findingOf = (site: Site, told: Told): Finding => findingAt(site, 0, told);

/** Where in the text its author wrote an offset of the CEL is. */
function positionAt({ text, cel }: Site, at: number): Position {
  const unit = utf16(cel.text, at);
  const { line, column } = new Source(text).issue({
    at: points(text, text === cel.text ? unit : sourceOf(cel, unit)),
    message: '',
  });
  return { line, column: column + 1 };
}

const utf16 = (text: string, at: number): number => (isWide(text) ? Array.from(text).slice(0, at).join('').length : at);
const points = (text: string, unit: number): number => (isWide(text) ? Array.from(text.slice(0, unit)).length : unit);
const isWide = (text: string): boolean => /[\ud800-\udbff]/.test(text);

/** The offset of an issue in the CEL, in code points. */
export function offsetOf({ line, column }: Issue, text: string): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, each) => sum + Array.from(each).length + 1, 0) + column;
}

/** Issues as cel-go prints them: each with its line and a caret below. */
export function print(issues: readonly Issue[], text: string): string {
  if (text === '') return issues.map(({ message }) => `ERROR: <input>:1:0: ${message}`).join('\n');
  const lines = text.split('\n');
  const one = ({ line, column, message }: Issue) =>
    `ERROR: <input>:${line}:${column + 1}: ${message}${frame(lines[line - 1] ?? '', column)}`;
  return issues.map(one).join('\n');
}

/** A line and a caret below the column, both drawn wide where the line has more than ASCII. */
function frame(line: string, column: number): string {
  const points = Array.from(line.replaceAll('\t', ' '));
  const isWide = (point = '') => point > '\x7f';
  const dots = points.slice(0, column).map(point => (isWide(point) ? '．' : '.'));
  return `\n | ${points.join('')}\n | ${dots.join('')}${isWide(points[column]) ? '＾' : '^'}`;
}

/** Mistakes as cel-go prints them. */
export function printMistakes(mistakes: readonly Mistake[], text: string): string {
  const source = new Source(text);
  return print(
    mistakes.map(each => source.issue(each)),
    text,
  );
}

/** The expressions of a text, each alone. */
export const partsOf = (site: Site): Site[] =>
  expressionsOf(site.cel).map(({ cel, source, length }) => ({
    ...site,
    cel: { text: site.cel.text.slice(cel, cel + length), parts: [{ cel: 0, source, length }] },
  }));

/** What kro says to a text that it cannot read. */
export const parseError = (issues: readonly Issue[], { cel }: Site): string =>
  `parse error: ${print(issues, cel.text)}`;

/** One finding per syntax error. */
export function syntaxFindings(site: Site, issues: readonly Issue[], kro: string): Finding[] {
  const { text } = site.cel;
  const hint = syntaxHint(text);
  return issues.map(issue => {
    const message = `This is no CEL: ${issue.message.replace(/^Syntax error: /, '')}.`;
    return findingAt(site, offsetOf(issue, text), { code: 'syntax', message, kro, ...(hint && { hint }) });
  });
}

function syntaxHint(cel: string): string | undefined {
  if (/^[#!]?[A-Z_][A-Z0-9_]*\W/.test(cel)) return literally(cel);
  return cel.includes("'")
    ? 'Put strings that hold { } or " in double quotes: kro looks for ${…} and knows no others.'
    : undefined;
}

/** How to write what a shell is to read, and not kro. */
export const literally = (text: string): string =>
  `For the text \${${text}} itself, write \${${quote(`\${${text}}`)}}.`;

export const named = (site: Site): string => quote(site.text);
