import type { SharedPlatformSettings } from '../../lib/platform';

/** A layer that exists already, so that AWS has named all of it. */
export const settings = {
  accountId: '111122223333',
  region: 'us-east-2',
  domain: 'apps.example.com',
  hostedZoneId: 'Z0A1B2C3D4E5F6G7H8I9J',
  assetsBucket: 'example-assets',
  uiBucket: 'example-ui',
  loginPrefix: 'example',
  oidcIssuer: 'oidc.eks.us-east-2.amazonaws.com/id/A1B2C3D4E5F60718293A4B5C6D7E8F90',
  userPoolId: 'us-east-2_a1B2c3D4e',
  userPoolClientId: '4h57kf5cpq17m0eml12abcdef3',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  originAccessControlId: 'E1A2B3C4D5E6F7',
  distributionId: 'E7F6E5D4C3B2A1',
  distributionDomain: 'd1a2b3c4d5e6f7.cloudfront.net',
} satisfies SharedPlatformSettings;

/** What people decide of it, before AWS has named anything. */
export const decided: SharedPlatformSettings = {
  accountId: settings.accountId,
  region: settings.region,
  domain: settings.domain,
  hostedZoneId: settings.hostedZoneId,
  assetsBucket: settings.assetsBucket,
  uiBucket: settings.uiBucket,
  loginPrefix: settings.loginPrefix,
};
