import { api, type SpecOf } from '../kro/kind';
import { type Field as SchemaField, string } from '../schema/field';
import { sharedMisfits } from './config';
import * as field from './field';
import { type ConfigSource, type Misfit, readSettings, type Settings } from './settings';

/** What people decide. */
const DECIDED = {
  accountId: field.accountId,
  region: field.region,
  domain: field.domain,
  hostedZoneId: field.hostedZoneId,
  assetsBucket: { ...field.bucket, example: 'example-apps-assets' },
  uiBucket: field.bucket,
  loginPrefix: field.loginPrefix,
};

/** Without an issuer Pods get roles by Pod Identity. The others are what AWS called things, and finds them by. */
const OPTIONAL = {
  oidcIssuer: field.optional(field.oidcIssuer),
  userPoolId: field.optional(field.userPoolId),
  userPoolClientId: field.optional(field.userPoolClientId),
  certificateArn: field.optional(field.certificateArn),
  originAccessControlId: field.optional(field.originAccessControlId),
  distributionId: field.optional(field.distributionId),
};

/**
 * The shared layer of an environment: buckets, content delivery, sign-in and roles that all applications use.
 *
 * The name of an instance goes before the names of what has no other name in AWS, as in `platform-lambda-execution-role`; it may have
 * up to 40 characters. What exists already is adopted: buckets, roles and records by name, the rest by the ids an instance says.
 */
export const SharedPlatform = api({
  kind: 'SharedPlatform',
  spec: { ...each(DECIDED, required), ...each(OPTIONAL, emptyAtFirst) },
  status: { url: string(), distributionDomain: string(), userPoolId: string(), userPoolClientId: string() },
});
export type SharedPlatformSpec = SpecOf<typeof SharedPlatform>;

/** What the layer says without kro: all an instance says, and what AWS tells of the distribution alone. */
export interface SharedPlatformSettings extends SharedPlatformSpec {
  /** The name CloudFront gave the distribution: `d111111abcdef8.cloudfront.net`. @default the domain has no record yet */
  readonly distributionDomain?: string;
}

const INSTANCE: Settings = {
  name: 'shared platform',
  fields: { ...DECIDED, ...OPTIONAL },
  misfits: values => [...sharedMisfits(values), ...reservedPrefix(values)],
};
const MANIFESTS: Settings = {
  ...INSTANCE,
  fields: { ...INSTANCE.fields, distributionDomain: field.optional(field.distributionDomain) },
};

/** Cognito keeps these words for itself. */
const reservedPrefix = ({ loginPrefix = '' }: Readonly<Record<string, string>>): Misfit[] =>
  /aws|amazon|cognito/.test(loginPrefix)
    ? [['loginPrefix', 'which Cognito refuses for a word of its own in it: aws, amazon or cognito']]
    : [];

/**
 * Reads what an instance says from a YAML file, from variables named after its keys (`PLATFORM_HOSTED_ZONE_ID`), or from values.
 *
 * @throws as `readPlatformConfig`
 */
export const readSharedPlatform = (source: ConfigSource<SharedPlatformSpec>): SharedPlatformSpec =>
  readSettings(INSTANCE, source) as unknown as SharedPlatformSpec; // its fields are those of the API

/** Reads what `SharedPlatformManifests` say, as `readSharedPlatform`. */
export const readSharedPlatformSettings = (source: ConfigSource<SharedPlatformSettings>): SharedPlatformSettings =>
  readSettings(MANIFESTS, source) as unknown as SharedPlatformSettings;

/** Why a name cannot go before those of a platform: roles have up to 64 characters. */
export const problemsOfName = (name: string): string[] =>
  /^[a-z0-9][a-z0-9-]{0,39}$/.test(name) ? [] : [`'${name}' cannot name a platform. Use up to 40 of a-z, 0-9 and -.`];

function required({ pattern, what }: field.Field): SchemaField<string, true> {
  return string().required().pattern(pattern).description(what);
}

function emptyAtFirst({ pattern, what }: field.Field): SchemaField<string> {
  return string().default('').pattern(`^$|${pattern.source}`).description(what);
}

/** The same for each key. */
function each<K extends string, F>(
  fields: Readonly<Record<K, field.Field>>,
  of: (field: field.Field) => F,
): Record<K, F> {
  return Object.fromEntries(Object.entries<field.Field>(fields).map(([key, one]) => [key, of(one)])) as Record<K, F>;
}
