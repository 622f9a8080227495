import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf, graph, put, run } from './run';

const SPEC = '{ size: integer | default=1, name: string }';
const instance = (name: string, spec: string) =>
  `apiVersion: kro.run/v1alpha1\nkind: Shop\nmetadata: { name: ${name}, namespace: x }\nspec: ${spec}\n`;

/** What diff says of two versions of a folder. */
async function diff(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  ...args: string[]
) {
  const [from, to] = [folderOf(before), folderOf(after)];
  const said = await run(['diff', '--against', from, to, ...args]);
  return { ...said, from, to };
}

/** The same, of two versions of one graph. */
const versions = (before: Parameters<typeof graph>[0], after: Parameters<typeof graph>[0], ...args: string[]) =>
  diff({ 'shop.yaml': graph(before) }, { 'shop.yaml': graph(after) }, ...args);

describe('a graph', () => {
  test('that stays as it is is no difference, however it is written', async () => {
    const { code, stdout, stderr } = await diff({ 'shop.yaml': graph() }, { 'moved/shop.yaml': `# moved\n${graph()}` });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'No differences.\n', stderr: '' });
  });

  test('that kro takes is told with what is applied', async () => {
    const { code, stdout } = await versions(
      { spec: SPEC },
      { spec: SPEC.replace('1', '2').replace(' }', ', more: string }') },
    );
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `~ shop (Shop.kro.run) shop.yaml
  applied         spec.size.default: Default value was changed from 1 to 2
  applied         spec.more: Optional property more was added

1 graph differs.
`,
    });
  });

  test('that kro refuses is told with what breaks, what that holds back, and what lets it pass', async () => {
    const { code, stdout } = await versions(
      { spec: '{ size: integer, name: string }' },
      { spec: '{ size: string, more: string, must: string | required=true }' },
      '--fail-on',
      'breaking',
    );
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `~ shop (Shop.kro.run) shop.yaml
  refused         kro: cannot update CRD shops.kro.run: breaking changes
                  detected: Optional property must was added; Property name was
                  removed; Type changed from integer to string
  breaking        spec.must: Required property must was added
  breaking        spec.name: Property name was removed
  breaking        spec.size.type: Type changed from integer to string
  held back       spec.more: Optional property more was added
  kro applies nothing of this to the CRD unless the RGD has the annotation
  kro.run/allow-breaking-changes: "true".

1 graph (1 breaking) differs.
`,
    });
  });

  test('with the annotation is applied, and is breaking all the same', async () => {
    const allowed = graph({ spec: '{ size: string }' }).replace(
      'name: shop',
      'name: shop\n  annotations: { kro.run/allow-breaking-changes: "true" }',
    );
    const { code, stdout } = await diff(
      { 'shop.yaml': graph({ spec: SPEC }) },
      { 'shop.yaml': allowed },
      '--fail-on',
      'breaking',
    );
    expect(code).toBe(1);
    expect(stdout).not.toMatch(/refused|unless/);
    expect(stdout).toContain('  The RGD has the annotation kro.run/allow-breaking-changes, so kro applies it.\n');
  });

  test('may change in ways kro never rolls out', async () => {
    const { code, stdout } = await versions(
      { spec: '{ size: integer }' },
      { spec: '{ size: integer | immutable=true }' },
      '--fail-on',
      'breaking',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}not rolled out {2}spec\.size\.x-kubernetes-validations: /m);
  });

  test('whose resources change is told by their ids', async () => {
    const map = (id: string) =>
      `    - id: ${id}\n      template: { apiVersion: v1, kind: ConfigMap, metadata: { name: ${id} } }\n`;
    const { code, stdout } = await versions({}, { data: '{ a: b }', more: map('more') }, '--fail-on', 'breaking');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '~ shop (Shop.kro.run) shop.yaml\n  resources       +more ~config\n\n1 graph differs.\n',
    });
  });

  const table = ({ id = 'table', name = 'carts', key = 'HASH' }) => `    - id: ${id}
      template:
        apiVersion: dynamodb.services.k8s.aws/v1alpha1
        kind: Table
        metadata: { name: table }
        spec:
          tableName: ${name}
          keySchema: [{ attributeName: id, keyType: ${key} }]
          attributeDefinitions: [{ attributeName: id, attributeType: S }]
          billingMode: PAY_PER_REQUEST
`;

  test.each([
    ['replaced', { name: 'other' }, 'spec.resources[1].template.spec.tableName: The Table', 1],
    ['stuck', { key: 'RANGE' }, 'spec.resources[1].template.spec.keySchema: The API server refuses to change it', 1],
    ['renamed', { id: 'store' }, 'spec.resources[1].id: The resource table is called store now', 0],
  ])('may leave objects %s', async (label, change, text, code) => {
    const [before, after] = [{}, change].map(each => ({ more: table(each) }));
    const said = await versions(before, after, '--fail-on', 'breaking');
    expect(said.stdout.replace(/\s+/g, ' ')).toContain(` ${label} ${text}`);
    expect(said.code).toBe(code);
  });

  test('whose objects move with another is told so, without texts that are the same', async () => {
    const more = (name: string) => `    - id: team
      template: { apiVersion: v1, kind: Namespace, metadata: { name: ${name} } }
    - id: inner
      template: { apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: '\${team.metadata.name}' } }
`;
    const { stdout } = await versions({ more: more('red') }, { more: more('blue') });
    expect(stdout).toBe(`~ shop (Shop.kro.run) shop.yaml
  resources       ~team
  replaced        spec.resources[1].template.metadata.name: kro makes another
                  Namespace for every instance and deletes the one there is (red
                  → blue)
  replaced        spec.resources[2].template.metadata.namespace: kro makes
                  another ConfigMap for every instance and deletes the one there
                  is

1 graph (1 breaking) differs.
`);
  });

  test('that loses a resource is told with what kro deletes', async () => {
    const { code, stdout } = await versions({ more: table({}) }, {}, '--fail-on', 'breaking');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `~ shop (Shop.kro.run) shop.yaml
  resources       -table
  deleted         spec.resources[1]: kro deletes the Table of every instance

1 graph differs.
`,
    });
  });

  test('that is new is an addition', async () => {
    const { code, stdout } = await diff(
      { 'shop.yaml': graph() },
      { 'shop.yaml': graph(), 'new.yaml': graph({ name: 'new', kind: 'New' }) },
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '+ new (New.kro.run) new.yaml\n\n1 graph differs.\n' });
  });

  test('that is gone is told with what becomes of its CRD and instances', async () => {
    const { code, stdout } = await diff(
      { 'shop.yaml': graph(), 'x.yaml': instance('one', '{}') },
      { 'x.yaml': instance('one', '{}') },
      '--fail-on',
      'breaking',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^- shop \(Shop\.kro\.run\) shop\.yaml\n {2}kro stops/);
    expect(stdout.replace(/\s+/g, ' ')).toContain('Its CRD stays, and so do the instances and what they made');
  });

  test.each([
    ['kind', { kind: 'Store' }, 'spec.schema.kind is immutable, and changes from Shop to Store.'],
    ['group', {}, 'spec.schema.group is immutable, and changes from kro.run to example.com.'],
  ])('cannot change its %s', async (field, change, message) => {
    const after = graph(change).replace(
      '    apiVersion: v1alpha1\n',
      field === 'group' ? '    apiVersion: v1alpha1\n    group: example.com\n' : '$&',
    );
    const { code, stdout } = await diff({ 'shop.yaml': graph() }, { 'shop.yaml': after }, '--fail-on', 'breaking');
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`refused The API server refuses it: ${message}`);
  });

  test('under another name does not get the CRD of the one it was', async () => {
    const { code, stdout } = await versions({}, { name: 'store' }, '--fail-on', 'breaking');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^~ store \(Shop\.kro\.run, shop before\) shop\.yaml\n/);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'kro: failed to update CRD shops.kro.run: CRD is owned by another ResourceGraphDefinition shop',
    );
  });

  test('that kro rejects is breaking', async () => {
    const { code, stdout } = await versions(
      {},
      { data: '{ a: "${schema.spec.x}", b: "${y}" }' },
      '--fail-on',
      'breaking',
    );
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'refused kro rejects the graph itself. spec.resources[0].template.data.a: schema.spec has no field x. There is more: run cdk8s-kro check.',
    );
  });

  test("that needs one of kro's feature gates is compared under it", async () => {
    const [before, after] = ['{ a: "${omit()}" }', '{ b: "${omit()}" }'].map(data => ({ data }));
    expect((await versions(before, after)).stdout).toContain('refused');
    const { stdout } = await versions(before, after, '--feature-gates', 'CELOmitFunction=true');
    expect(stdout).toBe('~ shop (Shop.kro.run) shop.yaml\n  resources       ~config\n\n1 graph differs.\n');
  });

  test('is compared with the API of another as that was', async () => {
    const outer = (field: string) =>
      graph({
        name: 'outer',
        kind: 'Outer',
        status: `{ a: "\${inner.status.${field}}" }`,
        more: '    - id: inner\n      template: { apiVersion: kro.run/v1alpha1, kind: Shop, metadata: { name: x } }\n',
      });
    const inner = (field: string) => graph({ status: `{ ${field}: "\${config.metadata.name}" }` });
    const { stdout } = await diff(
      { 'o.yaml': outer('old'), 'i.yaml': inner('old') },
      { 'o.yaml': outer('new'), 'i.yaml': inner('new') },
    );
    expect(stdout).toContain('~ outer (Outer.kro.run) o.yaml\n  changed         spec.schema.status.a\n');
  });
});

