import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, type App, Chart } from 'cdk8s';
import { api, external, Instance, Kinds, KroApp, type KroAppProps, ResourceGraph, refOf, resource, s } from 'cdk8s-kro';
import { ConfigMap } from 'cdk8s-kro/imports/core';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
import * as kplus from 'cdk8s-plus-28';

let outdir: string;
let warn: jest.SpyInstance;
beforeEach(() => {
  outdir = join(mkdtempSync(join(tmpdir(), 'verdict-')), 'dist');
  warn = jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
  warn.mockRestore();
  delete process.env.CDK8S_KRO_FAIL_ON;
});

const appOf = (props: KroAppProps = {}) => new KroApp({ outdir, ...props });

/** What synth throws, with the numbers of lines and columns left out. */
function refusal(app: App): string {
  try {
    app.synth();
  } catch (error) {
    return (error as Error).message.replace(/:\d+:\d+/g, ':LINE');
  }
  return '';
}

const Shop = api({ kind: 'Shop', spec: { name: s.string().required().maxLength(20) }, status: { size: s.integer() } });
const Chain = api({ kind: 'Chain', spec: { name: s.string().required() } });
const map = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', data });

/** A graph that kro would take, with whatever else is put into it. */
function shop(app: App) {
  const graph = new ResourceGraph(app, 'shop', Shop);
  const table = resource(graph, 'table', Table, {
    spec: {
      tableName: graph.spec.name,
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
      attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    },
  });
  graph.status({ size: table.status.tableSizeBytes });
  return { graph, table };
}

test('what kro would reject is said with the line, the construct and the manifest, and nothing is written', () => {
  const app = appOf();
  const { graph } = shop(app);
  new ApiObject(graph, 'limits', map({ max: '${schema.spec.nmae}' }));
  expect(refusal(app)).toBe(
    `test/kro/verdict.test.ts:LINE - error undefined-field
  at shop/limits, spec.resources[1].template.data.max in rgds/shop.kro.run.yaml
  schema.spec has no field nmae.
       : schema.spec.nmae
       :            ^
  hint: Did you mean name?
  kro: failed to validate resource "limits": failed to compile template
       expression "schema.spec.nmae" at path "data.max": ERROR: <input>:LINE:
       undefined field 'nmae'

1 error, 0 warnings. Nothing was written.`,
  );
  expect(existsSync(outdir)).toBe(false);
});

test('all findings of all graphs and instances come at once', () => {
  const app = appOf();
  const { graph } = shop(app);
  new ApiObject(graph, 'first', map({ a: '${table.spec.name}' }));
  new ApiObject(graph, 'second', map({ a: '${third.data}' }));
  const chart = new Chart(app, 'shops');
  new Instance(chart, 'long', Shop, { spec: { name: 'a-name-of-more-than-twenty-letters' } });
  new Instance(chart, 'fine', Shop, { spec: { name: 'a' } });
  const codes = [...refusal(app).matchAll(/ - (\w+ [\w-]+)\n {2}at ([\w/]+)/g)].map(([, code, at]) => `${code} ${at}`);
  expect(codes).toEqual([
    'error undefined-field shop/first',
    'error unknown-identifier shop/second',
    'error value-bounds shops/long',
  ]);
});

test('the line is that of the author, also where a construct of a library makes the object', () => {
  const app = appOf();
  const { graph } = shop(app);
  const settings = new kplus.ConfigMap(graph, 'settings', { data: { a: '${table.nothing}' } });
  expect(refOf(settings, ConfigMap)).toBeDefined();
  expect(refusal(app)).toMatch(/^test\/kro\/verdict\.test\.ts:LINE - error undefined-field$/m);
});

test('the error has no stack, for its findings say where they are', () => {
  const app = appOf();
  new ApiObject(shop(app).graph, 'limits', map({ max: '${schema.spec.nmae}' }));
  expect(() => app.synth()).toThrow(expect.objectContaining({ stack: expect.not.stringMatching(/^ +at .*app\.ts/m) }));
});

