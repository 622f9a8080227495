import { type Document, isScalar, LineCounter, parseAllDocuments, type Tags, visit, type YAMLError } from 'yaml';
import { isObject } from '../schema/openapi';
import { type Code, error, type Finding, type Position, warning } from './finding';
import { positionIn } from './position';

/** A document of a file: its value, what is wrong with its YAML, and where in the file its parts are. */
export interface Source {
  /** Undefined where the document cannot be read. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** Where the value at a path of the document stands, or its key, or the nearest part of it that is there. */
  readonly positionOf: (path: string, part?: 'key' | 'value') => Position | undefined;
}

/** Documents nested deeper than this are refused rather than followed. */
const MAX_DEPTH = 500;
const DEEP = `The document nests deeper than ${MAX_DEPTH} levels.`;
/** The API server takes no larger request, in bytes; reading one would take minutes. */
const MAX_SIZE = 3 * 1024 * 1024;
/** After so many syntax errors the rest is noise. */
const MAX_ERRORS = 3;
/** As often may a document refer to its anchors, all in all. */
const MAX_ALIASES = 1000;

/** Reads the documents of a YAML or JSON text, as kubectl and kro do: YAML 1.1. Nothing in a text makes it throw. */
export function readText(input: string | Uint8Array): Source[] {
  const text = typeof input === 'string' ? input : decode(input);
  if (text === undefined || text.includes('\0')) return [broken('This is no text: it holds bytes that are not UTF-8.')];
  const lines = new LineCounter();
  const { kept, dropped } = withoutHuge(text);
  const huge = dropped.map(line => broken('The document is larger than 3 MB, which no API server takes.', line));
  return [...parse(kept, lines), ...huge];
}

function parse(text: string, lines: LineCounter): Source[] {
  try {
    const documents = parseAllDocuments(text, {
      version: '1.1',
      merge: true,
      customTags,
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'silent',
      intAsBigInt: false,
    });
    return [...documents]
      .filter(document => document.contents !== null || document.errors.length > 0)
      .map(document => sourceOf(document as Document, text, lines));
  } catch (thrown) {
    return [broken(tooDeep(thrown) ?? `The YAML cannot be read: ${messageOf(thrown)}.`)];
  }
}

/** A document that is an object already; it has no positions. */
export function readObject(value: unknown): Source {
  const problem = shapeProblem(value);
  const findings = problem === undefined ? [] : [unreadable(problem)];
  return { value: problem === undefined ? value : undefined, findings, positionOf: () => undefined };
}

/** What is wrong is the key and not its value. */
const ABOUT_KEYS: ReadonlySet<Code> = new Set(['unknown-field', 'unknown-property', 'label-key']);

/** `findings` with their positions in the file, in the order of the file. */
export function locate(findings: readonly Finding[], { positionOf }: Source): Finding[] {
  const located = findings.map(finding => {
    // What counts in an expression is found again in `expression`.
    const part = ABOUT_KEYS.has(finding.code) ? 'key' : 'value';
    const inFile = finding.expression || !finding.position ? positionOf(finding.path, part) : undefined;
    const position = inFile ?? finding.position;
    return position ? { ...finding, position } : finding;
  });
  const rank = ({ position }: Finding) => (position ? position.line * 1e6 + position.column : 0);
  return located.sort((a, b) => rank(a) - rank(b));
}

/** The text with its huge documents blanked, so that positions stay, and the lines those begin at. */
function withoutHuge(text: string): { readonly kept: string; readonly dropped: readonly number[] } {
  if (text.length <= MAX_SIZE) return { kept: text, dropped: [] };
  const dropped: number[] = [];
  let line = 1;
  const parts = text.split(/^(?=---(?:\s|$))/m).map(part => {
    const blank = '\n'.repeat(part.split('\n').length - 1);
    if (part.length > MAX_SIZE) dropped.push(line);
    line += blank.length;
    return part.length > MAX_SIZE ? blank : part;
  });
  return { kept: parts.join(''), dropped };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Kubernetes reads neither times nor base 60: `10:30` and `2020-01-01` are texts. */
const customTags = (tags: Tags): Tags =>
  tags.filter(
    tag => typeof tag === 'string' || !(tag.tag.endsWith(':timestamp') || ('format' in tag && tag.format === 'TIME')),
  );

function sourceOf(document: Document, text: string, lines: LineCounter): Source {
  const duplicates = document.errors.filter(each => each.code === 'DUPLICATE_KEY').map(each => twice(each, lines));
  const others = syntaxFindings(document, text, lines);
  const findings = [...duplicates, ...others, ...booleanKeys(document, lines), ...strangeAnchors(document, lines)];
  const positionOf: Source['positionOf'] = (path, part) => positionIn(document, path, lines, part);
  const isUsable = others.length === 0;
  if (!isUsable) return { value: undefined, findings, positionOf };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const problem = shapeProblem(value);
    if (problem === undefined) return { value, findings, positionOf };
    return { value: undefined, findings: [...findings, unreadable(problem)], positionOf };
  } catch (thrown) {
    if (findings.some(({ code }) => code === 'unreadable')) return { value: undefined, findings, positionOf };
    const message = tooDeep(thrown) ?? aliasProblem(thrown);
    return { value: undefined, findings: [...findings, unreadable(message)], positionOf };
  }
}

