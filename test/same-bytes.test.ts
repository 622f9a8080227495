import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'same-bytes-'));
const modules = join(folder, 'node_modules');
const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'pipe', encoding: 'utf8' });

/** What `program` writes: file → content. */
function outputOf(name: string, ...program: string[]): Record<string, string> {
  const outdir = join(folder, `dist-${name}`);
  execFileSync(process.execPath, program, { stdio: 'pipe', env: { ...process.env, CDK8S_OUTDIR: outdir } });
  const files = readdirSync(outdir, { recursive: true }).map(String).sort();
  return Object.fromEntries(
    files
      .filter(file => statSync(join(outdir, file)).isFile())
      .map(file => [file, readFileSync(join(outdir, file), 'utf8')]),
  );
}

/** A project that has the compiled library, and the repository's copies of everything else. */
beforeAll(() => {
  run(
    require.resolve('typescript/bin/tsc'),
    '-p',
    '.',
    '--outDir',
    join(folder, 'build'),
    '--noEmit',
    'false',
    '--declaration',
    'false',
  );
  mkdirSync(join(modules, 'cdk8s-kro'), { recursive: true });
  for (const name of readdirSync('node_modules').filter(name => !name.startsWith('.')))
    symlinkSync(resolve('node_modules', name), join(modules, name));
  for (const name of ['package.json', 'imports']) symlinkSync(resolve(name), join(modules, 'cdk8s-kro', name));
  symlinkSync(join(folder, 'build'), join(modules, 'cdk8s-kro', 'build'));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

const committed = outputOf('tsx', '--import', 'tsx', 'apps/main.ts');

test('the apps write what is committed', () => {
  const files = readdirSync('dist', { recursive: true })
    .map(String)
    .filter(file => statSync(join('dist', file)).isFile());
  expect(committed).toEqual(Object.fromEntries(files.map(file => [file, readFileSync(join('dist', file), 'utf8')])));
});

test('compiled to CommonJS, the same program gives the same bytes', () => {
  expect(outputOf('cjs', join(folder, 'build/apps/main.js'))).toEqual(committed);
});

test('imported from an ES module, the library gives the same bytes', () => {
  const outfile = join(folder, 'main.mjs');
  buildSync({
    entryPoints: ['apps/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    tsconfigRaw: {},
  });
  expect(readFileSync(outfile, 'utf8')).toContain('from "cdk8s-kro"');
  expect(outputOf('esm', outfile)).toEqual(committed);
});

test('bundled and minified, it gives the same bytes', () => {
  const outfile = join(folder, 'bundle.js');
  buildSync({ entryPoints: ['apps/main.ts'], outfile, bundle: true, platform: 'node', minify: true });
  expect(outputOf('bundle', outfile)).toEqual(committed);
});
