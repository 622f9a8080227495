// Compiled, never run: each @ts-expect-error is a mistake the compiler has to catch.
import type { Chart } from 'cdk8s';
import { grantPut, grantRead, inlinePolicies, isSynced, policy, trustPolicy, trustRole } from 'cdk8s-kro/aws';
import type { PlatformConfig } from 'cdk8s-kro/platform';
import {
  crossplanePermission,
  crud,
  defaultStage,
  type LambdaFunction,
  ServerlessInstance,
  ServerlessStack,
  serverlessApi,
  type Table,
} from 'cdk8s-kro/workload';

declare const chart: Chart;
declare const platform: PlatformConfig;
declare const table: Table;
declare const made: LambdaFunction;
const Shop = serverlessApi({ kind: 'Shop', region: 'us-east-2' });
const john = { teamName: 'team', developerName: 'john', appName: 'shop', environment: 'dev' } as const;
const routes = crud('item');

// what has to compile
new ServerlessInstance(chart, 'ok', Shop, { metadata: { namespace: 'n', labels: { a: 'b' } }, spec: john });
new ServerlessStack(chart, 'ok', Shop, { platform, routes, lambda: 'ack', roles: 'perInstance' });
inlinePolicies({
  rows: grantRead(table),
  more: [{ actions: ['s3:GetObject'], resources: [table.arn, `${table.arn}/*`] }],
});

// ---- an instance
// @ts-expect-error an environment there is not
new ServerlessInstance(chart, 'a', Shop, { spec: { ...john, environment: 'test' } });
// @ts-expect-error a field left out
new ServerlessInstance(chart, 'a', Shop, { spec: { teamName: 'team', appName: 'shop', environment: 'dev' } });
// @ts-expect-error a misspelt field
new ServerlessInstance(chart, 'a', Shop, { spec: { ...john, team: 'team' } });
// @ts-expect-error a name of its own: it is PREFIX
new ServerlessInstance(chart, 'a', Shop, { metadata: { name: 'mine' }, spec: john });
// @ts-expect-error a reference for a value
new ServerlessInstance(chart, 'a', Shop, { spec: { ...john, appName: table.name } });

// ---- a stack
// @ts-expect-error the platform left out
new ServerlessStack(chart, 'a', Shop, { routes });
// @ts-expect-error a controller there is not
new ServerlessStack(chart, 'a', Shop, { platform, routes, lambda: 'terraform' });
// @ts-expect-error Pod Identity without a cluster
new ServerlessStack(chart, 'a', Shop, { platform, routes, identity: { type: 'podIdentity' } });
// @ts-expect-error memory as a text
new ServerlessStack(chart, 'a', Shop, { platform, routes, runtime: { memorySize: '256' } });
// @ts-expect-error no HTTP API
defaultStage(chart, 'a', { api: made });
// @ts-expect-error a table is no function
crossplanePermission(chart, 'a', { function: table, api: chart });

// ---- a policy
// @ts-expect-error one action is a list too
policy([{ actions: 's3:GetObject', resources: ['*'] }]);
// @ts-expect-error an effect there is not
policy([{ effect: 'Maybe', actions: ['s3:GetObject'], resources: ['*'] }]);
// @ts-expect-error a misspelt field
policy([{ action: ['s3:GetObject'], resources: ['*'] }]);
// @ts-expect-error a principal of a type there is not
trustPolicy([{ actions: ['sts:AssumeRole'], principals: { role: ['a'] } }]);
// @ts-expect-error a policy without a name
inlinePolicies([{ actions: ['s3:GetObject'], resources: ['*'] }]);
// @ts-expect-error a function has no items
grantRead(made);
// @ts-expect-error logs are written, not read
grantRead({ type: 'logs', accountId: '1', region: 'r', functionName: 'f' });
// @ts-expect-error a log group of an unknown function
grantPut({ type: 'logs', accountId: '1', region: 'r' });
// @ts-expect-error an ARN is a text
trustRole(1);
// @ts-expect-error an object without conditions
isSynced(table);
