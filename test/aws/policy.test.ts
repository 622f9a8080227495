import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'cdk8s-kro';
import { bucketPolicy, inlinePolicies, managedPolicy, policy, type Statement, trustPolicy } from 'cdk8s-kro/aws';
import { variable } from '../../lib/cel/ref';

const table = variable<{ arn: string; tags: Record<string, string> }>('table', {});
const read: Statement = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop/*'] };
const lambda: Statement = { actions: ['sts:AssumeRole'], principals: { service: ['lambda.amazonaws.com'] } };

/** The message of what `write` throws, by line. */
function messageOf(write: () => unknown): string[] {
  try {
    write();
  } catch (error) {
    return (error as Error).message.split('\n  ');
  }
  throw new Error('nothing was thrown');
}

test('a policy has the keys of IAM in the order people write them', () => {
  const statement: Statement = {
    conditions: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    resources: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'],
    actions: ['s3:GetObject', 's3:ListBucket'],
    principals: { service: ['cloudfront.amazonaws.com'] },
    sid: 'ReadShop',
  };
  expect(JSON.stringify(policy([statement]))).toBe(
    '{"Version":"2012-10-17","Statement":[{"Sid":"ReadShop","Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},' +
      '"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::shop","arn:aws:s3:::shop/*"],' +
      '"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}]}',
  );
});

test('references stay what kro evaluates, alone, inside an ARN, as principal, in a condition and in its key', () => {
  const document = policy([
    {
      actions: ['dynamodb:Query'],
      resources: [table.arn, `${table.arn}/index/*`],
      principals: { aws: [`arn:aws:iam::${table.tags['account-id']}:root`] },
      conditions: { StringEquals: { [`${table.tags['the-key']}:aud`]: [table.tags.owner, 'x'] } },
    },
  ]);
  expect(json(document)).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${table.tags["account-id"]}:root"},' +
      '"Action":"dynamodb:Query","Resource":["${table.arn}","${table.arn}/index/*"],' +
      '"Condition":{"StringEquals":{"${table.tags["the-key"]}:aud":["${table.tags.owner}","x"]}}}]}',
  );
});

test('what is said twice stands in the policy once', () => {
  expect(policy([read, { ...read }, { ...read, effect: 'Deny' }]).Statement).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' },
    { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' },
  ]);
});

test.each<[string, () => unknown, string]>([
  ['of a role', () => inlinePolicies({ data: [read] }).data, '"Resource":"arn:aws:s3:::shop/*"'],
  ['managed', () => managedPolicy([read]), '"Resource":"arn:aws:s3:::shop/*"'],
  ['of trust', () => trustPolicy([lambda]), '"Principal":{"Service":"lambda.amazonaws.com"}'],
  ['of a bucket', () => bucketPolicy([{ ...read, principals: { aws: ['*'] } }]), '"Principal":{"AWS":"*"}'],
])('the policy %s is JSON in a text', (_, write, part) => {
  expect(write()).toContain(part);
  expect(JSON.parse(write() as string)).toMatchObject({ Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] });
});

const data = (statement: Statement) => () => inlinePolicies({ data: [statement] });
const trust = (statement: Statement) => () => trustPolicy([statement]);
const bucket = (statement: Statement) => () => bucketPolicy([statement]);

test.each<[() => unknown, string]>([
  [data({ ...read, actions: [] }), 'statement 1 names no action. Name one.'],
  [
    data({ ...read, actions: ['GetObject'] }),
    "statement 1 has the action 'GetObject'. Write it as service:Name, such as 's3:GetObject'.",
  ],
  [data({ ...read, sid: 'read-it' }), "statement 1 (read-it) has the sid 'read-it'. Use letters and digits only."],
  [
    data({ ...read, resources: ['arn:aws:s3:::${Token[TOKEN.7]}/*'] }),
    'statement 1 holds a token of the AWS CDK, which has no value here. Write the value, or a reference.',
  ],
  [
    data({ ...read, resources: ['#{Token[TOKEN.7]}'] }),
    'statement 1 holds a token of the AWS CDK, which has no value here. Write the value, or a reference.',
  ],
  [
    data({ ...read, conditions: { StringEquals: { 'aws:PrincipalAccount': '${Token[AWS::AccountId.0]}' } } }),
    'statement 1 holds a token of the AWS CDK, which has no value here. Write the value, or a reference.',
  ],
  [data({ actions: ['s3:GetObject'] }), 'statement 1 names no resource. Say what it is about: resources: [arn].'],
  [
    data({ ...read, principals: { aws: ['*'] } }),
    'statement 1 names principals, and a policy of a role is for that role. Leave them out.',
  ],
  [
    trust({ actions: ['sts:AssumeRole'] }),
    'statement 1 trusts nobody. Say who may take the role: trustService(…), trustRole(…), or principals.',
  ],
  [
    trust({ ...lambda, resources: ['*'] }),
    'statement 1 names resources, and a trust policy is about its role. Leave them out.',
  ],
  [
    bucket(read),
    "statement 1 is for nobody. Say who it is for: principals: { service: ['cloudfront.amazonaws.com'] }.",
  ],
  [
    bucket({ actions: ['s3:GetObject'], principals: { aws: ['*'] } }),
    'statement 1 names no resource. Say the bucket, or the objects in it: resources: [arn].',
  ],
])('%#: a mistake is told with what to write', (write, line) => {
  expect(messageOf(write).slice(1)).toEqual([line]);
});

