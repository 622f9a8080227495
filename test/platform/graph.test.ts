import { readFileSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { Instance, KroApp } from 'cdk8s-kro';
import { Certificate } from '../../imports/acm.services.k8s.aws';
import { analyze, validate } from '../../lib/graph';
import { toYaml } from '../../lib/kro/yaml';
import { SharedPlatform, SharedPlatformGraph, type SharedPlatformSpec } from '../../lib/platform';
import { Kinds } from '../../lib/schema/kinds';
import { evaluate } from './fill';
import { settings } from './settings';

interface Entry {
  readonly id: string;
  readonly template: { readonly apiVersion: string; readonly kind: string; readonly spec: Record<string, unknown> };
  readonly readyWhen?: readonly string[];
}
const rgd = new SharedPlatformGraph(new KroApp(), 'sharedPlatform', { apps: ['inventory', 'orders'] }).toJson()[0] as {
  spec: { resources: Entry[] };
};
const report = analyze(rgd, { kinds: Kinds.bundled() });
const entry = (id: string) => rgd.spec.resources.find(each => each.id === id)!;

test('kro accepts the graph, and nothing in it is a trap', () => {
  expect(report.findings).toEqual([]);
  expect(report.accepted).toBe(true);
});

test('it is the golden one', () => {
  expect(toYaml([rgd])).toBe(readFileSync('test/golden/shared-platform.yaml', 'utf8'));
});

test('thirteen resources of AWS, two of them by Crossplane, and a ConfigMap', () => {
  const groups = rgd.spec.resources.map(({ template }) =>
    template.apiVersion.replace(/\/.*/, '').replace(/^\w+\./, ''),
  );
  const count = (group: string) => groups.filter(each => each === group).length;
  expect([count('services.k8s.aws'), count('aws.m.upbound.io'), count('v1'), groups.length]).toEqual([11, 2, 1, 14]);
});

test('kro makes them in this order, each after what it refers to', () => {
  expect(report.order.at(-1)).toBe('config');
  expect(report.dependencies).toEqual({
    assetsBucket: [],
    uiBucket: [],
    lambdaRole: [],
    uploaderRole: [],
    originAccessControl: [],
    viewerFunction: [],
    certificate: [],
    validationRecord: ['certificate'],
    distribution: ['uiBucket', 'originAccessControl', 'viewerFunction', 'certificate'],
    domainRecord: ['distribution'],
    userPool: [],
    userPoolClient: ['userPool'],
    loginDomain: ['userPool'],
    config: [
      'distribution',
      'assetsBucket',
      'uiBucket',
      'lambdaRole',
      'uploaderRole',
      'userPool',
      'userPoolClient',
      'loginDomain',
    ],
  });
});

describe('the certificate', () => {
  const { distributionConfig } = entry('distribution').template.spec as {
    distributionConfig: { viewerCertificate: { acmCertificateARN: string } };
  };
  const gate = distributionConfig.viewerCertificate.acmCertificateARN.slice(2, -1);
  const arnOf = (status: object) =>
    evaluate(gate, { kinds: { certificate: Certificate }, objects: { certificate: { status } } });
  const status = { ackResourceMetadata: { arn: settings.certificateArn }, status: 'PENDING_VALIDATION' };

  test('is not waited for by what validates it: it has no readiness, or both would wait for ever', () => {
    expect(entry('certificate').readyWhen).toBeUndefined();
  });

  test('has no ARN for the distribution until it is issued, and kro waits for the field', () => {
    expect(() => arnOf(status)).toThrow('no-such-key');
    expect(arnOf({ ...status, status: 'ISSUED', issuedAt: '2026-01-02T03:04:05Z' })).toBe(settings.certificateArn);
  });
});

const { distributionDomain: _, ...spec } = settings;
const instance = (changed: object) => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'SharedPlatform',
  metadata: { name: 'platform', namespace: 'kro-serverless-stack' },
  spec: { ...(spec satisfies SharedPlatformSpec), ...changed },
});
const findings = (changed: object) =>
  validate(instance(changed), { kinds: Kinds.bundled().add(report.crd!) }).map(({ code, path }) => [code, path]);

