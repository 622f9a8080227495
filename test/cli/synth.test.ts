import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { main } from '../../lib/cli/main';

/** A project with the compiled library and program, and an app of its own. */
const project = mkdtempSync(join(tmpdir(), 'synth-'));
const dist = join(project, 'dist');

beforeAll(() => {
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  const options = { bundle: true, platform: 'node', packages: 'external', logLevel: 'error' } as const;
  buildSync({ ...options, entryPoints: ['lib/cli/main.ts'], outfile: join(project, 'cli.js') });
  buildSync({ ...options, entryPoints: ['lib/kro/app.ts'], outfile: join(project, 'library/kro/app.js') });
  put('package.json', '{ "version": "0.0.0" }');
});
afterAll(() => rmSync(project, { recursive: true }));

const CONFIG = 'language: typescript\napp: node app.js\noutput: dist\n';
beforeEach(() => {
  rmSync(dist, { recursive: true, force: true });
  put('cdk8s.yaml', CONFIG);
});

const put = (file: string, text: string) => writeFileSync(join(project, file), text);

/** An app with a chart for each name; `more` runs before synth. */
function putApp(names: string[], more = '', end = 'app.synth();'): void {
  put(
    'app.js',
    `const { ApiObject, Chart } = require('cdk8s');
const { KroApp } = require('./library/kro/app.js');
const app = new KroApp();
for (const name of ${JSON.stringify(names)})
  new ApiObject(new Chart(app, name), 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
${more}
${end}
`,
  );
}

function run(program: string[], env: Record<string, string> = {}) {
  const { DEBUG, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, program, {
    cwd: project,
    encoding: 'utf8',
    env: { ...rest, CDK8S_KRO_IMPORTS: resolve('imports'), ...env },
  });
  return { code: status, stdout, stderr };
}
const synth = (...args: string[]) => run(['cli.js', 'synth', ...args]);

/** The files below dist and their texts. */
const written = () =>
  Object.fromEntries(
    readdirSync(dist, { recursive: true })
      .map(String)
      .filter(file => statSync(join(dist, file)).isFile())
      .map(file => [file, readFileSync(join(dist, file), 'utf8')]),
  );

test('synth runs the app and says how many files there are, and how many changed', () => {
  putApp(['a', 'b', 'c']);
  expect(synth()).toEqual({ code: 0, stdout: '', stderr: 'dist: 3 files, 3 changed, 0 removed\n' });
  expect(synth().stderr).toBe('dist: 3 files, 0 changed, 0 removed\n');
  putApp(['a', 'd'], "app.node.findChild('a').node.findChild('map').metadata.addLabel('x', 'y');");
  expect(synth().stderr).toBe('dist: 2 files, 2 changed, 2 removed\n');
  expect(Object.keys(written()).sort()).toEqual(['.cdk8s-kro-files', 'a.k8s.yaml', 'd.k8s.yaml']);
});

test('what the app prints goes through', () => {
  putApp(['a'], "console.log('out'); console.error('err');");
  expect(synth()).toEqual({ code: 0, stdout: 'out\n', stderr: 'err\ndist: 1 file, 1 changed, 0 removed\n' });
});

test('the output folder is the one of cdk8s.yaml, dist if it names none', () => {
  putApp(['a']);
  put('cdk8s.yaml', 'app: node app.js\noutput: out/put\n');
  expect(synth().stderr).toBe('out/put: 1 file, 1 changed, 0 removed\n');
  put('cdk8s.yaml', 'app: node app.js\n');
  expect(synth().stderr).toBe('dist: 1 file, 1 changed, 0 removed\n');
});

describe('synth --check', () => {
  test('is content with what synth wrote', () => {
    putApp(['a', 'b']);
    synth();
    const before = written();
    expect(synth('--check')).toEqual({ code: 0, stdout: '', stderr: 'dist: 2 files, all as synth writes them\n' });
    expect(written()).toEqual(before);
  });

  test('names every file that is missing, differs or is stale, and writes nothing', () => {
    putApp(['gone', 'changed', 'same']);
    synth();
    writeFileSync(join(dist, 'changed.k8s.yaml'), 'by hand');
    writeFileSync(join(dist, 'mine.yaml'), 'by hand');
    const before = written();
    putApp(['new', 'changed', 'same']);
    expect(synth('--check')).toEqual({
      code: 1,
      stdout: [
        'differs dist/.cdk8s-kro-files',
        'differs dist/changed.k8s.yaml',
        'missing dist/new.k8s.yaml',
        'stale dist/gone.k8s.yaml\n',
      ].join('\n'),
      stderr: 'dist is not what synth writes. Run synth, and commit what it changes.\n',
    });
    expect(written()).toEqual(before);
  });

  test('needs no output folder, and makes none', () => {
    putApp(['a']);
    expect(synth('--check').stdout).toBe('missing dist/.cdk8s-kro-files\nmissing dist/a.k8s.yaml\n');
    expect(() => readdirSync(dist)).toThrow('ENOENT');
  });

  test('leaves no temporary folder', () => {
    putApp(['a']);
    const temporary = join(project, 'tmp');
    mkdirSync(temporary, { recursive: true });
    run(['cli.js', 'synth', '--check'], { TMPDIR: temporary });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('a graph', () => {
  const putGraph = (data: string) =>
    putApp(
      ['a'],
      `new ApiObject(app.charts[0], 'graph', {
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
  spec: {
    schema: { apiVersion: 'v1alpha1', kind: 'Shop' },
    resources: [{ id: 'map', template: { apiVersion: 'v1', kind: 'ConfigMap', ${data} } }],
  },
});`,
    );

  test('that kro would reject is not written, and its findings are all there is to read', () => {
    putGraph("metadata: { name: 'x' }, data: { a: '${schema.spec.name}', b: '${b}' }");
    const { code, stdout, stderr } = synth();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^a\.k8s\.yaml - error undefined-field\n/);
    expect(stderr).toMatch(
      / - error unknown-identifier\n[\s\S]*\n\n2 errors, 0 warnings\. Nothing was written\.\nThe app failed/,
    );
    expect(written).toThrow();
  });

  test('with a trap is written, unless --fail-on says warning', () => {
    putGraph("metadata: { name: 'My_Map' }");
    expect(synth('--fail-on', 'warning')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nothing was written.'),
    });
    expect(written).toThrow();
    const { code, stderr } = synth();
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        / - warning object-name\n[\s\S]*\n\n0 errors, 1 warning\.\ndist: 1 file, 1 changed/,
      ),
    });
  });

  test('fails on errors or warnings only: anything else is wrong usage', () => {
    expect(synth('--fail-on', 'everything')).toMatchObject({ code: 2 });
  });
});

