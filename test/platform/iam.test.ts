/** What the policies of the layer allow and deny, as IAM decides it: the ones in the manifests of the sandbox that are committed. */
import { readFileSync } from 'node:fs';
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import { KroApp } from 'cdk8s-kro';
import { parseAllDocuments } from 'yaml';
import { SharedPlatformManifests } from '../../lib/platform';
import { decided, settings } from './settings';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly policy: string;
    readonly assumeRolePolicyDocument: string;
    readonly inlinePolicies: Readonly<Record<string, string>>;
  };
}
const manifests = parseAllDocuments(readFileSync('dist/platform/sandbox/shared-platform.yaml', 'utf8')).map(
  document => document.toJS() as Manifest,
);
const named = (name: string, all = manifests) => all.find(({ metadata }) => metadata.name === name)!.spec;

const ACCOUNT = '444455556666';
const ASSETS = 'arn:aws:s3:::example-sandbox-assets';
const UI = 'arn:aws:s3:::example-sandbox-ui';
const table = (name: string, region = 'us-east-2', account = ACCOUNT) =>
  `arn:aws:dynamodb:${region}:${account}:table/${name}`;
const logs = (name: string) => `arn:aws:logs:us-east-2:${ACCOUNT}:log-group:${name}`;

type Ask = [action: string, resource: string, context?: Readonly<Record<string, string>>];

async function decide(role: string, [action, resource, context = {}]: Ask): Promise<string> {
  const { inlinePolicies } = named(role);
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${ACCOUNT}:role/x`,
        action,
        resource: { resource, accountId: resource.split(':')[4] || ACCOUNT },
        contextVariables: context,
      },
      identityPolicies: Object.entries(inlinePolicies).map(([name, text]) => ({ name, policy: JSON.parse(text) })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult;
}

describe('functions', () => {
  const role = 'sandbox-lambda-role';

  test.each<Ask>([
    ['dynamodb:GetItem', table('john-inventory-dev')],
    ['dynamodb:PutItem', table('john-inventory-dev')],
    ['dynamodb:UpdateItem', table('team-backend-inventory-prod')],
    ['dynamodb:DeleteItem', table('team-backend-inventory-staging')],
    ['dynamodb:Query', table('jane-inventory-dev')],
    ['dynamodb:Scan', table('jane-inventory-dev')],
    ['logs:CreateLogStream', `${logs('/aws/lambda/john-inventory-dev')}:log-stream:a`],
    ['logs:PutLogEvents', `${logs('/aws/lambda/john-inventory-dev')}:log-stream:a`],
    ['logs:CreateLogGroup', `${logs('/aws/lambda/john-inventory-dev')}:*`],
  ])('may %s on %s', async (...ask) => {
    expect(await decide(role, ask)).toBe('Allowed');
  });

  test.each<Ask>([
    ['dynamodb:GetItem', table('john-orders-dev')],
    ['dynamodb:GetItem', table('inventory')],
    ['dynamodb:GetItem', table('john-inventory')],
    ['dynamodb:GetItem', table('john-inventory-dev', 'us-east-1')],
    ['dynamodb:GetItem', table('john-inventory-dev', 'us-east-2', '999999999999')],
    ['dynamodb:Query', `${table('john-orders-dev')}/index/by-owner`],
    ['dynamodb:DeleteTable', table('john-inventory-dev')],
    ['dynamodb:CreateTable', table('john-inventory-dev')],
    ['dynamodb:UpdateTable', table('john-inventory-dev')],
    ['dynamodb:DescribeTable', table('john-inventory-dev')],
    ['dynamodb:BatchWriteItem', table('john-inventory-dev')],
    ['dynamodb:CreateBackup', table('john-inventory-dev')],
    ['dynamodb:PutResourcePolicy', table('john-inventory-dev')],
    ['dynamodb:ListTables', '*'],
    ['logs:PutLogEvents', `${logs('/aws/lambda/john-orders-dev')}:log-stream:a`],
    ['logs:PutLogEvents', `${logs('/aws/eks/john-inventory-dev')}:log-stream:a`],
    ['logs:DeleteLogGroup', `${logs('/aws/lambda/john-inventory-dev')}`],
    ['logs:GetLogEvents', `${logs('/aws/lambda/john-inventory-dev')}:log-stream:a`],
    ['s3:GetObject', `${ASSETS}/functions/inventory.zip`],
    ['s3:PutObject', `${UI}/john-inventory-dev/index.html`],
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/sandbox-lambda-execution-role`],
    ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/sandbox-s3-uploader-role`],
    ['lambda:InvokeFunction', `arn:aws:lambda:us-east-2:${ACCOUNT}:function:john-inventory-dev`],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-2:${ACCOUNT}:secret:a-inventory-b`],
    ['cognito-idp:AdminGetUser', `arn:aws:cognito-idp:us-east-2:${ACCOUNT}:userpool/us-east-2_e4D3c2B1a`],
  ])('may not %s on %s', async (...ask) => {
    expect(await decide(role, ask)).toBe('ImplicitlyDenied');
  });
});

