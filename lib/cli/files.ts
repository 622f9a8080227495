import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from './usage';

/** A file of a run, as its user names it (`<stdin>` for standard input): what it holds, or why nobody can tell. */
export type InputFile =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly problem: string };

export const STDIN = '-';

/** Whether a file in a folder, named relative to it, is looked at. */
export const isManifest = (name: string): boolean => /\.(ya?ml|json)$/.test(name) && name.split('/').every(isWanted);

const isWanted = (name: string): boolean => !name.startsWith('.') && name !== 'node_modules';

/**
 * The files that paths stand for, each once: of a folder the YAML and JSON files in it and below, sorted, without what is in
 * `node_modules` or begins with a dot.
 *
 * @throws UsageError where a path is not there, or is a folder without such files
 */
export function filesAt(paths: readonly string[]): string[] {
  const seen = new Set<string>();
  return paths.flatMap(filesOf).filter(file => {
    const key = file === STDIN ? file : resolve(file);
    return !seen.has(key) && seen.add(key);
  });
}

function filesOf(path: string): string[] {
  if (path === STDIN) return [path];
  const found = tryStat(path);
  if (!found) throw new UsageError(`There is no ${path}.`);
  if (!found.isDirectory()) return [path];
  const files = filesBelow(path).sort();
  if (files.length === 0) throw new UsageError(`There is no .yaml, .yml or .json file in ${path}.`);
  return files;
}

function filesBelow(folder: string): string[] {
  return entriesOf(folder)
    .filter(({ name }) => isWanted(name))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path); // links to folders are not followed: they may lead back
      return isManifest(entry.name) && isFile(entry, path) ? [path] : [];
    });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`The folder ${folder} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

/** A link that leads nowhere is a file too: what is wrong with it is told when it is read. */
const isFile = (entry: Dirent, path: string): boolean =>
  entry.isSymbolicLink() ? tryStat(path)?.isDirectory() !== true : entry.isFile();

function tryStat(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** What standard input yields. */
export type Stdin = AsyncIterable<string | Uint8Array>;

/** Reads a file, or standard input. */
export async function readInput(file: string, stdin: Stdin = process.stdin): Promise<InputFile> {
  if (file === STDIN) return { name: '<stdin>', bytes: await readAll(stdin) };
  try {
    return { name: file, bytes: readFileSync(file) };
  } catch (error) {
    return { name: file, problem: (error as Error).message };
  }
}

export async function readAll(stream: Stdin): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
