import { Chart } from 'cdk8s';
import { Kinds, KroApp, validate } from 'cdk8s-kro';
import { application, applicationPerFile, healthChecks, inWave, layout, syncOptions } from 'cdk8s-kro/gitops';
import { parse } from 'yaml';

const chart = () => new Chart(new KroApp(), 'argocd');
const repository = 'https://github.com/myorg/infrastructure';
const folder = { type: 'folder', repository, revision: 'main', path: 'dist/hub' } as const;
const kinds = Kinds.bundled();

/** The spec of an Application that Argo CD's CRD takes. */
function specOf(props: Partial<Parameters<typeof application>[2]>) {
  const object = application(chart(), 'app', {
    name: 'app',
    project: 'platform',
    source: folder,
    destination: { namespace: 'argocd' },
    ...props,
  }).toJson();
  expect(validate(object, { kinds })).toEqual([]);
  return object.spec;
}

test.each([
  [
    'a folder with the folders in it',
    folder,
    { repoURL: repository, targetRevision: 'main', path: 'dist/hub', directory: { recurse: true } },
  ],
  [
    'some files of a folder',
    { ...folder, include: '{a.yaml,b.yaml}' },
    {
      repoURL: repository,
      targetRevision: 'main',
      path: 'dist/hub',
      directory: { recurse: true, include: '{a.yaml,b.yaml}' },
    },
  ],
  [
    'whatever Argo CD finds in a folder',
    { ...folder, type: 'any' as const },
    { repoURL: repository, targetRevision: 'main', path: 'dist/hub' },
  ],
  [
    'a chart',
    {
      type: 'chart' as const,
      repository: 'registry.k8s.io/kro/charts',
      chart: 'kro',
      version: '0.9.3',
      values: { rbac: { mode: 'aggregation' } },
    },
    {
      repoURL: 'registry.k8s.io/kro/charts',
      chart: 'kro',
      targetRevision: '0.9.3',
      helm: { valuesObject: { rbac: { mode: 'aggregation' } } },
    },
  ],
  [
    'a chart with its own values',
    { type: 'chart' as const, repository: 'registry.k8s.io/kro/charts', chart: 'kro', version: '0.9.3' },
    { repoURL: 'registry.k8s.io/kro/charts', chart: 'kro', targetRevision: '0.9.3' },
  ],
])('an Application of %s', (_, source, expected) => expect(specOf({ source }).source).toEqual(expected));

test('an Application prunes only where it is told to, and goes to the cluster of Argo CD by default', () => {
  expect(specOf({})).toMatchObject({
    destination: { name: 'in-cluster', namespace: 'argocd' },
    syncPolicy: { automated: { prune: false, selfHeal: true }, retry: { refresh: true } },
  });
  expect(specOf({ prune: 'with-manifest', destination: { cluster: 'shop', namespace: 'a' } })).toMatchObject({
    destination: { name: 'shop', namespace: 'a' },
    syncPolicy: { automated: { prune: true } },
  });
});

test('an Application makes its namespace, unless it is told not to', () => {
  expect(specOf({}).syncPolicy.syncOptions).toEqual(['CreateNamespace=true', 'ServerSideApply=true']);
  const destination = { namespace: 'a', createsNamespace: false };
  expect(specOf({ destination }).syncPolicy.syncOptions).toEqual(['ServerSideApply=true']);
});

test('an ApplicationSet makes Applications for files, and deletes none', () => {
  const object = applicationPerFile(chart(), 'fleet', {
    name: 'fleet',
    repository,
    revision: 'main',
    files: ['config/*.yaml'],
    template: { name: '{{.name}}', project: 'fleet', source: folder, destination: { namespace: 'a' }, wave: 3 },
  }).toJson();
  expect(validate(object, { kinds })).toEqual([]);
  expect(object.spec).toMatchObject({
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: [{ git: { repoURL: repository, revision: 'main', files: [{ path: 'config/*.yaml' }] } }],
    syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
    template: { metadata: { name: '{{.name}}', namespace: 'argocd' }, spec: { project: 'fleet' } },
  });
});

test('health is told of Applications, of kro and its instances, and of ACK', () => {
  const checks: Record<string, { 'health.lua': string }> = parse(healthChecks(['shop.example.com']));
  expect(Object.keys(checks)).toEqual([
    'argoproj.io/Application',
    'kro.run/*',
    'shop.example.com/*',
    '*.services.k8s.aws/*',
  ]);
  expect(checks['shop.example.com/*']).toEqual(checks['kro.run/*']);
  expect(checks['argoproj.io/Application']['health.lua']).toContain('obj.status.health.status');
  expect(checks['*.services.k8s.aws/*']['health.lua']).toContain('"ACK.ResourceSynced"');
  for (const check of Object.values(checks)) {
    const lua = check['health.lua'];
    expect(lua.match(/\b(?:if|for)\b/g)).toHaveLength(lua.match(/\bend\b/g)!.length); // blocks that end
    expect(lua.trimEnd().endsWith('return health')).toBe(true);
  }
});

test('annotations are texts', () => {
  expect(inWave(-3)).toEqual({ 'argocd.argoproj.io/sync-wave': '-3' });
  expect(syncOptions('Prune=false', 'Delete=false')).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  });
});

test('folders', () => {
  expect([layout.graphs, layout.hub('hub', 'addons'), layout.spoke('a', 'argocd'), layout.account('1')]).toEqual([
    'rgds',
    'hub/addons',
    'spokes/a/argocd',
    'accounts/1',
  ]);
});
