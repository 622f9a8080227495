import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ImportCommandOptions, importCommand } from '../../lib/cli/import';
import { crd, object, root } from '../schema/import/samples';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const path = (file: string) => join(folder, file);

function put(file: string, content: unknown): string {
  mkdirSync(dirname(path(file)), { recursive: true });
  writeFileSync(path(file), typeof content === 'string' ? content : JSON.stringify(content));
  return path(file);
}

/** Runs the command; places in its output are those in the folder. */
async function run(sources: string[], options: ImportCommandOptions = {}, stdin: string[] = []) {
  let [stdout, stderr] = ['', ''];
  const code = await importCommand(
    sources,
    { output: path('imports'), ...options },
    {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: (text: string) => (stderr += text) },
      stdin: (async function* () {
        yield* stdin;
      })(),
    },
  );
  const local = (text: string) => text.replaceAll(`${folder}/`, '');
  return { code, stdout: local(stdout), stderr: local(stderr) };
}

const filesIn = (place: string) =>
  existsSync(path(place))
    ? readdirSync(path(place), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => entry.name)
        .sort()
    : [];

const CART_FILES = ['index.json', 'shop.example.com.ts', 'shop.example.com_carts_v1.json'];

test('a file is imported, with a line per group', async () => {
  expect(await run([put('cart.yaml', crd())])).toEqual({
    code: 0,
    stdout: 'imports/shop.example.com.ts: 1 kind\n',
    stderr: '',
  });
  expect(filesIn('imports')).toEqual(CART_FILES);
});

test('a folder is imported with its folders, YAML and JSON', async () => {
  put('crds/cart.yaml', crd());
  put('crds/a/depot.yml', crd({ kind: 'Depot' }));
  put('crds/a/b/site.json', crd({ kind: 'Site', group: 'web.example.com' }));
  put('crds/README.md', 'Not YAML: [');
  expect((await run([path('crds')])).stdout).toBe(
    'imports/shop.example.com.ts: 2 kinds\nimports/web.example.com.ts: 1 kind\n',
  );
});

test('a file that is named twice is read once', async () => {
  const file = put('crds/cart.yaml', crd());
  expect((await run([path('crds'), file, `${folder}/./crds/cart.yaml`])).code).toBe(0);
});

test('- is standard input, where kubectl writes a list', async () => {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [crd(), crd({ kind: 'Depot' })] }, null, 4);
  expect(await run(['-'], {}, [list.slice(0, 50), list.slice(50)])).toMatchObject({
    code: 0,
    stdout: 'imports/shop.example.com.ts: 2 kinds\n',
  });
});

test('characters that are cut in two by the stream are read whole', async () => {
  const bytes = Buffer.from(
    JSON.stringify(crd({ versions: { v1: root({ spec: object({ größe: { enum: ['→'] } }) }) } })),
  );
  const stdin = (async function* () {
    for (const byte of bytes) yield Uint8Array.of(byte);
  })();
  const io = { stdout: { write: () => true }, stderr: { write: () => true }, stdin };
  expect(await importCommand(['-'], { output: path('imports') }, io)).toBe(0);
  expect(readFileSync(path('imports/shop.example.com.ts'), 'utf8')).toContain("readonly 'größe'?: '→';");
});

test('problems are told at once on stdout, and nothing is written', async () => {
  const sources = [put('a.yaml', 'a: b: c'), put('b.yaml', crd()), put('c.yaml', { kind: 'Secret' })];
  expect(await run(sources)).toEqual({
    code: 1,
    stdout: `\
a.yaml: document 1: Nested mappings are not allowed in compact mappings at line 1, column 4. Correct the YAML.
c.yaml: document 1: It is a Secret, no CustomResourceDefinition. Pass CRDs only, or take the document out.
`,
    stderr: '',
  });
  expect(filesIn('imports')).toEqual([]);
});

test.each<[string, string[], string]>([
  ['no source', [], 'Name a file or a folder with CRDs, or - for standard input.\n'],
  [
    'a file that is not there',
    ['nowhere.yaml'],
    "Cannot import: ENOENT: no such file or directory, stat 'nowhere.yaml'\n",
  ],
])('%s is wrong usage', async (_, sources, stderr) => {
  expect(await run(sources)).toEqual({ code: 2, stdout: '', stderr });
});

test('a folder without CRDs is wrong usage', async () => {
  put('empty/README.md', 'Nothing.');
  expect(await run([path('empty')])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'Cannot import: empty has no .yaml, .yml or .json file.\n',
  });
});

test('types come from elsewhere, also from a folder inside the source', async () => {
  put('crds/cart.yaml', crd({ versions: { v1: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }));
  put('crds/typed/cart.yaml', crd({ versions: { v1: root({ spec: object({ a: {} }) }) } }));
  expect((await run([path('crds')])).code).toBe(1); // two schemas of one kind
  expect((await run([path('crds')], { typesFrom: [path('crds/typed')] })).code).toBe(0);
  expect(readFileSync(path('imports/shop.example.com.ts'), 'utf8')).toContain('spec?: CartSpec');
});

test('what was imported before is no source, and stays', async () => {
  put('crds/cart.yaml', crd());
  await run([path('crds')], { output: path('crds/imports') });
  put('crds/cart.yaml', crd({ kind: 'Depot' }));
  expect((await run([path('crds')], { output: path('crds/imports') })).stdout).toBe(
    'crds/imports/shop.example.com.ts: 2 kinds\n',
  );
});

test('files that do not change are not written', async () => {
  const source = put('cart.yaml', crd());
  await run([source]);
  const inode = () => statSync(path('imports/shop.example.com.ts')).ino;
  const before = inode();
  await run([source]);
  expect(inode()).toBe(before);
  await run([source], { kindModule: '../kind' });
  expect(inode()).not.toBe(before);
});

test('a schema that is no longer needed is removed, and no other file', async () => {
  await run([put('cart.yaml', crd({ versions: { v1: root({}), v1beta1: root({}) } }))]);
  put('imports/notes.md', 'Mine.');
  await run([put('cart.yaml', crd())]);
  expect(filesIn('imports')).toEqual([...CART_FILES.slice(0, 1), 'notes.md', ...CART_FILES.slice(1)]);
});

test('a file that cannot be written leaves everything as it was', async () => {
  put(`imports/index.json.${process.pid}.tmp`, 'In the way of the file that is written last.');
  put('imports/schema/mine.json', '{}');
  const { code, stderr } = await run([put('cart.yaml', crd())]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Cannot import: EEXIST')]);
  expect(filesIn('imports')).toEqual([`index.json.${process.pid}.tmp`, 'mine.json']);
});

test('a module that cdk8s import wrote is not overwritten', async () => {
  const module = put('imports/shop.example.com.ts', '// generated by cdk8s\n');
  const { code, stdout } = await run([put('cart.yaml', crd())]);
  expect([code, stdout]).toEqual([
    1,
    'imports/shop.example.com.ts: It is there, but not from `cdk8s-kro import`. Move it, or pass another --output.\n',
  ]);
  expect(readFileSync(module, 'utf8')).toBe('// generated by cdk8s\n');
});
