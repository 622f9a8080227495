import { expandSchema } from '../../../lib/schema/expand';
import { generate } from '../../../lib/schema/import/generate';
import { crd, fileOf, generateOf, input, MemoryFolder, object, problemsOf, root } from './samples';

const named = (name: string) => root({ spec: object({ [name]: { type: 'string' } }) });
const OPEN = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

test('an import is a module per group, a schema per version and a catalog', () => {
  const imported = generateOf(
    crd({ kind: 'Cart', versions: { v1: root({}), v1beta1: root({}) } }),
    crd({ kind: 'Site', group: 'web.example.com', scope: 'Cluster' }),
  );
  expect([...imported.files.keys()].sort()).toEqual([
    'index.json',
    'schema/shop.example.com_carts_v1.json',
    'schema/shop.example.com_carts_v1beta1.json',
    'schema/web.example.com_sites_v1.json',
    'shop.example.com.ts',
    'web.example.com.ts',
  ]);
  expect(fileOf(imported, 'index.json')).toBe(`\
{
  "shop.example.com/v1": {
    "Cart": { "plural": "carts", "scope": "Namespaced", "schema": "shop.example.com_carts_v1.json" }
  },
  "shop.example.com/v1beta1": {
    "Cart": { "plural": "carts", "scope": "Namespaced", "schema": "shop.example.com_carts_v1beta1.json" }
  },
  "web.example.com/v1": {
    "Site": { "plural": "sites", "scope": "Cluster", "schema": "web.example.com_sites_v1.json" }
  }
}
`);
  expect(imported.groups).toEqual([
    { file: 'shop.example.com.ts', kinds: 1 },
    { file: 'web.example.com.ts', kinds: 1 },
  ]);
});

test('YAML of several documents, JSON, and lists of either are read alike', () => {
  const [a, b] = [crd({ kind: 'Cart' }), crd({ kind: 'Depot' })];
  const expected = generateOf(a, b).files;
  const list = (kind: string) => input('-', { apiVersion: 'v1', kind, items: [a, b] });
  const yaml = { source: '-', text: `# none\n---\n${[a, null, b].map(each => JSON.stringify(each)).join('\n---\n')}` };
  for (const source of [list('List'), list('CustomResourceDefinitionList'), yaml])
    expect(generate({ sources: [source] }).files).toEqual(expected);
});

test('YAML merge keys are merged, as kubectl does it', () => {
  const text = JSON.stringify(crd({ versions: { v1: root({ spec: object({ a: {}, b: {} }) }) } }))
    .replace('"a":{}', '"a":&a {"type":"string"}')
    .replace('"b":{}', '"b":{<<: *a}');
  expect(fileOf(generate({ sources: [{ source: 'a.yaml', text }] }), 'shop.example.com.ts')).toContain('b?: string');
});

test('the module to import Kind from is the one asked for', () => {
  const imported = new MemoryFolder().import({ sources: [input('a', crd())], kindModule: '../lib/kro/kind' });
  expect(fileOf(imported, 'shop.example.com.ts')).toContain("import type { Kind, ObjectMeta } from '../lib/kro/kind';");
});

