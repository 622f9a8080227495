import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze, Kinds, KroApp, validate } from 'cdk8s-kro';
import { accountsOf, applicationsOf, Fleet, type FleetPlan, readFleet } from 'cdk8s-kro/fleet';
import { argoCd } from 'cdk8s-kro/gitops';
import { adoptable, MOUNT_TARGET } from '../../lib/fleet/names';
import { changed, EXAMPLE, filesOf, find, type Manifest, mistakesOf } from './fixtures';

const plan = readFleet(EXAMPLE);
const files = filesOf(plan);
const config = readFileSync(join(EXAMPLE, 'config.yaml'), 'utf8');
const withHub = (...lines: string[]) =>
  config.replace('cluster_name: hub', ['cluster_name: hub', ...lines.map(line => `    ${line}`)].join('\n'));
const all = (of: typeof files = files) => Object.values(of).flat();

/** Kinds of the bundle and of every graph among the objects. */
function kindsWith(objects: readonly Manifest[]): Kinds {
  const kinds = Kinds.bundled();
  for (const rgd of objects.filter(each => each.kind === 'ResourceGraphDefinition'))
    kinds.add(analyze(rgd, { kinds }).crd);
  return kinds;
}

test.each(Object.entries(files))('%s is what the API server takes', (_, objects) => {
  const kinds = kindsWith(all());
  const served = objects.filter(each => each.kind !== 'ResourceGraphDefinition');
  expect(served.flatMap(each => validate(each, { kinds }))).toEqual([]);
});

test('the example has a hub, and three spokes in two accounts', () => {
  expect(plan.hubs.map(hub => hub.spokes.map(spoke => spoke.name))).toEqual([
    ['orders-staging', 'payments-production', 'payments-staging'],
  ]);
  expect(accountsOf(plan).map(({ id, spokes }) => [id, spokes.length])).toEqual([
    ['222222222222', 2],
    ['333333333333', 1],
  ]);
});

test('folders are as Argo CD reads them', () => {
  expect(Object.keys(files).sort()).toEqual([
    'accounts/111111111111/hub.yaml',
    'accounts/222222222222/provisioner.yaml',
    'accounts/333333333333/provisioner.yaml',
    ...[
      'ack-ec2-controller',
      'ack-efs-controller',
      'ack-eks-controller',
      'ack-iam-controller',
      'ack-kms-controller',
    ].map(name => `hub/addons/${name}.yaml`),
    'hub/addons/kro-controller.yaml',
    'hub/addons/metrics.yaml',
    'hub/bootstrap/access.yaml',
    'hub/bootstrap/argocd.yaml',
    'hub/bootstrap/root.yaml',
    'hub/fleet/accounts.yaml',
    'hub/fleet/graphs.yaml',
    'hub/fleet/spokes.yaml',
    'rgds/efs-storage.yaml',
    'rgds/ekscluster.kro.run.yaml',
    'rgds/iam-roles.yaml',
    'rgds/security-groups.yaml',
    'rgds/vpc-network.yaml',
    ...['orders-staging', 'payments-production', 'payments-staging'].flatMap(name => [
      `spokes/${name}/applications/platform.yaml`,
      `spokes/${name}/argocd/applications.yaml`,
      `spokes/${name}/infrastructure/eks-cluster.yaml`,
    ]),
  ]);
});

