import { readdirSync, readFileSync } from 'node:fs';
import { analyze, Kinds, validate } from 'cdk8s-kro';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../workload/fixtures';

const documentsOf = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS());
const rgds = ['smart-inventory-hub-v5', 'orderdesk.kro.run'].map(name => documentsOf(`dist/rgds/${name}.yaml`)[0]);
const [inventory, orders] = rgds;
const report = analyze(inventory, { kinds: Kinds.bundled() });

const API = 'apigatewayv2.services.k8s.aws/v1alpha1';
const LAMBDA = 'lambda.aws.m.upbound.io/v1beta1';
const ROUTE: [string, string[]] = [`${API} Route`, ['apiAuthorizer', 'apiGateway', 'apiIntegration']];

/** In the order kro creates them: what each is, and what it waits for. */
const RESOURCES: [id: string, kind: string, dependencies: string[]][] = [
  ['dynamodbTable', 'dynamodb.services.k8s.aws/v1alpha1 Table', []],
  ['apiGateway', `${API} API`, []],
  ['apiAuthorizer', `${API} Authorizer`, ['apiGateway']],
  ['lambdaFunction', `${LAMBDA} Function`, ['dynamodbTable']],
  ['apiIntegration', `${API} Integration`, ['apiGateway', 'lambdaFunction']],
  ['routeListItems', ...ROUTE],
  ['routeCreateItem', ...ROUTE],
  ['routeGetItem', ...ROUTE],
  ['routeUpdateItem', ...ROUTE],
  ['routeDeleteItem', ...ROUTE],
  ['apiStage', `${API} Stage`, ['apiGateway']],
  ['lambdaPermission', `${LAMBDA} Permission`, ['apiGateway', 'lambdaFunction']],
  ['s3UploaderServiceAccount', 'v1 ServiceAccount', []],
  ['uiConfig', 'v1 ConfigMap', ['apiGateway']],
  ['uiSyncJob', 'batch/v1 Job', ['s3UploaderServiceAccount', 'uiConfig']],
];

test('SmartInventoryHubV5 has fifteen resources: ten of ACK, two of Crossplane, three of Kubernetes', () => {
  const kinds = inventory.spec.resources.map(({ id, template }: Manifest) => [
    id,
    `${template.apiVersion} ${template.kind}`,
  ]);
  expect(kinds).toEqual(RESOURCES.map(([id, kind]) => [id, kind]));
  const of = (group: RegExp) => RESOURCES.filter(([, kind]) => group.test(kind)).length;
  expect([of(/services\.k8s\.aws/), of(/upbound/), of(/^(v1|batch)/)]).toEqual([10, 2, 3]);
});

test('kro creates them in this order, and each waits for what it uses', () => {
  expect(report.order).toEqual(RESOURCES.map(([id]) => id));
  const sorted = Object.entries(report.dependencies).map(([id, ids]) => [id, [...ids].sort()]);
  expect(Object.fromEntries(sorted)).toEqual(Object.fromEntries(RESOURCES.map(([id, , ids]) => [id, ids])));
});

test('its instances say five fields', () => {
  const name = 'string | required=true pattern="^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" maxLength=20';
  expect(inventory.spec.schema).toMatchObject({
    kind: 'SmartInventoryHubV5',
    apiVersion: 'v1alpha1',
    spec: {
      teamName: name,
      appName: name,
      environment: 'string | required=true enum="dev,staging,prod"',
      developerName: name,
      region: 'string | default="us-east-2" pattern="^(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-[0-9]$"',
    },
  });
});

test('every resource of ACK is made in the region of the instance', () => {
  const ack = inventory.spec.resources.filter(({ template }: Manifest) => template.apiVersion.includes('k8s.aws'));
  for (const { template } of ack)
    expect(template.metadata.annotations).toEqual({ 'services.k8s.aws/region': '${schema.spec.region}' });
});

test('dependents wait until table, function and site are there', () => {
  const ready = inventory.spec.resources.filter(({ readyWhen }: Manifest) => readyWhen);
  expect(Object.fromEntries(ready.map(({ id, readyWhen }: Manifest) => [id, readyWhen]))).toEqual({
    dynamodbTable: ['${dynamodbTable.status.tableStatus == "ACTIVE"}'],
    lambdaFunction: [
      '${lambdaFunction.status.?conditions.orValue([]).exists(item, item.type == "Ready" && item.status == "True")}',
    ],
    uiSyncJob: ['${uiSyncJob.status.succeeded >= 1}'],
  });
});

test('OrderDesk is another app in under 40 lines, with two routes more, roles of its own and a function of ACK', () => {
  expect(readFileSync('apps/orders.ts', 'utf8').split('\n').length).toBeLessThan(40);
  const kinds = orders.spec.resources.map(({ template }: Manifest) => template.kind);
  const count = (kind: string) => kinds.filter((each: string) => each === kind).length;
  expect([count('Route'), count('Role'), count('Alias'), count('Permission')]).toEqual([7, 2, 1, 0]);
  expect(JSON.stringify(orders)).not.toContain('upbound');
});

const instances = ['team-backend', 'team-retail', 'team-sales'].flatMap(team =>
  readdirSync(`dist/apps/${team}`).flatMap(file => documentsOf(`dist/apps/${team}/${file}`)),
);

test('the API server takes the instances of all teams', () => {
  const kinds = Kinds.bundled();
  for (const rgd of rgds) kinds.add(analyze(rgd, { kinds }).crd!);
  expect(instances.flatMap(instance => validate(instance, { kinds }))).toEqual([]);
});

test.each(['*', 'us-east-2","Resource":"*', 'us-east-2:*', 'nowhere', ''])(
  'the API server keeps the region %j out of ARNs and policies',
  region => {
    const kinds = Kinds.bundled().add(report.crd!);
    const changed = { ...instances[0], spec: { ...instances[0].spec, region } };
    expect(validate(changed, { kinds }).map(({ code, path }) => [code, path])).toEqual([
      ['value-pattern', 'spec.region'],
    ]);
  },
);

test('each is called by its PREFIX, once', () => {
  expect(instances.map(({ metadata }) => metadata.name)).toEqual([
    'john-inventory-dev',
    'mary-inventory-dev',
    'team-backend-inventory-prod',
    'team-retail-inventory-staging',
    'team-retail-orders-prod',
    'lin-orders-dev',
  ]);
});
