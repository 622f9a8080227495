import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  type PlatformConfig,
  readPlatformConfig,
  readSharedPlatform,
  readSharedPlatformSettings,
} from '../../lib/platform';
import { decided, settings } from './settings';

const folder = mkdtempSync(join(tmpdir(), 'platform-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config: PlatformConfig = {
  accountId: '011122223333',
  region: 'us-east-2',
  domain: 'apps.example.com',
  assetsBucket: 'example-assets',
  uiBucket: 'example-ui',
  lambdaRoleArn: 'arn:aws:iam::011122223333:role/platform-lambda-execution-role',
  uploaderRoleArn: 'arn:aws:iam::011122223333:role/platform-s3-uploader-role',
  userPoolId: 'us-east-2_a1B2c3D4e',
  userPoolClientId: '4h57kf5cpq17m0eml12abcdef3',
  loginDomain: 'example.auth.us-east-2.amazoncognito.com',
};
const ISSUER = 'oidc.eks.us-east-2.amazonaws.com/id/A1B2C3D4E5F60718293A4B5C6D7E8F90';

const yaml = (values: object) =>
  Object.entries(values)
    .map(([key, value]) => `${key}: "${value}"\n`)
    .join('');
function written(text: string): string {
  const file = join(folder, 'platform.yaml');
  writeFileSync(file, text);
  return file;
}
const place = relative(process.cwd(), join(folder, 'platform.yaml'));

/** What a reading says is wrong, without the header, and with the file called platform.yaml. */
function problems(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    const [header, ...lines] = (error as Error).message.split('\n  ');
    expect(header).toMatch(/^The (platform configuration|shared platform) cannot be used:$/);
    return lines.map(line => line.replaceAll(place, 'platform.yaml'));
  }
  return [];
}
const inFile = (text: string) => problems(() => readPlatformConfig(written(text)));
const changed = (change: object) => inFile(yaml({ ...config, ...change }));

test('a file says it, in YAML or JSON', () => {
  expect(readPlatformConfig(written(yaml(config)))).toEqual(config);
  expect(readPlatformConfig(written(JSON.stringify({ ...config, oidcIssuer: ISSUER })))).toEqual({
    ...config,
    oidcIssuer: ISSUER,
  });
});

test('variables say it, and others are left alone', () => {
  const env = {
    PLATFORM_ACCOUNT_ID: config.accountId,
    PLATFORM_REGION: config.region,
    PLATFORM_DOMAIN: config.domain,
    PLATFORM_ASSETS_BUCKET: config.assetsBucket,
    PLATFORM_UI_BUCKET: config.uiBucket,
    PLATFORM_LAMBDA_ROLE_ARN: config.lambdaRoleArn,
    PLATFORM_UPLOADER_ROLE_ARN: config.uploaderRoleArn,
    PLATFORM_USER_POOL_ID: config.userPoolId,
    PLATFORM_USER_POOL_CLIENT_ID: config.userPoolClientId,
    PLATFORM_LOGIN_DOMAIN: config.loginDomain,
  };
  expect(readPlatformConfig({ env: { ...env, PATH: '/bin', PLATFORM_TEAM: 'x', PLATFORM_OIDC_ISSUER: '' } })).toEqual(
    config,
  );
});

test('TypeScript says it', () => {
  expect(readPlatformConfig({ values: config })).toEqual(config);
});

test('an optional value that is empty is none, as the ConfigMap of the layer has it', () => {
  expect(readPlatformConfig(written(yaml({ ...config, oidcIssuer: '' })))).toEqual(config);
});

