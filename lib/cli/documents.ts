import { error, type Finding } from '../graph/finding';
import { locate, readText, type Source } from '../graph/read';
import { isObject } from '../schema/openapi';
import type { InputFile } from './files';

/** A document of a file, or an item where the document is a List. */
export interface Document {
  /** Undefined where it cannot be read. */
  readonly value: unknown;
  /** What is wrong with its YAML, at its place in the file. */
  readonly findings: readonly Finding[];
  /** Findings about the value with their paths and places in the file, in its order. */
  locate(findings: readonly Finding[]): readonly Finding[];
}

/** The documents of a file without those that hold nothing. */
export function documentsOf(file: InputFile): Document[] {
  if ('problem' in file) return [unreadable(`The file cannot be read: ${file.problem}.`)];
  return readText(file.bytes).flatMap(source => {
    const { value } = source;
    if (value === null) return []; // nothing but comments
    const findings = locate(source.findings, source);
    if (!isList(value)) return [{ value, findings, locate: found => locate(found, source) }];
    return value.items.map((item, i) => itemOf(item, `items[${i}]`, i === 0 ? findings : [], source));
  });
}

function unreadable(message: string): Document {
  const finding = error({ code: 'unreadable', path: '', message }, { line: 1, column: 1 });
  return { value: undefined, findings: [finding], locate: found => found };
}

/** What `kubectl get -o yaml` prints. */
const isList = (value: unknown): value is { readonly items: readonly unknown[] } =>
  isObject(value) && value.kind === 'List' && value.apiVersion === 'v1' && Array.isArray(value.items);

function itemOf(value: unknown, root: string, findings: readonly Finding[], source: Source): Document {
  const below = (path: string) => `${root}${path === '' || path.startsWith('[') ? '' : '.'}${path}`;
  const moved = (found: readonly Finding[]) => found.map(each => ({ ...each, path: below(each.path) }));
  return { value, findings, locate: found => locate(moved(found), source) };
}
