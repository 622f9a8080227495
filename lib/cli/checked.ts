import type { Options } from '../graph/analyze';
import type { Finding } from '../graph/finding';
import { type Judged, judge } from '../graph/judge';
import { isObject } from '../schema/openapi';
import { type Document, documentsOf } from './documents';
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
  /** At their places in the file, in its order. */
  readonly findings: readonly Finding[];
  /** Of a graph: the order kro creates resources in. */
  readonly order: readonly string[];
}

/** Judges the documents of all files together. */
export function checkFiles(files: readonly InputFile[], options: Options, progress: Progress): CheckedFile[] {
  const read = files.map((file, i) => {
    progress.show(`reading file ${i + 1} of ${files.length}`);
    return { file, documents: documentsOf(file) };
  });
  const readable = read.flatMap(({ documents }) => documents).filter(({ value }) => value !== undefined);
  progress.show(`checking ${readable.length} documents`);
  const values = readable.map(({ value }) => value);
  const verdicts = new Map(judge(values, options).map((judged, i) => [readable[i], judged]));
  return read.map(({ file, documents }) => checkedFile(file, documents, verdicts));
}

type Verdicts = ReadonlyMap<Document, Judged>;

function checkedFile(file: InputFile, documents: readonly Document[], verdicts: Verdicts): CheckedFile {
  const checked = documents.map((document, index) => checkedDocument(document, index, verdicts.get(document)));
  if (checked.every(({ findings }) => findings.length === 0)) return { file: file.name, documents: checked, lines: [] };
  const lines = linesOf(file);
  const placed = checked.map(each => ({ ...each, findings: each.findings.map(finding => exact(finding, lines)) }));
  return { file: file.name, documents: placed, lines };
}

function checkedDocument(document: Document, index: number, judged?: Judged): CheckedDocument {
  const { kind, metadata } = isObject(document.value) ? document.value : {};
  const name = isObject(metadata) ? metadata.name : undefined;
  const findings = [...document.findings, ...document.locate(judged?.findings ?? [])];
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

function linesOf(file: InputFile): string[] {
  if ('problem' in file) return [];
  const text = new TextDecoder().decode(file.bytes);
  return /[\0\ufffd]/.test(text) ? [] : text.split('\n'); // bytes are nothing to show
}
