import type { Options } from '../graph/analyze';
import { type CheckedFile, checkFiles } from './checked';
import { kindsWith } from './crds';
import { filesAt, readInput } from './files';
import type { ExitCode, Io } from './io';
import { progressOn } from './progress';
import { printAnnotations } from './report/github';
import { printJson } from './report/json';
import { paintFor } from './report/paint';
import { printSarif } from './report/sarif';
import { countOf, noteOn } from './report/summary';
import { printText } from './report/text';
import { UsageError } from './usage';

export interface CheckOptions {
  /** Files and folders with CRDs of kinds that are to be known. */
  readonly crds: readonly string[];
  readonly featureGates: Options['featureGates'];
  /** The least severity that makes the exit code 1. */
  readonly failOn: 'error' | 'warning';
  readonly format: 'text' | 'json' | 'sarif';
  /** Of this program. */
  readonly version: string;
}

/** Checks the documents in files and folders, all together, and yields the exit code: 1 where something is found. */
export async function checkCommand(paths: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const kinds = await kindsWith(options.crds, io.stdin);
  const inputs = await Promise.all(filesAt(paths).map(file => readInput(file, io.stdin)));
  const progress = progressOn(io.stderr);
  const files = checkFiles(inputs, { kinds, featureGates: options.featureGates }, progress);
  progress.done();
  if (files.every(({ documents }) => documents.length === 0))
    throw new UsageError(`There is nothing to check in ${paths.join(', ')}.`);
  io.stdout.write(print(files, options, io));
  const note = noteOn(files);
  if (note) io.stderr.write(`${note}\n`);
  const { errors, warnings } = countOf(files);
  return errors > 0 || (options.failOn === 'warning' && warnings > 0) ? 1 : 0;
}

function print(files: readonly CheckedFile[], { format, version }: CheckOptions, { stdout }: Io): string {
  if (format === 'json') return printJson(files);
  if (format === 'sarif') return printSarif(files, version);
  const annotations = process.env.GITHUB_ACTIONS === 'true' ? printAnnotations(files) : '';
  return annotations + printText(files, paintFor(stdout));
}
