import fs, {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { LIST, tryReadList, writeOutput } from '../../lib/kro/output';

let root: string;
let dist: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'output-'));
  dist = join(root, 'dist');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

type Files = Record<string, string>;
const write = (files: Files, folder = dist) => writeOutput(folder, new Map(Object.entries(files)));
const HEADER = '# What cdk8s-kro synth wrote here, and may change and remove. Commit this file.\n';

/** Puts a file there as a person would. */
function put(path: string, text: string): void {
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  writeFileSync(join(dist, path), text);
}

/** All there is below a folder: text by path, empty folders as `path/`. */
function contents(folder = dist): Files {
  const found: Files = {};
  for (const entry of readdirSync(folder, { recursive: true }).map(String).sort()) {
    const full = join(folder, entry);
    if (lstatSync(full).isDirectory()) {
      if (readdirSync(full).length === 0) found[`${entry}/`] = '';
    } else found[entry] = readFileSync(full, 'utf8');
  }
  return found;
}

test('files are written below the folder, with a sorted list of them', () => {
  write({ 'b.yaml': 'b', 'a/x.yaml': 'ax', 'a/B.yaml': 'aB' });
  expect(contents()).toEqual({
    'b.yaml': 'b',
    'a/x.yaml': 'ax',
    'a/B.yaml': 'aB',
    [LIST]: `${HEADER}a/B.yaml\na/x.yaml\nb.yaml\n`,
  });
});

test('no file leaves a list of none, so that one can tell that synth ran', () => {
  write({});
  expect(contents()).toEqual({ [LIST]: HEADER });
});

test('a file whose text is the same stays untouched, and so does the list', () => {
  write({ 'a.yaml': 'a', 'b.yaml': 'b' });
  const long = new Date('2001-01-01');
  for (const path of ['a.yaml', 'b.yaml', LIST]) utimesSync(join(dist, path), long, long);
  const inode = statSync(join(dist, 'a.yaml')).ino;
  write({ 'a.yaml': 'a', 'b.yaml': 'B' });
  expect(statSync(join(dist, 'a.yaml'))).toMatchObject({ mtime: long, ino: inode });
  expect(statSync(join(dist, LIST)).mtime).toEqual(long);
  expect(statSync(join(dist, 'b.yaml')).mtime).not.toEqual(long);
  expect(contents()).toMatchObject({ 'a.yaml': 'a', 'b.yaml': 'B' });
});

test('files which an earlier run wrote and this one does not are removed, with folders that become empty', () => {
  write({ 'a.yaml': 'a', 'x/y/b.yaml': 'b', 'x/c.yaml': 'c', 'z/w/d.yaml': 'd' });
  write({ 'x/c.yaml': 'c' });
  expect(contents()).toEqual({ 'x/c.yaml': 'c', [LIST]: `${HEADER}x/c.yaml\n` });
});

test('what nobody lists is never touched, nor is a folder with it in it', () => {
  put('mine.yaml', 'mine');
  put('apps/README.md', 'read me');
  write({ 'apps/a.yaml': 'a' });
  write({});
  expect(contents()).toEqual({ 'mine.yaml': 'mine', 'apps/README.md': 'read me', [LIST]: HEADER });
});

test('files of the list which somebody deleted are no problem', () => {
  write({ 'a.yaml': 'a', 'x/b.yaml': 'b' });
  rmSync(join(dist, 'x'), { recursive: true });
  rmSync(join(dist, 'a.yaml'));
  write({ 'a.yaml': 'a' });
  expect(contents()).toEqual({ 'a.yaml': 'a', [LIST]: `${HEADER}a.yaml\n` });
});

describe('a file that is in the way and not ours', () => {
  test('is an error that names all of them, and nothing is written', () => {
    put('a.yaml', 'mine');
    put('x/b.yaml', 'mine too');
    const before = contents();
    expect(() => write({ 'a.yaml': 'a', 'x/b.yaml': 'b', 'c.yaml': 'c' })).toThrow(
      `No earlier synth wrote these files, so this one does not overwrite them:\n  ${join(dist, 'a.yaml')}\n  ${join(dist, 'x/b.yaml')}\nMove or delete them`,
    );
    expect(contents()).toEqual(before);
  });

  test('becomes ours where it holds what we would write', () => {
    put('a.yaml', 'a');
    write({ 'a.yaml': 'a' });
    write({});
    expect(contents()).toEqual({ [LIST]: HEADER });
  });

  test('may be a link', () => {
    writeFileSync(join(root, 'outside'), 'a');
    put('.keep', '');
    symlinkSync(join(root, 'outside'), join(dist, 'a.yaml'));
    expect(() => write({ 'a.yaml': 'a' })).toThrow('No earlier synth wrote');
    expect(readFileSync(join(root, 'outside'), 'utf8')).toBe('a');
  });
});

