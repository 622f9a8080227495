import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { Input } from '../schema/import/document';
import { generate, type Imported } from '../schema/import/generate';
import { printProblem } from '../schema/import/problem';
import { readAll, STDIN } from './files';
import type { Io } from './io';

export interface ImportCommandOptions {
  /** Folder the imports go to. @default 'imports' */
  readonly output?: string;
  /** Files and folders with CRDs whose types replace those of the same kinds. @default none */
  readonly typesFrom?: readonly string[];
  /** Module that generated modules import `Kind` from. @default 'cdk8s-kro' */
  readonly kindModule?: string;
}

class Unreadable extends Error {}

const IMPORTABLE = /\.(ya?ml|json)$/;

/** Imports the CRDs in `sources` (files, folders, or `-`), and yields the exit code: 1 if a document cannot be imported, 2 if a file cannot be read or written. */
export async function importCommand(
  sources: readonly string[],
  options: ImportCommandOptions,
  io: Io,
): Promise<0 | 1 | 2> {
  const { output = 'imports', typesFrom = [], kindModule } = options;
  if (sources.length === 0) {
    io.stderr.write('Name a file or a folder with CRDs, or - for standard input.\n');
    return 2;
  }
  try {
    const typeFiles = typesFrom.flatMap(source => filesAt(source, [output]));
    const sourceFiles = sources.flatMap(source => filesAt(source, [output, ...typesFrom]));
    const imported = generate({
      sources: await read(sourceFiles, io),
      types: await read(typeFiles, io),
      kindModule,
      folder: { name: output, tryRead: file => tryRead(join(output, file)) },
    });
    for (const problem of imported.problems) io.stdout.write(`${printProblem(problem)}\n`);
    if (imported.problems.length > 0) return 1;
    write(output, imported);
    for (const { file, kinds } of imported.groups)
      io.stdout.write(`${join(output, file)}: ${kinds} ${kinds === 1 ? 'kind' : 'kinds'}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Unreadable || isFileError(error))) throw error;
    io.stderr.write(`Cannot import: ${error.message}\n`);
    return 2;
  }
}

/** The files a source stands for; those of a folder without what is in `apart`. */
function filesAt(source: string, apart: readonly string[]): string[] {
  if (source === STDIN || !statSync(source).isDirectory()) return [source];
  const files = readdirSync(source, { recursive: true })
    .map(file => join(source, String(file)))
    .filter(file => IMPORTABLE.test(file) && statSync(file).isFile())
    .sort();
  if (files.length === 0) throw new Unreadable(`${source} has no .yaml, .yml or .json file.`);
  return files.filter(file => !apart.some(path => isInside(file, path)));
}

const isInside = (file: string, path: string) => `${resolve(file)}${sep}`.startsWith(`${resolve(path)}${sep}`);

/** The texts of files, each read once however often and however it is named. */
async function read(files: readonly string[], io: Io): Promise<Input[]> {
  const byPath = new Map(files.map(file => [file === STDIN ? file : resolve(file), file]));
  const inputs = [...byPath.values()].map(async file => ({
    source: file === STDIN ? 'standard input' : file,
    text: (file === STDIN ? await readAll(io.stdin ?? process.stdin) : readFileSync(file)).toString(),
  }));
  return Promise.all(inputs);
}

/** Writes the files that changed, all beside their places first, so that an error leaves the folder as it was. */
function write(output: string, { files, removed }: Imported): void {
  const moves: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const [file, text] of files) {
      const to = join(output, file);
      if (tryRead(to) === text) continue;
      const from = `${to}.${process.pid}.tmp`;
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(from, text, { flag: 'wx' });
      moves.push({ from, to });
    }
    for (const { from, to } of moves) renameSync(from, to);
  } finally {
    for (const { from } of moves) rmSync(from, { force: true });
  }
  for (const file of removed) rmSync(join(output, file), { force: true });
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isFileError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the file system threw `error`, told without instanceof: an error may come from another realm. */
const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'syscall' in error;
