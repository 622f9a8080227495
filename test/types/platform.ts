// Compiled, never run: each @ts-expect-error is a mistake the compiler has to catch.
import type { Chart } from 'cdk8s';
import { Instance } from 'cdk8s-kro';
import {
  AuthCallback,
  type PlatformConfig,
  readPlatformConfig,
  SharedPlatform,
  SharedPlatformGraph,
  SharedPlatformManifests,
  type SharedPlatformSpec,
} from 'cdk8s-kro/platform';

declare const chart: Chart;
declare const spec: SharedPlatformSpec;
declare const config: PlatformConfig;

new Instance(chart, 'a', SharedPlatform, { spec });
// @ts-expect-error an instance without its account
new Instance(chart, 'a', SharedPlatform, { spec: { region: 'us-east-2', domain: 'apps.example.com' } });
// @ts-expect-error a misspelt field
new Instance(chart, 'a', SharedPlatform, { spec: { ...spec, acountId: '123456789012' } });
// @ts-expect-error a number for the account, which would lose zeros in front
new Instance(chart, 'a', SharedPlatform, { spec: { ...spec, accountId: 123456789012 } });
// @ts-expect-error only manifests need the name of the distribution
new Instance(chart, 'a', SharedPlatform, { spec: { ...spec, distributionDomain: 'd1.cloudfront.net' } });
new SharedPlatformManifests(chart, 'a', { apps: [], settings: { ...spec, distributionDomain: 'd1.cloudfront.net' } });
// @ts-expect-error nobody said which applications use the role of functions
new SharedPlatformGraph(chart, 'a', {});
// @ts-expect-error the region is missing, which the copying Job needs
new AuthCallback(chart, 'a', { config: { uiBucket: 'a', uploaderRoleArn: 'b' } });
new AuthCallback(chart, 'a', { config });
// @ts-expect-error variables are given as such: { env: process.env }
readPlatformConfig(process.env);
// @ts-expect-error values in TypeScript have to be complete
readPlatformConfig({ values: { accountId: '123456789012' } });
// @ts-expect-error a configuration does not change
config.region = 'us-east-1';
