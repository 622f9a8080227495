import { evaluated, type Manifest, platform, rgdOf, stack, templatesOf } from './fixtures';

const schema = {
  metadata: { name: 'john-shop-dev', namespace: 'stacks' },
  spec: { teamName: 'backend', developerName: 'john', appName: 'shop', environment: 'dev', region: 'us-east-2' },
};

/** ConfigMap and Job as kro makes them, once the API has this endpoint. */
function siteOf(props: Parameters<typeof stack>[0] = {}, apiEndpoint = 'https://api'): Record<string, Manifest> {
  const { uiConfig, uiSyncJob, s3UploaderServiceAccount } = templatesOf(rgdOf(stack(props)));
  const values = {
    schema,
    apiGateway: { status: { apiEndpoint } },
    s3UploaderAssociation: { status: { associationID: 'a-1' } },
  };
  const account = evaluated(s3UploaderServiceAccount, values);
  const config = evaluated(uiConfig, values);
  const known = { ...values, s3UploaderServiceAccount: account, uiConfig: config };
  return { account, config, job: evaluated(uiSyncJob, known) };
}

test('pages read where the API and the login are', () => {
  expect(JSON.parse(siteOf().config.data['config.json'])).toEqual({
    apiEndpoint: 'https://api',
    appPrefix: 'john-shop-dev',
    region: 'us-east-2',
    userPoolId: 'us-east-2_Pool',
    clientId: platform.userPoolClientId,
    cognitoDomain: 'login.example.com',
    callbackUrl: 'https://apps.example.com/auth/callback',
  });
});

test('the Job copies the pages of the app to the folder of the instance, then the configuration, which is never cached', () => {
  const { initContainers, containers, serviceAccountName, volumes } = siteOf().job.spec.template.spec;
  expect(initContainers.map(({ args }: Manifest) => args.join(' '))).toEqual([
    's3 sync s3://assets/ui/shop/ s3://sites/john-shop-dev/ --delete --exclude config.json --copy-props metadata-directive',
  ]);
  expect(containers.map(({ args }: Manifest) => args.join(' '))).toEqual([
    's3 cp /config/config.json s3://sites/john-shop-dev/config.json --content-type application/json --cache-control no-store',
  ]);
  expect(serviceAccountName).toBe('john-shop-dev-s3-uploader');
  expect(volumes).toContainEqual({ name: 'config', configMap: { name: 'john-shop-dev-ui-config' } });
});

test('the Job is retried, and never cleaned up', () => {
  const { spec } = siteOf().job;
  expect(spec.backoffLimit).toBe(3);
  expect(spec.ttlSecondsAfterFinished).toBeUndefined();
});

const before = siteOf().job.metadata.name;

test('a Job is called by its PREFIX and eight digits, the same for the same content', () => {
  expect(before).toMatch(/^john-shop-dev-ui-[0-9a-f]{8}$/);
  expect(siteOf().job.metadata.name).toBe(before);
});

test.each<[string, () => Record<string, Manifest>]>([
  ['the API has another endpoint', () => siteOf({}, 'https://other')],
  [
    'the login has another client',
    () => siteOf({ platform: { ...platform, userPoolClientId: 'other567890123456789012345' } }),
  ],
  ['pages come from another bucket', () => siteOf({ platform: { ...platform, assetsBucket: 'other' } })],
  ['pages go to another bucket', () => siteOf({ platform: { ...platform, uiBucket: 'other' } })],
  [
    'Pods are changed',
    () => siteOf({ roles: 'perInstance', identity: { type: 'podIdentity', clusterName: 'hub', region: 'us-east-2' } }),
  ],
])('it has another name when %s', (_, change) => {
  expect(change().job.metadata.name).toMatch(/^john-shop-dev-ui-[0-9a-f]{8}$/);
  expect(change().job.metadata.name).not.toBe(before);
});
