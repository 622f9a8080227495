import { readFileSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { api, Instance, KroApp, ResourceGraph, resource } from 'cdk8s-kro';
import type { Identity, PlatformConfig } from 'cdk8s-kro/platform';
import {
  crud,
  ServerlessInstance,
  ServerlessStack,
  type ServerlessStackProps,
  serverlessApi,
} from 'cdk8s-kro/workload';
import { toYaml } from '../../lib/kro/yaml';
import { anonymous, judge, platform, rgdOf, Shop, stack, templatesOf } from './fixtures';

const podIdentity: Identity = { type: 'podIdentity', clusterName: 'hub', region: 'us-east-2' };
const EXECUTE =
  'arn:aws:execute-api:${schema.spec.region}:${apiGateway.status.ackResourceMetadata.ownerAccountID}:${apiGateway.status.apiID}/*/*';
const routes = ['List', 'Create', 'Get', 'Update', 'Delete'].map(
  verb => `route${verb}Item${verb === 'List' ? 's' : ''}`,
);

test.each<[string, Partial<ServerlessStackProps>, string[]]>([
  [
    'shared roles and Crossplane',
    {},
    [
      ...['dynamodbTable', 'apiGateway', 'apiAuthorizer', 'lambdaFunction', 'apiIntegration', ...routes, 'apiStage'],
      ...['lambdaPermission', 's3UploaderServiceAccount', 'uiConfig', 'uiSyncJob'],
    ],
  ],
  [
    'ACK',
    { lambda: 'ack' },
    [
      ...['dynamodbTable', 'apiGateway', 'apiAuthorizer', 'lambdaFunction', 'lambdaAlias', 'apiIntegration', ...routes],
      ...['apiStage', 's3UploaderServiceAccount', 'uiConfig', 'uiSyncJob'],
    ],
  ],
  [
    'roles of its own',
    { roles: 'perInstance' },
    [
      ...['dynamodbTable', 'apiGateway', 'apiAuthorizer', 'lambdaRole', 'lambdaFunction', 'apiIntegration', ...routes],
      ...['apiStage', 'lambdaPermission', 's3UploaderRole', 's3UploaderServiceAccount', 'uiConfig', 'uiSyncJob'],
    ],
  ],
  [
    'ACK, roles of its own and Pod Identity',
    { lambda: 'ack', roles: 'perInstance', identity: podIdentity },
    [
      ...[
        'dynamodbTable',
        'apiGateway',
        'apiAuthorizer',
        'lambdaRole',
        'lambdaFunction',
        'lambdaAlias',
        'apiIntegration',
      ],
      ...[
        ...routes,
        'apiStage',
        's3UploaderRole',
        's3UploaderServiceAccount',
        's3UploaderAssociation',
        'uiConfig',
        'uiSyncJob',
      ],
    ],
  ],
])('with %s, kro creates in this order and finds nothing wrong', (_, props, order) => {
  const report = judge(stack(props));
  expect(report.findings).toEqual([]);
  expect(report.order).toEqual(order);
});

test('with roles of its own and Pod Identity the definition is the golden one', () => {
  const rgd = rgdOf(stack({ roles: 'perInstance', identity: podIdentity, metadata: { name: 'shop' } }));
  expect(toYaml([rgd])).toBe(readFileSync('test/golden/serverless-pod-identity.yaml', 'utf8'));
});

test.each<[Partial<ServerlessStackProps>, string, string]>([
  [{}, platform.lambdaRoleArn, platform.uploaderRoleArn],
  [
    { roles: 'perInstance' },
    '${lambdaRole.status.ackResourceMetadata.arn}',
    '${s3UploaderRole.status.ackResourceMetadata.arn}',
  ],
])('with %j function and Job have these roles', (props, lambdaRole, uploaderRole) => {
  const { lambdaFunction, s3UploaderServiceAccount } = templatesOf(rgdOf(stack(props)));
  expect(lambdaFunction.spec.forProvider.role).toBe(lambdaRole);
  expect(s3UploaderServiceAccount.metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': uploaderRole });
});

test('with Pod Identity the Pods come after the association, and nothing is said to IRSA', () => {
  const { s3UploaderServiceAccount, s3UploaderAssociation, uiSyncJob } = templatesOf(
    rgdOf(stack({ platform: anonymous, identity: podIdentity })),
  );
  expect(s3UploaderServiceAccount.metadata.annotations).toBeUndefined();
  expect(s3UploaderAssociation.spec).toEqual({
    clusterName: 'hub',
    namespace: '${schema.metadata.namespace}',
    serviceAccount: '${s3UploaderServiceAccount.metadata.name}',
    roleARN: platform.uploaderRoleArn,
  });
  expect(uiSyncJob.spec.template.metadata.annotations).toEqual({
    'cdk8s-kro/pod-identity': '${s3UploaderAssociation.status.associationID}',
  });
});

test('the table of every environment is billed by request, and that of prod is protected', () => {
  const { dynamodbTable } = templatesOf(rgdOf(stack()));
  expect(dynamodbTable.spec).toMatchObject({
    billingMode: 'PAY_PER_REQUEST',
    deletionProtectionEnabled: '${schema.spec.environment == "prod"}',
    continuousBackups: { pointInTimeRecoveryEnabled: '${schema.spec.environment == "prod"}' },
  });
  expect(dynamodbTable.spec.provisionedThroughput).toBeUndefined();
});

test('a runtime is what the team says, and the rest has defaults', () => {
  const { lambdaFunction } = templatesOf(
    rgdOf(stack({ lambda: 'ack', runtime: { runtime: 'python3.13', handler: 'shop.handle', architecture: 'x86_64' } })),
  );
  expect(lambdaFunction.spec).toMatchObject({
    runtime: 'python3.13',
    handler: 'shop.handle',
    architectures: ['x86_64'],
    memorySize: 256,
    timeout: 10,
  });
});

test.each<[ServerlessStackProps['lambda'], string, object, string]>([
  [
    'crossplane',
    'lambdaPermission',
    {
      forProvider: {
        region: '${schema.spec.region}',
        statementId: 'AllowHttpApi',
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        functionName: '${lambdaFunction.status.atProvider.id}',
        sourceArn: EXECUTE,
      },
    },
    '${lambdaFunction.status.atProvider.invokeArn}',
  ],
  [
    'ack',
    'lambdaAlias',
    {
      name: 'live',
      functionName: '${lambdaFunction.spec.name}',
      functionVersion: '$LATEST',
      permissions: [
        {
          statementID: 'AllowHttpApi',
          action: 'lambda:InvokeFunction',
          principal: 'apigateway.amazonaws.com',
          sourceARN: EXECUTE,
        },
      ],
    },
    '${lambdaAlias.status.ackResourceMetadata.arn}',
  ],
])('with %s only the API of the instance may invoke the function', (lambda, id, spec, uri) => {
  const templates = templatesOf(rgdOf(stack({ lambda })));
  expect(templates[id].spec).toMatchObject(spec);
  expect(templates.apiIntegration.spec.integrationURI).toBe(uri);
});

test('an instance made by other means is refused, unless a graph makes it', () => {
  const app = new KroApp({ outdir: '/nonexistent' });
  new ServerlessStack(app, 'shop', Shop, { platform, routes: crud('item') });
  const spec = { teamName: 'team', developerName: 'john', appName: 'shop', environment: 'dev' } as const;
  const day = new ResourceGraph(app, 'day', api({ kind: 'Day' }));
  resource(day, 'shop', Shop, { metadata: { name: 'john-shop-dev' }, spec });
  const team = new Chart(app, 'team');
  new ServerlessInstance(team, 'mary', Shop, { spec: { ...spec, developerName: 'mary' } });
  expect(() => app.synthYaml()).not.toThrow();
  new Instance(team, 'john', Shop, { metadata: { name: 'mine' }, spec });
  expect(() => app.synthYaml()).toThrow(
    "[shop] 'team/john' has a name of its own. Make it with new ServerlessInstance(…), which calls it by its PREFIX and tells it from others.",
  );
});

const NO_ISSUER =
  'shop: a role can trust the token of a ServiceAccount only by its issuer, and the platform config has no oidcIssuer. ' +
  "Say it there, or use identity: { type: 'podIdentity', … }.";

test.each<[Partial<ServerlessStackProps>, string]>([
  [{ platform: anonymous }, NO_ISSUER],
  [{ platform: anonymous, roles: 'perInstance' }, NO_ISSUER],
  [
    { identity: podIdentity },
    'shop: the uploader role of the platform trusts tokens of oidc.eks.us-east-2.amazonaws.com/id/CLUSTER, as the platform config says in ' +
      'oidcIssuer, and not Pod Identity. Leave identity out, or leave oidcIssuer out of the layer and of the config.',
  ],
])('Pods that would not get their role are refused: %j', (props, message) => {
  expect(() => stack(props)).toThrow(new Error(message));
});

test.each<Partial<ServerlessStackProps>>([
  { platform: anonymous, identity: podIdentity },
  { platform: anonymous, identity: podIdentity, roles: 'perInstance' },
  { identity: podIdentity, roles: 'perInstance' },
])('Pods get their role with %j', props => {
  expect(() => stack(props)).not.toThrow();
});

test.each<[string, Partial<PlatformConfig>, string]>([
  ['is missing', { uploaderRoleArn: undefined }, 'uploaderRoleArn is missing: the ARN of an IAM role.'],
  [
    'is for kro',
    { domain: '${schema.spec.teamName}' },
    'domain is "${schema.spec.teamName}", and nothing has put a value',
  ],
  [
    'is of another region',
    { userPoolId: 'eu-west-1_Pool' },
    'userPoolId is "eu-west-1_Pool", a pool of another region',
  ],
])('a platform configuration put together in TypeScript is checked: something %s', (_, change, message) => {
  const changed = { ...platform, ...change } as PlatformConfig;
  expect(() => stack({ platform: changed })).toThrow(`The platform configuration cannot be used:\n  ${message}`);
});

test('the API is of the region of the platform', () => {
  const Desk = serverlessApi({ kind: 'Desk', region: 'eu-west-1' });
  expect(() => new ServerlessStack(new KroApp(), 'desk', Desk, { platform, routes: crud('item') })).toThrow(
    "desk: the region of the API is 'eu-west-1', and that of the platform 'us-east-2'. Make the API with serverlessApi({ …, region: platform.region }).",
  );
});

test.each<[ServerlessStackProps['runtime'], string]>([
  [{ memorySize: 64 }, 'memorySize is 64, and Lambda takes 128 to 10,240 whole MB.'],
  [{ timeout: 901 }, 'timeout is 901, and Lambda takes 1 to 900 whole seconds.'],
  [
    { timeout: 1.5, memorySize: 1e6 },
    'memorySize is 1000000, and Lambda takes 128 to 10,240 whole MB.\n  timeout is 1.5, and Lambda takes 1 to 900 whole seconds.',
  ],
])('a runtime Lambda would refuse is refused: %j', (runtime, message) => {
  for (const lambda of ['ack', 'crossplane'] as const)
    expect(() => stack({ runtime, lambda })).toThrow(new Error(`shop/lambdaFunction: ${message}`));
});

test('no token of the AWS CDK and no unreplaced variable of the platform is in a graph', () => {
  const text = JSON.stringify(rgdOf(stack({ roles: 'perInstance' })));
  expect(text).not.toContain('${Token[');
  expect(text).not.toContain('${PLATFORM_');
});
