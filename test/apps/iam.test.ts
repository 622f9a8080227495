import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { type Call, canDo, canTake, type RoleManifest, wildcardsOf } from '../aws/simulation';
import { evaluated, type Manifest, templatesOf } from '../workload/fixtures';

const documentsOf = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS());

const [graph] = documentsOf('dist/rgds/orderdesk.kro.run.yaml');
const [lin] = documentsOf('dist/apps/team-sales/serverless.yaml');
const account = '111122223333';
const table = (name: string) => `arn:aws:dynamodb:us-east-2:${account}:table/${name}`;

/** The roles kro makes for lin-orders-dev, once ACK has made the table. */
const { lambdaRole, s3UploaderRole }: Record<string, RoleManifest> = evaluated(
  { lambdaRole: templatesOf(graph).lambdaRole, s3UploaderRole: templatesOf(graph).s3UploaderRole },
  { schema: lin, dynamodbTable: { status: { ackResourceMetadata: { arn: table('lin-orders-dev') } } } },
);

const assets = 'arn:aws:s3:::example-apps-assets';
const sites = 'arn:aws:s3:::example-apps-ui';
const logs = (name: string) => `arn:aws:logs:us-east-2:${account}:log-group:${name}`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const prefix = (text: string) => ({ 's3:prefix': text });

