import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, rmSync, type Stats, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted } from '../graph/show/count';
import { ERRORS } from '../kro/mistake';
import { LIST, tryReadList } from '../kro/output';
import { ConfigError, readConfig } from './config';
import type { Io } from './io';

export interface SynthOptions {
  /** Compare only, write nothing. @default false */
  readonly check?: boolean;
  /** What keeps the app from writing. @default what the app says, or errors */
  readonly failOn?: 'error' | 'warning';
  /** Leave stack traces to Node. @default false */
  readonly verbose?: boolean;
}

/** Runs the app of `cdk8s.yaml`, and yields the exit code: 1 if it fails or `--check` finds a difference, 2 if it is not clear what to run. */
export function synthCommand(options: SynthOptions, io: Io): 0 | 1 | 2 {
  try {
    const { app, output } = readConfig();
    return options.check ? check(app, output, options, io) : write(app, output, options, io);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function write(app: string, output: string, options: SynthOptions, io: Io): 0 | 1 {
  const before = stampsOf(output);
  if (!run(app, output, options, io)) return 1;
  const after = stampsOf(output);
  const changed = [...after].filter(([path, stamp]) => before.get(path) !== stamp).length;
  const removed = [...before.keys()].filter(path => !after.has(path)).length;
  io.stderr.write(`${output}: ${counted(after.size, 'file')}, ${changed} changed, ${removed} removed\n`);
  return 0;
}

function check(app: string, output: string, options: SynthOptions, io: Io): 0 | 1 {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kro-'));
  try {
    if (!run(app, folder, options, io)) return 1;
    const wanted = tryReadList(folder) ?? [];
    const differences = differencesOf(wanted, folder, output);
    for (const difference of differences) io.stdout.write(`${difference}\n`);
    io.stderr.write(
      differences.length === 0
        ? `${output}: ${counted(wanted.length, 'file')}, all as synth writes them\n`
        : `${output} is not what synth writes. Run synth, and commit what it changes.\n`,
    );
    return differences.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One line for each file which is missing, differs or is stale. */
function differencesOf(wanted: readonly string[], folder: string, output: string): string[] {
  const stale = (tryReadList(output) ?? []).filter(path => !wanted.includes(path) && isFile(join(output, path)));
  const lines = [...wanted, LIST].map(path => {
    const file = join(output, path);
    if (!isFile(file)) return `missing ${file}`;
    return readFileSync(file).equals(readFileSync(join(folder, path))) ? '' : `differs ${file}`;
  });
  return [...lines.filter(line => line !== ''), ...stale.map(path => `stale ${join(output, path)}`)].sort();
}

/** Runs the app as cdk8s does, with its standard streams; it says itself what went wrong. */
function run(app: string, outdir: string, { verbose, failOn }: SynthOptions, io: Io): boolean {
  const env: NodeJS.ProcessEnv = { ...process.env, CDK8S_OUTDIR: outdir };
  if (failOn) env.CDK8S_KRO_FAIL_ON = failOn;
  if (verbose) delete env[ERRORS];
  else env[ERRORS] = 'message';
  const { status, signal, error } = spawnSync(app, { shell: true, stdio: 'inherit', env });
  if (status !== 0) {
    const reason = error?.message ?? (signal ? `signal ${signal}` : `exit code ${status}`);
    io.stderr.write(`The app failed with ${reason}: ${app}\n`);
    return false;
  }
  if (tryReadList(outdir)) return true;
  io.stderr.write(
    `The app wrote nothing to ${outdir}: ${app}\nEnd it with app.synth() of a KroApp, and do not give the KroApp an outdir: the command sets it.\n`,
  );
  return false;
}

/** What tells a file which synth wrote anew from one it left, for each file of the list. */
function stampsOf(outdir: string): Map<string, string> {
  const files = (tryReadList(outdir) ?? []).filter(path => isFile(join(outdir, path)));
  const stamp = ({ ino, mtimeMs, size }: Stats) => `${ino} ${mtimeMs} ${size}`;
  return new Map(files.map(path => [path, stamp(lstatSync(join(outdir, path)))]));
}

const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