describe('instances', () => {
  test('that change are listed shortly, those of other kinds are not', async () => {
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
    const { code, stdout } = await diff(
      {
        'shop.yaml': graph(),
        'a.yaml': instance('gone', '{}'),
        'b.yaml': instance('one', '{ a: 1, b: 1, c: 1, d: 1, e: 1 }'),
      },
      {
        'shop.yaml': graph(),
        'moved/b.yaml': instance('one', '{ a: 2, b: 2, c: [], d: { f: 1 } }'),
        'c.yaml': instance('two', '{}'),
        'map.yaml': map,
      },
    );
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `Instances
  + Shop x/two
  ~ Shop x/one: spec.a, spec.b, spec.c, 2 more
  - Shop x/gone

3 instances differ.
`,
    });
  });

  test('that change are not breaking', async () => {
    const [before, after] = ['{}', '{ a: 1 }'].map(spec => ({ 'shop.yaml': graph(), 'a.yaml': instance('one', spec) }));
    expect(await diff(before, after, '--fail-on', 'breaking')).toMatchObject({ code: 0 });
  });
});

test('programs are told the same', async () => {
  const { code, stdout, from, to } = await diff(
    { 'shop.yaml': graph({ spec: SPEC }), 'a.yaml': instance('one', '{}') },
    { 'shop.yaml': graph({ spec: '{ name: string }' }), 'a.yaml': instance('one', '{ size: 2 }') },
    '--format',
    'json',
  );
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    against: from,
    path: to,
    graphs: [
      {
        change: 'changed',
        name: 'shop',
        kind: 'Shop',
        group: 'kro.run',
        file: 'shop.yaml',
        isBreaking: true,
        refused: ['kro: cannot update CRD shops.kro.run: breaking changes detected: Property size was removed'],
        needsAnnotation: true,
        comparison: {
          compatible: false,
          hasChanges: true,
          breaking: [
            {
              path: '.properties.spec.properties.size',
              type: 'PROPERTY_REMOVED',
              old: '',
              new: '',
              description: 'Property size was removed',
            },
          ],
          nonBreaking: expect.any(Array),
          notRolledOut: [],
          replaced: [],
        },
        resources: { added: [], removed: [], changed: [] },
        paths: ['spec.schema.spec.size'],
      },
    ],
    instances: [{ change: 'changed', kind: 'Shop', namespace: 'x', name: 'one', file: 'a.yaml', paths: ['spec.size'] }],
  });
});