/** Keys that YAML 1.1 takes for true or false. */
function booleanKeys(document: Document, lines: LineCounter): Finding[] {
  const found: Finding[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || typeof key.value !== 'boolean' || !key.range) return;
      const { line, col } = lines.linePos(key.range[0]);
      const message = `This key is ${key.value} to YAML 1.1, and no text.`;
      const told = warning({ code: 'boolean-key', path: '', message, hint: 'Put it in quotes.' });
      found.push({ ...told, position: { line, column: col } });
    },
  });
  return found;
}

/** Names of anchors nobody set: more often a text that begins with a star. */
function strangeAnchors(document: Document, lines: LineCounter): Finding[] {
  const found: Finding[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (!alias.range || alias.source === '' || alias.resolve(document)) return;
      const message = `There is no anchor &${alias.source} before this.`;
      const hint = 'Put a text that begins with * in quotes.';
      found.push(error({ code: 'unreadable', path: '', message, hint }, positionAt(alias.range[0], lines)));
    },
  });
  return found.slice(0, MAX_ERRORS);
}

function positionAt(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function twice({ pos }: YAMLError, lines: LineCounter): Finding {
  const message = 'The object has this key twice.';
  return error({ code: 'duplicate-key', path: '', message, hint: 'Remove one.' }, positionAt(pos[0], lines));
}

/** The first syntax error of each line: others in it follow from that. */
function syntaxFindings({ errors }: Document, text: string, lines: LineCounter): Finding[] {
  const byLine = new Map<number, Finding>();
  for (const each of errors) {
    if (each.code === 'DUPLICATE_KEY' || byLine.size === MAX_ERRORS) continue;
    const position = positionAt(each.pos[0], lines);
    if (!byLine.has(position.line)) byLine.set(position.line, syntaxFinding(each, position, text, lines));
  }
  return [...byLine.values()];
}

function syntaxFinding({ code, message }: YAMLError, position: Position, text: string, lines: LineCounter): Finding {
  if (/call stack/.test(message)) return error({ code: 'unreadable', path: '', message: DEEP }, position);
  const [start, end] = [lines.lineStarts[position.line - 1], lines.lineStarts[position.line]];
  const hint = syntaxHint(code, text.slice(start, end));
  return error(
    { code: 'yaml-syntax', path: '', message: `The YAML cannot be read: ${message}.`, ...(hint && { hint }) },
    position,
  );
}

function syntaxHint(code: YAMLError['code'], line: string): string | undefined {
  if (code === 'TAB_AS_INDENT') return 'Indent with blanks.';
  if (code === 'BAD_ALIAS' && line.includes('*')) return 'Put the star in quotes: "*".';
  if (line.includes('{{')) return 'This looks like a template of Helm: give it to helm template first.';
  if (!line.includes('${')) return undefined;
  return "Put the text that holds ${…} in single quotes, and write '' for one in it; or write it below, after |-.";
}

const unreadable = (message: string): Finding => error({ code: 'unreadable', path: '', message });

const broken = (message: string, line = 1): Source => ({
  value: undefined,
  findings: [error({ code: 'unreadable', path: '', message }, { line, column: 1 })],
  positionOf: () => undefined,
});

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const tooDeep = (thrown: unknown): string | undefined => (thrown instanceof RangeError ? DEEP : undefined);

const aliasProblem = (thrown: unknown): string =>
  thrown instanceof ReferenceError
    ? 'The anchors of the document multiply beyond bounds, or one stands for itself.'
    : `The YAML cannot be read: ${messageOf(thrown)}.`;

/** A circle, or a depth that nobody writes by hand. Without recursion, for that may be what is wrong. */
function shapeProblem(root: unknown): string | undefined {
  const stack: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    // A circle is endless depth.
    if (top.depth > MAX_DEPTH)
      return `The document nests deeper than ${MAX_DEPTH} levels, or an anchor stands for itself.`;
    const children = Array.isArray(top.value) ? top.value : isObject(top.value) ? Object.values(top.value) : [];
    for (const value of children) if (typeof value === 'object') stack.push({ value, depth: top.depth + 1 });
  }
  return undefined;
}