describe('warnings', () => {
  const trap = (props: KroAppProps = {}) => {
    const app = appOf(props);
    new ApiObject(shop(app).graph, 'limits', { ...map({}), metadata: { name: 'My_Map' } });
    return app;
  };

  test('are printed, and the manifests are written', () => {
    trap().synth();
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/ - warning object-name\n[\s\S]*\n\n0 errors, 1 warning\.$/)],
    ]);
    expect(existsSync(join(outdir, 'rgds/shop.kro.run.yaml'))).toBe(true);
  });

  test.each([
    ['failOn', { failOn: 'warning' }, undefined],
    ['the environment', {}, 'warning'],
  ] as const)('keep synth from writing where %s says so', (_, props, variable) => {
    if (variable) process.env.CDK8S_KRO_FAIL_ON = variable;
    expect(refusal(trap(props))).toMatch(/warning object-name[\s\S]*Nothing was written\.$/);
    expect(existsSync(outdir)).toBe(false);
  });

  test('nothing is printed where there is nothing to say', () => {
    const app = appOf();
    shop(app);
    app.synth();
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('an API whose graph is in another repository', () => {
  test('holds its instances to what it declares', () => {
    const app = appOf();
    new Instance(new Chart(app, 'shops'), 'one', Shop, { spec: { name: 'a-name-of-more-than-twenty-letters' } });
    expect(refusal(app)).toMatch(/error value-bounds[\s\S]*at shops\/one, spec\.name in shops\.k8s\.yaml/);
  });

  test('can be used by a graph, with its fields and its status', () => {
    const app = appOf();
    const graph = new ResourceGraph(app, 'chain', Chain);
    const inner = resource(graph, 'shop', Shop, { spec: { name: graph.spec.name } });
    new ApiObject(graph, 'map', map({ size: '${string(shop.status.size)}' }));
    expect(inner).toBeDefined();
    expect(refusal(app)).toBe('');
  });

  test('can be read by a graph', () => {
    const app = appOf();
    const graph = new ResourceGraph(app, 'chain', Chain);
    external(graph, 'shop', Shop, { name: 'main' });
    new ApiObject(graph, 'map', map({ size: '${shop.status.sise}' }));
    expect(refusal(app)).toMatch(/undefined-field[\s\S]* hint: Did you mean size\?/);
  });
});

test('graphs that use each other are judged in whatever order they are written', () => {
  const app = appOf();
  const chain = new ResourceGraph(app, 'chain', Chain);
  resource(chain, 'shop', Shop, { spec: { name: chain.spec.name } });
  shop(app);
  app.synth();
  expect(warn).not.toHaveBeenCalled();
});

test('a kind of one’s own is known once it is told', () => {
  const crd = {
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  };
  const using = (props: KroAppProps) => {
    const app = appOf(props);
    new ApiObject(shop(app).graph, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget' });
    return refusal(app);
  };
  expect(using({})).toMatch(/error unknown-kind\n.*\n {2}There is no kind Widget in example\.com\/v1\./);
  expect(using({ kinds: Kinds.bundled().add(crd) })).toBe('');
});

test('what a derive step makes is judged too', () => {
  const app = appOf({
    derive: [
      files => [
        ...files,
        {
          path: 'more.yaml',
          objects: [{ apiVersion: 'kro.run/v1alpha1', kind: 'Shop', metadata: { name: 'x' }, spec: {} }],
        },
      ],
    ],
  });
  shop(app);
  expect(refusal(app)).toMatch(/^more\.yaml - error value-missing\n {2}at spec\.name in more\.yaml/);
});

test('objects that are no instance of a graph are left to the cluster', () => {
  const app = appOf();
  shop(app);
  new ApiObject(new Chart(app, 'plain'), 'map', { apiVersion: 'v1', kind: 'ConfigMap', dta: {} } as never);
  expect(refusal(app)).toBe('');
});
