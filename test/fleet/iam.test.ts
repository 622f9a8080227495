import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFleet } from 'cdk8s-kro/fleet';
import { parseAllDocuments } from 'yaml';
import { CONTROLLERS } from '../../lib/fleet/names';
import { changed, EXAMPLE, filesOf, find, type Manifest } from './fixtures';
import { type Call, canDo, canTake } from './simulation';

const HUB = '111111111111';
const SPOKE = '222222222222';
const OTHER = '444444444444';
const documentsOf = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(join('dist', file), 'utf8')).map(document => document.toJS());

const hub = documentsOf(`accounts/${HUB}/hub.yaml`);
const account = documentsOf(`accounts/${SPOKE}/provisioner.yaml`);
const provisioner = find(account, 'Role');
const arn = (id: string, role: string) => `arn:aws:iam::${id}:role/${role}`;
const enter = (action: string, id = SPOKE, role = 'spoke-provisioner-role'): Call => ({
  action,
  resource: arn(id, role),
  account: id,
  context: { 'aws:ResourceAccount': id },
});
const pods = (cluster = 'hub', action = 'sts:AssumeRole', role = 'hub-ack-eks-controller-role'): Call => ({
  action,
  resource: arn(HUB, role),
  account: HUB,
  context: { 'aws:SourceAccount': HUB, 'aws:SourceArn': `arn:aws:eks:us-east-1:${HUB}:cluster/${cluster}` },
});

describe.each(CONTROLLERS)('the role of the %s controller', controller => {
  const role = find(hub, 'Role', `hub-ack-${controller}-controller-role`);

  test.each(['sts:AssumeRole', 'sts:TagSession'])('can %s on the provisioner of a spoke account', async action =>
    expect(await canDo(HUB, role, enter(action), provisioner)).toBe(true),
  );

  test.each<[string, Call]>([
    ['the provisioner of an account without spokes', enter('sts:AssumeRole', OTHER)],
    ['another role of the account', enter('sts:AssumeRole', SPOKE, 'PlatformAdmin')],
  ])('cannot take %s', async (_, call) => expect(await canDo(HUB, role, call, provisioner)).toBe(false));

  test('can do nothing in its own account', async () => {
    const call = { action: 'ec2:CreateVpc', resource: `arn:aws:ec2:us-east-1:${HUB}:vpc/*`, account: HUB };
    expect(await canDo(HUB, role, call)).toBe(false);
  });

  test('is given by EKS to Pods of the hub, and of no other cluster', async () => {
    const name = role.spec.name;
    for (const action of ['sts:AssumeRole', 'sts:TagSession'])
      expect(await canTake('pods.eks.amazonaws.com', role, pods('hub', action, name))).toBe(true);
    expect(await canTake('pods.eks.amazonaws.com', role, pods('spare', 'sts:AssumeRole', name))).toBe(false);
    expect(await canTake('ec2.amazonaws.com', role, pods('hub', 'sts:AssumeRole', name))).toBe(false);
    expect(await canTake(arn(SPOKE, 'PlatformAdmin'), role, pods('hub', 'sts:AssumeRole', name))).toBe(false);
  });

  test('is what the ServiceAccount of its chart gets', () => {
    expect(find(hub, 'PodIdentityAssociation', `hub-ack-${controller}-controller`).spec).toEqual({
      clusterName: 'hub',
      namespace: 'ack-system',
      serviceAccount: `ack-${controller}-controller`,
      roleARN: arn(HUB, role.spec.name),
    });
    const [{ spec }] = documentsOf(`hub/addons/ack-${controller}-controller.yaml`);
    expect(spec.source.helm.valuesObject.serviceAccount.name).toBe(`ack-${controller}-controller`);
  });
});

test('an account whose spokes name a role of their own needs the boundary, and no other role', () => {
  const own = `name: own\nenvironment: staging\naws_account_id: "${OTHER}"\niam_role_arn: ${arn(OTHER, 'mine')}\nnetwork: { vpc_cidr: 10.9.0.0/16 }\n`;
  const files = filesOf(readFleet(changed({ 'spokes/own.yaml': own })));
  const made = files[`accounts/${OTHER}/provisioner.yaml`];
  expect(made.map(each => [each.kind, each.metadata.name])).toEqual([['Policy', 'fleet-boundary']]);
});

test('kro has no role, for it never calls AWS', () => {
  expect(JSON.stringify([...hub, ...account])).not.toContain('kro-controller');
});

test('the provisioner trusts nobody but the controllers', async () => {
  for (const principal of [
    arn(HUB, 'hub-argocd-role'),
    arn(HUB, 'admin'),
    arn(SPOKE, 'admin'),
    arn(OTHER, 'hub-ack-eks-controller-role'),
  ])
    expect(await canTake(principal, provisioner, enter('sts:AssumeRole'))).toBe(false);
});

