import * as field from './field';
import { type ConfigSource, type Misfit, readSettings, type Settings } from './settings';
import type { SharedPlatformSpec } from './shared-platform';

/**
 * What the graphs of applications take from the shared layer, as values at synth.
 *
 * The layer's graph reports the same keys in the ConfigMap `<name>-config`, so that it can be copied:
 * `kubectl get configmap platform-config -o jsonpath='{.data}' > platform.json`.
 */
export interface PlatformConfig {
  /** 12 digits. */
  readonly accountId: string;
  /** Of the platform: its buckets, its user pool, and the functions whose code is in its assets bucket. */
  readonly region: string;
  /** Host name that people open; applications are folders of it. */
  readonly domain: string;
  /** Bucket with the code of functions (`functions/`) and the pages of applications (`ui/`). */
  readonly assetsBucket: string;
  /** Bucket that CloudFront serves, a folder per instance. */
  readonly uiBucket: string;
  /** Role of functions that have none of their own. */
  readonly lambdaRoleArn: string;
  /** Role of the Jobs that copy pages to `uiBucket`. */
  readonly uploaderRoleArn: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Host of the login page. */
  readonly loginDomain: string;
  /** Host and path of the cluster's OIDC issuer, without `https://`. @default none: Pods get roles by Pod Identity */
  readonly oidcIssuer?: string;
}

const PLATFORM: Settings = {
  name: 'platform configuration',
  fields: {
    accountId: field.accountId,
    region: field.region,
    domain: field.domain,
    assetsBucket: { ...field.bucket, example: 'example-apps-assets' },
    uiBucket: field.bucket,
    lambdaRoleArn: field.roleArn,
    uploaderRoleArn: { ...field.roleArn, example: 'arn:aws:iam::123456789012:role/platform-s3-uploader-role' },
    userPoolId: field.userPoolId,
    userPoolClientId: field.userPoolClientId,
    loginDomain: field.loginDomain,
    oidcIssuer: field.optional(field.oidcIssuer),
  } satisfies { readonly [K in keyof PlatformConfig]-?: field.Field },
  misfits: ({ lambdaRoleArn, uploaderRoleArn, loginDomain, ...values }) => [
    ...sharedMisfits(values),
    ...inAccount({ lambdaRoleArn, uploaderRoleArn }, values.accountId),
    ...loginMisfits(loginDomain, values.region),
  ],
};

/**
 * Reads the configuration from a YAML file, or from variables named after its keys: `PLATFORM_USER_POOL_ID` for `userPoolId`.
 * Values put together in TypeScript are checked the same way.
 *
 * @param layer what the shared layer is made from, which the configuration has to agree with @default any layer
 * @throws with every problem there is, each with its file and line or its variable, and what to write instead
 */
export function readPlatformConfig(source: ConfigSource<PlatformConfig>, layer?: SharedPlatformSpec): PlatformConfig {
  const misfits: Settings['misfits'] = values => [...PLATFORM.misfits(values), ...(layer ? unlike(layer, values) : [])];
  return readSettings({ ...PLATFORM, misfits }, source) as unknown as PlatformConfig; // its fields are those of the interface
}

/** Where a configuration is of another layer, as one copied from another environment. */
function unlike(layer: SharedPlatformSpec, values: Readonly<Record<string, string>>): Misfit[] {
  const made: Readonly<Record<string, string | undefined>> = {
    ...layer,
    oidcIssuer: layer.oidcIssuer || 'none',
    loginDomain: `${layer.loginPrefix}.auth.${layer.region}.amazoncognito.com`,
  };
  return Object.entries(values)
    .filter(([key, value]) => made[key] && made[key] !== value)
    .map(([key]) => [key, `and the shared layer has ${made[key]}. Read the configuration of that layer`]);
}

/** What holds of the shared layer and of its configuration alike. */
export function sharedMisfits(values: Partial<Record<string, string>>): Misfit[] {
  const { region, assetsBucket, uiBucket, userPoolId } = values;
  const found: Misfit[] = [];
  if (uiBucket !== undefined && uiBucket === assetsBucket)
    found.push(['uiBucket', 'as is assetsBucket. They are two, for CloudFront serves all of the one']);
  if (region && userPoolId && !userPoolId.startsWith(`${region}_`))
    found.push(['userPoolId', `a pool of another region than ${region}, which region says. Correct one of them`]);
  return found;
}

const inAccount = (arns: Readonly<Record<string, string | undefined>>, account: string | undefined): Misfit[] =>
  Object.entries(arns)
    .filter(([, arn]) => account && arn && !arn.startsWith(`arn:aws:iam::${account}:`))
    .map(([key]) => [key, `a role of another account than ${account}, which accountId says. Correct one of them`]);

function loginMisfits(loginDomain: string | undefined, region: string | undefined): Misfit[] {
  const [, own] = /\.auth\.([^.]+)\.amazoncognito\.com$/.exec(loginDomain ?? '') ?? [];
  if (!own || !region || own === region) return [];
  return [['loginDomain', `a login page in another region than ${region}, which region says. Correct one of them`]];
}
