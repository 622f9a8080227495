import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importsFolder } from '../../lib/schema/bundled';
import { Kinds } from '../../lib/schema/kinds';

afterEach(() => {
  delete process.env.CDK8S_KRO_IMPORTS;
});

test('the sources find the folder beside them', () => {
  expect(importsFolder()).toBe(resolve('imports'));
});

test('a folder that is named is taken', () => {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  mkdirSync(join(folder, 'schema'));
  writeFileSync(join(folder, 'index.json'), '{"x.io/v1":{"A":{"plural":"as","scope":"Cluster","schema":"a.json"}}}');
  writeFileSync(join(folder, 'schema/a.json'), '{"type":"object","properties":{"spec":{"type":"object"}}}');
  process.env.CDK8S_KRO_IMPORTS = folder;
  expect(Kinds.bundled().tryFind('x.io/v1', 'A')).toMatchObject({ plural: 'as', scope: 'Cluster' });
  rmSync(folder, { recursive: true });
});

test('every kind of the index has a schema with the header of an object', () => {
  const kinds = Kinds.bundled();
  const without = kinds.names().filter(({ apiVersion, kind }) => {
    const { properties } = kinds.tryFind(apiVersion, kind)!.schema;
    return !properties?.metadata?.properties?.name;
  });
  expect(kinds.names().length).toBeGreaterThan(200);
  expect(without).toEqual([]);
});

test('kinds of Kubernetes, of CRDs and of kro itself are there, with their status', () => {
  const kinds = Kinds.bundled();
  const status = (apiVersion: string, kind: string) => kinds.tryFind(apiVersion, kind)?.schema.properties?.status;
  expect(status('apps/v1', 'Deployment')?.properties?.availableReplicas.type).toBe('integer');
  expect(status('dynamodb.services.k8s.aws/v1alpha1', 'Table')?.properties?.tableStatus.type).toBe('string');
  expect(kinds.tryFind('kro.run/v1alpha1', 'ResourceGraphDefinition')?.scope).toBe('Cluster');
});

test('registries do not share what is added to them', () => {
  const crd = {
    kind: 'CustomResourceDefinition',
    spec: { group: 'x.io', names: { kind: 'A', plural: 'as' }, scope: 'Cluster', versions: [{ name: 'v1' }] },
  };
  Kinds.bundled().add(crd);
  expect(Kinds.bundled().tryFind('x.io/v1', 'A')).toBeUndefined();
});
