import type { Statement } from '../aws';
import { boundaryArn, ROLE_PATH } from './names';
import type { Account } from './plan';

/** What the role that ACK takes in an account may do there, in parts that each have a name. */
export function provisionerStatements({ id, spokes }: Account): Readonly<Record<string, readonly Statement[]>> {
  const regions = [...new Set(spokes.map(spoke => spoke.region))].sort();
  const here = { StringEquals: { 'aws:RequestedRegion': regions } };
  const inRegions = (actions: readonly string[]): Statement => ({ actions, resources: ['*'], conditions: here });
  return {
    network: [inRegions(NETWORK)],
    clusters: [inRegions(['eks:*'])],
    keys: [inRegions(KEYS)],
    storage: [inRegions(STORAGE), decryptFor('elasticfilesystem', regions)],
    identity: identityStatements(id),
  };
}

const NETWORK = [
  'ec2:Describe*',
  'ec2:CreateTags',
  'ec2:DeleteTags',
  ...['Vpc', 'Subnet', 'InternetGateway', 'NatGateway', 'RouteTable', 'SecurityGroup', 'LaunchTemplate'].flatMap(
    kind => [`ec2:Create${kind}`, `ec2:Delete${kind}`],
  ),
  'ec2:ModifyVpcAttribute',
  'ec2:ModifySubnetAttribute',
  'ec2:AttachInternetGateway',
  'ec2:DetachInternetGateway',
  'ec2:AssociateRouteTable',
  'ec2:DisassociateRouteTable',
  'ec2:ReplaceRouteTableAssociation',
  'ec2:CreateRoute',
  'ec2:ReplaceRoute',
  'ec2:DeleteRoute',
  'ec2:AllocateAddress',
  'ec2:ReleaseAddress',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupIngress',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:CreateLaunchTemplateVersion',
  'ec2:ModifyLaunchTemplate',
  // EFS asks for them of whoever makes a mount target
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:ModifyNetworkInterfaceAttribute',
  // EKS asks for it of whoever makes a node group with a launch template
  'ec2:RunInstances',
];

const KEYS = [
  'kms:CreateKey',
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:PutKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:EnableKeyRotation',
  'kms:DisableKeyRotation',
  'kms:UpdateKeyDescription',
  'kms:ScheduleKeyDeletion',
  'kms:ListAliases',
  'kms:CreateAlias',
  'kms:UpdateAlias',
  'kms:DeleteAlias',
  'kms:ListResourceTags',
  'kms:TagResource',
  'kms:UntagResource',
  // EKS and EFS use the key by grants of whoever names it
  'kms:CreateGrant',
];

const STORAGE = [
  'elasticfilesystem:Describe*',
  'elasticfilesystem:ListTagsForResource',
  'elasticfilesystem:TagResource',
  'elasticfilesystem:UntagResource',
  'elasticfilesystem:CreateFileSystem',
  'elasticfilesystem:UpdateFileSystem',
  'elasticfilesystem:DeleteFileSystem',
  'elasticfilesystem:PutFileSystemPolicy',
  'elasticfilesystem:PutBackupPolicy',
  'elasticfilesystem:PutLifecycleConfiguration',
  'elasticfilesystem:CreateMountTarget',
  'elasticfilesystem:DeleteMountTarget',
  'elasticfilesystem:ModifyMountTargetSecurityGroups',
];

/** Lets a service use keys on behalf of the provisioner; itself it can read nothing that is encrypted. */
const decryptFor = (service: string, regions: readonly string[]): Statement => ({
  actions: ['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext'],
  resources: ['*'],
  conditions: { StringEquals: { 'kms:ViaService': regions.map(region => `${service}.${region}.amazonaws.com`) } },
});

/** Services whose own role EKS and the nodes need; AWS makes it when it is first asked for. */
const SERVICES = ['eks', 'eks-nodegroup', 'autoscaling', 'elasticfilesystem', 'elasticloadbalancing'];

/** Roles below a path and within a boundary: so the provisioner can neither change itself nor make a role that can do more than it should. */
function identityStatements(accountId: string): Statement[] {
  const roles = [`arn:aws:iam::${accountId}:role${ROLE_PATH}*`];
  const bounded = { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(accountId) } };
  return [
    {
      sid: 'Bounded',
      actions: [
        'iam:CreateRole',
        'iam:PutRolePermissionsBoundary',
        'iam:AttachRolePolicy',
        'iam:DetachRolePolicy',
        'iam:PutRolePolicy',
        'iam:DeleteRolePolicy',
      ],
      resources: roles,
      conditions: bounded,
    },
    {
      sid: 'Roles',
      actions: [
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListRolePolicies',
        'iam:ListAttachedRolePolicies',
        'iam:ListRoleTags',
        'iam:UpdateRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:DeleteRole',
        'iam:TagRole',
        'iam:UntagRole',
      ],
      resources: roles,
    },
    {
      sid: 'Pass',
      actions: ['iam:PassRole'],
      resources: roles,
      conditions: {
        StringEquals: {
          'iam:PassedToService': ['eks.amazonaws.com', 'ec2.amazonaws.com', 'pods.eks.amazonaws.com'],
        },
      },
    },
    {
      sid: 'Oidc',
      actions: [
        'iam:CreateOpenIDConnectProvider',
        'iam:GetOpenIDConnectProvider',
        'iam:DeleteOpenIDConnectProvider',
        'iam:TagOpenIDConnectProvider',
        'iam:UntagOpenIDConnectProvider',
        'iam:UpdateOpenIDConnectProviderThumbprint',
        'iam:AddClientIDToOpenIDConnectProvider',
        'iam:RemoveClientIDFromOpenIDConnectProvider',
        'iam:ListOpenIDConnectProviderTags',
      ],
      resources: [`arn:aws:iam::${accountId}:oidc-provider/oidc.eks.*`],
    },
    {
      sid: 'ServiceRoles',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
      conditions: { StringEquals: { 'iam:AWSServiceName': SERVICES.map(name => `${name}.amazonaws.com`) } },
    },
    // EKS looks for the role of node groups in the name of whoever makes one
    { actions: ['iam:GetRole'], resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`] },
  ];
}

/** The most a role of a spoke may ever do: run nodes and what is on them. It makes no identities, save for the roles AWS keeps for itself. */
export const boundaryStatements = (accountId: string): Statement[] => [
  {
    actions: [
      'autoscaling:*',
      'cloudwatch:*',
      'ec2:*',
      'ecr:*',
      'eks:*',
      'eks-auth:*',
      'elasticfilesystem:*',
      'elasticloadbalancing:*',
      'kms:*',
      'logs:*',
    ],
    resources: ['*'],
  },
  { actions: ['iam:CreateServiceLinkedRole'], resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`] },
];
