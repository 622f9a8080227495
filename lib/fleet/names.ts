/** The ACK controllers of a hub: one for each service the graphs have kinds of. */
export const CONTROLLERS = ['ec2', 'efs', 'eks', 'iam', 'kms'] as const;
export type Controller = (typeof CONTROLLERS)[number];

/** Namespace of the ACK controllers on a hub. */
export const ACK_NAMESPACE = 'ack-system';

/** ServiceAccount of an ACK controller. */
export const controllerAccount = (controller: Controller): string => `ack-${controller}-controller`;

/** Role of an ACK controller in the account of its hub: `hub-ack-eks-controller-role`. */
export const controllerRole = (hub: string, controller: Controller): string =>
  `${hub}-ack-${controller}-controller-role`;

/** Role of a hub's Argo CD in the account of the hub. */
export const argocdRole = (hub: string): string => `${hub}-argocd-role`;

/** Role that ACK controllers take in an account. */
export const PROVISIONER = 'spoke-provisioner-role';

/** Below this path are the roles that ACK makes for spokes, and no others. */
export const ROLE_PATH = '/fleet/';

/** Role that Argo CD takes in the account of a spoke; the graph EKSCluster makes it. */
export const spokeArgocdRole = (cluster: string): string => `${cluster}-argocd`;

/** Policy that bounds the roles of spokes. */
export const BOUNDARY = 'fleet-boundary';

export const roleArn = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:role/${name}`;

export const provisionerRoleArn = (accountId: string): string => roleArn(accountId, PROVISIONER);

export const boundaryArn = (accountId: string): string => `arn:aws:iam::${accountId}:policy/${BOUNDARY}`;

/** Projects of Argo CD: what hubs apply to themselves, and what they apply for spokes. */
export const PLATFORM = 'platform';
export const FLEET = 'fleet';

/** Projects that are no team's; Argo CD makes `default` itself. */
export const PROJECTS: ReadonlySet<string> = new Set([PLATFORM, FLEET, 'default']);

/** Namespace on the hub in which everything about a spoke stands. */
export const spokeNamespace = (spoke: string): string => `spoke-${spoke}`;

/** A mount target is told by the id of its subnet, which only AWS knows. */
export const MOUNT_TARGET = 'mountTarget';

/** The keys of `adopt` under which a spoke can be given ids. */
export const adoptable = (spoke: {
  readonly cluster: string;
  readonly zones: readonly string[];
  readonly nodeGroups: readonly string[];
}): string[] => [
  ...['vpc', 'internetGateway', 'publicRouteTable'],
  ...['publicSubnet', 'privateSubnet', 'privateRouteTable', 'elasticIP', 'natGateway'].flatMap(each =>
    spoke.zones.map(zone => `${each}-${zone}`),
  ),
  ...['secretsKey', 'volumesKey'],
  ...spoke.nodeGroups.map(group => `nodeTemplate-${group}`),
  ...['autoscalerIdentity', 'fileSystem', `securityGroup-${spoke.cluster}-storage`],
];

/** Alias of the key that encrypts a cluster's volumes. */
export const volumesAlias = (cluster: string): string => `alias/${cluster}-volumes`;
