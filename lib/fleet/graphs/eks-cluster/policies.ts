import { policy, type Statement } from '../../../aws';
import { json } from '../../../cel/json';
import type { Input } from '../../../cel/ref';

/** Lets the account's own policies decide who may use a key, as KMS does where a key has no policy. */
const account = (accountId: Input<string>): Statement => ({
  sid: 'Account',
  principals: { aws: [`arn:aws:iam::${accountId}:root`] },
  actions: ['kms:*'],
  resources: ['*'],
});

/**
 * The policy of a key that encrypts the volumes of nodes. Groups of nodes start their instances with the service-linked role of EC2 Auto
 * Scaling, which no policy of the account can allow anything.
 *
 * The role is named in conditions, for a principal that does not exist yet, as in a new account, is refused.
 * See https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html.
 */
export function volumesKeyPolicy(accountId: Input<string>): string {
  const autoscaling = {
    StringEquals: { 'kms:CallerAccount': accountId },
    ArnLike: {
      'aws:PrincipalArn': `arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    },
  };
  return json(
    policy([
      account(accountId),
      {
        sid: 'AutoScalingUses',
        principals: { aws: ['*'] },
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: autoscaling,
      },
      {
        sid: 'AutoScalingGrants',
        principals: { aws: ['*'] },
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { ...autoscaling, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ]),
  );
}

/** What the EBS CSI driver needs of the key to make encrypted volumes. */
export const volumesKeyUse = (keyArn: Input<string>): Statement[] => [
  {
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: [keyArn],
  },
  {
    actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
    resources: [keyArn],
    conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  },
];

/** What the cluster autoscaler needs: to see the node groups, and to size those of its own cluster. */
export const autoscalerUse = (clusterName: Input<string>): Statement[] => [
  {
    actions: [
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeAutoScalingInstances',
      'autoscaling:DescribeLaunchConfigurations',
      'autoscaling:DescribeScalingActivities',
      'autoscaling:DescribeTags',
      'ec2:DescribeImages',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeLaunchTemplateVersions',
      'ec2:GetInstanceTypesFromInstanceRequirements',
      'eks:DescribeNodegroup',
    ],
    resources: ['*'],
  },
  {
    actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
    resources: ['*'],
    conditions: { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned' } },
  },
];
