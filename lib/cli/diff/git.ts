import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type InputFile, isManifest } from '../files';
import { UsageError } from '../usage';

/**
 * The YAML and JSON files at `path` as they were at a revision of the repository it is in, named relative to it. Reads what git
 * stored; the working tree stays as it is.
 *
 * @throws UsageError where there is no such revision, or no repository
 */
export function filesAtRevision(revision: string, path: string): InputFile[] {
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? path : dirname(path);
  const blobs = blobsOf(treeOf(revision, folder), folder).filter(({ name }) =>
    isFolder ? isManifest(name) : name === basename(path),
  );
  const contents = contentsOf(blobs, folder);
  return blobs.map(({ name }, i) => ({ name, bytes: contents[i] }));
}

function treeOf(revision: string, folder: string): string {
  const { ok, out, said } = git(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{tree}`]);
  if (ok && !revision.startsWith('-')) return out.toString().trim();
  throw new UsageError(`${revision} is no folder, and no revision git knows for ${folder}.${said && ` ${said}`}`);
}

interface Blob {
  readonly id: string;
  readonly name: string;
}

/** The files below a folder; git names them relative to where it runs. */
function blobsOf(tree: string, folder: string): Blob[] {
  const { out } = git(folder, ['ls-tree', '-r', '-z', tree]);
  return out
    .toString()
    .split('\0')
    .flatMap(line => {
      const [, id, name] = /^100\d+ blob (\w+)\t(.*)$/s.exec(line) ?? [];
      return id ? [{ id, name }] : [];
    });
}

/** What blobs hold, in one run of git: for each a line `id blob size`, the bytes, and a line feed. */
function contentsOf(blobs: readonly Blob[], folder: string): Uint8Array[] {
  const { out } = git(folder, ['cat-file', '--batch'], blobs.map(({ id }) => `${id}\n`).join(''));
  let at = 0;
  return blobs.map(() => {
    const start = out.indexOf('\n', at) + 1;
    const size = Number(out.subarray(at, start).toString().split(' ')[2]);
    at = start + size + 1;
    return out.subarray(start, start + size);
  });
}

interface Answer {
  readonly ok: boolean;
  readonly out: Buffer;
  /** Its first line on standard error. */
  readonly said: string;
}

function git(folder: string, args: readonly string[], input = ''): Answer {
  const { status, error, stdout, stderr } = spawnSync('git', args, { cwd: folder, input, maxBuffer: 2 ** 30 });
  if (error) throw new UsageError(`git cannot be run: ${error.message}.`, { cause: error });
  const [said] = stderr.toString().split('\n');
  return { ok: status === 0, out: stdout, said };
}
