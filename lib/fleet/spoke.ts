import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { IAMRoleSelector } from '../../imports/services.k8s.aws';
import { StorageClass } from '../../imports/storage.k8s.io';
import { application, inWave, layout, manifest, syncOptions, WAVES } from '../gitops';
import { Instance } from '../kro/instance';
import type { SpecOf } from '../kro/kind';
import { file } from './files';
import { EKSCluster } from './graphs/eks-cluster/api';
import { CHARTS, folderOf, SPOKE_VIEWER } from './hub';
import { argocdRole, FLEET, roleArn, spokeNamespace, volumesAlias } from './names';
import type { FleetPlan, Hub, NodeGroup, Spoke, Team } from './plan';

/** Everything a hub applies for a spoke. */
export function addSpoke(scope: Construct, plan: FleetPlan, hub: Hub, spoke: Spoke): void {
  const infrastructure = file(scope, `${layout.spoke(spoke.name, 'infrastructure')}/eks-cluster.yaml`);
  addNamespace(infrastructure, hub, spoke);
  if (spoke.removing) return;
  addCluster(infrastructure, plan, hub, spoke);
  addApplications(scope, spoke);
  addArgoCd(scope, plan, spoke);
}

/** On the hub: the namespace of the spoke, the role ACK takes for what is in it, and who may look. */
function addNamespace(chart: Construct, hub: Hub, spoke: Spoke): void {
  const { name, accountId, region, provisionerRoleArn: arn } = spoke;
  const namespace = spokeNamespace(name);
  new kplus.Namespace(chart, 'namespace', {
    metadata: {
      name: namespace,
      annotations: {
        'services.k8s.aws/default-region': region,
        ...(hub.roleSelection === 'carm' && { 'services.k8s.aws/owner-account-id': accountId }),
        ...syncOptions(...KEPT),
      },
    },
  });
  if (hub.roleSelection === 'role-selector')
    manifest(chart, 'role', IAMRoleSelector, {
      metadata: { name: namespace, annotations: inWave(WAVES.definitions) },
      spec: { arn, namespaceSelector: { names: [namespace] } },
    });
  for (const team of spoke.teams) bind(chart, team, namespace, SPOKE_VIEWER);
}

function addCluster(chart: Construct, { platform }: FleetPlan, hub: Hub, spoke: Spoke): void {
  new Instance(chart, 'cluster', EKSCluster, {
    metadata: {
      name: spoke.cluster.name,
      namespace: spokeNamespace(spoke.name),
      annotations: {
        ...inWave(WAVES.spokes),
        ...syncOptions(...KEPT),
        ...(hub.recovering && { 'kro.run/reconcile': 'suspended' }),
      },
    },
    spec: specOf(spoke, hub, platform.role),
  });
}

/** Neither a file that vanished nor an Application that was deleted takes a cluster along. */
const KEPT = ['Prune=false', 'Delete=false'];

function specOf(spoke: Spoke, hub: Hub, platformRole: string): SpecOf<typeof EKSCluster> {
  const { cluster, network, addons, accountId, tags, adopt } = spoke;
  const { publicAccessCidrs: cidrs } = cluster;
  return {
    clusterName: cluster.name,
    version: cluster.version,
    region: spoke.region,
    accountID: accountId,
    environment: spoke.environment,
    vpcCIDR: network.cidr,
    availabilityZones: network.zones,
    natGateways: network.natGateways,
    endpointPrivateAccess: cluster.endpointPrivateAccess,
    endpointPublicAccess: cluster.endpointPublicAccess,
    ...(cluster.endpointPublicAccess && { publicAccessCIDRs: cidrs }),
    hubArgoCDRoleARN: roleArn(hub.accountId, argocdRole(hub.name)),
    accessEntries: [
      { name: 'platform', principalARN: roleArn(accountId, platformRole), admin: true },
      ...spoke.teams.map(({ name, role, group }) => {
        return { name, principalARN: roleArn(accountId, role), kubernetesGroups: [group] };
      }),
    ],
    nodeGroups: spoke.nodeGroups.map(nodeGroupOf),
    addons: ['vpc-cni', 'kube-proxy', 'coredns', ...(addons.metricsServer ? ['metrics-server'] : [])],
    sharedStorage: addons.efs,
    clusterAutoscaler: addons.autoscaler,
    tags: { ...tags, spoke: spoke.name },
    deletionPolicy: spoke.deletionPolicy,
    ...(Object.keys(adopt).length > 0 && { adopt }),
  };
}

