import * as kplus from 'cdk8s-plus-28';
import {
  AccessEntry,
  type AccessEntrySpecAccessPolicies,
  type Cluster,
} from '../../../../imports/eks.services.k8s.aws';
import { isSynced } from '../../../aws';
import { json } from '../../../cel/json';
import type { Ref } from '../../../cel/ref';
import { cel } from '../../../cel/template';
import { ARGOCD } from '../../../gitops';
import { collection, resource } from '../../../kro/resource';
import { spokeArgocdRole } from '../../names';
import { IamRole } from '../iam-role';
import { bounded, byName, type ClusterGraph, isActive } from './parts';

const ADMIN = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';

/** Lets Argo CD in, by a role in the account of the cluster, and tells it of the cluster once it is let in. */
export function addArgoCd(graph: ClusterGraph, cluster: Ref<Cluster>): void {
  const { spec } = graph;
  const argocdRole = resource(
    graph,
    'argocdRole',
    IamRole,
    {
      spec: {
        roleName: spokeArgocdRole(`${spec.clusterName}`),
        trustedPrincipals: [spec.hubArgoCDRoleARN],
        ...bounded(graph),
      },
    },
    { readyWhen: isActive },
  );
  const { roleARN } = argocdRole.status;
  const argocdAccess = resource(
    graph,
    'argocdAccess',
    AccessEntry,
    {
      metadata: { annotations: byName(graph, { clusterName: spec.clusterName, principalARN: roleARN }) },
      spec: {
        clusterName: cluster.spec.name,
        principalARN: roleARN,
        accessPolicies: [{ policyARN: ADMIN, accessScope: { type: 'cluster' } }],
        tags: spec.tags,
      },
    },
    { readyWhen: isSynced },
  );
  // https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#eks
  new kplus.Secret(graph, 'argocdClusterSecret', {
    metadata: {
      name: `cluster-${spec.clusterName}`,
      namespace: ARGOCD,
      labels: { 'argocd.argoproj.io/secret-type': 'cluster', environment: `${spec.environment}` },
    },
    stringData: {
      name: `${spec.clusterName}`,
      server: `${cluster.status.endpoint}`,
      config: json({
        awsAuthConfig: { clusterName: spec.clusterName, roleARN: argocdAccess.spec.principalARN },
        tlsClientConfig: { caData: cluster.status.certificateAuthority.data },
      }),
    },
  });
}

/** Lets the people in that the instance names. */
export function addAccess(graph: ClusterGraph, cluster: Ref<Cluster>): void {
  const { spec, metadata } = graph;
  collection(graph, 'access', AccessEntry, { entry: spec.accessEntries }, ({ entry }) => ({
    metadata: {
      name: `${metadata.name}-${entry.name}`,
      annotations: byName(graph, { clusterName: spec.clusterName, principalARN: entry.principalARN }),
    },
    spec: {
      clusterName: cluster.spec.name,
      principalARN: entry.principalARN,
      kubernetesGroups: entry.kubernetesGroups,
      accessPolicies: cel<AccessEntrySpecAccessPolicies[]>`${entry.admin}
        ? [{"policyARN": ${ADMIN}, "accessScope": {"type": "cluster"}}]
        : []`,
      tags: spec.tags,
    },
  }));
}
