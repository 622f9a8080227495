import { Chart } from 'cdk8s';
import { Instance, type KroApp, writeTo } from 'cdk8s-kro';
import {
  APPS_NAMESPACE,
  AuthCallback,
  readPlatformConfig,
  readSharedPlatform,
  readSharedPlatformSettings,
  SharedPlatform,
  SharedPlatformGraph,
  SharedPlatformManifests,
} from 'cdk8s-kro/platform';

/** Applications whose functions use the role of the shared layer. */
const apps = ['inventory'];

/** The shared layer of two environments: kro makes the one of production, plain manifests make the one of the sandbox. */
export function addPlatform(app: KroApp): void {
  new SharedPlatformGraph(app, 'sharedPlatform', { apps });
  const production = new Chart(app, 'production');
  writeTo(production, 'platform/production/shared-platform.yaml');
  new Instance(production, 'platform', SharedPlatform, {
    metadata: { name: 'platform', namespace: APPS_NAMESPACE },
    spec: readSharedPlatform('apps/environments/production/shared-platform.yaml'),
  });
  addAuthCallback(app, 'production');

  const sandbox = new SharedPlatformManifests(app, 'sandbox', {
    apps,
    settings: readSharedPlatformSettings('apps/environments/sandbox/shared-platform.yaml'),
  });
  writeTo(sandbox, 'platform/sandbox/shared-platform.yaml');
  addAuthCallback(app, 'sandbox', 'sandbox');
}

function addAuthCallback(app: KroApp, environment: string, clusterName?: string): void {
  const chart = new Chart(app, `${environment}AuthCallback`);
  writeTo(chart, `platform/${environment}/auth-callback.yaml`);
  const config = readPlatformConfig(`apps/environments/${environment}/platform-config.yaml`);
  new AuthCallback(chart, 'callback', { config, clusterName });
}
