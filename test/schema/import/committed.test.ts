import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expandSchema } from '../../../lib/schema/expand';
import { Existing } from '../../../lib/schema/import/existing';
import { apiVersionOf, moduleFile, schemaFile, typesFile } from '../../../lib/schema/import/kind';
import { printModule } from '../../../lib/schema/import/module';
import type { Problem } from '../../../lib/schema/import/problem';
import { DROPPED, mapSchemas, type Schema } from '../../../lib/schema/import/schema';
import { COMMON_FILE, SchemaStore } from '../../../lib/schema/import/store';

const read = (file: string) => readFileSync(join('imports', file), 'utf8');
const tryRead = (file: string) => (existsSync(join('imports', file)) ? read(file) : undefined);

const problems: Problem[] = [];
const existing = new Existing({ name: 'imports', tryRead }, problems);
const kinds = existing.kinds.map(kind => existing.load(kind));

test('imports/ holds the kinds its catalog names, and no other file', () => {
  expect(problems).toEqual([]);
  const schemas = kinds.flatMap(kind => [schemaFile(kind), ...(kind.types ? [typesFile(kind)] : [])]);
  expect(readdirSync('imports/schema').sort()).toEqual([...schemas, COMMON_FILE].sort());
  const modules = [...new Set(kinds.map(({ group }) => moduleFile(group)))];
  expect(readdirSync('imports').sort()).toEqual([...modules, 'index.json', 'schema'].sort());
});

test('what the generator makes of the stored schemas is what is stored', () => {
  const store = new SchemaStore(existing.common);
  for (const kind of kinds) {
    expect(store.print(kind.schema, kind.from === 'openapi')).toBe(read(`schema/${schemaFile(kind)}`));
    if (kind.types) expect(store.print(kind.types)).toBe(read(`schema/${typesFile(kind)}`));
  }
  expect(store.printCommon()).toBe(read(`schema/${COMMON_FILE}`));
});

test.each([...new Set(kinds.map(({ group }) => group))])('the module of %s is made of the stored schemas', group => {
  const own = kinds.filter(kind => kind.group === group);
  expect(read(moduleFile(group))).toBe(printModule(own, '../lib/kro/kind'));
});

test('no stored schema has prose, rules or references once it is expanded', () => {
  const found = new Set<string>();
  const seen = new Set<Schema>();
  const visit = (schema: Schema): Schema => {
    if (seen.has(schema)) return schema;
    seen.add(schema);
    for (const keyword of Object.keys(schema)) if (DROPPED.has(keyword) || keyword.startsWith('$')) found.add(keyword);
    return mapSchemas(schema, visit);
  };
  for (const { schema, types = {} } of kinds) [schema, types].forEach(visit);
  expect([...found]).toEqual([]);
  expect(seen.size).toBeGreaterThan(5000);
});

test('an ordinary schema expands in less than a millisecond', () => {
  const common = JSON.parse(read(`schema/${COMMON_FILE}`));
  const texts = kinds.map(kind => read(`schema/${schemaFile(kind)}`));
  const expandAll = () => texts.map(text => expandSchema(text, () => common));
  expandAll();
  const start = process.cpuUsage();
  expandAll();
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000 / texts.length).toBeLessThan(1);
});

test.each<[string, string, object]>([
  ['v1 ConfigMap', 'Namespaced', { data: { type: 'object', additionalProperties: { type: 'string' } } }],
  ['apps/v1 Deployment', 'Namespaced', { spec: { required: ['selector', 'template'] } }],
  [
    'dynamodb.services.k8s.aws/v1alpha1 Table',
    'Namespaced',
    {
      spec: {
        required: ['attributeDefinitions', 'keySchema', 'tableName'],
        properties: { keySchema: { immutable: true } },
      },
    },
  ],
  [
    'cloudfront.aws.upbound.io/v1beta1 Function',
    'Cluster',
    { spec: { requiredUnlessObserved: ['codeSecretRef', 'runtime'] } },
  ],
])('%s is there, with its facts', (name, scope, properties) => {
  const kind = kinds.find(each => `${apiVersionOf(each)} ${each.kind}` === name);
  expect(kind).toMatchObject({ scope, schema: { properties } });
});
