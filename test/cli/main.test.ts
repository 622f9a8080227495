import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Runs a command line in this process. */
async function run(...args: string[]) {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  const code = await main(args, { stdout: stream('stdout'), stderr: stream('stderr') });
  return { code, ...said };
}

test('--version prints the version of the package', async () => {
  expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([['--help'], ['help']])('%s names the program and its commands', async arg => {
  const { code, stdout } = await run(arg);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: cdk8s-kro \[options\] \[command\]/);
  for (const command of ['synth', 'import', 'check', 'diff', 'explain'])
    expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
});

test.each([
  ['nothing', [], 'Usage: cdk8s-kro'],
  ['an unknown command', ['snyth'], "error: unknown command 'snyth'"],
  ['an unknown option', ['synth', '--chekc'], "error: unknown option '--chekc'"],
  ['too much', ['synth', 'dist'], 'error: too many arguments'],
  ['too little for import', ['import'], "error: missing required argument 'crd'"],
  [
    'an option without its value',
    ['import', 'x.yaml', '--output'],
    "error: option '--output <folder>' argument missing",
  ],
])('%s is wrong usage: 2, and no stack trace', async (_, args, message) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^ +at /m);
});

test('import passes its options on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  try {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: {
        group: 'example.com',
        names: { kind: 'Widget', plural: 'widgets' },
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    };
    writeFileSync(join(folder, 'crd.json'), JSON.stringify(crd));
    const output = join(folder, 'kinds');
    const { code, stderr } = await run(
      'import',
      join(folder, 'crd.json'),
      '--output',
      output,
      '--kind-module',
      'cdk8s-kro',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(output)).toContain('example.com.ts');
    expect(await run('import', join(folder, 'none.yaml'), '--output', output)).toMatchObject({ code: 2, stdout: '' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the program runs from source', () => {
  const stdout = execFileSync(process.execPath, ['--import', 'tsx', 'lib/cli/main.ts', '--version'], {
    encoding: 'utf8',
  });
  expect(stdout).toBe(`${version}\n`);
});