describe('into a folder that has kinds already', () => {
  test('other kinds of the group stay, and the result is that of one import of all', () => {
    const place = object({ city: { type: 'string' }, street: { type: 'string' } });
    const all = [
      crd({ kind: 'Cart', versions: { v1: root({ spec: object({ from: place, to: place }) }), v1beta1: named('b') } }),
      crd({ kind: 'Depot', versions: { v1: root({ spec: place }) } }),
      crd({ kind: 'Site', group: 'web.example.com' }),
    ];
    const folder = new MemoryFolder();
    for (const [i, document] of all.entries()) folder.import({ sources: [input(`${i}.yaml`, document)] });
    expect(new Map([...folder.files].sort())).toEqual(new Map([...generateOf(...all).files].sort()));
  });

  test('modules of other groups are not touched', () => {
    const folder = new MemoryFolder();
    folder.import({ sources: [input('a', crd())] });
    const { files } = folder.import({ sources: [input('b', crd({ group: 'web.example.com' }))] });
    expect([...files.keys()].sort()).toEqual([
      'index.json',
      'schema/web.example.com_carts_v1.json',
      'web.example.com.ts',
    ]);
  });

  test('a CRD replaces its kind with all versions', () => {
    const folder = new MemoryFolder();
    folder.import({ sources: [input('a', crd({ versions: { v1beta1: named('old'), v1alpha1: named('older') } }))] });
    const { removed } = folder.import({
      sources: [input('b', crd({ versions: { v1: named('new'), v1beta1: named('old') } }))],
    });
    expect(removed).toEqual(['schema/shop.example.com_carts_v1alpha1.json']);
    expect(folder.files.get('shop.example.com.ts')).toContain('export const CartV1Beta1: Kind<CartV1Beta1>');
    expect(folder.files.get('shop.example.com.ts')).not.toContain('older');
    expect([...folder.files.keys()].sort()).toEqual([
      'index.json',
      'schema/shop.example.com_carts_v1.json',
      'schema/shop.example.com_carts_v1beta1.json',
      'shop.example.com.ts',
    ]);
  });

  test.each<[string, string, string | undefined, string]>([
    [
      'a module of somebody else',
      'shop.example.com.ts',
      'export {};',
      'imports/shop.example.com.ts: It is there, but not from `cdk8s-kro import`.',
    ],
    [
      'a module without its catalog',
      'index.json',
      undefined,
      'imports/shop.example.com.ts: index.json does not name its kinds.',
    ],
    [
      'a catalog that is none',
      'index.json',
      '{"v1":[]}',
      'imports/index.json: It is not what `cdk8s-kro import` wrote.',
    ],
    [
      'a catalog that leads elsewhere',
      'index.json',
      '{"v1":{"A":{"plural":"a","scope":"Cluster","schema":"../a.json"}}}',
      'imports/index.json: It is not what `cdk8s-kro import` wrote.',
    ],
    [
      'a schema that is missing',
      'schema/shop.example.com_carts_v1.json',
      undefined,
      'imports/schema/shop.example.com_carts_v1.json: It is missing.',
    ],
    [
      'a schema that is none',
      'schema/shop.example.com_carts_v1.json',
      '{"properties":null}',
      'imports/schema/shop.example.com_carts_v1.json: It is not what `cdk8s-kro import` wrote.',
    ],
  ])('%s is a problem', (_, file, text, expected) => {
    const folder = new MemoryFolder();
    folder.import({ sources: [input('a', crd())] });
    if (text === undefined) folder.files.delete(file);
    else folder.files.set(file, text);
    const imported = folder.import({ sources: [input('b', crd({ kind: 'Depot' }))] });
    expect(problemsOf(imported)[0]).toContain(expected);
    expect(imported.files.size).toBe(0);
  });
});

describe('types from another document than the schema', () => {
  const cluster = crd({ versions: { v1: OPEN } });
  const typed = crd({
    versions: { v1: root({ spec: object({ a: { type: 'string', default: '' } }, { required: ['a'] }) }) },
  });

  test('make the interfaces, while the schema stays that of the cluster', () => {
    const imported = new MemoryFolder().import({ sources: [input('a', cluster)], types: [input('b', typed)] });
    expect(fileOf(imported, 'schema/shop.example.com_carts_v1.json')).toBe(
      '{"type":"object","x-kubernetes-preserve-unknown-fields":true}\n',
    );
    expect(fileOf(imported, 'shop.example.com.ts')).toContain('readonly spec: CartSpec;');
    expect(fileOf(imported, 'index.json')).toContain('"types": "shop.example.com_carts_v1.types.json"');
  });

  test('have no defaults which an API server would fill in', () => {
    const imported = new MemoryFolder().import({ sources: [input('a', cluster)], types: [input('b', typed)] });
    expect(fileOf(imported, 'shop.example.com.ts')).toContain('readonly a: string;');
  });

  test('stay when another kind of the group is imported', () => {
    const folder = new MemoryFolder();
    folder.import({ sources: [input('a', cluster)], types: [input('b', typed)] });
    folder.import({ sources: [input('c', crd({ kind: 'Depot' }))] });
    expect(folder.files.get('shop.example.com.ts')).toContain('readonly a: string;');
    expect(folder.files.get('index.json')).toContain('"types": "shop.example.com_carts_v1.types.json"');
  });

  test('go when the kind is imported without them', () => {
    const folder = new MemoryFolder();
    folder.import({ sources: [input('a', cluster)], types: [input('b', typed)] });
    expect(folder.import({ sources: [input('a', cluster)] }).removed).toEqual([
      'schema/shop.example.com_carts_v1.types.json',
    ]);
  });

  test('have to be of a kind that is imported', () => {
    const imported = new MemoryFolder().import({
      sources: [input('a', cluster)],
      types: [input('b', crd({ kind: 'Depot' }))],
    });
    expect(problemsOf(imported)).toEqual([
      'b: shop.example.com/v1 Depot gives types, but no such kind is imported. Pass the CRD of the cluster as a source.',
    ]);
  });
});

test('a stored schema expands to the facts of the CRD', () => {
  const schema = root({ spec: object({ title: { type: 'string', description: 'Prose.' } }) });
  const text = fileOf(generateOf(crd({ versions: { v1: schema } })), 'schema/shop.example.com_carts_v1.json');
  expect(expandSchema(text, () => ({}))).toEqual(root({ spec: object({ title: { type: 'string' } }) }));
});