describe('waves', () => {
  const waveOf = ({ metadata }: Manifest) => Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
  const waves = (objects: readonly Manifest[], kind: string) =>
    Object.fromEntries(objects.filter(each => each.kind === kind).map(each => [each.metadata.name, waveOf(each)]));
  const hub = Object.entries(files).flatMap(([path, objects]) => (path.startsWith('hub/') ? objects : []));

  test('controllers come before graphs, graphs before spokes', () => {
    expect(waves(hub, 'Application')).toEqual({
      'hub-bootstrap': 5, // is applied by hand, and waits for nothing of its own
      'kro-controller': -3,
      'ack-ec2-controller': -3,
      'ack-efs-controller': -3,
      'ack-eks-controller': -3,
      'ack-iam-controller': -3,
      'ack-kms-controller': -3,
      metrics: -3,
      graphs: -1,
    });
    expect(waves(hub, 'ApplicationSet')).toEqual({ 'spoke-fleet': 3 });
    expect(waves(hub, 'ConfigMap')).toEqual({
      'argocd-cm': -3,
      'argocd-cmd-params-cm': -3,
      'argocd-rbac-cm': -3,
      'ack-role-account-map': -1,
    });
  });

  test('graphs come before the graph that uses them, each with what kro may do for it', () => {
    const expected = {
      'vpc-network': -2,
      'iam-roles': -2,
      'efs-storage': -2,
      'security-groups': -2,
      'ekscluster.kro.run': -1,
    };
    expect(waves(all(), 'ResourceGraphDefinition')).toEqual(expected);
    const roles = Object.fromEntries(Object.entries(expected).map(([name, wave]) => [`kro-${name}`, wave]));
    expect(waves(all(), 'ClusterRole')).toMatchObject(roles);
  });

  test('of a spoke the namespace comes first, then the cluster, then what runs on it', () => {
    const spoke = Object.entries(files).flatMap(([path, objects]) =>
      /payments-production\/(infrastructure|argocd)/.test(path) ? objects : [],
    );
    expect(waves(spoke, 'Namespace')).toEqual({ 'spoke-payments-production': -1 });
    expect(waves(spoke, 'EKSCluster')).toEqual({ 'payments-production': 3 });
    expect(waves(spoke, 'Application')).toEqual({
      'payments-production-applications': 5,
      'payments-production-cluster-autoscaler': 5,
      'payments-production-workloads': 5,
    });
  });
});

describe('nothing that vanishes takes a cluster along', () => {
  test('no Application of the hub prunes, and the ApplicationSet deletes none', () => {
    const applications = all().filter(each => each.kind === 'Application');
    const pruning = applications.filter(each => each.spec.syncPolicy.automated.prune);
    expect(pruning.map(each => each.metadata.name)).toEqual([
      'payments-production-workloads',
      'payments-staging-workloads',
    ]);
    expect(applications.filter(each => 'finalizers' in each.metadata)).toEqual([]);
    const { spec } = find(all(), 'ApplicationSet');
    expect(spec.syncPolicy).toEqual({ applicationsSync: 'create-update', preserveResourcesOnDeletion: true });
    expect(spec.template.spec.syncPolicy.automated.prune).toBe(false);
  });

  test('clusters and their namespaces are kept by Argo CD, and by ACK', () => {
    for (const kind of ['EKSCluster', 'Namespace']) {
      const [first, ...others] = all().filter(each => each.kind === kind && !each.metadata.labels);
      for (const { metadata } of [first, ...others])
        expect(metadata.annotations!['argocd.argoproj.io/sync-options']).toMatch(/^Prune=false,Delete=false/);
    }
    const policies = all().flatMap(each =>
      each.kind === 'EKSCluster' ? [[each.metadata.name, each.spec.deletionPolicy]] : [],
    );
    expect(Object.fromEntries(policies)).toEqual({
      'orders-staging': 'delete',
      'payments-production': 'retain',
      'payments-staging': 'delete',
    });
    for (const each of all().filter(one => one.metadata.name?.startsWith('ack-') && one.kind === 'Application'))
      expect(each.spec.source.helm.valuesObject.deletionPolicy).toBe('retain');
  });

  test('instances wait for their kind, which kro makes at run time', () => {
    const { metadata } = find(files['spokes/orders-staging/infrastructure/eks-cluster.yaml'], 'EKSCluster');
    expect(metadata.annotations!['argocd.argoproj.io/sync-options']).toContain('SkipDryRunOnMissingResource=true');
  });
});

