import { json } from 'cdk8s-kro';
import { policy, type Statement, trustIrsa, trustPodIdentity, trustRole, trustService } from 'cdk8s-kro/aws';
import { variable } from '../../lib/cel/ref';

const accountId = '111122223333';
const issuer = 'oidc.eks.us-east-2.amazonaws.com/id/ABC';
const schema = variable<{ spec: { account: string; issuer: string; namespace: string } }>('schema', {});
const provider = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-2.amazonaws.com/id/ABC';

test.each<[string, Statement, object]>([
  [
    'a service',
    trustService('lambda.amazonaws.com'),
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
  [
    'roles',
    trustRole('arn:aws:iam::111122223333:role/hub', `arn:aws:iam::${schema.spec.account}:role/hub`),
    {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::111122223333:role/hub', 'arn:aws:iam::${schema.spec.account}:role/hub'] },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
  [
    'Pods of any cluster',
    trustPodIdentity(),
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
  [
    'Pods of one cluster',
    trustPodIdentity({ accountId, clusterArn: 'arn:aws:eks:us-east-2:111122223333:cluster/hub' }),
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: { 'aws:SourceAccount': accountId },
        ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:us-east-2:111122223333:cluster/hub' },
      },
    },
  ],
  [
    'a ServiceAccount',
    trustIrsa({ accountId, issuer: `https://${issuer}`, namespace: 'shop', serviceAccount: 'web' }),
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: 'system:serviceaccount:shop:web' },
      },
    },
  ],
  [
    'ServiceAccounts by pattern',
    trustIrsa({ accountId, issuer, namespace: 'shop', serviceAccount: '*-s3-uploader' }),
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
        StringLike: { [`${issuer}:sub`]: 'system:serviceaccount:shop:*-s3-uploader' },
      },
    },
  ],
])('%s', (_, statement, expected) => expect(policy([statement]).Statement).toEqual([expected]));

test('an issuer that is a reference loses its scheme in the cluster', () => {
  const { spec } = schema;
  const bare = '${schema.spec.issuer.replace("https://", "")}';
  const statement = trustIrsa({ accountId, issuer: spec.issuer, namespace: spec.namespace, serviceAccount: 'web' });
  expect(json(policy([statement]))).toBe(
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/${bare}"},` +
      '"Action":"sts:AssumeRoleWithWebIdentity",' +
      `"Condition":{"StringEquals":{"${bare}:aud":"sts.amazonaws.com","${bare}:sub":"system:serviceaccount:\${schema.spec.namespace}:web"}}}]}`,
  );
});

test.each<[string, string]>([
  ['*', 'web'],
  ['shop-?', 'web'],
  ['shop', '*-web'],
])('%s and %s are compared as patterns', (namespace, serviceAccount) => {
  const { conditions } = trustIrsa({ accountId, issuer, namespace, serviceAccount });
  expect(conditions).toMatchObject({
    StringLike: { [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}` },
  });
});

test('an operator inside an expression is no wildcard', () => {
  const { conditions } = trustIrsa({ accountId, issuer, namespace: '${string(2 * 3)}', serviceAccount: 'web' });
  expect(Object.keys(conditions!)).toEqual(['StringEquals']);
});
