import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kinds } from '../../lib/schema/kinds';

const crd = (openAPIV3Schema?: object, served = true) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'ex.io',
    scope: 'Cluster',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [{ name: 'v1', served, schema: { openAPIV3Schema } }],
  },
});

test('a CRD is known by its group, version and kind', () => {
  const kinds = Kinds.empty().add(crd({ type: 'object' }));
  expect(kinds.tryFind('ex.io/v1', 'Widget')).toMatchObject({ plural: 'widgets', scope: 'Cluster' });
  expect(kinds.tryFind('ex.io/v2', 'Widget')).toBeUndefined();
});

test('a version that is not served is not known', () => {
  expect(Kinds.empty().add(crd({}, false)).tryFind('ex.io/v1', 'Widget')).toBeUndefined();
});

test('the schema is the one the API server publishes', () => {
  const port = { 'x-kubernetes-int-or-string': true };
  const inner = { type: 'object', 'x-kubernetes-embedded-resource': true };
  const { schema } = Kinds.empty()
    .add(crd({ type: 'object', properties: { port, inner } }))
    .tryFind('ex.io/v1', 'Widget')!;
  expect(Object.keys(schema.properties ?? {}).sort()).toEqual(['apiVersion', 'inner', 'kind', 'metadata', 'port']);
  expect(schema.properties?.metadata.properties?.creationTimestamp).toEqual({ type: 'string', format: 'date-time' });
  expect(schema.properties?.port.anyOf).toEqual([{ type: 'integer' }, { type: 'string' }]);
  expect(schema.properties?.inner).toMatchObject({ required: ['apiVersion', 'kind'] });
});

test('a CRD without a schema takes everything', () => {
  expect(Kinds.empty().add(crd()).tryFind('ex.io/v1', 'Widget')?.schema['x-kubernetes-preserve-unknown-fields']).toBe(
    true,
  );
});

test('what is no CRD adds nothing', () => {
  expect(Kinds.empty().add(undefined).add({ kind: 'Other' }).names()).toEqual([]);
});

test('references of built-in kinds are followed, but not in circles', () => {
  const kinds = Kinds.empty()
    .addOpenApi({ definitions: { Meta: { type: 'object', properties: { name: { type: 'string' } } } } })
    .addOpenApi({
      group: '',
      version: 'v1',
      kinds: { Thing: { plural: 'things', namespaced: true, $ref: '#/definitions/Thing' } },
      definitions: {
        Thing: {
          type: 'object',
          properties: {
            metadata: { $ref: 'common.json#/definitions/Meta' } as object,
            next: { $ref: '#/definitions/Thing' } as object,
          },
        },
      },
    });
  expect(kinds.tryFind('v1', 'Thing')).toMatchObject({
    scope: 'Namespaced',
    schema: { properties: { metadata: { properties: { name: { type: 'string' } } }, next: { type: 'object' } } },
  });
});

test('a folder is read for the kinds that are asked for, and what is added by hand wins', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinds-'));
  writeFileSync(
    join(folder, 'widget.yaml'),
    JSON.stringify(crd({ type: 'object', properties: { a: { type: 'string' } } })),
  );
  writeFileSync(join(folder, 'broken.yaml'), 'kind: Widget ex.io {');
  const kinds = Kinds.from(folder);
  expect(kinds.tryFind('ex.io/v1', 'Widget')?.schema.properties?.a).toEqual({ type: 'string' });
  const own = Kinds.from(folder).add(crd({ type: 'object', properties: { b: { type: 'string' } } }));
  expect(own.tryFind('ex.io/v1', 'Widget')?.schema.properties?.b).toEqual({ type: 'string' });
  rmSync(folder, { recursive: true });
});
