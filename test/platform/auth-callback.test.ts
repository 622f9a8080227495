import { Chart } from 'cdk8s';
import { KroApp } from 'cdk8s-kro';
import { validate } from '../../lib/graph';
import { AuthCallback, type AuthCallbackProps } from '../../lib/platform';
import { callbackPage, callbackScript, sessionScript } from '../../lib/platform/web';
import { Kinds } from '../../lib/schema/kinds';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: object };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly containers: readonly { readonly command: readonly string[]; readonly env: readonly object[] }[];
      };
    };
  };
  readonly data: object;
}
const config = {
  region: 'us-east-2',
  uiBucket: 'example-ui',
  uploaderRoleArn: 'arn:aws:iam::111122223333:role/platform-s3-uploader-role',
};

function objects(props: Partial<AuthCallbackProps> = {}): Manifest[] {
  const chart = new Chart(new KroApp(), 'chart');
  new AuthCallback(chart, 'callback', { config, ...props });
  return chart.toJson();
}
const only = (kind: string, props?: Partial<AuthCallbackProps>) => objects(props).find(each => each.kind === kind)!;

test.each([{}, { clusterName: 'main' }])('every manifest is valid: %j', props => {
  for (const object of objects(props))
    expect([object.kind, validate(object, { kinds: Kinds.bundled() })]).toEqual([object.kind, []]);
});

test('the files are the ones that are tested', () => {
  expect(only('ConfigMap').data).toEqual({
    'index.html': callbackPage,
    'callback.js': callbackScript,
    'session.js': sessionScript,
  });
});

test('the Job copies each to its place, as what it is, and lets nobody keep it without asking', () => {
  const [{ command, env }] = only('Job').spec.template.spec.containers;
  const [shell, flags, script] = command;
  expect([shell, flags]).toEqual(['/bin/sh', '-ec']); // ends where one copy fails
  const copied = script
    .split('\n')
    .map(line => /^aws s3 cp (\S+) (\S+) --content-type '(.+)' --cache-control no-cache$/.exec(line));
  expect(copied.map(match => match?.slice(1))).toEqual([
    ['/files/index.html', '"s3://$BUCKET/auth/callback/index.html"', 'text/html; charset=utf-8'],
    ['/files/callback.js', '"s3://$BUCKET/auth/callback/callback.js"', 'text/javascript; charset=utf-8'],
    ['/files/session.js', '"s3://$BUCKET/auth/session.js"', 'text/javascript; charset=utf-8'],
  ]);
  expect(env).toContainEqual({ name: 'BUCKET', value: 'example-ui' });
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

test('or gets it by Pod Identity', () => {
  const props = { clusterName: 'main' };
  expect(only('ServiceAccount', props).metadata.annotations).toBeUndefined();
  expect(only('PodIdentityAssociation', props).spec).toEqual({
    clusterName: 'main',
    roleARN: config.uploaderRoleArn,
    namespace: 'kro-serverless-stack',
    serviceAccount: 'auth-callback-s3-uploader',
  });
});
