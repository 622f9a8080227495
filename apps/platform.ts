import { Chart } from 'cdk8s';
import { Instance, writeTo } from 'cdk8s-kro';
import {
  APPS_NAMESPACE,
  AuthCallback,
  type Identity,
  type PlatformConfig,
  readPlatformConfig,
  readSharedPlatform,
  readSharedPlatformSettings,
  SharedPlatform,
  SharedPlatformGraph,
  SharedPlatformManifests,
  type SharedPlatformSpec,
} from 'cdk8s-kro/platform';
import type { Construct } from 'constructs';

/** Applications whose functions use the role of the shared layer. */
const apps = ['inventory'];

/** What the layer of each environment is made from. */
export interface Layers {
  readonly production: SharedPlatformSpec;
  readonly sandbox: SharedPlatformSpec;
}

/** The shared layer of two environments: kro makes the one of production, plain manifests make the one of the sandbox. */
export function sharedPlatform(scope: Construct): Layers {
  new SharedPlatformGraph(scope, 'sharedPlatform', { apps });
  const production = new Chart(scope, 'production');
  writeTo(production, 'platform/production/shared-platform.yaml');
  const spec = readSharedPlatform('apps/environments/production/shared-platform.yaml');
  new Instance(production, 'platform', SharedPlatform, {
    metadata: { name: 'platform', namespace: APPS_NAMESPACE },
    spec,
  });

  const settings = readSharedPlatformSettings('apps/environments/sandbox/shared-platform.yaml');
  const sandbox = new SharedPlatformManifests(scope, 'sandbox', { apps, settings });
  writeTo(sandbox, 'platform/sandbox/shared-platform.yaml');
  return { production: spec, sandbox: settings };
}

/**
 * Puts the page of the sign-in where all applications of an environment find it.
 *
 * @returns what applications need to know of its layer, which says it once it is made
 */
export function signIn(
  scope: Construct,
  environment: keyof Layers,
  layers: Layers,
  identity?: Identity,
): PlatformConfig {
  const chart = new Chart(scope, `${environment}SignIn`);
  writeTo(chart, `platform/${environment}/auth-callback.yaml`);
  const file = `apps/environments/${environment}/platform-config.yaml`;
  const config = readPlatformConfig(file, layers[environment]);
  new AuthCallback(chart, 'callback', { config, identity });
  return config;
}