test.each<[mistake: string, change: object, problem: string]>([
  [
    'an account id too short',
    { accountId: '1234' },
    'platform.yaml:1: accountId is "1234", not the 12 digits of an AWS account. Write for instance accountId: "123456789012"',
  ],
  [
    'a region that is none',
    { region: 'us-east2' },
    'platform.yaml:2: region is "us-east2", not a region of the AWS partition. Write for instance region: us-east-2',
  ],
  [
    'a region of China, which is a partition of its own',
    { region: 'cn-north-1', userPoolId: 'cn-north-1_a' },
    'platform.yaml:2: region is "cn-north-1", not a region of the AWS partition. Write for instance region: us-east-2',
  ],
  [
    'a scheme before the domain',
    { domain: 'https://apps.example.com' },
    'platform.yaml:3: domain is "https://apps.example.com", not a host name in lower case, without https:// and path. Write for instance domain: apps.example.com',
  ],
  [
    'a path after the domain',
    { domain: 'apps.example.com/' },
    'platform.yaml:3: domain is "apps.example.com/", not a host name in lower case, without https:// and path. Write for instance domain: apps.example.com',
  ],
  [
    'a bucket by its ARN',
    { assetsBucket: 'arn:aws:s3:::example-assets' },
    'platform.yaml:4: assetsBucket is "arn:aws:s3:::example-assets", not the name of a bucket: 3 to 63 of a-z, 0-9 and -. Write for instance assetsBucket: example-apps-assets',
  ],
  [
    'one bucket for both',
    { uiBucket: 'example-assets' },
    'platform.yaml:5: uiBucket is "example-assets", as is assetsBucket. They are two, for CloudFront serves all of the one.',
  ],
  [
    'a role by its name',
    { lambdaRoleArn: 'platform-lambda-execution-role' },
    'platform.yaml:6: lambdaRoleArn is "platform-lambda-execution-role", not the ARN of an IAM role. Write for instance lambdaRoleArn: arn:aws:iam::123456789012:role/platform-lambda-execution-role',
  ],
  [
    'the ARN of something else',
    { uploaderRoleArn: 'arn:aws:iam::011122223333:user/x' },
    'platform.yaml:7: uploaderRoleArn is "arn:aws:iam::011122223333:user/x", not the ARN of an IAM role. Write for instance uploaderRoleArn: arn:aws:iam::123456789012:role/platform-s3-uploader-role',
  ],
  [
    'a role of another account',
    { lambdaRoleArn: 'arn:aws:iam::999999999999:role/x' },
    'platform.yaml:6: lambdaRoleArn is "arn:aws:iam::999999999999:role/x", a role of another account than 011122223333, which accountId says. Correct one of them.',
  ],
  [
    'a user pool by its name',
    { userPoolId: 'users' },
    'platform.yaml:8: userPoolId is "users", not the id of a Cognito user pool. Write for instance userPoolId: us-east-2_Ab1Cd2Ef3',
  ],
  [
    'a user pool of another region',
    { userPoolId: 'us-east-1_a1B2c3D4e' },
    'platform.yaml:8: userPoolId is "us-east-1_a1B2c3D4e", a pool of another region than us-east-2, which region says. Correct one of them.',
  ],
  [
    'an app client by its name',
    { userPoolClientId: 'apps' },
    'platform.yaml:9: userPoolClientId is "apps", not the id of an app client of the user pool. Write for instance userPoolClientId: 1h57kf5cpq17m0eml12example',
  ],
  [
    'a login page by its address',
    { loginDomain: 'https://example.auth.us-east-2.amazoncognito.com/login' },
    'platform.yaml:10: loginDomain is "https://example.auth.us-east-2.amazoncognito.com/login", not the host of the login page, without https://. Write for instance loginDomain: example-apps.auth.us-east-2.amazoncognito.com',
  ],
  [
    'a login page of another region',
    { loginDomain: 'example.auth.eu-west-1.amazoncognito.com' },
    'platform.yaml:10: loginDomain is "example.auth.eu-west-1.amazoncognito.com", a login page in another region than us-east-2, which region says. Correct one of them.',
  ],
  [
    'an issuer with its scheme',
    { oidcIssuer: `https://${ISSUER}` },
    `platform.yaml:11: oidcIssuer is "https://${ISSUER}", not the host and path of the cluster's OIDC issuer, without https://. Write for instance oidcIssuer: oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`,
  ],
  [
    'a key misspelt',
    { acountId: '011122223333' },
    'platform.yaml:11: There is no acountId in it. Did you mean accountId?',
  ],
  [
    'a key that is none',
    { somethingElse: 'x' },
    'platform.yaml:11: There is no somethingElse in it. There are accountId, region, domain, assetsBucket, uiBucket, lambdaRoleArn, uploaderRoleArn, userPoolId, userPoolClientId, loginDomain, oidcIssuer.',
  ],
  [
    'a placeholder that was not replaced',
    { lambdaRoleArn: '${PLATFORM_LAMBDA_ROLE_ARN}' },
    'platform.yaml:6: lambdaRoleArn is "${PLATFORM_LAMBDA_ROLE_ARN}", and nothing has put a value in place of that. Write for instance lambdaRoleArn: arn:aws:iam::123456789012:role/platform-lambda-execution-role',
  ],
  [
    'a placeholder within a value',
    { uploaderRoleArn: 'arn:aws:iam::011122223333:role/${PLATFORM}-x' },
    'platform.yaml:7: uploaderRoleArn is "arn:aws:iam::011122223333:role/${PLATFORM}-x", and nothing has put a value in place of that. Write for instance uploaderRoleArn: arn:aws:iam::123456789012:role/platform-s3-uploader-role',
  ],
])('%s', (_, change, problem) => {
  expect(changed(change)).toEqual([problem]);
});

