import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { AppProject } from '../../imports/argoproj.io';
import {
  ARGOCD,
  application,
  applicationPerFile,
  type ChartSource,
  type FolderSource,
  healthChecks,
  IN_CLUSTER,
  inWave,
  layout,
  manifest,
  syncOptions,
  WAVES,
} from '../gitops';
import { TEMPLATE } from './config/folder';
import { file } from './files';
import {
  ACK_NAMESPACE,
  CONTROLLERS,
  type Controller,
  controllerAccount,
  controllerRole,
  FLEET,
  PLATFORM,
  roleArn,
  spokeNamespace,
} from './names';
import type { FleetPlan, Hub, Team } from './plan';

const ACK_CHARTS = 'public.ecr.aws/aws-controllers-k8s';
/** Where the charts are; their versions stand in config.yaml. */
export const CHARTS = {
  kro: { repository: 'registry.k8s.io/kro/charts', chart: 'kro' },
  metrics: { repository: 'https://prometheus-community.github.io/helm-charts', chart: 'kube-prometheus-stack' },
  crossplane: { repository: 'https://charts.crossplane.io/stable', chart: 'crossplane' },
  autoscaler: { repository: 'https://kubernetes.github.io/autoscaler', chart: 'cluster-autoscaler' },
} as const;
/** What a hub installs on itself comes from these. */
const REPOSITORIES = [
  ACK_CHARTS,
  ...[CHARTS.kro, CHARTS.metrics, CHARTS.crossplane].map(({ repository }) => repository),
];

/** Everything a hub applies to itself. @param graphs files of the graphs, as in `vpc-network.yaml` */
export function addHub(scope: Construct, plan: FleetPlan, hub: Hub, graphs: readonly string[]): void {
  addBootstrap(scope, plan, hub);
  addControllers(scope, plan, hub);
  addFleet(scope, plan, hub, graphs);
}

