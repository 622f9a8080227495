import { expandSchema } from '../../../lib/schema/expand';
import { crd, fileOf, input, MemoryFolder, problemsOf } from './samples';

const meta = {
  type: 'object',
  properties: { name: { type: 'string' }, managedFields: { type: 'array', items: { type: 'object' } } },
};
const template = {
  type: 'object',
  required: ['image', 'port', 'protocol'],
  properties: {
    image: { type: 'string', default: '' },
    port: { type: 'integer', default: 0 },
    protocol: { type: 'string', default: 'TCP' },
  },
};
const common = { definitions: { 'meta.ObjectMeta': meta, 'core.Template': template } };
const kindOf = (spec: object) => ({
  type: 'object',
  properties: { metadata: { $ref: 'common.json#/definitions/meta.ObjectMeta', default: {} }, spec },
});
const TEMPLATE = { $ref: 'common.json#/definitions/core.Template', default: {} };
const apps = {
  group: 'apps',
  version: 'v1',
  kinds: {
    Deployment: { plural: 'deployments', namespaced: true, $ref: '#/definitions/Deployment' },
    Tree: { plural: 'trees', namespaced: false, $ref: '#/definitions/Tree' },
  },
  definitions: {
    Deployment: kindOf({ type: 'object', properties: { template: TEMPLATE } }),
    Tree: kindOf({ $ref: '#/definitions/Node' }),
    Node: {
      type: 'object',
      properties: { left: { allOf: [{ $ref: '#/definitions/Node' }] }, $ref: { type: 'string' }, leaf: TEMPLATE },
    },
  },
};
const core = {
  group: '',
  version: 'v1',
  kinds: { Pod: { plural: 'pods', namespaced: true, $ref: '#/definitions/Pod' } },
  definitions: { Pod: kindOf(TEMPLATE) },
};

const openapi = (...documents: [file: string, document: unknown][]) =>
  documents.map(([file, document]) => input(`openapi/${file}`, document));
const all = openapi(['common.json', common], ['apps_v1.json', apps], ['core_v1.json', core]);

/** The schemas of a folder, expanded. */
function schemaOf(folder: MemoryFolder, file: string) {
  const text = (name: string) => folder.files.get(`schema/${name}`) ?? `no ${name}`;
  return expandSchema(text(file), name => JSON.parse(text(name)));
}

test('references are replaced by definitions, and a recursion ends as an object', () => {
  const folder = new MemoryFolder();
  expect(problemsOf(folder.import({ sources: all }))).toEqual([]);
  expect(schemaOf(folder, 'apps_deployments_v1.json')).toEqual({
    type: 'object',
    properties: { metadata: meta, spec: { type: 'object', properties: { template } } },
  });
  expect(schemaOf(folder, 'apps_trees_v1.json')).toEqual({
    type: 'object',
    properties: {
      metadata: meta,
      spec: { type: 'object', properties: { left: { type: 'object' }, $ref: { type: 'string' }, leaf: template } },
    },
  });
});

test('what built-in kinds share is stored once', () => {
  const folder = new MemoryFolder();
  folder.import({ sources: all });
  expect(folder.files.get('schema/core_pods_v1.json')).toBe(
    '{"properties":{"metadata":{"$ref":"common.json#/$defs/meta.ObjectMeta"},"spec":{"$ref":"common.json#/$defs/core.Template"}},"type":"object"}\n',
  );
  expect(folder.files.get('schema/common.json')?.match(/"port"/g)).toHaveLength(2); // the property, and that it is required
});

test('the core group is the module core, and has no group in its apiVersion', () => {
  const imported = new MemoryFolder().import({ sources: all });
  expect(fileOf(imported, 'core.ts')).toContain(
    "export const Pod: Kind<Pod> = { apiVersion: 'v1', kind: 'Pod', plural: 'pods', scope: 'Namespaced', schema: 'core_pods_v1.json' };",
  );
});

test("a default that is Go's zero value does not make a field of a built-in kind optional", () => {
  const imported = new MemoryFolder().import({ sources: all });
  expect(fileOf(imported, 'core.ts')).toContain(`\
export interface PodSpec {
  readonly image: string;
  readonly port: number;
  readonly protocol?: string;
}`);
});

