import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import type { Finding, Position } from '../../graph/finding';
import { positionIn, scalarAt } from '../../graph/position';
import { readText } from '../../graph/read';
import { isObject } from '../../schema/openapi';

/** A file of YAML, as Go's library reads it for Cloud Foundry: `ON` and `yes` are texts, and where a text is wanted `1.10` is one. */
export interface YamlText {
  readonly value: unknown;
  /** What keeps it from being read. */
  readonly findings: readonly Pick<Finding, 'message' | 'hint' | 'position'>[];
  readonly positionOf: (path: string) => Position | undefined;
  /** A scalar as it is written. */
  readonly sourceOf: (path: string) => string | undefined;
}

export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', merge: true, lineCounter: lines, logLevel: 'silent' });
  const positionOf = (path: string) => positionIn(document, path, lines);
  const sourceOf = (path: string) => scalarAt(document, path)?.source;
  const findings = problemsIn(text, document, lines);
  const value = findings.length > 0 ? undefined : withoutAnchors(document);
  return { value, findings, positionOf, sourceOf };
}

function problemsIn(text: string, document: Document, lines: LineCounter): YamlText['findings'] {
  const unknown: YamlText['findings'][number][] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      const { line, col } = lines.linePos(alias.range![0]);
      const hint = `Write &${alias.source} before a value above.`;
      unknown.push({ message: `There is no anchor '${alias.source}'.`, hint, position: { line, column: col } });
    },
  });
  if (unknown.length > 0) return unknown;
  const [first, second] = readText(text);
  if (first && second)
    return [{ message: 'The file holds several documents.', hint: 'Put all apps below one applications.' }];
  return (first?.findings ?? []).filter(({ severity }) => severity === 'error'); // it warns of YAML 1.1, which this is not
}

/** The fields that a manifest needs at its top; others may be there to hold an anchor, under any name. */
const OURS: ReadonlySet<string> = new Set(['version', 'applications']);

function withoutAnchors(document: Document): unknown {
  const value: unknown = document.toJS();
  if (!isObject(value)) return value;
  const isHolder = (key: string) => {
    let found = false;
    const note = (_: unknown, { anchor }: { readonly anchor?: string }) => {
      found ||= anchor !== undefined;
    };
    visit(document.get(key, true) as never, { Map: note, Seq: note, Scalar: note });
    return found;
  };
  return Object.fromEntries(Object.entries(value).filter(([key]) => OURS.has(key) || !isHolder(key)));
}
