import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { Options } from '../graph/analyze';
import { readConfig } from './config';
import { kindsWith } from './crds';
import { filesAtRevision } from './diff/git';
import { graphChanges } from './diff/graphs';
import { instanceChanges } from './diff/instances';
import { type Snapshot, snapshotOf } from './diff/snapshot';
import { printDiff } from './diff/text';
import { filesAt, type InputFile, readInput, STDIN } from './files';
import type { ExitCode, Io } from './io';
import { progressOn } from './progress';
import { paintFor } from './report/paint';
import { UsageError } from './usage';

export interface DiffOptions {
  /** A folder, a file, or a revision of git. */
  readonly against: string;
  /** Files and folders with CRDs of kinds that are to be known. */
  readonly crds: readonly string[];
  readonly featureGates: Options['featureGates'];
  /** The differences that make the exit code 1: any, or those kro refuses or that leave behind what runs. */
  readonly failOn: 'difference' | 'breaking';
  readonly format: 'text' | 'json';
}

/** Tells what kro would do with what changed, and yields the exit code: 1 where something did. */
export async function diffCommand(path: string | undefined, options: DiffOptions, io: Io): Promise<ExitCode> {
  const { against, crds, featureGates, failOn, format } = options;
  const folder = path ?? (existsSync('cdk8s.yaml') ? readConfig().output : 'dist');
  const progress = progressOn(io.stderr);
  const snapshot = async (files: readonly InputFile[]) => {
    progress.show(`checking ${files.length} files`);
    return snapshotOf(files, { kinds: await kindsWith(crds, io.stdin), featureGates });
  };
  const after = await snapshot(await filesIn(folder));
  const before = await snapshot(existsSync(against) ? await filesIn(against) : filesAtRevision(against, folder));
  progress.done();
  refuseUnreadable(folder, after);
  if (before.isEmpty) io.stderr.write(`There is nothing of ${folder} in ${against}: all of it counts as new.\n`);
  for (const place of before.unreadable) io.stderr.write(`${against}: ${place}\n`);
  const graphs = graphChanges(before, after);
  const instances = instanceChanges(before, after);
  io.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ against, path: folder, graphs, instances }, null, 2)}\n`
      : printDiff(graphs, instances, paintFor(io.stdout)),
  );
  const isAny = graphs.length + instances.length > 0;
  return (failOn === 'breaking' ? graphs.some(({ isBreaking }) => isBreaking) : isAny) ? 1 : 0;
}

/** The files below a folder, named relative to it. */
async function filesIn(folder: string): Promise<InputFile[]> {
  if (folder === STDIN) throw new UsageError('Name a file or a folder: diff does not read standard input.');
  const files = await Promise.all(filesAt([folder]).map(file => readInput(file)));
  return files.map(file => ({ ...file, name: relative(folder, file.name) || file.name }));
}

/** A graph nobody can read would look like one that is gone. */
function refuseUnreadable(folder: string, { unreadable }: Snapshot): void {
  if (unreadable.length === 0) return;
  throw new UsageError(`${folder} holds what cannot be read:\n${unreadable.map(place => `  ${place}`).join('\n')}`);
}