describe('a failing app', () => {
  const FAILED = 'The app failed with exit code 1: node app.js\n';
  test('leaves the output folder as it was: 1, the message and the line of the app, and no stack trace', () => {
    putApp(['a']);
    synth();
    const before = written();
    putApp(['a', 'b'], "app.node.addValidation({ validate: () => ['is bad'] });");
    expect(synth()).toEqual({
      code: 1,
      stdout: '',
      stderr: `Validation failed with the following errors:\n  [] is bad\n  at app.js:7:5\n${FAILED}`,
    });
    expect(written()).toEqual(before);
  });

  test('is treated so wherever it fails, also before there is a KroApp and in a promise', () => {
    putApp([], "throw new TypeError('early', { cause: new Error('deep') });");
    expect(synth().stderr).toBe(`TypeError: early\n  at app.js:6:39\n${FAILED}`);
    putApp([], "Promise.reject(new Error('late'));");
    expect(synth().stderr).toBe(`late\n  at app.js:6:16\n${FAILED}`);
  });

  test.each([
    ['--verbose', ['cli.js', '--verbose', 'synth'], {}],
    ['DEBUG', ['cli.js', 'synth'], { DEBUG: '1' }],
    ['running it without the program', ['app.js'], {}],
  ])('shows a stack trace with %s', (_, program, env) => {
    putApp([], "throw new Error('early');");
    expect(run(program, env as Record<string, string>).stderr).toMatch(/Error: early\n +at .*app\.js:6:7/);
  });

  test('may say its own exit code, ours is 1', () => {
    putApp([], 'process.exit(3);');
    expect(synth()).toMatchObject({ code: 1, stderr: 'The app failed with exit code 3: node app.js\n' });
  });

  test('may be a command that does not exist', () => {
    put('cdk8s.yaml', 'app: no-such-program\n');
    expect(synth()).toMatchObject({ code: 1, stderr: expect.stringContaining('The app failed with exit code 127') });
  });

  test.each([[[]], [['--check']]])('may be one that never calls synth (%j)', args => {
    putApp(['a'], '', '');
    expect(synth(...args)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('End it with app.synth() of a KroApp'),
    });
  });
});

describe('a cdk8s.yaml that does not say what to run is wrong usage: 2, and what to write', () => {
  const here = process.cwd();
  beforeEach(() => process.chdir(project));
  afterEach(() => process.chdir(here));

  test.each([
    ['is missing', undefined, 'There is no cdk8s.yaml in'],
    ['is no YAML', 'app: [', 'cdk8s.yaml: '],
    ['is empty', '', 'cdk8s.yaml holds no keys and values.'],
    ['has no app', 'output: dist', 'cdk8s.yaml: app is missing: '],
    ['has an app that is no text', 'app: [node]', 'cdk8s.yaml: app is ["node"], not'],
    ['has an output that is no text', 'app: node app.js\noutput: 7', 'cdk8s.yaml: output is 7, not'],
    ['has this folder as output', 'app: node app.js\noutput: .', "cdk8s.yaml: output '.' holds this folder itself"],
  ])('that %s', async (_, text, message) => {
    if (text === undefined) rmSync(join(project, 'cdk8s.yaml'));
    else put('cdk8s.yaml', text);
    const stderr: string[] = [];
    const stream = (lines: string[]) => ({ write: (line: string) => lines.push(line) });
    expect(await main(['synth'], { stdout: stream([]), stderr: stream(stderr) })).toBe(2);
    expect(stderr.join('')).toMatch(message);
  });
});

test('cdk8s synth, which empties the folder first, gives the same bytes', () => {
  putApp(['a', 'b']);
  synth();
  const ours = written();
  rmSync(dist, { recursive: true });
  const { code } = run([resolve('node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false']);
  expect(code).toBe(0);
  expect(written()).toEqual(ours);
});