test('importing group by group comes to the same folder', () => {
  const [shared, ...groups] = all;
  const [together, apart] = [new MemoryFolder(), new MemoryFolder()];
  together.import({ sources: all });
  for (const group of groups.reverse()) apart.import({ sources: [shared, group] });
  expect(new Map([...apart.files].sort())).toEqual(new Map([...together.files].sort()));
});

test('a newer definition that is shared changes only the kinds that are imported with it', () => {
  const folder = new MemoryFolder();
  folder.import({ sources: all });
  const newer = { ...template, properties: { ...template.properties, added: { type: 'string' } } };
  const definitions = { ...common.definitions, 'core.Template': newer };
  folder.import({ sources: openapi(['common.json', { definitions }], ['apps_v1.json', apps]) });
  expect(schemaOf(folder, 'apps_deployments_v1.json')).toHaveProperty('properties.spec.properties.template', newer);
  expect(schemaOf(folder, 'core_pods_v1.json')).toHaveProperty('properties.spec', template);
});

test('a version of a built-in kind leaves the others', () => {
  const folder = new MemoryFolder();
  const older = { ...core, version: 'v1beta1' };
  for (const [file, document] of [
    ['a.json', core],
    ['b.json', older],
  ] as const)
    folder.import({ sources: openapi(['common.json', common], [file, document]) });
  const constants = folder.files.get('core.ts')?.match(/export const \w+/g);
  expect(constants).toEqual(['export const Pod', 'export const PodV1Beta1']);
});

test('a CRD in the group of built-in kinds leaves them, and what they share', () => {
  const folder = new MemoryFolder();
  const batch = { ...apps, group: 'batch.example.com' };
  folder.import({ sources: openapi(['common.json', common], ['batch.json', batch]) });
  const before = folder.files.get('schema/batch.example.com_deployments_v1.json');
  folder.import({ sources: [input('a.yaml', crd({ group: 'batch.example.com' }))] });
  expect(folder.files.get('schema/batch.example.com_deployments_v1.json')).toBe(before);
  expect(folder.files.get('batch.example.com.ts')).toContain('export const Deployment');
});

test.each<[string, ReturnType<typeof openapi>, string]>([
  [
    'a definition in a file that is not given',
    openapi(['core_v1.json', core]),
    'openapi/core_v1.json: document 1: kinds.Pod: common.json#/definitions/meta.ObjectMeta is not there. Pass the file that defines it as well.',
  ],
  [
    'a document without version',
    openapi(['x.json', { group: 'apps', kinds: {}, definitions: {} }]),
    'openapi/x.json: document 1: Group, version or kinds is missing. Pass { group, version, kinds, definitions }.',
  ],
  [
    'a group that is none',
    openapi(['x.json', { ...apps, group: '../apps' }]),
    'openapi/x.json: document 1: ../apps/v1 is no group and version. Write such as apps and v1.',
  ],
  [
    'a kind without plural',
    openapi(['x.json', { ...core, kinds: { Pod: { $ref: '#/definitions/Pod' } } }]),
    'openapi/x.json: document 1: kinds.Pod: Name, plural or $ref is wrong. Write Pod: { plural, namespaced, $ref }.',
  ],
  [
    'a definition that is no schema',
    openapi(['x.json', { ...core, definitions: { Pod: { properties: null, items: 3 } } }]),
    'openapi/x.json: document 1: kinds.Pod.properties: It is null where a map of schemas is expected. Correct or remove it.',
  ],
])('%s is a problem', (_, sources, expected) => {
  expect(problemsOf(new MemoryFolder().import({ sources }))).toContain(expected);
});

test('definitions that multiply without end are a problem', () => {
  const names = Array.from({ length: 12 }, (_, i) => `D${i}`);
  const properties = Object.fromEntries(names.map(name => [name, { $ref: `#/definitions/${name}` }]));
  const definitions = Object.fromEntries(names.map(name => [name, { type: 'object', properties }]));
  const kinds = { Bomb: { plural: 'bombs', namespaced: true, $ref: '#/definitions/D0' } };
  const sources = openapi(['x.json', { group: 'apps', version: 'v1', kinds, definitions }]);
  expect(problemsOf(new MemoryFolder().import({ sources }))[0]).toContain('It has more than 200000 schemas.');
});