test('the ApplicationSet finds spoke files, and what synth wrote for each', () => {
  const { spec } = find(files['hub/fleet/spokes.yaml'], 'ApplicationSet');
  expect(spec.generators[0].git.files).toEqual([
    { path: 'apps/fleet/config/spokes/*.yaml' },
    { path: 'apps/fleet/config/spokes/template.yaml', exclude: true },
  ]);
  expect(spec.goTemplateOptions).toEqual(['missingkey=error']);
  expect(spec.template.metadata.name).toBe('{{.name}}-infrastructure');
  expect(spec.template.spec.source.path).toBe('dist/spokes/{{.name}}');
  for (const { name } of plan.hubs[0].spokes)
    expect(Object.keys(files)).toContain(`spokes/${name}/infrastructure/eks-cluster.yaml`);
});

test("a team's Application makes no namespace, which its project would refuse", () => {
  const [applications, , workloads] = files['spokes/payments-production/argocd/applications.yaml'];
  expect(workloads.spec.syncPolicy.syncOptions).toEqual(['ServerSideApply=true']);
  expect(applications.spec.syncPolicy.syncOptions).toContain('CreateNamespace=true');
  const project = find(files['hub/bootstrap/argocd.yaml'], 'AppProject', workloads.spec.project);
  expect(project.spec.clusterResourceWhitelist).toEqual([]);
  expect(workloads.spec.destination.namespace).toBe(project.spec.destinations[0].namespace);
});

test('Secrets are never written', () => {
  expect(all().filter(each => each.kind === 'Secret')).toEqual([]);
});

describe('ACK takes a role of the account', () => {
  const infrastructure = 'spokes/payments-production/infrastructure/eks-cluster.yaml';

  test('by a ConfigMap and the namespace', () => {
    expect(find(files['hub/fleet/accounts.yaml'], 'ConfigMap').data).toEqual({
      '222222222222': 'arn:aws:iam::222222222222:role/spoke-provisioner-role',
      '333333333333': 'arn:aws:iam::333333333333:role/spoke-provisioner-role',
    });
    expect(find(files[infrastructure], 'Namespace').metadata.annotations).toMatchObject({
      'services.k8s.aws/owner-account-id': '333333333333',
      'services.k8s.aws/default-region': 'us-east-1',
    });
  });

  test('or by an IAMRoleSelector, which needs a feature gate', () => {
    const selecting = filesOf(readFleet(changed({ 'config.yaml': withHub('role_selection: role-selector') })));
    expect(find(selecting[infrastructure], 'IAMRoleSelector')).toMatchObject({
      metadata: { name: 'spoke-payments-production' }, // cluster-scoped
      spec: {
        arn: 'arn:aws:iam::333333333333:role/spoke-provisioner-role',
        namespaceSelector: { names: ['spoke-payments-production'] },
      },
    });
    expect(find(selecting[infrastructure], 'IAMRoleSelector').metadata.namespace).toBeUndefined();
    expect(find(selecting[infrastructure], 'Namespace').metadata.annotations).not.toHaveProperty(
      'services.k8s.aws/owner-account-id',
    );
    expect(selecting['hub/fleet/accounts.yaml']).toBeUndefined();
    const { valuesObject } = selecting['hub/addons/ack-eks-controller.yaml'][0].spec.source.helm;
    expect(valuesObject).toMatchObject({ enableCARM: false, featureGates: { IAMRoleSelector: true } });
    expect(
      all(selecting).flatMap(each => (each.kind === 'IAMRoleSelector' ? validate(each, { kinds: kindsWith([]) }) : [])),
    ).toEqual([]);
  });
});