test('an instance is valid, with the ids AWS gave and without', () => {
  expect(findings({})).toEqual([]);
  expect(findings({ userPoolId: '', oidcIssuer: '' })).toEqual([]);
  const { userPoolId, certificateArn, ...fewer } = spec;
  expect(validate({ ...instance({}), spec: fewer }, { kinds: Kinds.bundled().add(report.crd!) })).toEqual([]);
});

test.each([
  ['accountId', '1234'],
  ['accountId', '12345678901x'],
  ['region', 'us-east2'],
  ['region', 'cn-north-1'],
  ['region', 'us-gov-west-1'],
  ['domain', 'https://apps.example.com'],
  ['domain', 'Apps.example.com'],
  ['domain', 'localhost'],
  ['hostedZoneId', '/hostedzone/Z0A1B2C3D4E5F6G7H8I9J'],
  ['uiBucket', 'dots.are.refused'],
  ['loginPrefix', 'a_b'],
  ['oidcIssuer', 'https://oidc.eks.us-east-2.amazonaws.com/id/A1B2'],
  ['userPoolId', 'pool'],
  ['certificateArn', settings.certificateArn.replace('us-east-1', 'us-east-2')],
  ['distributionId', 'abc'],
])('the API server refuses %s: %s', (key, value) => {
  expect(findings({ [key]: value })).toEqual([['value-pattern', `spec.${key}`]]);
});

test.each(['accountId', 'region', 'domain', 'hostedZoneId', 'assetsBucket', 'uiBucket', 'loginPrefix'])(
  'the API server wants %s',
  key => {
    const { [key]: _, ...rest } = spec as Record<string, string>;
    const all = validate({ ...instance({}), spec: rest }, { kinds: Kinds.bundled().add(report.crd!) });
    expect(all.map(({ code, path }) => [code, path])).toEqual([['value-missing', `spec.${key}`]]);
  },
);

test.each<[string, string, object, string]>([
  [
    'a name too long for those of roles',
    'a'.repeat(41),
    {},
    `'chart/it': '${'a'.repeat(41)}' cannot name a platform. Use up to 40 of a-z, 0-9 and -.`,
  ],
  [
    'one bucket for both',
    'platform',
    { uiBucket: spec.assetsBucket },
    '\'chart/it\': The shared platform cannot be used:\n  uiBucket is "example-assets", as is assetsBucket.',
  ],
])('synth refuses an instance with %s', (_, name, changed, message) => {
  const app = new KroApp({ outdir: '/nonexistent' });
  new SharedPlatformGraph(app, 'sharedPlatform', { apps: [] });
  new Instance(new Chart(app, 'chart'), 'it', SharedPlatform, { metadata: { name }, spec: { ...spec, ...changed } });
  expect(() => app.synth()).toThrow(`[sharedPlatform] ${message}`);
});

test('the login page returns to where the sign-in is, and where a page says that it is over', () => {
  expect(entry('userPoolClient').template.spec.forProvider).toMatchObject({
    generateSecret: false,
    callbackUrls: ['https://${schema.spec.domain}/auth/callback'],
    logoutUrls: ['https://${schema.spec.domain}/auth/signed-out/'],
  });
});

test.each<[region: string, configuration: object | null]>([
  ['us-east-1', null],
  ['us-east-2', { locationConstraint: 'us-east-2' }],
])('kro says of a bucket in %s where it is made: %j', (region, made) => {
  const { createBucketConfiguration } = entry('uiBucket').template.spec;
  const expression = String(createBucketConfiguration).slice(2, -1);
  expect(evaluate(expression, { kinds: {}, objects: { schema: { spec: { region } } } })).toEqual(made);
});