test('all mistakes of a policy are told at once', () => {
  const write = () =>
    inlinePolicies({
      data: [
        { sid: 'A', actions: ['s3'], principals: { aws: ['*'] } },
        { ...read, sid: 'A' },
      ],
    });
  expect(messageOf(write)).toEqual([
    "The inline policy 'data' cannot be written:",
    "statement 1 (A) has the action 's3'. Write it as service:Name, such as 's3:GetObject'.",
    'statement 1 (A) names no resource. Say what it is about: resources: [arn].',
    'statement 1 (A) names principals, and a policy of a role is for that role. Leave them out.',
    'statement 2 (A) has the sid of an earlier one. Rename one.',
  ]);
});

test('a policy without statements is refused', () => {
  expect(messageOf(() => policy([]))).toEqual([
    'The policy cannot be written:',
    'it has no statement. Leave the policy out, or say what it allows.',
  ]);
});

describe('sizes', () => {
  const PER_POLICY = JSON.stringify(policy([read])).length - 'arn:aws:s3:::shop/*'.length;
  const sized = (length: number): Statement => ({ ...read, resources: ['x'.repeat(length - PER_POLICY)] });
  const PER_TRUST = JSON.stringify(policy([lambda])).length - 'lambda.amazonaws.com'.length;
  const trusting = (length: number): Statement => ({
    ...lambda,
    principals: { service: ['x'.repeat(length - PER_TRUST)] },
  });

  test.each<[string, number, (length: number) => unknown, string]>([
    [
      'inline policies',
      10_240,
      length => inlinePolicies({ a: [sized(5_000)], b: [sized(length - 5_000)] }),
      '10,241 characters of inline policies (a, b), white space not counted, where AWS takes 10,240. Move statements to a managed policy.',
    ],
    [
      'a managed policy',
      6_144,
      length => managedPolicy([sized(length)]),
      '6,145 characters of a managed policy, white space not counted, where AWS takes 6,144. Make several policies of it.',
    ],
    [
      'a trust policy',
      2_048,
      length => trustPolicy([trusting(length)]),
      '2,049 characters of a trust policy, white space not counted, where AWS takes 2,048. Make several roles, or name principals with a wildcard.',
    ],
    [
      'a bucket policy',
      20_480,
      length => bucketPolicy([{ ...sized(length - '"Principal":{"AWS":"*"},'.length), principals: { aws: ['*'] } }]),
      '20,481 characters of a bucket policy, white space not counted, where AWS takes 20,480. Join statements with wildcards.',
    ],
  ])('%s may have %d characters', (_, limit, write, message) => {
    expect(() => write(limit)).not.toThrow();
    expect(() => write(limit + 1)).toThrow(message);
  });

  test('white space and expressions do not count', () => {
    const long = `${table.tags['a'.repeat(3_000)]}`;
    expect(() => trustPolicy([{ ...trusting(2_000), sid: 'A', conditions: { Bool: { a: long } } }])).not.toThrow();
    expect(() => managedPolicy([{ ...sized(6_000), conditions: { Bool: { a: ' '.repeat(1_000) } } }])).not.toThrow();
  });
});

test('the AWS CDK is loaded only where a policy is made, and named only in lib/aws', () => {
  const naming = readdirSync('lib', { recursive: true })
    .map(file => join('lib', String(file)))
    .filter(file => file.endsWith('.ts') && readFileSync(file, 'utf8').includes("'@aws-cdk/"));
  expect(naming).toEqual(['lib/aws/policy.ts']);
  const script = `const aws = require('./lib/aws');
    const loaded = () => Object.keys(require.cache).some(file => file.includes('@aws-cdk'));
    const before = loaded();
    aws.policy([{ actions: ['s3:GetObject'], resources: ['*'] }]);
    console.log(before, loaded());`;
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], { encoding: 'utf8' });
  expect(stdout).toBe('false true\n');
});

test.each(['my policy', '', 'a/b', 'a'.repeat(129)])('%j cannot name a policy', name => {
  const statements = [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] }];
  expect(() => inlinePolicies({ fine: statements, [name]: statements })).toThrow(
    new Error(`'${name}' cannot name a policy. Use up to 128 letters, digits and any of _+=,.@-`),
  );
});
