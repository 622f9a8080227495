import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { foldersOf, problemOf } from './path';

/** The file in an output folder that lists what synth wrote there; no `.yaml`, for Argo CD reads those. */
export const LIST = '.cdk8s-kro-files';
const HEADER = '# What cdk8s-kro synth wrote here, and may change and remove. Commit this file.';
const STAGING = '.cdk8s-kro-staging-';
const CONFLICT_MARKER = /^(?:<{7}|\|{7}|={7}|>{7})/;

/**
 * The files an earlier run wrote below `outdir`, by their paths; after a merge with conflicts, those of both sides.
 *
 * @returns undefined where there is no list
 * @throws where an entry leads out of the folder
 */
export function tryReadList(outdir: string): string[] | undefined {
  const list = join(outdir, LIST);
  const text = tryRead(list);
  if (text === undefined) return undefined;
  const isPath = (line: string) => line !== '' && !line.startsWith('#') && !CONFLICT_MARKER.test(line);
  const paths = new Set(text.split(/\r?\n/).filter(isPath));
  for (const path of paths) {
    const problem = problemOf(path);
    if (problem) throw new Error(`${list}: '${path}' ${problem}. Remove this line, nothing of ours is there.`);
  }
  return [...paths];
}

/**
 * Brings `outdir` to the state in which it holds `files` (text by relative path), and none that an earlier run wrote besides.
 *
 * Files whose text is the same stay untouched. All others are prepared in a folder of their own and then moved into place one by one;
 * where a step fails, the earlier ones are taken back. What synth did not write is never changed or removed.
 *
 * @throws where a file to write exists and is none of ours, and where a link would lead a write out of the folder
 */
export function writeOutput(outdir: string, files: ReadonlyMap<string, string>): void {
  const { added, replaced, removed, list } = changeOf(outdir, files);
  removeLeftovers(outdir);
  if (added.length + replaced.length + removed.length === 0 && !list) return;
  let steps: Steps | undefined;
  try {
    steps = new Steps(outdir);
    const staged = new Map<string, string>();
    for (const path of [...added, ...replaced]) staged.set(path, steps.stage(files.get(path)!));
    // were we killed halfway, the next run has to know all files, old and new, for ours
    if (list) steps.replace(LIST, steps.stage(list.meanwhile));
    for (const path of removed) steps.remove(path);
    for (const path of replaced) steps.replace(path, staged.get(path)!);
    for (const path of added) steps.add(path, staged.get(path)!);
    if (list) steps.replace(LIST, steps.stage(list.after));
  } catch (error) {
    undo(steps, outdir, error as Error);
  }
  steps?.finish();
}

function undo(steps: Steps | undefined, outdir: string, reason: Error): never {
  try {
    steps?.undo();
  } catch (error) {
    const message = `Could not write to ${outdir}: ${reason.message}, nor put everything back: ${(error as Error).message}. Restore the folder, for instance with git.`;
    throw new Error(message, { cause: reason });
  }
  throw new Error(`Could not write to ${outdir}, which is as it was: ${reason.message}`, { cause: reason });
}

/** A run that was killed leaves its staging folder behind. */
function removeLeftovers(outdir: string): void {
  if (!existsSync(outdir)) return;
  for (const name of readdirSync(outdir))
    if (name.startsWith(STAGING)) rmSync(join(outdir, name), { recursive: true, force: true });
}

interface Change {
  readonly added: readonly string[];
  /** Files of ours, and folders, of which the files of ours go first. */
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
  /** The texts of the list, where it changes. */
  readonly list?: { readonly meanwhile: string; readonly after: string };
}

function changeOf(outdir: string, files: ReadonlyMap<string, string>): Change {
  if (existsSync(outdir) && !statSync(outdir).isDirectory())
    throw new Error(`${outdir} is a file, and the output folder has to be there.`);
  const owned = new Set(tryReadList(outdir));
  checkLinks(outdir, [...files.keys(), ...owned]);

  const [added, replaced, foreign]: [string[], string[], string[]] = [[], [], []];
  for (const [path, text] of files) {
    const file = join(outdir, path);
    const there = statOf(file);
    if (!there) added.push(path);
    else if (!holds(file, there, text)) (owned.has(path) || there.isDirectory() ? replaced : foreign).push(path);
  }
  if (foreign.length > 0)
    throw new Error(
      `No earlier synth wrote these files, so this one does not overwrite them:\n  ${foreign.map(path => join(outdir, path)).join('\n  ')}\nMove or delete them, or place the chart elsewhere with writeTo().`,
    );
  const removed = [...owned].filter(path => !files.has(path));
  const after = printList(files.keys());
  if (tryRead(join(outdir, LIST)) === after) return { added, replaced, removed };
  return { added, replaced, removed, list: { meanwhile: printList(new Set([...owned, ...files.keys()])), after } };
}