test.each(Object.keys(config))('%s is missing', key => {
  const { [key as 'region']: _, ...rest } = config;
  const [problem, ...others] = inFile(yaml(rest));
  expect(problem).toMatch(new RegExp(`^platform\\.yaml: ${key} is missing: .+\\. Write for instance ${key}: .+$`));
  expect(others).toEqual([]);
});

test('a domain that is missing', () => {
  expect(changed({ domain: '' })).toEqual([
    'platform.yaml: domain is missing: a host name in lower case, without https:// and path. Write for instance domain: apps.example.com',
  ]);
});

test.each([
  [
    'accountId: 123456789012',
    'platform.yaml:1: accountId is the number 123456789012, and has to be a text, in quotes. Write for instance accountId: "123456789012"',
  ],
  [
    'accountId: [a]',
    'platform.yaml:1: accountId is a list, and has to be a text. Write for instance accountId: "123456789012"',
  ],
  [
    'accountId: {a: b}',
    'platform.yaml:1: accountId is a map, and has to be a text. Write for instance accountId: "123456789012"',
  ],
  [
    'accountId: yes',
    'platform.yaml:1: accountId is the boolean true, and has to be a text, in quotes. Write for instance accountId: "123456789012"',
  ],
])('what YAML reads as something else: %s', (line, problem) => {
  const { accountId: _, ...rest } = config;
  expect(inFile(`${line}\n${yaml(rest)}`)).toEqual([problem]);
});

describe('a configuration of the layer that is made', () => {
  const { distributionDomain: _, ...layer } = settings;
  const of: PlatformConfig = {
    ...config,
    accountId: layer.accountId,
    lambdaRoleArn: config.lambdaRoleArn.replace(config.accountId, layer.accountId),
    uploaderRoleArn: config.uploaderRoleArn.replace(config.accountId, layer.accountId),
    oidcIssuer: layer.oidcIssuer,
  };

  test('agrees with it, also where AWS has not named all of it yet', () => {
    expect(readPlatformConfig({ values: of }, layer)).toEqual(of);
    expect(readPlatformConfig({ values: of }, { ...decided, oidcIssuer: layer.oidcIssuer, userPoolId: '' })).toEqual(
      of,
    );
  });

  test('is none where it is one of another environment', () => {
    const other: PlatformConfig = {
      ...of,
      domain: 'apps.sandbox.example.com',
      assetsBucket: 'sandbox-assets',
      uiBucket: 'sandbox-ui',
      userPoolId: 'us-east-2_Sandbox',
      loginDomain: 'sandbox.auth.us-east-2.amazoncognito.com',
    };
    expect(problems(() => readPlatformConfig(written(yaml(other)), layer))).toEqual([
      'platform.yaml:3: domain is "apps.sandbox.example.com", and the shared layer has apps.example.com. Read the configuration of that layer.',
      'platform.yaml:4: assetsBucket is "sandbox-assets", and the shared layer has example-assets. Read the configuration of that layer.',
      'platform.yaml:5: uiBucket is "sandbox-ui", and the shared layer has example-ui. Read the configuration of that layer.',
      'platform.yaml:8: userPoolId is "us-east-2_Sandbox", and the shared layer has us-east-2_a1B2c3D4e. Read the configuration of that layer.',
      'platform.yaml:10: loginDomain is "sandbox.auth.us-east-2.amazoncognito.com", and the shared layer has example.auth.us-east-2.amazoncognito.com. Read the configuration of that layer.',
    ]);
  });

  test('has no issuer where the layer trusts none', () => {
    expect(problems(() => readPlatformConfig({ values: of }, { ...layer, oidcIssuer: undefined }))).toEqual([
      `oidcIssuer is "${layer.oidcIssuer}", and the shared layer has none. Read the configuration of that layer.`,
    ]);
  });
});

test('what cannot be read is told, whatever it is', () => {
  expect(problems(() => readPlatformConfig(folder))).toEqual([`There is no file ${relative(process.cwd(), folder)}.`]);
  expect(problems(() => readPlatformConfig({} as never))).toHaveLength(10);
});

