import { Chart } from 'cdk8s';
import { writeTo } from 'cdk8s-kro';
import { type ServerlessApi, ServerlessInstance } from 'cdk8s-kro/workload';
import type { Construct } from 'constructs';

export interface Apps {
  readonly inventory: ServerlessApi;
  readonly orders: ServerlessApi;
}

/** What each team runs: its developers in `dev`, the team itself in `staging` and `prod`. */
export function teams(scope: Construct, { inventory, orders }: Apps): void {
  const shop = { appName: 'inventory', region: 'us-east-2' } as const;
  const backend = team(scope, 'team-backend');
  new ServerlessInstance(backend, 'johnInventory', inventory, {
    spec: { ...shop, teamName: 'team-backend', developerName: 'john', environment: 'dev' },
  });
  new ServerlessInstance(backend, 'maryInventory', inventory, {
    spec: { ...shop, teamName: 'team-backend', developerName: 'mary', environment: 'dev' },
  });
  new ServerlessInstance(backend, 'inventory', inventory, {
    spec: { ...shop, teamName: 'team-backend', developerName: 'john', environment: 'prod' },
  });

  const retail = team(scope, 'team-retail');
  new ServerlessInstance(retail, 'inventory', inventory, {
    spec: { ...shop, teamName: 'team-retail', developerName: 'ada', environment: 'staging' },
  });
  new ServerlessInstance(retail, 'orders', orders, {
    spec: { appName: 'orders', teamName: 'team-retail', developerName: 'ada', environment: 'prod' },
  });

  new ServerlessInstance(team(scope, 'team-sales'), 'linOrders', orders, {
    spec: { appName: 'orders', teamName: 'team-sales', developerName: 'lin', environment: 'dev' },
  });
}

function team(scope: Construct, name: string): Chart {
  const chart = new Chart(scope, name);
  writeTo(chart, `apps/${name}/serverless.yaml`);
  return chart;
}
