import type { PlatformConfig } from 'cdk8s-kro/platform';
import { crud, type ServerlessApi, ServerlessStack, serverlessApi } from 'cdk8s-kro/workload';
import type { Construct } from 'constructs';

/** The stock of a shop: items in a table, behind an API for people who are logged in, with a site of its own for each instance. */
export function inventory(scope: Construct, platform: PlatformConfig): ServerlessApi {
  const api = serverlessApi({ kind: 'SmartInventoryHubV5', region: platform.region });
  new ServerlessStack(scope, 'inventory', api, {
    metadata: { name: 'smart-inventory-hub-v5' },
    platform,
    routes: crud('item'),
  });
  return api;
}
