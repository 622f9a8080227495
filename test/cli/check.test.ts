import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { folderOf, graph, put, run } from './run';

const WRONG = graph({ spec: '{ size: strin }', data: '{ a: "${schema.spec.sise}" }' });
const RIGHT = graph({ name: 'right', kind: 'Right' });
const SUSPICIOUS = graph({
  name: 'trap',
  kind: 'Trap',
  spec: '{ size: string }',
  data: '{ a: "${schema.spec.size}" }',
});

const folder = folderOf({ 'wrong.yaml': WRONG, 'right.yaml': RIGHT, 'trap.yaml': SUSPICIOUS });
const file = (name: string) => join(folder, name);

/** What `--format json` says, by file. */
async function findings(...args: string[]) {
  const { stdout } = await run(['check', '--format', 'json', ...args]);
  const { files } = JSON.parse(stdout);
  // biome-ignore lint/suspicious/noExplicitAny: what the program prints
  return files.flatMap((each: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: what the program prints
    each.documents.flatMap((document: any) => document.findings.map((found: any) => `${found.code} ${found.path}`)),
  );
}

describe('the exit code is', () => {
  test.each([
    ['0 where nothing is found', ['right.yaml'], 0],
    ['1 where kro rejects a graph', ['wrong.yaml'], 1],
    ['1 where kro rejects one of several', ['right.yaml', 'wrong.yaml'], 1],
    ['0 where there are warnings only', ['trap.yaml'], 0],
  ])('%s', async (_, names, code) => {
    expect(await run(['check', ...names.map(file)])).toMatchObject({ code, stderr: '' });
  });

  test('1 where there are warnings, if asked', async () => {
    expect(await run(['check', '--fail-on', 'warning', file('trap.yaml')])).toMatchObject({ code: 1 });
    expect(await run(['check', '--fail-on', 'warning', file('right.yaml')])).toMatchObject({ code: 0 });
  });

  test.each([
    ['2 for a path that is not there', ['none.yaml'], 'There is no none.yaml.\n'],
    [
      '2 for a format there is not',
      ['--format', 'xml', 'x'],
      "error: option '--format <format>' argument 'xml' is invalid",
    ],
    [
      '2 for a severity there is not',
      ['--fail-on', 'info', 'x'],
      "error: option '--fail-on <severity>' argument 'info'",
    ],
    ['2 for an unknown feature gate', ['--feature-gates', 'CELOmit=true', 'x'], "kro has no feature gate 'CELOmit'. "],
    [
      '2 for a gate without a value',
      ['--feature-gates', 'CELOmitFunction', 'x'],
      'Write CELOmitFunction=true or CELOmitFunction=false.\n',
    ],
    ['2 for nothing to check', [], "error: missing required argument 'path'"],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await run(['check', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('2 for folders and files that hold nothing', async () => {
    const empty = folderOf({ 'readme.md': '', 'more/empty.yaml': '', 'more/comment.yml': '# nothing\n' });
    mkdirSync(join(empty, 'none'));
    expect(await run(['check', join(empty, 'none')])).toEqual({
      code: 2,
      stdout: '',
      stderr: `There is no .yaml, .yml or .json file in ${join(empty, 'none')}.\n`,
    });
    expect(await run(['check', empty])).toEqual({
      code: 2,
      stdout: '',
      stderr: `There is nothing to check in ${empty}.\n`,
    });
    expect(await run(['check', '-'])).toMatchObject({ code: 2, stderr: 'There is nothing to check in -.\n' });
  });
});

test('a finding is told with its place, its line, what to write and what kro says', async () => {
  expect(await run(['check', file('wrong.yaml')])).toEqual({
    code: 1,
    stderr: '',
    stdout: `${file('wrong.yaml')}:9:19 - error unknown-type
  at spec.schema.spec.size
  There is no type "strin".
     9 |     spec: { size: strin }
       |                   ^^^^^
  hint: Did you mean string?
  kro: failed to build resourcegraphdefinition "shop": failed to build OpenAPI
       schema for instance: field size: unknown type: strin

${file('wrong.yaml')}:18:34 - error undefined-field
  at spec.resources[0].template.data.a
  schema.spec has no field sise.
    18 |         data: { a: "\${schema.spec.sise}" }
       |                                  ^
  hint: Did you mean size?
  kro: failed to validate resource "config": failed to compile template
       expression "schema.spec.sise" at path "data.a": ERROR: <input>:1:12:
       undefined field 'sise'

2 errors in 1 file.
cdk8s-kro explain CODE tells what a finding means.
`,
  });
});

describe('what is checked', () => {
  test('the manifests of a folder and its folders, sorted, each once, without those of packages and hidden ones', async () => {
    const many = folderOf({
      'b.yaml': RIGHT,
      'a/z.yml': RIGHT,
      'a/y.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}}',
      'a.txt': WRONG,
      'node_modules/x/c.yaml': WRONG,
      '.hidden/c.yaml': WRONG,
      '.c.yaml': WRONG,
    });
    symlinkSync(many, join(many, 'a/loop'));
    const { code, stdout } = await run(['check', '--format', 'json', join(many, 'b.yaml'), many, `${many}/./a/z.yml`]);
    const files = JSON.parse(stdout).files.map((each: { file: string }) => relative(many, each.file));
    expect({ code, files }).toEqual({ code: 0, files: ['b.yaml', 'a/y.json', 'a/z.yml'] });
  });

  test('standard input', async () => {
    const { code, stdout } = await run(['check', '-'], { stdin: WRONG });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^<stdin>:9:19 - error unknown-type\n/);
  });

  test('graphs that use each other across files, and instances of them', async () => {
    const use = `    - id: inner
      template: { apiVersion: kro.run/v1alpha1, kind: Inner, metadata: { name: x }, spec: { sise: 1 } }
`;
    const platform = folderOf({
      'a-outer.yaml': graph({ name: 'outer', kind: 'Outer', more: use }),
      'z/inner.yaml': graph({ name: 'inner', kind: 'Inner', spec: '{ size: integer }' }),
      'instance.yaml': 'apiVersion: kro.run/v1alpha1\nkind: Inner\nmetadata: { name: one }\nspec: { size: big }\n',
    });
    expect(await findings(platform)).toEqual([
      'unknown-field spec.resources[1].template.spec.sise',
      'value-type spec.size',
    ]);
  });

  test('several documents of a file, and the items of what kubectl prints', async () => {
    const map = (name: string) => `- { apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }\n`;
    const several = folderOf({
      'x.yaml': `${RIGHT}---\n${WRONG}---\n# nothing\n---\napiVersion: v1\nkind: List\nitems:\n${map('a')}${map('A')}`,
    });
    const { stdout } = await run(['check', '--format', 'json', several]);
    const [{ documents }] = JSON.parse(stdout).files;
    expect(documents).toMatchObject([
      { index: 0, kind: 'ResourceGraphDefinition', name: 'right', accepted: true, findings: [], order: ['config'] },
      { index: 1, kind: 'ResourceGraphDefinition', name: 'shop', accepted: false, order: ['config'] },
      { index: 2, kind: 'ConfigMap', name: 'a', accepted: true, findings: [], order: [] },
      { index: 3, accepted: false, findings: [{ path: 'items[1].metadata.name', position: { line: 45 } }] },
    ]);
  });
});

test('objects of unknown kinds are let pass, and counted', async () => {
  const unknown = folderOf({ 'values.yaml': 'a: 1\n', 'x.yaml': 'apiVersion: example.com/v1\nkind: Widget\n' });
  expect(await run(['check', unknown])).toEqual({
    code: 0,
    stdout: 'No findings in 2 files.\n',
    stderr: '2 documents not checked, for nothing is known of the kind: Widget, no kind. --crds adds kinds.\n',
  });
});

describe('kinds come from', () => {
  const crd = (type: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: ${type} } } } } } }
`;
  const widget = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: x }\nspec: { size: big }\n';
  const project = folderOf({ 'widget.yaml': widget, 'crds/a/number.yaml': crd('integer'), 'text.yaml': crd('string') });
  const at = (name: string) => join(project, name);

  test('CRDs in files and folders', async () => {
    expect(await findings('--crds', at('crds'), at('widget.yaml'))).toEqual(['value-type spec.size']);
    expect(await findings('--crds', at('text.yaml'), at('widget.yaml'))).toEqual([]);
    expect(await findings('--crds', at('crds'), '--crds', at('text.yaml'), at('widget.yaml'))).toEqual([]);
  });

  test('CRDs among what is checked', async () => {
    expect(await findings(at('crds'), at('widget.yaml'))).toEqual(['value-type spec.size']);
  });

  test('what the project imported', () => {
    const cli = (...args: string[]) =>
      spawnSync(
        process.execPath,
        ['--import', require.resolve('tsx'), require.resolve('../../lib/cli/main.ts'), ...args],
        {
          cwd: project,
          encoding: 'utf8',
        },
      );
    expect(cli('import', 'crds').status).toBe(0);
    expect(cli('check', 'widget.yaml')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('widget.yaml:4:15 - error value-type'),
    });
  });

  test.each([
    ['a path without one', 'widget.yaml', /^There is no CustomResourceDefinition in .*widget\.yaml\.\n$/],
    ['a path that is not there', 'none', /^There is no .*none\.\n$/],
    ['what is no YAML', 'broken.yaml', /broken\.yaml:1: The YAML cannot be read/],
  ])('%s cannot be used', async (_, path, message) => {
    put(project, { 'broken.yaml': '{' });
    const { code, stdout, stderr } = await run(['check', '--crds', at(path), at('widget.yaml')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

test("kro's feature gates change what it takes", async () => {
  const omit = folderOf({ 'x.yaml': graph({ data: '{ a: "${omit()}" }' }) });
  expect(await findings(omit)).toEqual(['omit-gate spec.resources[0].template.data.a']);
  expect(await findings('--feature-gates', 'CELOmitFunction=true', omit)).toEqual([]);
  expect(await findings('--feature-gates', 'InstanceConditionEvents=true,CELOmitFunction=false', omit)).toHaveLength(1);
});

test('colours are for terminals, unless their owner wants none', async () => {
  const coloured = /\x1b\[31merror\x1b\[39m/;
  expect((await run(['check', file('wrong.yaml')], { isTTY: true })).stdout).toMatch(coloured);
  expect((await run(['check', file('wrong.yaml')], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(
    '\x1b',
  );
  expect((await run(['check', file('wrong.yaml')], { env: { CI: 'true' } })).stdout).not.toContain('\x1b');
});

test('two runs say the same', async () => {
  expect(await run(['check', folder])).toEqual(await run(['check', folder]));
});

test('on GitHub, findings are annotations as well', async () => {
  const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder };
  const { stdout } = await run(['check', file('wrong.yaml'), file('trap.yaml')], { env });
  const annotations = stdout.split('\n').filter(line => line.startsWith('::'));
  expect(annotations).toEqual([
    expect.stringMatching(
      /^::error file=wrong\.yaml,line=9,col=19,title=unknown-type::There is no type "strin"\.%0ADid you mean/,
    ),
    expect.stringMatching(/^::error file=wrong\.yaml,line=18,col=34,title=undefined-field::/),
    expect.stringMatching(/^::warning file=trap\.yaml,line=18,col=34,title=optional-field::/),
  ]);
  expect(stdout).toContain('2 errors and 1 warning in 2 of 2 files.');
  expect((await run(['check', '--format', 'json', file('wrong.yaml')], { env })).stdout).not.toContain('::error');
});

test('the program checks as a user runs it', () => {
  const cli = ['--import', 'tsx', 'lib/cli/main.ts', 'check'];
  expect(execFileSync(process.execPath, [...cli, 'dist'], { encoding: 'utf8' })).toMatch(
    /^No findings in \d+ files\.\n$/,
  );
  const { status, stdout } = spawnSync(process.execPath, [...cli, '-'], { input: WRONG, encoding: 'utf8' });
  expect({ status, first: stdout.split('\n')[0] }).toEqual({ status: 1, first: '<stdin>:9:19 - error unknown-type' });
});

test('a reader that has enough, as head does, ends the program without a word', () => {
  const data = Array.from({ length: 500 }, (_, i) => `k${i}: "\${schema.spec.x}"`).join(', ');
  const many = folderOf({ 'many.yaml': graph({ data: `{ ${data} }` }) });
  const command = `'${process.execPath}' --import tsx lib/cli/main.ts check '${many}' | head -n 1`;
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({
    stdout: `${join(many, 'many.yaml')}:18:35 - error undefined-field\n`,
    stderr: '',
  });
});