describe('uploaders', () => {
  const role = 'sandbox-uploader-role';
  const below = (prefix: string) => ({ 's3:prefix': prefix });

  test.each<Ask>([
    ['s3:GetObject', `${ASSETS}/ui/inventory/index.html`],
    ['s3:ListBucket', ASSETS, below('ui/inventory/')],
    ['s3:ListBucket', UI, below('john-inventory-dev/')],
    ['s3:PutObject', `${UI}/john-inventory-dev/index.html`],
    ['s3:PutObject', `${UI}/auth/callback/index.html`],
    ['s3:DeleteObject', `${UI}/john-inventory-dev/old.js`],
  ])('may %s on %s', async (...ask) => {
    expect(await decide(role, ask)).toBe('Allowed');
  });

  test.each<Ask>([
    ['s3:GetObject', `${ASSETS}/functions/inventory.zip`],
    ['s3:GetObject', `${ASSETS}/uix/a`],
    ['s3:GetObject', `${UI}/john-inventory-dev/index.html`],
    ['s3:PutObject', `${ASSETS}/ui/inventory/index.html`],
    ['s3:DeleteObject', `${ASSETS}/ui/inventory/index.html`],
    ['s3:ListBucket', ASSETS, below('functions/')],
    ['s3:ListBucket', ASSETS, below('')],
    ['s3:ListBucket', ASSETS],
    ['s3:ListBucket', 'arn:aws:s3:::other', below('ui/')],
    ['s3:PutObject', 'arn:aws:s3:::example-sandbox-ui-2/a'],
    ['s3:PutObject', 'arn:aws:s3:::other/john-inventory-dev/index.html'],
    ['s3:DeleteObjectVersion', `${UI}/john-inventory-dev/old.js`],
    ['s3:PutObjectAcl', `${UI}/john-inventory-dev/index.html`],
    ['s3:PutBucketPolicy', UI],
    ['s3:DeleteBucketPolicy', UI],
    ['s3:PutBucketPublicAccessBlock', UI],
    ['s3:PutBucketOwnershipControls', UI],
    ['s3:DeleteBucket', UI],
    ['s3:ListAllMyBuckets', '*'],
    ['cloudfront:CreateInvalidation', `arn:aws:cloudfront::${ACCOUNT}:distribution/E7F6E5D4C3B2A1`],
    ['dynamodb:GetItem', table('john-inventory-dev')],
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/sandbox-lambda-execution-role`],
    ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/sandbox-lambda-execution-role`],
  ])('may not %s on %s %j', async (...ask) => {
    expect(await decide(role, ask)).toBe('ImplicitlyDenied');
  });
});

async function decideByResource(
  policy: string,
  principal: string | typeof anonymousPrincipal,
  [action, resource, context = {}]: Ask,
): Promise<string> {
  const result = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId: ACCOUNT }, contextVariables: context },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: JSON.parse(policy),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult;
}