const printList = (paths: Iterable<string>) => `${[HEADER, ...[...paths].sort()].join('\n')}\n`;

function statOf(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined; // a folder of the path is a file
    throw error;
  }
}

/** Whether a file has a text already; a link never does. */
const holds = (file: string, stat: Stats, text: string) =>
  stat.isFile() && stat.size === Buffer.byteLength(text) && readFileSync(file, 'utf8') === text;

function tryRead(file: string): string | undefined {
  return statOf(file)?.isFile() ? readFileSync(file, 'utf8') : undefined;
}

/** Throws where a link leads a path out of the folder. */
function checkLinks(outdir: string, paths: readonly string[]): void {
  for (const folder of new Set(paths.flatMap(foldersOf))) {
    const full = join(outdir, folder);
    if (statOf(full)?.isSymbolicLink() && !isBelow(full, outdir))
      throw new Error(`${full} is a link out of ${outdir}, and nothing is written through it. Remove the link.`);
  }
}

function isBelow(link: string, outdir: string): boolean {
  try {
    return realpathSync(link).startsWith(realpathSync(outdir) + sep);
  } catch {
    return false; // leads nowhere
  }
}

/** Changes to an output folder that can be taken back. */
class Steps {
  private readonly staging: string;
  private readonly undoing: (() => void)[] = [];
  private readonly folders = new Set<string>();
  private files = 0;

  constructor(private readonly outdir: string) {
    this.needFolder(outdir);
    this.staging = mkdtempSync(join(outdir, STAGING));
    this.undoing.push(() => rmSync(this.staging, { recursive: true }));
  }

  /** Writes a text where nobody looks yet. */
  stage(text: string): string {
    const file = this.newFile();
    writeFileSync(file, text);
    return file;
  }

  /** Moves a staged text to where nothing is. */
  add(path: string, staged: string): void {
    const file = join(this.outdir, path);
    this.needFolder(dirname(file));
    renameSync(staged, file);
    this.undoing.push(() => rmSync(file));
  }

  /** Moves a staged text to where a file may be. */
  replace(path: string, staged: string): void {
    const file = join(this.outdir, path);
    const there = statOf(file);
    if (there?.isDirectory()) throw new Error(`${file} is a folder, and holds files that no earlier synth wrote`);
    if (there) {
      this.keep(file);
      renameSync(staged, file);
    } else this.add(path, staged);
  }

  /** Removes a file, if it still is one, and folders that hold nothing else. */
  remove(path: string): void {
    const file = join(this.outdir, path);
    if (statOf(file)?.isDirectory() === false) {
      const kept = this.newFile();
      renameSync(file, kept);
      this.undoing.push(() => {
        mkdirSync(dirname(file), { recursive: true });
        renameSync(kept, file);
      });
    }
    removeEmpty(foldersOf(path).map(folder => join(this.outdir, folder)));
  }

  finish(): void {
    rmSync(this.staging, { recursive: true, force: true });
  }

  /** @throws where something cannot be put back; the old files are then in the staging folder */
  undo(): void {
    for (const step of this.undoing.splice(0).reverse()) step();
  }

  /** Keeps what stands in a place; a second name for it leaves no moment without the file. */
  private keep(file: string): void {
    const kept = this.newFile();
    try {
      linkSync(file, kept);
    } catch {
      renameSync(file, kept); // a file system without hard links
    }
    this.undoing.push(() => renameSync(kept, file));
  }

  private needFolder(folder: string): void {
    if (this.folders.has(folder)) return;
    this.folders.add(folder);
    const made: string[] = [];
    for (let missing = folder; !existsSync(missing); missing = dirname(missing)) made.unshift(missing);
    if (made.length === 0) return;
    mkdirSync(folder, { recursive: true });
    this.undoing.push(() => removeEmpty(made));
  }

  private newFile(): string {
    return join(this.staging, String(this.files++)); // no .yaml: nothing may take it for a manifest
  }
}

/** Removes folders, the innermost first, as far as nothing is in them. */
function removeEmpty(folders: readonly string[]): void {
  try {
    for (const folder of [...folders].reverse()) if (statOf(folder)) rmdirSync(folder);
  } catch {
    // holds something else, and so do those around it
  }
}
