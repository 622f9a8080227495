import { api } from '../../../kro/kind';
import * as s from '../../../schema/field';
import { regional, treatment } from '../ack';

const nodeGroup = s.object({
  name: s.string().required(),
  instanceTypes: s.list(s.string()).required(),
  amiType: s.string().default('AL2023_x86_64_STANDARD'),
  desiredSize: s.integer().default(2),
  minSize: s.integer().default(1),
  maxSize: s.integer().default(3),
  diskSize: s.integer().default(50).description('GiB of the encrypted root volume'),
  labels: s.map(s.string()).default({}),
  taints: s
    .list(s.object({ key: s.string().required(), value: s.string(), effect: s.string().required() }))
    .default([]),
});

const accessEntry = s.object({
  name: s.string().required(),
  principalARN: s.string().required(),
  kubernetesGroups: s.list(s.string()).default([]),
  admin: s.boolean().default(false).description('Whether it may do everything on the cluster'),
});

/** An EKS cluster with a network of its own, ready for Argo CD to deploy to. */
export const EKSCluster = api({
  kind: 'EKSCluster',
  spec: {
    clusterName: s.string().pattern('^[a-z]([-a-z0-9]*[a-z0-9])?$').maxLength(40).immutable().required(),
    version: s.string().default('1.33'),
    ...regional,
    accountID: s.string().pattern('^[0-9]{12}$').immutable().required(),
    environment: s.string().default('default').description('Label of the cluster in Argo CD'),
    vpcCIDR: s.string().immutable().required(),
    availabilityZones: s.list(s.string()).minItems(2).maxItems(3).immutable().required(),
    natGateways: s.string().enum('PerZone', 'Single', 'None').default('PerZone'),
    endpointPrivateAccess: s.boolean().default(true),
    endpointPublicAccess: s.boolean().default(false),
    publicAccessCIDRs: s.list(s.string()).default(['0.0.0.0/0']),
    hubArgoCDRoleARN: s.string().required().description('Role of the Argo CD that deploys to the cluster'),
    accessEntries: s.list(accessEntry).default([]).description('Who else gets in'),
    nodeGroups: s.list(nodeGroup).minItems(1).required(),
    addons: s
      .list(s.string())
      .default(['vpc-cni', 'kube-proxy', 'coredns'])
      .description('EKS add-ons that need no role'),
    sharedStorage: s.boolean().default(false).description('Whether there is a file system for Pods of all zones'),
    clusterAutoscaler: s.boolean().default(false).description('Whether a cluster autoscaler sizes the node groups'),
    ...treatment,
  },
  status: {
    endpoint: s.string(),
    clusterARN: s.string(),
    oidcProvider: s.string().description('The issuer'),
    oidcProviderARN: s.string(),
    vpcID: s.string(),
    fileSystemID: s.string(),
  },
});
