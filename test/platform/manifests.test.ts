import { readFileSync } from 'node:fs';
import { KroApp } from 'cdk8s-kro';
import { parseAllDocuments } from 'yaml';
import { Certificate } from '../../imports/acm.services.k8s.aws';
import { validate } from '../../lib/graph';
import { toYaml } from '../../lib/kro/yaml';
import {
  APPS_NAMESPACE,
  SharedPlatformGraph,
  SharedPlatformManifests,
  type SharedPlatformSettings,
} from '../../lib/platform';
import { Kinds } from '../../lib/schema/kinds';
import { fill } from './fill';
import { decided, settings } from './settings';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: object };
  readonly spec: object;
}
const apps = ['inventory'];
const platform = (said: SharedPlatformSettings, id = 'platform') =>
  new SharedPlatformManifests(new KroApp(), id, { apps, settings: said });
const objects = (said: SharedPlatformSettings) => platform(said).toJson() as Manifest[];

/** What the layer writes of a kind that is not bundled; after package/crds of crossplane-contrib/provider-upjet-aws. */
const providerConfig = {
  kind: 'CustomResourceDefinition',
  apiVersion: 'apiextensions.k8s.io/v1',
  metadata: { name: 'clusterproviderconfigs.aws.m.upbound.io' },
  spec: {
    group: 'aws.m.upbound.io',
    scope: 'Cluster',
    names: { kind: 'ClusterProviderConfig', plural: 'clusterproviderconfigs' },
    versions: [
      {
        name: 'v1beta1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['credentials'],
                properties: {
                  credentials: {
                    type: 'object',
                    required: ['source'],
                    properties: {
                      source: {
                        type: 'string',
                        enum: ['None', 'Secret', 'IRSA', 'WebIdentity', 'PodIdentity', 'Upbound'],
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};

test.each([
  ['all is known', settings],
  ['nothing is there yet', decided],
  ['the region is the first of AWS', { ...decided, region: 'us-east-1' }],
])('every manifest is valid where %s', (_, said) => {
  const kinds = Kinds.bundled().add(providerConfig);
  for (const object of objects(said)) expect([object.kind, validate(object, { kinds })]).toEqual([object.kind, []]);
});

test('twelve resources of AWS, and the credentials of Crossplane; the validation record is made by hand', () => {
  expect(objects(settings).map(({ kind, metadata: { name, namespace } }) => [kind, name, namespace])).toEqual([
    ['ClusterProviderConfig', 'default', undefined],
    ['Bucket', 'platform-assets-bucket', APPS_NAMESPACE],
    ['Bucket', 'platform-ui-bucket', APPS_NAMESPACE],
    ['Role', 'platform-lambda-role', APPS_NAMESPACE],
    ['Role', 'platform-uploader-role', APPS_NAMESPACE],
    ['OriginAccessControl', 'platform-origin-access-control', APPS_NAMESPACE],
    ['Function', 'platform-viewer-function', APPS_NAMESPACE],
    ['Certificate', 'platform-certificate', APPS_NAMESPACE],
    ['UserPool', 'platform-user-pool', APPS_NAMESPACE],
    ['Distribution', 'platform-distribution', APPS_NAMESPACE],
    ['RecordSet', 'platform-domain-record', APPS_NAMESPACE],
    ['UserPoolClient', 'platform-user-pool-client', APPS_NAMESPACE],
    ['UserPoolDomain', 'platform-login-domain', APPS_NAMESPACE],
  ]);
});

test('the first time, what needs an id of AWS waits for it in the settings', () => {
  expect(Object.fromEntries(platform(decided).pending)).toEqual({
    distribution: ['originAccessControlId', 'certificateArn'],
    domainRecord: ['distributionDomain'],
    userPoolClient: ['userPoolId'],
    loginDomain: ['userPoolId'],
  });
  expect(objects(decided).map(({ kind }) => kind)).not.toContain('Distribution');
  expect(Object.fromEntries(platform({ ...decided, userPoolId: settings.userPoolId }).pending)).toEqual({
    distribution: ['originAccessControlId', 'certificateArn'],
    domainRecord: ['distributionDomain'],
  });
  expect(platform(settings).pending.size).toBe(0);
});

test.each([
  ['first', decided],
  ['rebuilt', settings],
])('the %s manifests are the golden ones', (name, said) => {
  expect(toYaml(platform(said).toJson())).toBe(readFileSync(`test/platform/golden/${name}.yaml`, 'utf8'));
});

describe('kro makes of the graph what the manifests say', () => {
  const graph = new SharedPlatformGraph(new KroApp(), 'sharedPlatform', { apps });
  const { resources } = (graph.toJson()[0] as { spec: { resources: { id: string; template: Manifest }[] } }).spec;
  const filled = (said: SharedPlatformSettings) => {
    const spec: Record<string, string> = Object.fromEntries(Object.keys(settings).map(key => [key, '']));
    Object.assign(spec, said);
    const known = {
      kinds: { certificate: Certificate },
      objects: {
        schema: { spec, metadata: { name: 'platform' } },
        uiBucket: { spec: { name: spec.uiBucket } },
        originAccessControl: { status: { id: settings.originAccessControlId } },
        viewerFunction: {
          status: {
            functionSummary: {
              functionMetadata: { functionARN: `arn:aws:cloudfront::${spec.accountId}:function/platform-index-html` },
            },
          },
        },
        certificate: {
          status: {
            issuedAt: '2026-01-02T03:04:05Z',
            ackResourceMetadata: { arn: settings.certificateArn },
            domainValidations: [{ resourceRecord: { name: '_a.apps.example.com.', value: '_b.acm-validations.aws.' } }],
          },
        },
        distribution: { status: { domainName: settings.distributionDomain } },
        userPool: { status: { id: spec.userPoolId || settings.userPoolId } },
      },
    };
    return new Map(
      resources
        .filter(({ id }) => id !== 'config')
        .map(({ template }) => fill(template, known) as Manifest)
        .map(object => [object.metadata.name, object]),
    );
  };

  test.each([
    ['all is known', settings],
    ['Pods get roles by Pod Identity', { ...settings, oidcIssuer: '' }],
    ['the region is the first of AWS', { ...settings, region: 'us-east-1', userPoolId: 'us-east-1_a1B2c3D4e' }],
    ['nothing is there yet', decided],
  ])('where %s', (_, said) => {
    const byKro = filled(said);
    const plain = objects(said).filter(({ kind }) => kind !== 'ClusterProviderConfig');
    expect(plain.length).toBeGreaterThan(7);
    for (const object of plain) {
      const { namespace, ...metadata } = object.metadata;
      const { spec, metadata: made, ...head } = byKro.get(metadata.name)!;
      expect(withoutEmpty({ ...head, metadata: made, spec })).toEqual(withoutEmpty({ ...object, metadata }));
    }
  });
});

/** cdk8s leaves empty maps out, and the API server what is null. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, withoutEmpty(each)] as const);
  return Object.fromEntries(
    entries.filter(([, each]) => typeof each !== 'object' || (each !== null && Object.keys(each).length > 0)),
  );
}

test.each<[region: string, configuration: object | undefined]>([
  ['us-east-1', undefined],
  ['us-east-2', { locationConstraint: 'us-east-2' }],
])(
  'a bucket in %s is made there: S3 refuses an empty configuration, and the name of its first region',
  (region, made) => {
    const said = { ...settings, region, userPoolId: `${region}_a1B2c3D4e` };
    const buckets = objects(said).filter(({ kind }) => kind === 'Bucket') as { spec: Record<string, unknown> }[];
    expect(buckets.map(({ spec }) => spec.createBucketConfiguration)).toEqual([made, made]);
  },
);

test('settings are checked, also those put together in TypeScript', () => {
  expect(() => platform({ ...decided, accountId: '1', uiBucket: decided.assetsBucket })).toThrow(
    'The shared platform cannot be used:\n' +
      '  accountId is "1", not the 12 digits of an AWS account. Write for instance accountId: \'123456789012\'\n' +
      '  uiBucket is "example-assets", as is assetsBucket. They are two, for CloudFront serves all of the one.',
  );
});

test.each(['Platform', 'a_b', '-a', 'a'.repeat(41)])('%s cannot name a platform', id => {
  expect(() => platform(decided, id)).toThrow(`'${id}' cannot name a platform. Use up to 40 of a-z, 0-9 and -.`);
});

test('where no application uses the role of functions, it allows nothing', () => {
  const none = new SharedPlatformManifests(new KroApp(), 'platform', { apps: [], settings: decided });
  const roles = (none.toJson() as { kind: string; spec: object }[]).filter(({ kind }) => kind === 'Role');
  expect(roles.map(({ spec }) => 'inlinePolicies' in spec)).toEqual([false, true]);
});

test.each(['*', 'a*', 'Inventory', '', '-a'])('%j is no application, whose tables a role could be for', name => {
  const make = () => new SharedPlatformGraph(new KroApp(), 'sharedPlatform', { apps: ['inventory', name] });
  expect(make).toThrow(`'${name}' cannot be an application.`);
});

test('what is committed for the sandbox says all it has to', () => {
  const documents = parseAllDocuments(readFileSync('dist/platform/sandbox/shared-platform.yaml', 'utf8'));
  expect(documents).toHaveLength(13);
});
