import type { PlatformConfig } from 'cdk8s-kro/platform';
import { crud, type ServerlessApi, ServerlessStack, serverlessApi } from 'cdk8s-kro/workload';
import type { Construct } from 'constructs';

/** Orders, which no instance may read of another: each has roles of its own. ACK makes its function. */
export function orders(scope: Construct, platform: PlatformConfig): ServerlessApi {
  const api = serverlessApi({ kind: 'OrderDesk', region: platform.region });
  new ServerlessStack(scope, 'orders', api, {
    platform,
    routes: { ...crud('order'), shipOrder: 'POST /orders/{id}/shipment', cancelOrder: 'DELETE /orders/{id}/payment' },
    runtime: { runtime: 'python3.13', handler: 'orders.handle', memorySize: 512 },
    lambda: 'ack',
    roles: 'perInstance',
  });
  return api;
}
