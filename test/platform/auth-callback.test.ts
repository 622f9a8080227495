import { Chart } from 'cdk8s';
import { KroApp } from 'cdk8s-kro';
import { validate } from '../../lib/graph';
import { AuthCallback, type AuthCallbackProps, type PlatformConfig } from '../../lib/platform';
import { callbackPage, callbackScript, sessionScript, signedOutPage } from '../../lib/platform/web';
import { Kinds } from '../../lib/schema/kinds';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: object };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly containers: readonly { readonly command: readonly string[] }[];
      };
    };
  };
  readonly data: object;
}
const config: PlatformConfig = {
  accountId: '111122223333',
  region: 'us-east-2',
  domain: 'apps.example.com',
  assetsBucket: 'example-assets',
  uiBucket: 'example-ui',
  lambdaRoleArn: 'arn:aws:iam::111122223333:role/platform-lambda-execution-role',
  uploaderRoleArn: 'arn:aws:iam::111122223333:role/platform-s3-uploader-role',
  userPoolId: 'us-east-2_a1B2c3D4e',
  userPoolClientId: '4h57kf5cpq17m0eml12abcdef3',
  loginDomain: 'example.auth.us-east-2.amazoncognito.com',
  oidcIssuer: 'oidc.eks.us-east-2.amazonaws.com/id/A1B2C3D4E5F60718293A4B5C6D7E8F90',
};
const { oidcIssuer: _, ...anonymous } = config;
const podIdentity: AuthCallbackProps = {
  config: anonymous,
  identity: { type: 'podIdentity', clusterName: 'main', region: 'us-west-2' },
};

function objects(props: Partial<AuthCallbackProps> = {}): Manifest[] {
  const chart = new Chart(new KroApp(), 'chart');
  new AuthCallback(chart, 'callback', { config, ...props });
  return chart.toJson();
}
const only = (kind: string, props?: Partial<AuthCallbackProps>) => objects(props).find(each => each.kind === kind)!;

test.each([{}, podIdentity])('every manifest is valid: %j', props => {
  for (const object of objects(props))
    expect([object.kind, validate(object, { kinds: Kinds.bundled() })]).toEqual([object.kind, []]);
});

test('the files are the ones that are tested', () => {
  expect(only('ConfigMap').data).toEqual({
    'index.html': callbackPage,
    'callback.js': callbackScript,
    'signed-out.html': signedOutPage,
    'session.js': sessionScript,
  });
});

test('the Job copies each to its place, as what it is, and lets nobody keep it without asking', () => {
  const [{ command }] = only('Job').spec.template.spec.containers;
  const [shell, flags, script] = command;
  expect([shell, flags]).toEqual(['/bin/sh', '-ec']); // ends where one copy fails
  const copied = script
    .split('\n')
    .map(line => /^aws s3 cp (\S+) (\S+) --content-type '(.+)' --cache-control no-cache$/.exec(line));
  expect(copied.map(match => match?.slice(1))).toEqual([
    ['/files/index.html', 's3://example-ui/auth/callback/index.html', 'text/html; charset=utf-8'],
    ['/files/callback.js', 's3://example-ui/auth/callback/callback.js', 'text/javascript; charset=utf-8'],
    ['/files/signed-out.html', 's3://example-ui/auth/signed-out/index.html', 'text/html; charset=utf-8'],
    ['/files/session.js', 's3://example-ui/auth/session.js', 'text/javascript; charset=utf-8'],
  ]);
});

test('the page asks for its script where the Job puts it', () => {
  expect(callbackPage).toContain('<script src="/auth/callback/callback.js" defer></script>');
});

test('the name of the Job changes with what it does, for a Job cannot be changed', () => {
  const { name } = only('Job').metadata;
  expect(name).toMatch(/^auth-callback-[0-9a-f]{8}$/);
  expect(only('Job').metadata.name).toBe(name);
  expect(only('Job', { config: { ...config, uiBucket: 'other' } }).metadata.name).not.toBe(name);
});

test('its ServiceAccount takes the role with its token, and is named as the role wants it', () => {
  const { metadata } = only('ServiceAccount');
  expect(metadata).toEqual({
    name: 'auth-callback-s3-uploader',
    namespace: 'kro-serverless-stack',
    annotations: { 'eks.amazonaws.com/role-arn': config.uploaderRoleArn },
  });
  expect(only('Job').spec.template.spec.serviceAccountName).toBe(metadata.name);
});

test('or gets it by Pod Identity, in the region of its cluster', () => {
  expect(only('ServiceAccount', podIdentity).metadata.annotations).toBeUndefined();
  const { metadata, spec } = only('PodIdentityAssociation', podIdentity);
  expect(metadata.annotations).toEqual({ 'services.k8s.aws/region': 'us-west-2' });
  expect(spec).toEqual({
    clusterName: 'main',
    roleARN: config.uploaderRoleArn,
    namespace: 'kro-serverless-stack',
    serviceAccount: 'auth-callback-s3-uploader',
  });
});

test.each<[string, AuthCallbackProps, string]>([
  [
    'has no issuer of tokens to trust',
    { config: anonymous },
    'chart/callback: a role can trust the token of a ServiceAccount only by its issuer',
  ],
  [
    'does not trust Pod Identity',
    { ...podIdentity, config },
    'chart/callback: the uploader role of the platform trusts tokens of',
  ],
  [
    'is of another account',
    { config: { ...config, accountId: '1' } },
    'accountId is "1", not the 12 digits of an AWS account.',
  ],
])('it is refused where the role %s', (_, props, message) => {
  expect(() => objects(props)).toThrow(message);
});
