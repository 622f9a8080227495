/** What a text of the configuration has to look like. */
export interface Field {
  /** Finishes the sentence "region is "us-east2", not …". */
  readonly what: string;
  readonly pattern: RegExp;
  readonly example: string;
  /** @default false */
  readonly optional?: boolean;
}

const HOST = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

// All for the partition `aws`: its service names, console domains and ARNs are what the platform writes.
export const accountId: Field = {
  what: 'the 12 digits of an AWS account',
  pattern: /^[0-9]{12}$/,
  example: '123456789012',
};
export const region: Field = {
  what: 'a region of the AWS partition',
  pattern: /^(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-[0-9]$/,
  example: 'us-east-2',
};
export const domain: Field = {
  what: 'a host name in lower case, without https:// and path',
  pattern: new RegExp(`^${HOST}(\\.${HOST})+$`),
  example: 'apps.example.com',
};
export const hostedZoneId: Field = {
  what: 'the id of a Route 53 hosted zone, without /hostedzone/',
  pattern: /^Z[A-Z0-9]{1,31}$/,
  example: 'Z0123456789ABCDEFGHIJ',
};
/** A bucket of CloudFront's: with a dot in its name TLS to S3 fails. */
export const bucket: Field = {
  what: 'the name of a bucket: 3 to 63 of a-z, 0-9 and -',
  pattern: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  example: 'example-apps-ui',
};
export const roleArn: Field = {
  what: 'the ARN of an IAM role',
  pattern: /^arn:aws:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/,
  example: 'arn:aws:iam::123456789012:role/platform-lambda-execution-role',
};
export const userPoolId: Field = {
  what: 'the id of a Cognito user pool',
  pattern: /^[a-z]+-[a-z]+-[0-9]_[A-Za-z0-9]+$/,
  example: 'us-east-2_Ab1Cd2Ef3',
};
export const userPoolClientId: Field = {
  what: 'the id of an app client of the user pool',
  pattern: /^[a-z0-9]{20,128}$/,
  example: '1h57kf5cpq17m0eml12example',
};
export const loginPrefix: Field = {
  what: 'the first label of the login domain: at most 63 of a-z, 0-9 and -',
  pattern: new RegExp(`^${HOST}$`),
  example: 'example-apps',
};
export const loginDomain: Field = {
  what: 'the host of the login page, without https://',
  pattern: domain.pattern,
  example: 'example-apps.auth.us-east-2.amazoncognito.com',
};
export const oidcIssuer: Field = {
  what: "the host and path of the cluster's OIDC issuer, without https://",
  pattern: new RegExp(`^${HOST}(\\.${HOST})+(/[\\w.~-]+)*$`),
  example: 'oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
};
export const certificateArn: Field = {
  what: 'the ARN of an ACM certificate in us-east-1, where CloudFront looks for it',
  pattern: /^arn:aws:acm:us-east-1:[0-9]{12}:certificate\/[0-9a-f-]+$/,
  example: 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
};
export const distributionId: Field = {
  what: 'the id of a CloudFront distribution',
  pattern: /^E[A-Z0-9]{7,31}$/,
  example: 'E2QWRUHAPOMQZL',
};
export const distributionDomain: Field = {
  what: 'the name CloudFront gave the distribution',
  pattern: /^[a-z0-9]+\.cloudfront\.net$/,
  example: 'd111111abcdef8.cloudfront.net',
};
export const originAccessControlId: Field = {
  what: 'the id of an origin access control of CloudFront',
  pattern: /^E[A-Z0-9]{7,31}$/,
  example: 'E3AB1CD2EF4GHI',
};
export const namespace: Field = {
  what: 'the name of a namespace',
  pattern: new RegExp(`^${HOST}$`),
  example: 'kro-serverless-stack',
};

export const optional = (field: Field): Field => ({ ...field, optional: true });
