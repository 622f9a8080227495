import fc from 'fast-check';
import { generate } from '../../../lib/schema/import/generate';
import { crd, generateOf, input, object, problemsOf, root } from './samples';

const problemsOfText = (text: string) => problemsOf(generate({ sources: [{ source: 'a.yaml', text }] }));
const HINT = 'Pass the CRD as the cluster has it: kubectl get crd NAME -o yaml.';

test.each<[string, string, string]>([
  [
    'YAML that is none',
    'a: b: c',
    'a.yaml: document 1: Nested mappings are not allowed in compact mappings at line 1, column 4. Correct the YAML.',
  ],
  [
    'JSON that is none',
    '{"a": ',
    'a.yaml: document 1: Flow map must end with a } at line 1, column 7. Correct the YAML.',
  ],
  [
    'a key that comes twice',
    'a: 1\na: 2',
    'a.yaml: document 1: Map keys must be unique at line 2, column 1. Correct the YAML.',
  ],
  [
    'a file of nothing',
    '---\n# nothing\n---\n',
    'a.yaml: Nothing is in it. Pass a file with a CustomResourceDefinition.',
  ],
  ['a text', 'hello', 'a.yaml: document 1: It is not a map. Pass CustomResourceDefinitions only.'],
  [
    'a list without items',
    'kind: List',
    'a.yaml: document 1: items: A List without a list of items. Write it again: kubectl get crd NAME… -o json.',
  ],
  [
    'another kind',
    'kind: Deployment',
    'a.yaml: document 1: It is a Deployment, no CustomResourceDefinition. Pass CRDs only, or take the document out.',
  ],
  [
    'no kind',
    'a: 1',
    'a.yaml: document 1: It is without a kind, no CustomResourceDefinition. Pass CRDs only, or take the document out.',
  ],
  [
    'an item of another kind',
    'kind: List\nitems: [{kind: Secret}]',
    'a.yaml: document 1, item 1: It is a Secret, no CustomResourceDefinition. Pass CRDs only, or take the document out.',
  ],
  [
    'a CRD of an old version',
    'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition',
    'a.yaml: document 1: It is a CustomResourceDefinition of apiextensions.k8s.io/v1beta1, which clusters no longer serve. Write it as apiextensions.k8s.io/v1, where each version has its schema.',
  ],
  [
    'a document that contains itself',
    'a: &a\n  b: *a',
    'a.yaml: document 1: It contains itself through a YAML alias. Write the schema out, without the alias.',
  ],
])('%s is a problem', (_, text, expected) => {
  expect(problemsOfText(text)).toEqual([expected]);
});

test.each<[string, (document: ReturnType<typeof crd>) => unknown, string[]]>([
  ['no spec', document => ({ ...document, spec: undefined }), [`spec: It is missing. ${HINT}`]],
  ['a list as spec', document => ({ ...document, spec: [] }), [`spec: It is not a map. ${HINT}`]],
  [
    'no names',
    document => ({ ...document, spec: { ...document.spec, names: undefined } }),
    [`spec.names: It is missing. ${HINT}`],
  ],
  [
    'versions that are no list',
    document => ({ ...document, spec: { ...document.spec, versions: { v1: {} } } }),
    [`spec.versions: It is not a list. ${HINT}`],
  ],
  [
    'names that are none',
    document => ({
      ...document,
      spec: { ...document.spec, group: '../x', scope: 'Global', names: { kind: 'a.b', plural: 7 } },
    }),
    [
      'spec.group: It is no valid name. Write a domain name such as shop.example.com.',
      'spec.names.kind: It is no valid name. Write a name such as Table.',
      'spec.names.plural: It is no valid name. Write a lower-case name such as tables.',
      'spec.scope: The scope is not known. Write Namespaced or Cluster.',
    ],
  ],
  [
    'no served version',
    document => ({ ...document, spec: { ...document.spec, versions: [{ name: 'v1' }] } }),
    ['spec.versions: No version is served. Set served: true on one of them.'],
  ],
  [
    'a version that is no map',
    document => ({ ...document, spec: { ...document.spec, versions: [null, ...document.spec.versions] } }),
    ['spec.versions[0]: It is not a map. Write name, served, storage and schema in it.'],
  ],
  [
    'a version without schema',
    document => ({ ...document, spec: { ...document.spec, versions: [{ name: 'v1', served: true, schema: {} }] } }),
    [
      'spec.versions[0]: Version v1 has no schema.openAPIV3Schema. Add one; {type: object, x-kubernetes-preserve-unknown-fields: true} is a kind of any content.',
    ],
  ],
])('a CRD with %s is a problem', (_, change, expected) => {
  expect(problemsOf(generateOf(change(crd())))).toEqual(expected.map(problem => `a.yaml: document 1: ${problem}`));
});

