import { Chart } from 'cdk8s';
import {
  api,
  type Derive,
  external,
  Instance,
  Kinds,
  KroApp,
  type ManifestFile,
  ResourceGraph,
  resource,
  s,
  writeTo,
} from 'cdk8s-kro';
import { argoCd, inWave, syncOptions } from 'cdk8s-kro/gitops';
import { ConfigMap, Namespace } from 'cdk8s-kro/imports/core';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
import * as kplus from 'cdk8s-plus-28';
import { toYaml } from '../../lib/kro/yaml';

const Inner = api({ kind: 'Inner', spec: { name: s.string().required() } });
const Middle = api({ kind: 'Middle', spec: { name: s.string().required() } });
const Outer = api({ kind: 'Outer', group: 'shop.example.com', spec: { name: s.string().required() } });

/** What the steps make of an app, file by file. */
function derived(build: (app: KroApp) => void): Readonly<Record<string, readonly object[]>> {
  let files: readonly ManifestFile[] = [];
  const note: Derive = given => {
    files = given;
    return given;
  };
  const app = new KroApp({ derive: [...argoCd(Kinds.bundled()), note] });
  build(app);
  app.synthYaml();
  return Object.fromEntries(files.map(({ path, objects }) => [path, objects]));
}

const files = derived(app => {
  const inner = new ResourceGraph(app, 'inner', Inner);
  resource(inner, 'table', Table, {
    spec: { tableName: inner.spec.name, attributeDefinitions: [], keySchema: [] },
  });
  const middle = new ResourceGraph(app, 'middle', Middle);
  resource(middle, 'inner', Inner, { spec: { name: middle.spec.name } });
  const outer = new ResourceGraph(app, 'outer', Outer);
  const shared = external(outer, 'shared', ConfigMap, { name: 'shared' });
  resource(outer, 'middle', Middle, { spec: { name: `${shared.data.name}` } });
  resource(outer, 'ns', Namespace, { metadata: { name: outer.spec.name } });
  const shop = new Chart(app, 'shop');
  writeTo(shop, 'shop.yaml');
  new kplus.Namespace(shop, 'namespace', { metadata: { name: 'shop' } });
  const annotations = { ...inWave(7), ...syncOptions('Prune=false') };
  new Instance(shop, 'outer', Outer, { metadata: { name: 'outer', annotations }, spec: { name: 'a' } });
  new kplus.ConfigMap(shop, 'settings', { metadata: { name: 'settings' } });
});

const annotationsOf = (file: string) =>
  files[file].map(object => (object as { metadata: { annotations?: Record<string, string> } }).metadata.annotations);

test('a graph comes before those that use it, and its role in the wave of the graph', () => {
  const wave = (n: number) => ({ 'argocd.argoproj.io/sync-wave': String(n) });
  expect(annotationsOf('rgds/inner.kro.run.yaml')).toEqual([wave(-3), wave(-3)]);
  expect(annotationsOf('rgds/middle.kro.run.yaml')).toEqual([wave(-2), wave(-2)]);
  expect(annotationsOf('rgds/outer.shop.example.com.yaml')).toEqual([wave(-1), wave(-1)]);
});

test('namespaces come before instances, and an instance keeps what it says itself', () => {
  expect(annotationsOf('shop.yaml')).toEqual([
    { 'argocd.argoproj.io/sync-wave': '-1' },
    {
      'argocd.argoproj.io/sync-wave': '7',
      'argocd.argoproj.io/sync-options': 'Prune=false,SkipDryRunOnMissingResource=true',
    },
    undefined,
  ]);
});

test('the role of a graph lets kro keep its instances, make what it creates and read what it refers to', () => {
  const [, role] = files['rgds/outer.shop.example.com.yaml'];
  expect(toYaml([role])).toBe(`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: kro-outer.shop.example.com
  labels:
    rbac.kro.run/aggregate-to-controller: "true"
  annotations:
    argocd.argoproj.io/sync-wave: "-1"
rules:
  - apiGroups:
      - shop.example.com
    resources:
      - outers
      - outers/status
    verbs:
      - get
      - list
      - watch
      - update
      - patch
  - apiGroups:
      - ""
    resources:
      - namespaces
    verbs:
      - get
      - list
      - watch
      - create
      - update
      - patch
      - delete
  - apiGroups:
      - kro.run
    resources:
      - middles
    verbs:
      - get
      - list
      - watch
      - create
      - update
      - patch
      - delete
  - apiGroups:
      - ""
    resources:
      - configmaps
    verbs:
      - get
      - list
      - watch
`);
});

test('steps leave files without graphs and namespaces as they are', () => {
  const data = derived(app => {
    const chart = new Chart(app, 'settings');
    new kplus.ConfigMap(chart, 'map', { metadata: { name: 'map' } });
  });
  expect(Object.values(data)).toEqual([
    [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, immutable: false }],
  ]);
});