describe('a revision of git', () => {
  const repository = folderOf({
    'cdk8s.yaml': 'app: none\noutput: out\n',
    'out/shop.yaml': graph({ spec: SPEC }),
    'out/.hidden.yaml': graph({ name: 'hidden', kind: 'Hidden' }),
    'other/x.yaml': graph({ name: 'other', kind: 'Other' }),
  });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: repository,
      encoding: 'utf8',
    });
  const cli = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', require.resolve('tsx'), resolve('lib/cli/main.ts'), 'diff', ...args], {
      cwd: repository,
      encoding: 'utf8',
    });
  const out = join(repository, 'out');

  beforeAll(() => {
    symlinkSync('shop.yaml', join(out, 'link.yaml'));
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    rmSync(join(out, 'link.yaml'));
    put(repository, {
      'out/shop.yaml': graph({ spec: '{ name: string }' }),
      'out/new.yaml': graph({ name: 'new', kind: 'New' }),
    });
  });

  test('is read as git has it, and the tree is left alone', async () => {
    const before = git('status', '--porcelain');
    const { code, stdout, stderr } = await run(['diff', '--against', 'HEAD', out]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.split('\n').filter(line => /^\S/.test(line))).toEqual([
      '+ new (New.kro.run) new.yaml',
      '~ shop (Shop.kro.run) shop.yaml',
      '2 graphs (1 breaking) differ.',
    ]);
    expect(git('status', '--porcelain')).toBe(before);
  });

  test('may be compared with one file', async () => {
    const { stdout } = await run(['diff', '--against', 'main', join(out, 'shop.yaml')]);
    expect(stdout).toMatch(/^~ shop .*shop\.yaml\n[\s\S]*\n1 graph \(1 breaking\) differs\.\n$/);
  });

  test('is compared with the output folder, as a user runs it', () => {
    const { status, stdout } = cli('--against', 'HEAD');
    expect({ status, last: stdout.trimEnd().split('\n').pop() }).toEqual({
      status: 1,
      last: '2 graphs (1 breaking) differ.',
    });
  });

  test('that does not have the folder makes all of it new, and says so', async () => {
    mkdirSync(join(repository, 'fresh'));
    put(repository, { 'fresh/x.yaml': graph() });
    expect(await run(['diff', '--against', 'HEAD', join(repository, 'fresh')])).toEqual({
      code: 1,
      stdout: '+ shop (Shop.kro.run) x.yaml\n\n1 graph differs.\n',
      stderr: `There is nothing of ${join(repository, 'fresh')} in HEAD: all of it counts as new.\n`,
    });
  });

  test.each([['nope'], ['HEAD~9'], ['--all'], ['-h']])('%s is none', async revision => {
    const { code, stdout, stderr } = await run(['diff', `--against=${revision}`, out]);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `${revision} is no folder, and no revision git knows for ${out}.\n`,
    });
  });
});

