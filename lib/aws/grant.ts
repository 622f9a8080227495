import type { Input } from '../cel/ref';
import type { Statement } from './statement';

/** The items of a DynamoDB table, or of all tables its ARN matches. */
export interface TableItems {
  readonly type: 'table';
  readonly arn: Input<string>;
}

/** The objects of a bucket, or those below one folder of it. */
export interface BucketObjects {
  readonly type: 'objects';
  /** Name of the bucket. */
  readonly bucket: Input<string>;
  /** Without `/` at its end. @default all objects */
  readonly folder?: Input<string>;
}

/** The log group that Lambda writes to for a function. */
export interface FunctionLogs {
  readonly type: 'logs';
  readonly accountId: Input<string>;
  readonly region: Input<string>;
  readonly functionName: Input<string>;
}

/** Reads: items by key, query and scan; objects, and the list of them. */
export const grantRead = (to: TableItems | BucketObjects): Statement[] =>
  to.type === 'table' ? [onTable(to, READ_ITEMS)] : [onObjects(to, 's3:GetObject'), listing(to)];

/** Reads as `grantRead`, writes and deletes. */
export const grantReadWrite = (to: TableItems | BucketObjects): Statement[] =>
  to.type === 'table'
    ? [onTable(to, [...READ_ITEMS, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'])]
    : [onObjects(to, 's3:GetObject', 's3:PutObject', 's3:DeleteObject'), listing(to)];

/** Adds and replaces; cannot read. Log streams are made as they are needed. */
export function grantPut(to: TableItems | BucketObjects | FunctionLogs): Statement[] {
  switch (to.type) {
    case 'table':
      return [onTable(to, ['dynamodb:PutItem'])];
    case 'objects':
      return [onObjects(to, 's3:PutObject')];
    case 'logs':
      return [{ actions: WRITE_LOGS, resources: [logGroupOf(to)] }];
  }
}

/** Makes a folder equal to another one, as the target of `aws s3 sync --delete`: lists, adds, replaces and deletes; cannot read. */
export const grantSync = (to: BucketObjects): Statement[] => [
  onObjects(to, 's3:PutObject', 's3:DeleteObject'),
  listing(to),
];

const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'];
const WRITE_LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

const onTable = ({ arn }: TableItems, actions: readonly string[]): Statement => ({ actions, resources: [arn] });

const onObjects = ({ bucket, folder }: BucketObjects, ...actions: readonly string[]): Statement => ({
  actions,
  resources: [`arn:aws:s3:::${bucket}/${folder === undefined ? '' : `${folder}/`}*`],
});

const listing = ({ bucket, folder }: BucketObjects): Statement => ({
  actions: ['s3:ListBucket'],
  resources: [`arn:aws:s3:::${bucket}`],
  ...(folder !== undefined && { conditions: { StringLike: { 's3:prefix': `${folder}/*` } } }),
});

// CloudWatch Logs wants `:*` behind the group: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
const logGroupOf = ({ region, accountId, functionName }: FunctionLogs) =>
  `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/${functionName}:*`;
