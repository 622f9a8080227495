import { grantPut, grantRead, grantReadWrite, grantSync, type Statement } from 'cdk8s-kro/aws';

const table = { type: 'table', arn: 'arn:aws:dynamodb:us-east-2:111122223333:table/shop' } as const;
const site = { type: 'objects', bucket: 'sites', folder: 'shop' } as const;
const whole = { type: 'objects', bucket: 'sites' } as const;
const logs = { type: 'logs', region: 'us-east-2', accountId: '111122223333', functionName: 'shop' } as const;

const listFolder = {
  actions: ['s3:ListBucket'],
  resources: ['arn:aws:s3:::sites'],
  conditions: { StringLike: { 's3:prefix': 'shop/*' } },
};

test.each<[string, readonly Statement[], readonly Statement[]]>([
  [
    'read items',
    grantRead(table),
    [{ actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'], resources: [table.arn] }],
  ],
  [
    'read and write items',
    grantReadWrite(table),
    [
      {
        actions: [
          'dynamodb:GetItem',
          'dynamodb:Query',
          'dynamodb:Scan',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
        ],
        resources: [table.arn],
      },
    ],
  ],
  ['put items', grantPut(table), [{ actions: ['dynamodb:PutItem'], resources: [table.arn] }]],
  [
    'read a folder',
    grantRead(site),
    [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::sites/shop/*'] }, listFolder],
  ],
  [
    'read a bucket',
    grantRead(whole),
    [
      { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::sites/*'] },
      { actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::sites'] },
    ],
  ],
  [
    'read and write a folder',
    grantReadWrite(site),
    [
      { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], resources: ['arn:aws:s3:::sites/shop/*'] },
      listFolder,
    ],
  ],
  ['put objects', grantPut(site), [{ actions: ['s3:PutObject'], resources: ['arn:aws:s3:::sites/shop/*'] }]],
  [
    'sync a folder',
    grantSync(site),
    [{ actions: ['s3:PutObject', 's3:DeleteObject'], resources: ['arn:aws:s3:::sites/shop/*'] }, listFolder],
  ],
  [
    'write logs',
    grantPut(logs),
    [
      {
        actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: ['arn:aws:logs:us-east-2:111122223333:log-group:/aws/lambda/shop:*'],
      },
    ],
  ],
])('%s', (_, statements, expected) => expect(statements).toEqual(expected));