describe('several hubs', () => {
  const second = `  - name: hub-eu
    aws_account_id: "111111111112"
    aws_region: eu-west-1
    cluster_name: hub-eu
    spokes: spokes-eu
`;
  const spoke = (n: number) => `name: eu-${n}
environment: production
aws_region: eu-west-1
network:
  vpc_cidr: 10.${n}.0.0/16
  availability_zones: [eu-west-1a, eu-west-1b]
`;
  const folder = changed({
    'config.yaml': config.replace('\nplatform:', `${second}\nplatform:`),
    'spokes-eu/eu-1.yaml': spoke(1),
    'spokes-eu/eu-2.yaml': spoke(2),
  });
  const sharded = readFleet(folder);
  const written = filesOf(sharded);

  test('each have a folder, read their own spoke files, and hold their own spokes', () => {
    expect(sharded.hubs.map(hub => [hub.name, hub.spokes.length])).toEqual([
      ['hub', 3],
      ['hub-eu', 2],
    ]);
    const { spec } = find(written['hub-eu/fleet/spokes.yaml'], 'ApplicationSet');
    expect(spec.generators[0].git.files[0].path).toBe('apps/fleet/config/spokes-eu/*.yaml');
    expect(find(written['hub-eu/bootstrap/root.yaml'], 'Application').spec.source.path).toBe('dist/hub-eu');
    const { spec: cluster } = find(written['spokes/eu-1/infrastructure/eks-cluster.yaml'], 'EKSCluster');
    expect(cluster.hubArgoCDRoleARN).toBe('arn:aws:iam::111111111112:role/hub-eu-argocd-role');
  });

  test('may both have a network 10.1, for nothing connects them', () => {
    expect(sharded.hubs.map(hub => hub.spokes.map(each => each.network.cidr))).toEqual([
      ['10.1.0.0/16', '10.3.0.0/16', '10.2.0.0/16'],
      ['10.1.0.0/16', '10.2.0.0/16'],
    ]);
  });

  test('are both trusted by an account in which both have spokes', () => {
    const trust = find(written['accounts/333333333333/provisioner.yaml'], 'Role').spec.assumeRolePolicyDocument;
    const [{ Principal }] = JSON.parse(trust).Statement;
    expect(Principal.AWS).toHaveLength(10);
    expect(Principal.AWS).toContain('arn:aws:iam::111111111112:role/hub-eu-ack-eks-controller-role');
  });

  test('cannot share spoke files', () => {
    const nested = config.replace('\nplatform:', `${second.replace('spokes-eu', 'spokes/eu')}\nplatform:`);
    expect(mistakesOf(changed({ 'config.yaml': nested }))).toEqual([
      'config.yaml:18: hubs[1].spokes: Hub hub reads its spokes from spokes. Give each hub a folder of its own, none inside another.',
    ]);
  });
});

test('a hub is full when its Argo CD is', () => {
  const [hub] = plan.hubs;
  expect(applicationsOf(hub, plan)).toBe(18);
  const applications = all().filter(each => each.kind === 'Application');
  expect(applications.length + hub.spokes.length).toBe(18); // the ApplicationSet makes one for each spoke
  expect(mistakesOf(changed({ 'config.yaml': withHub('max_applications: 17') }))).toEqual([
    'config.yaml:13: hubs[0].max_applications: Hub hub would have 18 Applications for 3 spokes, and its Argo CD is set to carry 17. Add a hub with a folder of its own, and move spoke files there.',
  ]);
});

test('a hub that recovers leaves its spokes alone until it is told otherwise', () => {
  const recovering = filesOf(readFleet(changed({ 'config.yaml': withHub('recovering: true') })));
  for (const each of all(recovering).filter(({ kind }) => kind === 'EKSCluster'))
    expect(each.metadata.annotations).toMatchObject({ 'kro.run/reconcile': 'suspended' });
  for (const each of all().filter(({ kind }) => kind === 'EKSCluster'))
    expect(each.metadata.annotations).not.toHaveProperty('kro.run/reconcile');
});