test('all problems come at once', () => {
  expect(inFile('region: us-east2\naccountId: 5\nnope: x\n')).toHaveLength(11);
});

test.each([
  [
    'a: [',
    [
      'platform.yaml:1: The YAML cannot be read: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
  ],
  ['- a\n', ['platform.yaml: It holds no keys and values.']],
  ['text', ['platform.yaml: It holds no keys and values.']],
  [`${yaml(config)}region: us-east-2\n`, ['platform.yaml:11: The object has this key twice.']],
  [`${yaml(config)}---\na: b\n`, ['platform.yaml: There is more than one document in it. Keep one.']],
])('a file that is no configuration: %j', (text, expected) => {
  expect(inFile(text)).toEqual(expected);
});

test('an empty file, and one that is not there', () => {
  expect(inFile('')).toHaveLength(10);
  expect(problems(() => readPlatformConfig(join(folder, 'nope.yaml')))).toEqual([
    `There is no file ${relative(process.cwd(), join(folder, 'nope.yaml'))}.`,
  ]);
});

test('variables are told by their names, and one misspelt by the one that was meant', () => {
  const env = { PLATFORM_ACOUNT_ID: config.accountId, PLATFORM_REGION: 'us-east2' };
  expect(problems(() => readPlatformConfig({ env })).slice(0, 4)).toEqual([
    'PLATFORM_ACOUNT_ID is set, and is no variable of the platform. Did you mean PLATFORM_ACCOUNT_ID?',
    'PLATFORM_ACCOUNT_ID is missing: the 12 digits of an AWS account. Write for instance PLATFORM_ACCOUNT_ID=123456789012',
    'PLATFORM_REGION is "us-east2", not a region of the AWS partition. Write for instance PLATFORM_REGION=us-east-2',
    'PLATFORM_DOMAIN is missing: a host name in lower case, without https:// and path. Write for instance PLATFORM_DOMAIN=apps.example.com',
  ]);
});

test('values of TypeScript are told as TypeScript', () => {
  expect(problems(() => readPlatformConfig({ values: { ...config, region: '${REGION}' } }))).toEqual([
    'region is "${REGION}", and nothing has put a value in place of that. Write for instance region: \'us-east-2\'',
  ]);
});

describe('the shared layer', () => {
  test('is read the same way; only manifests need the name of the distribution', () => {
    const { distributionDomain, ...spec } = settings;
    expect(readSharedPlatformSettings(written(yaml(settings)))).toEqual(settings);
    expect(readSharedPlatform(written(yaml(spec)))).toEqual(spec);
    expect(problems(() => readSharedPlatform(written(yaml(settings))))).toEqual([
      expect.stringMatching(/^platform\.yaml:14: There is no distributionDomain in it\. /),
    ]);
  });

  test.each([
    [
      { hostedZoneId: '/hostedzone/Z1' },
      'hostedZoneId is "/hostedzone/Z1", not the id of a Route 53 hosted zone, without /hostedzone/.',
    ],
    [
      { loginPrefix: 'a.b' },
      'loginPrefix is "a.b", not the first label of the login domain: at most 63 of a-z, 0-9 and -.',
    ],
    [
      { certificateArn: 'arn:aws:acm:us-east-2:111122223333:certificate/1' },
      'certificateArn is "arn:aws:acm:us-east-2:111122223333:certificate/1", not the ARN of an ACM certificate in us-east-1, where CloudFront looks for it.',
    ],
    [
      { loginPrefix: 'my-awsome-apps' },
      'loginPrefix is "my-awsome-apps", which Cognito refuses for a word of its own in it: aws, amazon or cognito.',
    ],
    [{ distributionId: 'x' }, 'distributionId is "x", not the id of a CloudFront distribution.'],
    [
      { distributionDomain: 'apps.example.com' },
      'distributionDomain is "apps.example.com", not the name CloudFront gave the distribution.',
    ],
    [
      { originAccessControlId: 'x' },
      'originAccessControlId is "x", not the id of an origin access control of CloudFront.',
    ],
    [
      { userPoolId: 'eu-west-1_x' },
      'userPoolId is "eu-west-1_x", a pool of another region than us-east-2, which region says. Correct one of them.',
    ],
  ])('%j', (change, problem) => {
    const [found, ...others] = problems(() => readSharedPlatformSettings({ values: { ...settings, ...change } }));
    expect(found.slice(0, problem.length)).toBe(problem);
    expect(others).toEqual([]);
  });
});
