import { Addon, type Cluster, PodIdentityAssociation } from '../../../../imports/eks.services.k8s.aws';
import { inlinePolicies, isSynced } from '../../../aws';
import type { Ref } from '../../../cel/ref';
import { collection, resource } from '../../../kro/resource';
import { foundById } from '../ack';
import { addon, byName, type ClusterGraph, role } from './parts';
import { autoscalerUse } from './policies';

/** The Pod Identity agent, which hands roles to Pods, and the add-ons the instance names. */
export function addAddons(graph: ClusterGraph, cluster: Ref<Cluster>): void {
  const { spec, metadata } = graph;
  addon(graph, 'podIdentityAgent', { name: 'eks-pod-identity-agent', cluster });
  collection(graph, 'addons', Addon, { addon: spec.addons }, ({ addon }) => ({
    metadata: {
      name: `${metadata.name}-${addon}`,
      annotations: byName(graph, { clusterName: spec.clusterName, name: addon }),
    },
    spec: { name: addon, clusterName: cluster.spec.name, resolveConflicts: 'OVERWRITE', tags: spec.tags },
  }));
}

/** What a cluster autoscaler in kube-system may do, where the instance wants one; its chart is Argo CD's to install. */
export function addAutoscalerIdentity(graph: ClusterGraph, cluster: Ref<Cluster>): void {
  const { spec } = graph;
  const when = { includeWhen: spec.clusterAutoscaler };
  const { status } = role(
    graph,
    'autoscalerRole',
    {
      suffix: 'autoscaler',
      service: 'pods.eks.amazonaws.com',
      inlinePolicies: inlinePolicies({ nodes: autoscalerUse(spec.clusterName) }),
    },
    when,
  );
  const found = foundById(spec, 'autoscalerIdentity', 'associationID', { clusterName: spec.clusterName });
  resource(
    graph,
    'autoscalerIdentity',
    PodIdentityAssociation,
    {
      metadata: { annotations: found },
      spec: {
        clusterName: cluster.spec.name,
        namespace: 'kube-system',
        serviceAccount: 'cluster-autoscaler',
        roleARN: status.roleARN,
        tags: spec.tags,
      },
    },
    { ...when, readyWhen: isSynced },
  );
}