test('a schema that is none is a problem at its place', () => {
  const schema = root({ spec: { type: 'object', properties: null } });
  expect(problemsOf(generateOf(crd({ versions: { v1: schema } })))).toEqual([
    'a.yaml: document 1: spec.versions[0].schema.openAPIV3Schema.properties.spec.properties: It is null where a map of schemas is expected. Correct or remove it.',
  ]);
});

test.each([300, 100_000])('a schema of %d levels is a problem', levels => {
  const text = `${`{"items":`.repeat(levels)}{}${'}'.repeat(levels)}`;
  expect(problemsOfText(text)).toEqual([
    'a.yaml: document 1: It is nested more than 250 levels deep. Flatten the schema; no API server serves such a CRD.',
  ]);
});

test('YAML too deep for its parser is a problem', () => {
  expect(problemsOfText(`a: ${'['.repeat(20_000)}`)).toEqual([expect.stringContaining('a.yaml: ')]);
});

test.each([
  ['{}', 'YAML aliases make it many times as long. Write the schema out, without the aliases.'],
  ['{a: 1}', 'Excessive alias count indicates a resource exhaustion attack. Correct the YAML.'],
])('aliases of %s that multiply are a problem', (first, expected) => {
  const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
  const text = [`a0: &a0 ${first}`, ...levels].join('\n');
  expect(problemsOfText(text)).toEqual([`a.yaml: document 1: ${expected}`]);
});

test('the same version of a kind twice is a problem that names both places', () => {
  const sources = [input('a.yaml', crd({ kind: 'Depot' }), crd()), input('b.yaml', crd())];
  expect(problemsOf(generate({ sources }))).toEqual([
    'b.yaml: document 1: shop.example.com/v1 Cart is in a.yaml as well (document 2). Pass one of them, or pass the one with the better types as --types-from.',
  ]);
});

test('two kinds with one plural are a problem', () => {
  expect(problemsOf(generateOf(crd({ kind: 'Cart' }), crd({ kind: 'Trolley', plural: 'carts' })))[0]).toContain(
    'shop.example.com/v1 Cart has the plural carts, as Trolley does. Give them different plurals.',
  );
});

test('all problems of all documents are told at once, and nothing is generated', () => {
  const sources = [
    input('a.yaml', { kind: 'Secret' }, crd({ scope: 'x' })),
    { source: 'b.yaml', text: 'a: b: c' },
    input('c.yaml', crd(), crd({ versions: { v1: { items: 1 } } })),
  ];
  const imported = generate({ sources });
  expect(imported.problems.map(({ source, place }) => `${source} ${place}`)).toEqual([
    'a.yaml document 1',
    'a.yaml document 2',
    'b.yaml document 1',
    'c.yaml document 2',
  ]);
  expect([imported.files.size, imported.groups.length, imported.removed.length]).toEqual([0, 0, 0]);
});

/** A CRD with one value, anywhere, replaced by something else. */
const damaged = fc
  .tuple(fc.nat(), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined)), fc.boolean())
  .map(([at, junk, builtIn]) => {
    const spec = object({ a: { type: 'array', items: { oneOf: [{ type: 'string' }], enum: ['x'], not: {} } } });
    const schema = root({ spec: { ...spec, required: ['a'], additionalProperties: {}, default: { a: [] } } });
    const definitions = { Pod: schema, Other: { properties: { self: { allOf: [{ $ref: '#/definitions/Pod' }] } } } };
    const kinds = { Pod: { plural: 'pods', namespaced: true, $ref: '#/definitions/Pod' } };
    const document = builtIn ? { group: 'apps', version: 'v1', kinds, definitions } : crd({ versions: { v1: schema } });
    let count = 0;
    const text = JSON.stringify(document, (_, value) => (count++ === at % 80 ? junk : value));
    return text ?? '';
  });

test('whatever is wrong in a document, the import ends with files or with problems', () => {
  fc.assert(
    fc.property(damaged, text => {
      const { files, problems } = generate({ sources: [{ source: 'a.json', text }] });
      expect(files.size > 0).toBe(problems.length === 0);
    }),
    { numRuns: 1000 },
  );
});
