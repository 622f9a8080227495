import { LaunchTemplate } from '../../../../imports/ec2.services.k8s.aws';
import { type Cluster, Nodegroup } from '../../../../imports/eks.services.k8s.aws';
import { choose, eq, orElse, size, text } from '../../../cel/ops';
import type { Expr, Ref } from '../../../cel/ref';
import { cel } from '../../../cel/template';
import { collection } from '../../../kro/resource';
import { foundById, tagsOf } from '../ack';
import { item } from '../item';
import { byName, type ClusterGraph, role } from './parts';

/** Node groups in private subnets. Their volumes are encrypted by a launch template, for a node group's own `diskSize` takes no key. */
export function addNodes(
  graph: ClusterGraph,
  cluster: Ref<Cluster>,
  { subnets, keyARN }: { readonly subnets: Expr<readonly string[]>; readonly keyARN: Expr<string> },
): void {
  const { spec, metadata } = graph;
  const nodeRole = role(graph, 'nodeRole', {
    suffix: 'node',
    service: 'ec2.amazonaws.com',
    policies: ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy', 'AmazonEC2ContainerRegistryPullOnly'],
  });
  const templates = addTemplates(graph, keyARN);
  const indexes = cel<number[]>`lists.range(${size(spec.nodeGroups)})`;
  collection(
    graph,
    'nodeGroups',
    Nodegroup,
    { index: indexes },
    ({ index }) => {
      const group = item(spec.nodeGroups, index);
      const template = item(templates, index);
      return {
        metadata: {
          name: `${metadata.name}-${group.name}`,
          annotations: {
            ...byName(graph, { clusterName: spec.clusterName, name: group.name }),
            // what an autoscaler chose is not to be undone
            'eks.services.k8s.aws/desired-size-managed-by': choose(
              spec.clusterAutoscaler,
              'external-autoscaler',
              'ack-eks-controller',
            ),
          },
        },
        spec: {
          name: group.name,
          clusterName: cluster.spec.name,
          nodeRole: nodeRole.status.roleARN,
          subnets,
          instanceTypes: group.instanceTypes,
          amiType: group.amiType,
          launchTemplate: { id: template.status.id, version: text(template.status.latestVersion) },
          scalingConfig: { minSize: group.minSize, maxSize: group.maxSize, desiredSize: group.desiredSize },
          updateConfig: { maxUnavailablePercentage: 33 },
          labels: group.labels,
          taints: group.taints,
          tags: spec.tags,
        },
      };
    },
    { readyWhen: each => eq(orElse(each.status.status, ''), 'ACTIVE') },
  );
}

/** A launch template per node group. */
function addTemplates(graph: ClusterGraph, keyARN: Expr<string>): Ref<readonly LaunchTemplate[]> {
  const { spec, metadata } = graph;
  return collection(graph, 'nodeTemplates', LaunchTemplate, { group: spec.nodeGroups }, ({ group }) => {
    const name = `${spec.clusterName}-${group.name}`;
    const root = {
      encrypted: true,
      kmsKeyID: keyARN,
      volumeSize: group.diskSize,
      volumeType: 'gp3',
      deleteOnTermination: true,
    };
    return {
      metadata: {
        name: `${metadata.name}-${group.name}`,
        annotations: foundById(spec, `nodeTemplate-${group.name}`, 'id'),
      },
      spec: {
        name,
        data: {
          blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: root }],
          metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
          tagSpecifications: ['instance', 'volume'].map(resourceType => ({ resourceType, tags: tagsOf(spec, name) })),
        },
        tags: tagsOf(spec, name),
      },
    };
  });
}