describe('where a step fails, the folder is as it was', () => {
  test('whatever was changed, added and removed before', () => {
    write({ 'a.yaml': 'a', 'gone/b.yaml': 'b', 'x/c.yaml': 'c' });
    put('x/folder.yaml/mine', 'a folder where a file should go');
    const [before, time] = [contents(), statSync(join(dist, 'a.yaml')).mtimeMs];
    expect(() => write({ 'a.yaml': 'A', 'new/d.yaml': 'd', 'x/c.yaml': 'C', 'x/folder.yaml': 'e' })).toThrow(
      /^Could not write to .+, which is as it was: .+folder\.yaml is a folder/,
    );
    expect(contents()).toEqual(before);
    expect(statSync(join(dist, 'a.yaml')).mtimeMs).toBe(time);
  });

  test('also where it was not there', () => {
    const deep = join(dist, 'deep');
    expect(() => write({ 'a.yaml': 'a', [`${'x'.repeat(300)}.yaml`]: 'b' }, deep)).toThrow('Could not write');
    expect(existsSync(dist)).toBe(false);
  });
});

describe.each([1, 2, 3, 4, 5, 6, 7])('where the system fails at move %d', n => {
  const before = { 'a.yaml': 'a', 'gone/b.yaml': 'b', 'x/c.yaml': 'c', 'x/d.yaml': 'd' };
  const after = { 'a.yaml': 'A', 'new/e.yaml': 'e', 'x/c.yaml': 'C' };
  /** Moves fail from the n-th on, `times` times. */
  function failing(times: number): void {
    const { renameSync } = fs;
    let moves = 0;
    jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      moves++;
      if (moves >= n && moves < n + times) throw new Error('EIO');
      renameSync(from, to);
    });
  }
  beforeEach(() => write(before));
  afterEach(() => jest.restoreAllMocks());

  test('the folder is as it was', () => {
    const was = contents();
    failing(1);
    expect(() => write(after)).toThrow('which is as it was: EIO');
    expect(contents()).toEqual(was);
  });

  test('and again when it is put back, the next run knows all files for its own', () => {
    failing(Number.POSITIVE_INFINITY);
    expect(() => write(after)).toThrow('EIO');
    jest.restoreAllMocks();
    write({ 'a.yaml': 'third', 'new/e.yaml': 'third' });
    expect(contents()).toEqual({ 'a.yaml': 'third', 'new/e.yaml': 'third', [LIST]: `${HEADER}a.yaml\nnew/e.yaml\n` });
  });
});

test('a file may become a folder, and a folder a file', () => {
  write({ 'a.yaml': 'a', 'b.yaml/c.yaml': 'c' });
  write({ 'a.yaml/d.yaml': 'd', 'b.yaml': 'b' });
  expect(contents()).toEqual({ 'a.yaml/d.yaml': 'd', 'b.yaml': 'b', [LIST]: `${HEADER}a.yaml/d.yaml\nb.yaml\n` });
});

test('a run that was killed leaves a staging folder, which the next one removes', () => {
  put('.cdk8s-kro-staging-abc/0', 'half a file');
  write({ 'a.yaml': 'a' });
  put('.cdk8s-kro-staging-def/0', 'half a file');
  write({ 'a.yaml': 'a' });
  expect(Object.keys(contents()).sort()).toEqual([LIST, 'a.yaml']);
});

