import { App } from 'cdk8s';
import { api, ResourceGraph, s } from 'cdk8s-kro';
import { grantRead, trustService } from 'cdk8s-kro/aws';
import {
  ackFunction,
  defaultStage,
  httpApi,
  jwtAuthorizer,
  lambdaIntegration,
  role,
  route,
  table,
} from 'cdk8s-kro/workload';
import { judge, rgdOf, templatesOf } from './fixtures';

const Report = api({
  kind: 'Report',
  spec: {
    name: s
      .string()
      .required()
      .pattern(/^[a-z]+$/),
  },
  status: { url: s.string() },
});

/** A graph of a user's own: an API that takes a role to invoke a function which reads a table, and nothing else. */
function reportGraph(): ResourceGraph<typeof Report> {
  const graph = new ResourceGraph(new App(), 'report', Report);
  const { name } = graph.spec;
  const region = 'us-east-2';
  const rows = table(graph, 'rows', { name, region, isProtected: true });
  const reader = role(graph, 'reader', {
    name: `${name}-reader`,
    trust: [trustService('lambda.amazonaws.com')],
    allows: { rows: grantRead(rows) },
  });
  const handler = ackFunction(graph, 'handler', {
    name,
    region,
    roleArn: reader,
    code: { bucket: 'code', key: 'report.zip' },
  });
  const caller = role(graph, 'caller', {
    name: `${name}-caller`,
    trust: [trustService('apigateway.amazonaws.com')],
    allows: { call: [{ actions: ['lambda:InvokeFunction'], resources: [handler.arn] }] },
  });
  const http = httpApi(graph, 'http', { name, region, allowOrigins: ['https://example.com'], allowMethods: ['GET'] });
  const authorizerId = jwtAuthorizer(graph, 'login', {
    api: http,
    name: 'login',
    issuer: 'https://login.example.com',
    audience: ['web'],
  });
  const integrationId = lambdaIntegration(graph, 'call', { api: http, uri: handler.arn, credentialsArn: caller });
  route(graph, 'read', { api: http, key: 'GET /', integrationId, authorizerId });
  defaultStage(graph, 'live', { api: http });
  graph.status({ url: http.endpoint });
  return graph;
}

test('parts make a graph of a user too, and kro finds nothing wrong with it', () => {
  const { findings, order, dependencies } = judge(reportGraph());
  expect(findings).toEqual([]);
  expect(order).toEqual(['rows', 'reader', 'handler', 'caller', 'http', 'login', 'call', 'read', 'live']);
  expect(dependencies).toMatchObject({ reader: ['rows'], handler: ['reader'], caller: ['handler'] });
});

test('an API can call a function with a role, and needs no permission of the function', () => {
  const { call, caller } = templatesOf(rgdOf(reportGraph()));
  expect(call.spec).toMatchObject({
    integrationURI: '${handler.status.ackResourceMetadata.arn}',
    credentialsARN: '${caller.status.ackResourceMetadata.arn}',
  });
  expect(caller.spec.inlinePolicies.call).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"${handler.status.ackResourceMetadata.arn}"}]}',
  );
});

test('what is left out is not written', () => {
  const { handler, rows } = templatesOf(rgdOf(reportGraph()));
  expect(handler.spec).not.toHaveProperty('environment');
  expect(handler.spec).not.toHaveProperty('tags');
  expect(rows.spec).not.toHaveProperty('tags');
});