describe('wrong usage', () => {
  const plain = folderOf({ 'shop.yaml': graph() });

  test.each([
    [
      'no repository',
      ['--against', 'HEAD', plain],
      /^HEAD is no folder, and no revision git knows for .*: not a git repository/s,
    ],
    ['a folder that is not there', ['--against', plain, 'none'], /^There is no none\.\n$/],
    ['standard input', ['--against', plain, '-'], /^Name a file or a folder: diff does not read standard input\.\n$/],
    ['nothing to compare with', [plain], /^error: required option '--against <folder\|revision>' not specified/],
    [
      'a format there is not',
      ['--against', plain, plain, '--format', 'sarif'],
      /^error: option '--format <format>' argument 'sarif'/,
    ],
  ])('is %s', async (_, args, message) => {
    const { code, stdout, stderr } = await run(['diff', ...args], { env: { GIT_CEILING_DIRECTORIES: '/' } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('is a file that cannot be read, for its graphs would seem gone', async () => {
    const { code, stdout, stderr, to } = await diff({ 'shop.yaml': graph() }, { 'shop.yaml': 'a: [\n' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${to} holds what cannot be read:\n  shop.yaml:2: The YAML cannot be read`);
  });

  test('is not a file that could not be read before', async () => {
    const { code, stderr, from } = await diff({ 'shop.yaml': 'a: [\n' }, { 'shop.yaml': graph() });
    expect(code).toBe(1);
    expect(stderr).toMatch(`${from}: shop.yaml:2: The YAML cannot be read`);
  });
});