describe('the list', () => {
  test('of a merge with conflicts counts for both sides', () => {
    write({ 'a.yaml': 'a', 'b.yaml': 'b', 'c.yaml': 'c', 'd.yaml': 'd' });
    put(LIST, `${HEADER}a.yaml\n<<<<<<< HEAD\nb.yaml\n||||||| base\nd.yaml\n=======\nc.yaml\n>>>>>>> other branch\n`);
    expect(tryReadList(dist)).toEqual(['a.yaml', 'b.yaml', 'd.yaml', 'c.yaml']);
    write({ 'c.yaml': 'C' });
    expect(contents()).toEqual({ 'c.yaml': 'C', [LIST]: `${HEADER}c.yaml\n` });
  });

  test('may have the line ends of Windows', () => {
    put(LIST, `${HEADER}a.yaml\n`.replaceAll('\n', '\r\n'));
    expect(tryReadList(dist)).toEqual(['a.yaml']);
  });

  test('is undefined where there is none', () => expect(tryReadList(dist)).toBeUndefined());

  test.each(['../outside.yaml', '/etc/passwd', 'a/../../outside.yaml', 'C:/x.yaml', 'a\\b.yaml', './a.yaml'])(
    'with the entry %s is refused, and nothing is removed',
    entry => {
      writeFileSync(join(root, 'outside.yaml'), 'outside');
      put(LIST, `${entry}\n`);
      expect(() => write({ 'a.yaml': 'a' })).toThrow(`'${entry}'`);
      expect(readFileSync(join(root, 'outside.yaml'), 'utf8')).toBe('outside');
      expect(contents()).toEqual({ [LIST]: `${entry}\n` });
    },
  );
});

describe('a link to a folder', () => {
  test.each(['outside', 'nowhere'])('that leads to %s the output folder is refused', target => {
    mkdirSync(join(root, 'outside'));
    put('.keep', '');
    symlinkSync(join(root, target), join(dist, 'apps'));
    expect(() => write({ 'apps/a.yaml': 'a' })).toThrow(`apps is a link out of ${dist}`);
    expect(readdirSync(join(root, 'outside'))).toEqual([]);
  });

  test('is refused as well where it holds a file to remove', () => {
    write({ 'apps/a.yaml': 'a' });
    rmSync(join(dist, 'apps'), { recursive: true });
    mkdirSync(join(root, 'outside'));
    writeFileSync(join(root, 'outside/a.yaml'), 'outside');
    symlinkSync(join(root, 'outside'), join(dist, 'apps'));
    expect(() => write({})).toThrow('is a link out of');
    expect(readdirSync(join(root, 'outside'))).toEqual(['a.yaml']);
  });

  test('within the output folder is followed, and so is the output folder itself', () => {
    put('real/.keep', '');
    symlinkSync('real', join(dist, 'apps'));
    symlinkSync('dist', join(root, 'link'));
    write({ 'apps/a.yaml': 'a' }, join(root, 'link'));
    expect(readFileSync(join(dist, 'real/a.yaml'), 'utf8')).toBe('a');
  });

  test('that took the place of a file of ours is replaced, not written through', () => {
    write({ 'a.yaml': 'a' });
    rmSync(join(dist, 'a.yaml'));
    writeFileSync(join(root, 'outside'), 'outside');
    symlinkSync(join(root, 'outside'), join(dist, 'a.yaml'));
    write({ 'a.yaml': 'new' });
    expect(readFileSync(join(root, 'outside'), 'utf8')).toBe('outside');
    expect(lstatSync(join(dist, 'a.yaml')).isSymbolicLink()).toBe(false);
  });
});

test('an output folder that is a file is an error', () => {
  writeFileSync(dist, '');
  expect(() => write({ 'a.yaml': 'a' })).toThrow(`${dist} is a file`);
});

test('whatever was there before, a run leaves its own files and those of others', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map(names => `${names.join('/')}.yaml`);
  const run = fc.dictionary(path, fc.constantFrom('1', '2', ''));
  const others = fc.dictionary(
    path.map(p => p.replace('.yaml', '.md')),
    fc.constant('mine'),
  );
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 4 }), others, (runs, mine) => {
      rmSync(dist, { recursive: true, force: true });
      for (const [file, text] of Object.entries(mine)) put(file, text);
      for (const files of runs) {
        write(files);
        const list = Object.keys(files)
          .sort()
          .map(file => `${file}\n`);
        expect(contents()).toEqual({ ...files, ...mine, [LIST]: HEADER + list.join('') });
      }
    }),
    { numRuns: 40 },
  );
});