/** The root, which makes all other Applications, and what Argo CD has to know before it can order them. */
function addBootstrap(scope: Construct, plan: FleetPlan, hub: Hub): void {
  const { repository, platform, teams } = plan;
  const folder = layout.hub(hub.name, 'bootstrap');
  application(file(scope, `${folder}/root.yaml`), 'root', {
    name: `${hub.name}-bootstrap`,
    project: PLATFORM,
    source: folderOf(plan, hub.name),
    destination: { namespace: ARGOCD },
    wave: WAVES.applications, // it is in the folder it applies, and so nothing waits for it
  });

  const settings = file(scope, `${folder}/argocd.yaml`);
  // only the keys below are ours: the chart of Argo CD has others in these ConfigMaps
  const first = { ...inWave(WAVES.controllers), ...syncOptions('ServerSideApply=true', 'Prune=false', 'Delete=false') };
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  new kplus.ConfigMap(settings, 'health', {
    metadata: { name: 'argocd-cm', namespace: ARGOCD, labels, annotations: first },
    data: { 'resource.customizations': healthChecks() },
  });
  new kplus.ConfigMap(settings, 'rbac', {
    metadata: { name: 'argocd-rbac-cm', namespace: ARGOCD, labels, annotations: first },
    data: { 'policy.csv': `g, ${platform.group}, role:admin\n` },
  });
  new kplus.ConfigMap(settings, 'parameters', {
    metadata: { name: 'argocd-cmd-params-cm', namespace: ARGOCD, labels, annotations: first },
    data: { 'controller.sync.timeout.seconds': String(SYNC_TIMEOUT) },
  });
  project(settings, PLATFORM, 'What hubs apply to themselves', {
    sourceRepos: [repository.url, ...REPOSITORIES],
    destinations: [{ name: IN_CLUSTER, namespace: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  });
  project(settings, FLEET, 'What hubs apply for spokes, and to them', {
    sourceRepos: [repository.url, CHARTS.autoscaler.repository],
    destinations: [{ name: '*', namespace: '*' }],
    clusterResourceWhitelist: [
      { group: '', kind: 'Namespace' },
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
      { group: 'services.k8s.aws', kind: 'IAMRoleSelector' },
      { group: 'storage.k8s.io', kind: 'StorageClass' },
    ],
  });
  for (const team of teams) teamProject(settings, team);

  const access = file(scope, `${folder}/access.yaml`);
  new kplus.ClusterRoleBinding(access, 'platform', {
    metadata: { name: 'platform-admins' },
    role: kplus.ClusterRole.fromClusterRoleName(access, 'admin', 'cluster-admin'),
  }).addSubjects(kplus.Group.fromName(access, 'platformGroup', platform.group));
  new kplus.ClusterRole(access, 'viewer', {
    metadata: { name: SPOKE_VIEWER },
    rules: [
      {
        endpoints: [kplus.ApiResource.custom({ apiGroup: 'kro.run', resourceType: '*' })],
        verbs: ['get', 'list', 'watch'],
      },
    ],
  });
}

/** In seconds. A cluster takes half an hour; a sync that waits for one that cannot be made would keep the commit out that mends it. */
const SYNC_TIMEOUT = 7200;

/** Lets a team see the state of a spoke of theirs; bound in the namespace of the spoke. */
export const SPOKE_VIEWER = 'spoke-viewer';

type ProjectSpec = Pick<AppProject['spec'], 'sourceRepos' | 'destinations' | 'clusterResourceWhitelist' | 'roles'>;

function project(scope: Construct, name: string, description: string, spec: ProjectSpec): void {
  manifest(scope, name, AppProject, {
    metadata: { name, namespace: ARGOCD, annotations: inWave(WAVES.controllers) },
    spec: { description, ...spec },
  });
}

/** What a team may deploy: to its own namespaces of spokes, nothing cluster-wide, and nothing to a hub. */
const teamProject = (scope: Construct, { name, group, namespaces, repositories }: Team): void =>
  project(scope, name, `Applications of ${name}`, {
    sourceRepos: repositories,
    // a name with ! allows all others, and a rule of its own would allow them for every namespace
    destinations: namespaces.map(namespace => ({ name: `!${IN_CLUSTER}`, namespace })),
    clusterResourceWhitelist: [],
    roles: [
      {
        name: 'developer',
        groups: [group],
        policies: ['get', 'sync'].map(action => `p, proj:${name}:developer, applications, ${action}, ${name}/*, allow`),
      },
    ],
  });

/** kro, the controllers of ACK, and what config.yaml adds. */
function addControllers(scope: Construct, { addons, versions }: FleetPlan, hub: Hub): void {
  const add = (
    name: string,
    namespace: string,
    chart: Pick<ChartSource, 'repository' | 'chart' | 'version' | 'values'>,
  ) =>
    application(file(scope, `${layout.hub(hub.name, 'addons')}/${name}.yaml`), name, {
      name,
      project: PLATFORM,
      source: { type: 'chart', ...chart },
      destination: { namespace },
      wave: WAVES.controllers,
    });
  add('kro-controller', 'kro-system', {
    ...CHARTS.kro,
    version: versions.kro,
    values: { rbac: { mode: 'aggregation' } },
  });
  for (const controller of CONTROLLERS)
    add(controllerAccount(controller), ACK_NAMESPACE, {
      repository: ACK_CHARTS,
      chart: `${controller}-chart`,
      version: versions[`ack_${controller}`],
      values: ackValues(hub, controller),
    });
  if (addons.metrics)
    add('metrics', 'monitoring', {
      ...CHARTS.metrics,
      version: versions.metrics,
    });
  if (addons.crossplane)
    add('crossplane', 'crossplane-system', {
      ...CHARTS.crossplane,
      version: versions.crossplane,
    });
}

const ackValues = ({ name, accountId, region, identity, roleSelection }: Hub, controller: Controller) => ({
  aws: { region },
  installScope: 'cluster',
  // what an object says goes first; this is for objects that say nothing
  deletionPolicy: 'retain',
  serviceAccount: {
    create: true,
    name: controllerAccount(controller),
    ...(identity.type === 'irsa' && {
      annotations: { 'eks.amazonaws.com/role-arn': roleArn(accountId, controllerRole(name, controller)) },
    }),
  },
  enableCARM: roleSelection === 'carm',
  featureGates: { ResourceAdoption: true, IAMRoleSelector: roleSelection === 'role-selector' },
});

/** The graphs, which role ACK takes in which account, and an Application for each spoke. */
function addFleet(scope: Construct, plan: FleetPlan, hub: Hub, graphs: readonly string[]): void {
  const { repository } = plan;
  const folder = layout.hub(hub.name, 'fleet');
  application(file(scope, `${folder}/graphs.yaml`), 'graphs', {
    name: 'graphs',
    project: PLATFORM,
    source: { ...folderOf(plan, layout.graphs), include: `{${graphs.join(',')}}` },
    destination: { namespace: 'kro-system' },
    wave: WAVES.definitions,
  });
  if (hub.roleSelection === 'carm' && hub.spokes.length > 0)
    new kplus.ConfigMap(file(scope, `${folder}/accounts.yaml`), 'roles', {
      metadata: {
        name: 'ack-role-account-map',
        namespace: ACK_NAMESPACE,
        annotations: inWave(WAVES.definitions),
      },
      data: rolesByAccount(hub),
    });
  applicationPerFile(file(scope, `${folder}/spokes.yaml`), 'spokes', {
    name: 'spoke-fleet',
    repository: repository.url,
    revision: repository.revision,
    files: [`${repository.config}/${hub.spokeFiles}/*.yaml`],
    exclude: [`${repository.config}/${hub.spokeFiles}/${TEMPLATE}`],
    wave: WAVES.spokes,
    template: {
      name: '{{.name}}-infrastructure',
      project: FLEET,
      source: {
        ...folderOf(plan, 'spokes/{{.name}}'),
        include: '{infrastructure/*.yaml,argocd/*.yaml}',
      },
      destination: { namespace: spokeNamespace('{{.name}}') },
    },
  });
}

function rolesByAccount({ spokes }: Hub): Readonly<Record<string, string>> {
  const roles = new Map(spokes.map(spoke => [spoke.accountId, spoke.provisionerRoleArn]));
  return Object.fromEntries([...roles].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A folder of the output, as Argo CD finds it in the repository. */
export const folderOf = ({ repository }: FleetPlan, path: string): FolderSource => ({
  type: 'folder',
  repository: repository.url,
  revision: repository.revision,
  path: `${repository.output}/${path}`,
});
