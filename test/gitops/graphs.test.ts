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
import { argoCd, inWave, manifest, syncOptions } from 'cdk8s-kro/gitops';
import { ConfigMap, Namespace } from 'cdk8s-kro/imports/core';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
import { ClusterRole, Role, RoleBinding } from 'cdk8s-kro/imports/rbac.authorization.k8s.io';
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

describe('what kro hands on', () => {
  const Access = api({ kind: 'Access', spec: { name: s.string().required(), verb: s.string().required() } });
  type Access = ResourceGraph<typeof Access>;
  interface Rule {
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
  }

  /** What the role of a graph says beside its instances and the objects it makes. */
  function handedOn(build: (graph: Access) => void, more: (app: KroApp) => void = () => {}): Rule[] {
    const made = derived(app => {
      build(new ResourceGraph(app, 'access', Access));
      more(app);
    });
    const [, { rules }] = made['rgds/access.kro.run.yaml'] as { rules: Rule[] }[];
    return rules.slice(1).filter(({ verbs }) => !verbs.includes('create'));
  }

  const apiGroup = 'rbac.authorization.k8s.io';
  const reading = (verb: string) => [{ apiGroups: [''], resources: ['configmaps'], verbs: [verb] }];
  const roleFor = (graph: Access, verb = 'get') =>
    resource(graph, 'reader', Role, { metadata: { name: `${graph.spec.name}-reader` }, rules: reading(verb) });
  const bind = (graph: Access, id: string, kind: string, name: string) =>
    resource(graph, id, RoleBinding, {
      metadata: { name: `${graph.spec.name}-${id}` },
      roleRef: { apiGroup, kind, name },
    });
  const may = (verb: string, resources: string, ...resourceNames: string[]) => ({
    apiGroups: [apiGroup],
    resources: [resources],
    ...(resourceNames.length > 0 && { resourceNames }),
    verbs: [verb],
  });

  test.each<[what: string, build: (graph: Access) => void, rules: object[]]>([
    ['the rules of a role it makes', graph => roleFor(graph), reading('get')],
    [
      'any rules, where expressions make them',
      graph => roleFor(graph, `${graph.spec.verb}`),
      [may('escalate', 'roles')],
    ],
    [
      'any rules, for a role that collects others',
      graph => resource(graph, 'all', ClusterRole, { metadata: { name: 'all' }, aggregationRule: {} }),
      [may('escalate', 'clusterroles')],
    ],
    [
      'the roles it binds by name, each once',
      graph => {
        bind(graph, 'a', 'ClusterRole', 'view');
        bind(graph, 'b', 'ClusterRole', 'edit');
        bind(graph, 'c', 'ClusterRole', 'view');
        bind(graph, 'd', 'Role', 'local');
      },
      [may('bind', 'roles', 'local'), may('bind', 'clusterroles', 'edit', 'view')],
    ],
    [
      'no more than its rules, where it binds a role it makes',
      graph => bind(graph, 'a', 'Role', `${roleFor(graph).metadata.name}`),
      reading('get'),
    ],
    [
      'every role, where an expression names the one to bind',
      graph => bind(graph, 'a', 'ClusterRole', `${graph.spec.name}`),
      [may('bind', 'clusterroles')],
    ],
  ])('%s', (_, build, rules) => expect(handedOn(build)).toEqual(rules));

  test('no more than a ClusterRole of the app lets it, where an expression names the role to bind', () => {
    const narrow = (app: KroApp) => {
      const labels = { 'rbac.kro.run/aggregate-to-controller': 'true' };
      manifest(new Chart(app, 'roles'), 'bind', ClusterRole, {
        metadata: { name: 'kro-binds', labels },
        rules: [may('bind', 'clusterroles', 'view')],
      });
    };
    expect(handedOn(graph => bind(graph, 'a', 'ClusterRole', `${graph.spec.name}`), narrow)).toEqual([]);
    expect(handedOn(graph => bind(graph, 'a', 'Role', `${graph.spec.name}`), narrow)).toEqual([may('bind', 'roles')]);
  });
});