describe('the role of the function', () => {
  test.each<Call>([
    ['dynamodb:GetItem', table('lin-orders-dev')],
    ['dynamodb:Query', table('lin-orders-dev')],
    ['dynamodb:Scan', table('lin-orders-dev')],
    ['dynamodb:PutItem', table('lin-orders-dev')],
    ['dynamodb:UpdateItem', table('lin-orders-dev')],
    ['dynamodb:DeleteItem', table('lin-orders-dev')],
    ['logs:CreateLogGroup', logs('/aws/lambda/lin-orders-dev:*')],
    ['logs:CreateLogStream', logs('/aws/lambda/lin-orders-dev:*')],
    ['logs:PutLogEvents', logs('/aws/lambda/lin-orders-dev:log-stream:2026/01/01/[$LATEST]0')],
  ])('can %s on %s', async (...call) => expect(await canDo(lambdaRole, call)).toBe(true));

  test.each<Call>([
    ['dynamodb:DeleteTable', table('lin-orders-dev')],
    ['dynamodb:UpdateTable', table('lin-orders-dev')],
    ['dynamodb:DescribeTable', table('lin-orders-dev')],
    ['dynamodb:BatchWriteItem', table('lin-orders-dev')],
    ['dynamodb:PartiQLDelete', table('lin-orders-dev')],
    ['dynamodb:CreateBackup', table('lin-orders-dev')],
    ['dynamodb:ExportTableToPointInTime', table('lin-orders-dev')],
    ['dynamodb:PutResourcePolicy', table('lin-orders-dev')],
    ['dynamodb:GetItem', table('lin-orders-dev2')],
    ['dynamodb:GetItem', table('lin-orders')],
    ['dynamodb:GetItem', table('mary-orders-dev')],
    ['dynamodb:PutItem', table('team-retail-orders-prod')],
    ['dynamodb:Query', `${table('lin-orders-dev')}/index/byCustomer`],
    ['dynamodb:GetItem', `arn:aws:dynamodb:us-west-2:${account}:table/lin-orders-dev`],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:us-east-2:444455556666:table/lin-orders-dev'],
    ['dynamodb:CreateTable', table('anything')],
    ['logs:DeleteLogGroup', logs('/aws/lambda/lin-orders-dev:*')],
    ['logs:GetLogEvents', logs('/aws/lambda/lin-orders-dev:log-stream:a')],
    ['logs:PutLogEvents', logs('/aws/lambda/mary-orders-dev:log-stream:a')],
    ['logs:PutLogEvents', logs('/aws/lambda/lin-orders-dev2:log-stream:a')],
    ['logs:CreateLogGroup', logs('/aws/eks/hub:*')],
    ['s3:GetObject', `${assets}/functions/orders.zip`],
    ['s3:PutObject', `${sites}/lin-orders-dev/index.html`],
    ['iam:PassRole', role('lin-orders-dev-lambda')],
    ['iam:PutRolePolicy', role('lin-orders-dev-lambda')],
    ['sts:AssumeRole', role('lin-orders-dev-s3-uploader')],
    ['lambda:InvokeFunction', `arn:aws:lambda:us-east-2:${account}:function:lin-orders-dev`],
    ['lambda:UpdateFunctionCode', `arn:aws:lambda:us-east-2:${account}:function:lin-orders-dev`],
    ['kms:Decrypt', `arn:aws:kms:us-east-2:${account}:key/a`],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-2:${account}:secret:a`],
  ])('cannot %s on %s', async (...call) => expect(await canDo(lambdaRole, call)).toBe(false));

  test.each<[string, string, boolean]>([
    ['lambda.amazonaws.com', 'sts:AssumeRole', true],
    ['ec2.amazonaws.com', 'sts:AssumeRole', false],
    ['apigateway.amazonaws.com', 'sts:AssumeRole', false],
    [role('lin-orders-dev-s3-uploader'), 'sts:AssumeRole', false],
    ['arn:aws:iam::444455556666:role/stranger', 'sts:AssumeRole', false],
    ['lambda.amazonaws.com', 'sts:TagSession', false],
  ])('taken by %s with %s: %s', async (principal, action, allowed) => {
    expect(await canTake(lambdaRole, principal, action)).toBe(allowed);
  });
});

describe('the role of the uploader', () => {
  test.each<Call>([
    ['s3:ListBucket', assets, prefix('ui/orders/')],
    ['s3:GetObject', `${assets}/ui/orders/index.html`],
    ['s3:ListBucket', sites, prefix('lin-orders-dev/')],
    ['s3:PutObject', `${sites}/lin-orders-dev/js/main.js`],
    ['s3:PutObject', `${sites}/lin-orders-dev/config.json`],
    ['s3:DeleteObject', `${sites}/lin-orders-dev/old.html`],
  ])('can %s on %s %j', async (...call) => expect(await canDo(s3UploaderRole, call)).toBe(true));

  test.each<Call>([
    ['s3:GetObject', `${assets}/functions/orders.zip`],
    ['s3:GetObject', `${assets}/ui/inventory/index.html`],
    ['s3:GetObject', `${assets}/ui/orders2/index.html`],
    ['s3:PutObject', `${assets}/ui/orders/index.html`],
    ['s3:DeleteObject', `${assets}/ui/orders/index.html`],
    ['s3:ListBucket', assets],
    ['s3:ListBucket', assets, prefix('')],
    ['s3:ListBucket', assets, prefix('ui/')],
    ['s3:ListBucket', assets, prefix('functions/')],
    ['s3:PutObject', `${sites}/mary-orders-dev/index.html`],
    ['s3:PutObject', `${sites}/lin-orders-dev2/index.html`],
    ['s3:PutObject', `${sites}/lin-orders-dev`],
    ['s3:PutObject', `${sites}/auth/callback/index.html`],
    ['s3:PutObject', `${sites}/index.html`],
    ['s3:DeleteObject', `${sites}/team-retail-orders-prod/index.html`],
    ['s3:GetObject', `${sites}/lin-orders-dev/config.json`],
    ['s3:GetObject', `${sites}/mary-orders-dev/config.json`],
    ['s3:PutObjectAcl', `${sites}/lin-orders-dev/index.html`],
    ['s3:PutObjectTagging', `${sites}/lin-orders-dev/index.html`],
    ['s3:ListBucket', sites],
    ['s3:ListBucket', sites, prefix('mary-orders-dev/')],
    ['s3:PutBucketPolicy', sites],
    ['s3:DeleteBucket', sites],
    ['s3:PutObject', 'arn:aws:s3:::another-bucket/lin-orders-dev/index.html'],
    ['s3:GetObject', 'arn:aws:s3:::another-bucket/ui/orders/index.html'],
    ['dynamodb:GetItem', table('lin-orders-dev')],
    ['iam:PassRole', role('lin-orders-dev-lambda')],
    ['sts:AssumeRole', role('lin-orders-dev-lambda')],
    ['lambda:UpdateFunctionCode', `arn:aws:lambda:us-east-2:${account}:function:lin-orders-dev`],
    ['cloudfront:CreateInvalidation', `arn:aws:cloudfront::${account}:distribution/E1`],
  ])('cannot %s on %s %j', async (...call) => expect(await canDo(s3UploaderRole, call)).toBe(false));

  // the simulator knows the keys of a few public issuers only, so one of them stands in for the cluster's
  const issuer = /oidc\.eks\.us-east-2\.amazonaws\.com\/id\/\w+/g;
  const trusting: RoleManifest = JSON.parse(JSON.stringify(s3UploaderRole).replace(issuer, 'accounts.google.com'));
  const namespace = 'kro-serverless-stack';

  test.each<[string, string, string, boolean]>([
    ['accounts.google.com', `system:serviceaccount:${namespace}:lin-orders-dev-s3-uploader`, 'sts.amazonaws.com', true],
    [
      'accounts.google.com',
      `system:serviceaccount:${namespace}:mary-orders-dev-s3-uploader`,
      'sts.amazonaws.com',
      false,
    ],
    ['accounts.google.com', `system:serviceaccount:${namespace}:default`, 'sts.amazonaws.com', false],
    ['accounts.google.com', 'system:serviceaccount:default:lin-orders-dev-s3-uploader', 'sts.amazonaws.com', false],
    ['accounts.google.com', `system:serviceaccount:${namespace}:lin-orders-dev-s3-uploader`, 'kubernetes', false],
    ['www.amazon.com', `system:serviceaccount:${namespace}:lin-orders-dev-s3-uploader`, 'sts.amazonaws.com', false],
  ])('taken with a token of %s for %s, audience %s: %s', async (host, subject, audience, allowed) => {
    const context = { [`${host}:sub`]: subject, [`${host}:aud`]: audience };
    const provider = `arn:aws:iam::${account}:oidc-provider/${host}`;
    expect(await canTake(trusting, provider, 'sts:AssumeRoleWithWebIdentity', context)).toBe(allowed);
  });

  test('cannot be taken by a service', async () => {
    expect(await canTake(s3UploaderRole, 'lambda.amazonaws.com', 'sts:AssumeRole')).toBe(false);
    expect(await canTake(s3UploaderRole, 'pods.eks.amazonaws.com', 'sts:AssumeRole')).toBe(false);
  });
});

test.each<[string, RoleManifest]>([
  ['function', lambdaRole],
  ['uploader', s3UploaderRole],
])('the role of the %s has no wildcard where IAM could tell actions or resources apart', async (_, manifest) => {
  expect(await wildcardsOf(manifest)).toEqual([]);
});

test('with Pod Identity only the agent of the cluster takes the role', async () => {
  const [golden] = documentsOf('test/golden/serverless-pod-identity.yaml');
  const manifest = evaluated(templatesOf(golden).s3UploaderRole, { schema: lin });
  const from = (cluster: string, owner = account) => ({
    'aws:SourceArn': `arn:aws:eks:us-east-2:${owner}:cluster/${cluster}`,
    'aws:SourceAccount': owner,
  });
  const taken = (principal: string, context: Record<string, string>) =>
    canTake(manifest, principal, 'sts:AssumeRole', context);
  expect(await taken('pods.eks.amazonaws.com', from('hub'))).toBe(true);
  expect(await taken('pods.eks.amazonaws.com', from('spoke'))).toBe(false);
  expect(await taken('pods.eks.amazonaws.com', from('hub', '444455556666'))).toBe(false);
  expect(await taken('eks.amazonaws.com', from('hub'))).toBe(false);
});