describe('the bucket CloudFront serves', () => {
  const CLOUDFRONT = 'cloudfront.amazonaws.com';
  const page = `${UI}/john-inventory-dev/index.html`;
  const ours = { 'aws:SourceAccount': ACCOUNT };
  const { policy } = named('sandbox-ui-bucket');

  test('CloudFront of this account may read objects', async () => {
    expect(await decideByResource(policy, CLOUDFRONT, ['s3:GetObject', page, ours])).toBe('Allowed');
  });

  test.each<[string, string | typeof anonymousPrincipal, Ask]>([
    ['CloudFront of another account', CLOUDFRONT, ['s3:GetObject', page, { 'aws:SourceAccount': '999999999999' }]],
    ['CloudFront of an account it does not tell', CLOUDFRONT, ['s3:GetObject', page]],
    ['anybody', anonymousPrincipal, ['s3:GetObject', page, ours]],
    ['another service', 'lambda.amazonaws.com', ['s3:GetObject', page, ours]],
    ['a role of another account', 'arn:aws:iam::999999999999:role/x', ['s3:GetObject', page, ours]],
    ['CloudFront, to write', CLOUDFRONT, ['s3:PutObject', page, ours]],
    ['CloudFront, to delete', CLOUDFRONT, ['s3:DeleteObject', page, ours]],
    ['CloudFront, to list', CLOUDFRONT, ['s3:ListBucket', UI, ours]],
    ['CloudFront, older versions', CLOUDFRONT, ['s3:GetObjectVersion', page, ours]],
    ['CloudFront, another bucket', CLOUDFRONT, ['s3:GetObject', `${ASSETS}/ui/inventory/index.html`, ours]],
  ])('%s may not', async (_, principal, ask) => {
    expect(await decideByResource(policy, principal, ask)).not.toBe('Allowed');
  });
});

describe('who may take the roles', () => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/x`;
  const lambda = named('sandbox-lambda-role').assumeRolePolicyDocument;
  const podIdentity = named('sandbox-uploader-role').assumeRolePolicyDocument;

  test.each<[string, string, string, Ask, string]>([
    ['Lambda, the one of functions', lambda, 'lambda.amazonaws.com', ['sts:AssumeRole', arn], 'Allowed'],
    ['EC2, the one of functions', lambda, 'ec2.amazonaws.com', ['sts:AssumeRole', arn], 'ImplicitlyDenied'],
    ['EKS, the one of functions', lambda, 'pods.eks.amazonaws.com', ['sts:AssumeRole', arn], 'ImplicitlyDenied'],
    [
      'EKS of this account, the one of uploaders',
      podIdentity,
      'pods.eks.amazonaws.com',
      ['sts:AssumeRole', arn, { 'aws:SourceAccount': ACCOUNT }],
      'Allowed',
    ],
    [
      'EKS of another account, the one of uploaders',
      podIdentity,
      'pods.eks.amazonaws.com',
      ['sts:AssumeRole', arn, { 'aws:SourceAccount': '999999999999' }],
      'ImplicitlyDenied',
    ],
    ['Lambda, the one of uploaders', podIdentity, 'lambda.amazonaws.com', ['sts:AssumeRole', arn], 'ImplicitlyDenied'],
  ])('%s', async (_, policy, principal, ask, expected) => {
    expect(await decideByResource(policy, principal, ask)).toBe(expected);
  });

  const { oidcIssuer } = settings;
  const app = new SharedPlatformManifests(new KroApp(), 'platform', { apps: [], settings: { ...decided, oidcIssuer } });
  const irsa = JSON.parse(named('platform-uploader-role', app.toJson() as Manifest[]).assumeRolePolicyDocument);

  test('with an issuer: ServiceAccounts of the namespace of applications whose names end in -s3-uploader', () => {
    expect(irsa.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${decided.accountId}:oidc-provider/${oidcIssuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${oidcIssuer}:aud`]: 'sts.amazonaws.com' },
          StringLike: { [`${oidcIssuer}:sub`]: 'system:serviceaccount:kro-serverless-stack:*-s3-uploader' },
        },
      },
    ]);
  });
});

test('no policy of the layer allows all actions, or has a resource that is everything', () => {
  const texts = manifests.flatMap(({ spec }) => [spec.policy, ...Object.values(spec.inlinePolicies ?? {})]);
  const statements = texts.filter(Boolean).flatMap(text => JSON.parse(text).Statement);
  expect(statements.length).toBe(7);
  for (const { Action, Resource } of statements) {
    expect([Action].flat().filter(action => /^\*$|:\*$/.test(action))).toEqual([]);
    expect([Resource].flat().filter(resource => resource === '*')).toEqual([]);
  }
});
