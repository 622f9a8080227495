import type { Cluster } from '../../../../imports/eks.services.k8s.aws';
import { Alias, Key } from '../../../../imports/kms.services.k8s.aws';
import { inlinePolicies, isSynced } from '../../../aws';
import type { Expr, Ref } from '../../../cel/ref';
import { resource } from '../../../kro/resource';
import { volumesAlias } from '../../names';
import { foundById, kmsTagsOf } from '../ack';
import { EfsStorage } from '../efs-storage';
import { SecurityGroupSet } from '../security-group-set';
import type { VpcNetwork } from '../vpc-network';
import { addon, byName, type ClusterGraph, isActive, type ObjectOf, regional, role } from './parts';
import { volumesKeyPolicy, volumesKeyUse } from './policies';

/** Encrypts the volumes of nodes and of Pods. The alias is what a StorageClass can name before the key exists. */
export function addVolumesKey(graph: ClusterGraph): Expr<string> {
  const { spec } = graph;
  const key = resource(
    graph,
    'volumesKey',
    Key,
    {
      metadata: { annotations: foundById(spec, 'volumesKey', 'keyID') },
      spec: {
        description: `Volumes of the EKS cluster ${spec.clusterName}`,
        enableKeyRotation: true,
        policy: volumesKeyPolicy(spec.accountID),
        tags: kmsTagsOf(spec, `${spec.clusterName}-volumes`),
      },
    },
    { readyWhen: isSynced },
  );
  const name = volumesAlias(`${spec.clusterName}`);
  resource(graph, 'volumesAlias', Alias, {
    metadata: { annotations: byName(graph, { name }) },
    spec: { name, targetKeyID: key.status.keyID },
  });
  return key.status.ackResourceMetadata.arn;
}

/** The driver that makes volumes for Pods. */
export function addVolumesDriver(graph: ClusterGraph, cluster: Ref<Cluster>, keyARN: Expr<string>): void {
  const { status } = role(graph, 'volumesRole', {
    suffix: 'ebs-csi',
    service: 'pods.eks.amazonaws.com',
    policies: ['service-role/AmazonEBSCSIDriverPolicy'],
    inlinePolicies: inlinePolicies({ key: volumesKeyUse(keyARN) }),
  });
  const identity = { serviceAccount: 'ebs-csi-controller-sa', roleARN: status.roleARN };
  addon(graph, 'volumesDriver', { name: 'aws-ebs-csi-driver', cluster, identity });
}

/** A file system that Pods of all zones share, and the driver that mounts it, where the instance wants it. */
export function addSharedStorage(
  graph: ClusterGraph,
  cluster: Ref<Cluster>,
  { network, keyARN }: { readonly network: Ref<ObjectOf<typeof VpcNetwork>>; readonly keyARN: Expr<string> },
): Ref<ObjectOf<typeof EfsStorage>> {
  const { spec } = graph;
  const when = { includeWhen: spec.sharedStorage };
  const nfs = { ipProtocol: 'tcp', fromPort: 2049, toPort: 2049, ipRanges: [{ cidrIP: spec.vpcCIDR }] };
  const group = {
    name: `${spec.clusterName}-storage`,
    description: `NFS from nodes and Pods of ${spec.clusterName}`,
    ingressRules: [nfs],
  };
  const groups = resource(
    graph,
    'storageGroups',
    SecurityGroupSet,
    { spec: { ...regional(graph), vpcID: network.status.vpcID, groups: [group] } },
    { ...when, readyWhen: isActive },
  );
  const storage = resource(
    graph,
    'storage',
    EfsStorage,
    {
      spec: {
        name: spec.clusterName,
        ...regional(graph),
        subnetIDs: network.status.privateSubnetIDs,
        securityGroupIDs: groups.status.securityGroupIDs,
        kmsKeyARN: keyARN,
      },
    },
    { ...when, readyWhen: isActive },
  );
  const policies = ['service-role/AmazonEFSCSIDriverPolicy'];
  const { status } = role(
    graph,
    'storageRole',
    { suffix: 'efs-csi', service: 'pods.eks.amazonaws.com', policies },
    when,
  );
  const identity = { serviceAccount: 'efs-csi-controller-sa', roleARN: status.roleARN };
  addon(graph, 'storageDriver', { name: 'aws-efs-csi-driver', cluster, identity }, when);
  return storage;
}