describe('Argo CD', () => {
  const role = find(hub, 'Role', 'hub-argocd-role');
  const trust = {
    spec: {
      assumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: arn(HUB, 'hub-argocd-role') },
            Action: ['sts:AssumeRole', 'sts:TagSession'],
          },
        ],
      }),
    },
  } as unknown as Manifest;

  test('takes the role a cluster has for it, and no other', async () => {
    for (const action of ['sts:AssumeRole', 'sts:TagSession'])
      expect(await canDo(HUB, role, enter(action, SPOKE, 'fleet/orders-staging-argocd'), trust)).toBe(true);
    expect(await canDo(HUB, role, enter('sts:AssumeRole', SPOKE, 'fleet/orders-staging-node'), trust)).toBe(false);
    expect(await canDo(HUB, role, enter('sts:AssumeRole'), trust)).toBe(false);
    expect(await canDo(HUB, role, enter('sts:AssumeRole', OTHER, 'fleet/x-argocd'), trust)).toBe(false);
  });
});

describe('the provisioner', () => {
  const region = { 'aws:RequestedRegion': 'us-east-1' };
  const boundary = { 'iam:PermissionsBoundary': `arn:aws:iam::${SPOKE}:policy/fleet-boundary` };
  const eks = (path: string, id = SPOKE) => `arn:aws:eks:us-east-1:${id}:${path}`;
  const ec2 = (path: string) => `arn:aws:ec2:us-east-1:${SPOKE}:${path}`;
  const call = (action: string, resource: string, context: Call['context'] = region): Call => ({
    action,
    resource,
    account: SPOKE,
    context,
  });

  test.each<Call>([
    call('ec2:CreateVpc', ec2('vpc/*')),
    call('ec2:CreateSubnet', ec2('subnet/*')),
    call('ec2:DescribeVpcs', '*'),
    call('ec2:CreateRoute', ec2('route-table/rtb-1')),
    call('ec2:AllocateAddress', ec2('elastic-ip/*')),
    call('ec2:CreateNatGateway', ec2('natgateway/*')),
    call('ec2:CreateLaunchTemplate', ec2('launch-template/*')),
    call('ec2:AuthorizeSecurityGroupIngress', ec2('security-group/sg-1')),
    call('eks:CreateCluster', '*'),
    call('eks:CreateNodegroup', eks('cluster/orders-staging')),
    call('eks:CreateAddon', eks('cluster/orders-staging')),
    call('eks:CreateAccessEntry', eks('cluster/orders-staging')),
    call('eks:CreatePodIdentityAssociation', eks('cluster/orders-staging')),
    call('kms:CreateKey', '*'),
    call('elasticfilesystem:CreateFileSystem', '*'),
    call('elasticfilesystem:CreateMountTarget', `arn:aws:elasticfilesystem:us-east-1:${SPOKE}:file-system/fs-1`),
    call('iam:CreateRole', arn(SPOKE, 'fleet/orders-staging-cluster'), boundary),
    call('iam:AttachRolePolicy', arn(SPOKE, 'fleet/orders-staging-node'), boundary),
    call('iam:PutRolePolicy', arn(SPOKE, 'fleet/orders-staging-ebs-csi'), boundary),
    call('iam:GetRole', arn(SPOKE, 'fleet/orders-staging-node'), {}),
    call('iam:PassRole', arn(SPOKE, 'fleet/orders-staging-node'), { 'iam:PassedToService': 'eks.amazonaws.com' }),
    call('iam:PassRole', arn(SPOKE, 'fleet/orders-staging-ebs-csi'), {
      'iam:PassedToService': 'pods.eks.amazonaws.com',
    }),
    call(
      'iam:CreateOpenIDConnectProvider',
      `arn:aws:iam::${SPOKE}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/1`,
      {},
    ),
    call(
      'iam:CreateServiceLinkedRole',
      arn(SPOKE, 'aws-service-role/eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup'),
      { 'iam:AWSServiceName': 'eks-nodegroup.amazonaws.com' },
    ),
    call(
      'iam:GetRole',
      arn(SPOKE, 'aws-service-role/eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup'),
      {},
    ),
  ])('can $action on $resource', async each => expect(await canDo(SPOKE, provisioner, each)).toBe(true));

  test.each<Call>([
    call('eks:CreateCluster', '*', { 'aws:RequestedRegion': 'eu-west-1' }),
    call('ec2:CreateVpc', `arn:aws:ec2:eu-west-1:${SPOKE}:vpc/*`, { 'aws:RequestedRegion': 'eu-west-1' }),
    call('ec2:TerminateInstances', ec2('instance/i-1')),
    call('kms:Decrypt', `arn:aws:kms:us-east-1:${SPOKE}:key/1`),
    call('s3:GetObject', 'arn:aws:s3:::bucket/key'),
    call('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-1:${SPOKE}:secret:a-123456`),
    // roles without a boundary, with another one, or elsewhere
    call('iam:CreateRole', arn(SPOKE, 'fleet/orders-staging-cluster'), {}),
    call('iam:CreateRole', arn(SPOKE, 'fleet/x'), {
      'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    call('iam:CreateRole', arn(SPOKE, 'admin'), boundary),
    call('iam:GetRole', arn(SPOKE, 'admin'), {}),
    call('iam:DeleteRolePermissionsBoundary', arn(SPOKE, 'fleet/orders-staging-node'), boundary),
    // itself, its boundary, and what people have
    call('iam:PutRolePolicy', arn(SPOKE, 'spoke-provisioner-role'), boundary),
    call('iam:UpdateAssumeRolePolicy', arn(SPOKE, 'spoke-provisioner-role'), {}),
    call('iam:CreatePolicyVersion', `arn:aws:iam::${SPOKE}:policy/fleet-boundary`, {}),
    call('iam:CreateUser', `arn:aws:iam::${SPOKE}:user/a`, {}),
    call('iam:CreateAccessKey', `arn:aws:iam::${SPOKE}:user/a`, {}),
    // roles handed to other services
    call('iam:PassRole', arn(SPOKE, 'fleet/orders-staging-node'), { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    call('iam:PassRole', arn(SPOKE, 'admin'), { 'iam:PassedToService': 'eks.amazonaws.com' }),
    call('iam:CreateOpenIDConnectProvider', `arn:aws:iam::${SPOKE}:oidc-provider/evil.example.com`, {}),
    call('iam:CreateServiceLinkedRole', arn(SPOKE, 'aws-service-role/support.amazonaws.com/x'), {
      'iam:AWSServiceName': 'support.amazonaws.com',
    }),
  ])('cannot $action on $resource with $context', async each =>
    expect(await canDo(SPOKE, provisioner, each)).toBe(false),
  );

  test('can use keys through EFS, and decrypt nothing by itself', async () => {
    const key = `arn:aws:kms:us-east-1:${SPOKE}:key/1`;
    // the policy KMS gives a key that was made without one
    const account = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${SPOKE}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [account] });
    const owner = { spec: { assumeRolePolicyDocument: policy } } as unknown as Manifest;
    const efs = { ...region, 'kms:ViaService': 'elasticfilesystem.us-east-1.amazonaws.com' };
    const s3 = { ...region, 'kms:ViaService': 's3.us-east-1.amazonaws.com' };
    expect(await canDo(SPOKE, provisioner, call('kms:CreateGrant', key), owner)).toBe(true);
    expect(await canDo(SPOKE, provisioner, call('kms:Decrypt', key, efs), owner)).toBe(true);
    expect(await canDo(SPOKE, provisioner, call('kms:Decrypt', key, s3), owner)).toBe(false);
    expect(await canDo(SPOKE, provisioner, call('kms:Decrypt', key), owner)).toBe(false);
  });

  test('makes roles that cannot make identities, whatever their policies say', async () => {
    const policy = JSON.parse(find(account, 'Policy').spec.policyDocument);
    const bound = { spec: { name: 'x', inlinePolicies: { it: JSON.stringify(policy) } } } as unknown as Manifest;
    for (const action of ['iam:CreateRole', 'iam:PassRole'])
      expect(await canDo(SPOKE, bound, call(action, arn(SPOKE, 'fleet/y'), {}))).toBe(false);
    expect(await canDo(SPOKE, bound, call('ec2:DescribeVpcs', '*'))).toBe(true);
  });
});

describe('with IRSA', () => {
  const issuer = 'oidc.eks.us-east-1.amazonaws.com/id/ABC';
  const text = readFileSync(join(EXAMPLE, 'config.yaml'), 'utf8').replace(
    'cluster_name: hub',
    `cluster_name: hub\n    identity: irsa\n    oidc_issuer: https://${issuer}`,
  );
  const files = filesOf(readFleet(changed({ 'config.yaml': text })));
  // the simulator knows the keys of a few public issuers only, so one of them stands in for the cluster's
  const known = 'accounts.google.com';
  const written = find(files[`accounts/${HUB}/hub.yaml`], 'Role', 'hub-ack-iam-controller-role');
  const role: Manifest = JSON.parse(JSON.stringify(written).replaceAll(issuer, known));
  const token = (sub: string): Call => ({
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: arn(HUB, role.spec.name),
    account: HUB,
    context: { [`${known}:aud`]: 'sts.amazonaws.com', [`${known}:sub`]: `system:serviceaccount:ack-system:${sub}` },
  });
  const provider = `arn:aws:iam::${HUB}:oidc-provider/${known}`;

  test('a role is for the ServiceAccount of its controller alone', async () => {
    expect(await canTake(provider, role, token('ack-iam-controller'))).toBe(true);
    expect(await canTake(provider, role, token('ack-eks-controller'))).toBe(false);
  });

  test('the chart annotates the ServiceAccount, and nothing is associated', () => {
    const { valuesObject } = files['hub/addons/ack-iam-controller.yaml'][0].spec.source.helm;
    expect(valuesObject.serviceAccount.annotations).toEqual({
      'eks.amazonaws.com/role-arn': arn(HUB, 'hub-ack-iam-controller-role'),
    });
    expect(files[`accounts/${HUB}/hub.yaml`].map(each => each.kind)).not.toContain('PodIdentityAssociation');
  });
});
