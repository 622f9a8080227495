/** What an app has to know of the shared layer of its environment. */
export interface PlatformConfig {
  readonly accountId: string;
  /** Region of the shared layer: of its buckets and its user pool. */
  readonly region: string;
  /** Host that all apps are served at, each below `/<PREFIX>/`. */
  readonly domain: string;
  /** Bucket with the code of functions below `functions/`, and sites below `ui/`. */
  readonly assetsBucket: string;
  /** Bucket that CloudFront serves. */
  readonly uiBucket: string;
  readonly lambdaRoleArn: string;
  readonly uploaderRoleArn: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Host of the login pages. */
  readonly loginDomain: string;
  /** Issuer of the cluster's tokens, without `https://`. @default none, so that no role can trust a ServiceAccount */
  readonly oidcIssuer?: string;
}