/** A node group without what its API has as a default. */
const nodeGroupOf = ({ labels, taints, ...group }: NodeGroup) => ({
  ...group,
  ...(Object.keys(labels).length > 0 && { labels }),
  ...(taints.length > 0 && { taints }),
});

/** On the spoke: storage that is encrypted, and the namespaces of teams. */
function addApplications(scope: Construct, { name, region, accountId, cluster, teams }: Spoke): void {
  const chart = file(scope, `${layout.spoke(name, 'applications')}/platform.yaml`);
  manifest(chart, 'storage', StorageClass, {
    metadata: { name: 'encrypted', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'ebs.csi.aws.com',
    parameters: {
      type: 'gp3',
      encrypted: 'true',
      kmsKeyId: `arn:aws:kms:${region}:${accountId}:${volumesAlias(cluster.name)}`,
    },
    allowVolumeExpansion: true,
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  for (const team of teams)
    for (const namespace of team.namespaces) {
      new kplus.Namespace(chart, `namespace-${namespace}`, {
        metadata: { name: namespace, labels: { team: team.name } },
      });
      bind(chart, team, namespace, 'edit');
    }
}

/** Lets the people of a team do in a namespace what a ClusterRole says. */
function bind(scope: Construct, { name, group }: Team, namespace: string, role: string): void {
  const id = `${namespace}-${name}`;
  new kplus.RoleBinding(scope, id, {
    metadata: { name, namespace },
    role: kplus.ClusterRole.fromClusterRoleName(scope, `${id}-role`, role),
  }).addSubjects(kplus.Group.fromName(scope, `${id}-group`, group));
}

/** On the hub: Applications for the spoke, which wait until the cluster is there. */
function addArgoCd(scope: Construct, plan: FleetPlan, { name, region, cluster, addons, workloads }: Spoke): void {
  const chart = file(scope, `${layout.spoke(name, 'argocd')}/applications.yaml`);
  application(chart, 'applications', {
    name: `${name}-applications`,
    project: FLEET,
    source: folderOf(plan, layout.spoke(name, 'applications')),
    destination: { cluster: cluster.name, namespace: 'default' },
    wave: WAVES.applications,
  });
  if (addons.autoscaler)
    application(chart, 'autoscaler', {
      name: `${name}-cluster-autoscaler`,
      project: FLEET,
      source: {
        type: 'chart',
        ...CHARTS.autoscaler,
        version: plan.versions.cluster_autoscaler,
        values: {
          awsRegion: region,
          autoDiscovery: { clusterName: cluster.name },
          rbac: { serviceAccount: { name: 'cluster-autoscaler' } },
        },
      },
      destination: { cluster: cluster.name, namespace: 'kube-system' },
      wave: WAVES.applications,
    });
  if (workloads)
    application(chart, 'workloads', {
      name: `${name}-workloads`,
      project: workloads.team,
      source: { type: 'any', repository: workloads.repository, revision: workloads.revision, path: workloads.path },
      destination: {
        cluster: cluster.name,
        namespace: plan.teams.find(team => team.name === workloads.team)!.namespaces[0],
        createsNamespace: false, // the platform does, and a team may make nothing of the whole cluster
      },
      wave: workloads.wave,
      prune: 'with-manifest',
    });
}