test('a spoke that is removed keeps what ACK needs to delete it, and nothing that would make it again', () => {
  const text = readFileSync(join(EXAMPLE, 'spokes/payments-production.yaml'), 'utf8');
  const removing = filesOf(readFleet(changed({ 'spokes/payments-production.yaml': `${text}removing: true\n` })));
  const own = Object.entries(removing).filter(([path]) => path.startsWith('spokes/payments-production/'));
  expect(own.map(([path, objects]) => [path, objects.map(({ kind }) => kind)])).toEqual([
    ['spokes/payments-production/infrastructure/eks-cluster.yaml', ['Namespace', 'RoleBinding']],
  ]);
  expect(removing['hub/fleet/accounts.yaml']).toEqual(files['hub/fleet/accounts.yaml']);
  expect(removing['accounts/333333333333/provisioner.yaml']).toEqual(files['accounts/333333333333/provisioner.yaml']);
});

test('graphs ask for no id that a spoke file could not say', () => {
  const asked = Object.entries(files).flatMap(([path, objects]) =>
    path.startsWith('rgds/') ? [...JSON.stringify(objects).matchAll(/\$\{([^{}]*?) in schema\.spec\.adopt \?/g)] : [],
  );
  const keys = asked.map(([, key]) => /^\\"(\w+)/.exec(key)?.[1]);
  const known = adoptable({ cluster: 'c', zones: ['z'], nodeGroups: ['g'] }).map(key => key.split('-')[0]);
  expect(new Set(keys)).toEqual(new Set([...known, MOUNT_TARGET]));
});

test('ids to adopt reach the cluster', () => {
  const text = readFileSync(join(EXAMPLE, 'spokes/orders-staging.yaml'), 'utf8');
  const adopting = filesOf(readFleet(changed({ 'spokes/orders-staging.yaml': `${text}adopt:\n  vpc: vpc-0123\n` })));
  const { spec } = find(adopting['spokes/orders-staging/infrastructure/eks-cluster.yaml'], 'EKSCluster');
  expect(spec.adopt).toEqual({ vpc: 'vpc-0123' });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-out-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (of: FleetPlan) => {
    const app = new KroApp({ outdir: folder, derive: argoCd() });
    new Fleet(app, 'fleet', of);
    app.synth();
  };
  const inodes = () =>
    new Map(
      readdirSync(folder, { recursive: true })
        .map(String)
        .filter(path => statSync(join(folder, path)).isFile())
        .map(path => [path, statSync(join(folder, path)).ino]),
    );

  test('one changed spoke file rewrites only its own folder', () => {
    write(plan);
    const before = inodes();
    const text = readFileSync(join(EXAMPLE, 'spokes/payments-production.yaml'), 'utf8');
    write(readFleet(changed({ 'spokes/payments-production.yaml': text.replace('max_size: 12', 'max_size: 15') })));
    const after = inodes();
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect([...after].filter(([path, inode]) => before.get(path) !== inode).map(([path]) => path)).toEqual([
      'spokes/payments-production/infrastructure/eks-cluster.yaml',
    ]);
  });

  test('nothing is written where the configuration has a mistake', () => {
    const outdir = join(folder, 'none');
    const bad = changed({ 'spokes/orders-staging.yaml': 'name: orders-staging\n' });
    const app = `
      const { KroApp } = require('cdk8s-kro');
      const { Fleet, readFleet } = require('cdk8s-kro/fleet');
      const app = new KroApp();
      new Fleet(app, 'fleet', readFleet(${JSON.stringify(bad)}));
      app.synth();`;
    const env = { ...process.env, CDK8S_OUTDIR: outdir, CDK8S_KRO_ERRORS: 'message' };
    const run = () => execFileSync(process.execPath, ['--import', 'tsx', '-e', app], { env, stdio: 'pipe' });
    expect(run).toThrow(
      /The configuration has 2 mistakes, so nothing is written:\n {2}.*orders-staging\.yaml:1: environment: environment is missing/,
    );
    expect(existsSync(outdir)).toBe(false);
  });
});
