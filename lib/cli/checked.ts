import type { Options } from '../graph/analyze';
import { error, type Finding, type Position } from '../graph/finding';
import { type Judged, judge } from '../graph/judge';
import { locate, readText, type Source } from '../graph/read';
import { isObject } from '../schema/openapi';
import type { InputFile } from './files';
import { exact } from './place';
import type { Progress } from './progress';

/** A file whose documents were judged. */
export interface CheckedFile {
  readonly file: string;
  readonly documents: readonly CheckedDocument[];
  /** Its lines, if something is to be shown of them. */
  readonly lines: readonly string[];
}

export interface CheckedDocument {
  /** Which document of the file it is, from zero. */
  readonly index: number;
  readonly kind?: string;
  readonly name?: string;
  /** `unread` is what is no YAML. */
  readonly is: Judged['is'] | 'unread';
  readonly accepted: boolean;
  /** With their positions in the file, in its order. */
  readonly findings: readonly Finding[];
  /** Of a graph: the order kro creates resources in. */
  readonly order: readonly string[];
}

/** Judges the documents of all files together. */
export function checkFiles(files: readonly InputFile[], options: Options, progress: Progress): CheckedFile[] {
  const read = files.map((file, i) => {
    progress.show(`reading ${i + 1} of ${files.length} files`);
    return { ...file, documents: documentsOf(file) };
  });
  const readable = read.flatMap(({ documents }) => documents).filter(({ value }) => value !== undefined);
  progress.show(`checking ${readable.length} documents`);
  const judged = judge(
    readable.map(({ value }) => value),
    options,
  );
  const verdicts = new Map(readable.map((document, i) => [document, judged[i]]));
  return read.map(({ name, content, documents }) => {
    const told = documents.map(document => [document, findingsOf(document, verdicts.get(document))] as const);
    const lines = told.some(([, findings]) => findings.length > 0) ? linesOf(content) : [];
    const checked = told.map(([document, findings], index) =>
      checkedOf(
        document,
        index,
        findings.map(each => exact(each, lines)),
        verdicts.get(document),
      ),
    );
    return { file: name, documents: checked, lines };
  });
}

/** A document of a file, or an item of a List among them. */
interface Document {
  readonly value: unknown;
  /** Where in the document of the file it stands. */
  readonly path: string;
  /** What is wrong with the YAML, located. */
  readonly findings: readonly Finding[];
  readonly source: Source;
}

function documentsOf({ content }: InputFile): Document[] {
  if (content instanceof Error) return [unreadable(`The file cannot be read: ${content.message}.`)];
  return readText(content).flatMap(source => {
    const { value, findings } = source;
    const whole = { value, path: '', findings: locate(findings, source), source };
    if (!isList(value)) return [whole];
    return value.items.map((item, i) => ({
      ...whole,
      value: item,
      path: `items[${i}]`,
      findings: i > 0 ? [] : whole.findings,
    }));
  });
}

function unreadable(message: string): Document {
  const source: Source = { value: undefined, findings: [], positionOf: () => undefined };
  const position: Position = { line: 1, column: 1 };
  return { value: undefined, path: '', findings: [error({ code: 'unreadable', path: '', message }, position)], source };
}

/** What `kubectl get -o yaml` prints. */
const isList = (value: unknown): value is { readonly items: readonly unknown[] } =>
  isObject(value) &&
  value.kind === 'List' &&
  value.apiVersion === 'v1' &&
  Array.isArray(value.items) &&
  value.items.length > 0;

function findingsOf({ findings, path, source }: Document, judged: Judged | undefined): readonly Finding[] {
  const below = (finding: Finding): Finding => ({
    ...finding,
    path: `${path}${between(path, finding.path)}${finding.path}`,
  });
  return [...findings, ...locate((judged?.findings ?? []).map(below), source)];
}

const between = (path: string, rest: string): string => (path === '' || rest === '' || rest.startsWith('[') ? '' : '.');

function checkedOf(
  { value }: Document,
  index: number,
  findings: readonly Finding[],
  judged: Judged | undefined,
): CheckedDocument {
  const { kind, metadata } = isObject(value) ? value : {};
  const name = isObject(metadata) ? metadata.name : undefined;
  return {
    index,
    ...(typeof kind === 'string' && { kind }),
    ...(typeof name === 'string' && { name }),
    is: judged?.is ?? 'unread',
    accepted: judged?.accepted === true && findings.every(({ severity }) => severity !== 'error'),
    findings,
    order: judged?.report?.order ?? [],
  };
}

function linesOf(content: Uint8Array | Error): string[] {
  return content instanceof Error ? [] : new TextDecoder().decode(content).split('\n');
}
