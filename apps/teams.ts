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
  const backend = team(scope, 'team-backend');
  new ServerlessInstance(backend, 'john', inventory, {
    spec: {
      teamName: 'team-backend',
      developerName: 'john',
      appName: 'inventory',
      environment: 'dev',
      region: 'us-east-2',
    },
  });
  new ServerlessInstance(backend, 'mary', inventory, {
    spec: { teamName: 'team-backend', developerName: 'mary', appName: 'inventory', environment: 'dev' },
  });
  new ServerlessInstance(backend, 'inventory', inventory, {
    spec: { teamName: 'team-backend', developerName: 'john', appName: 'inventory', environment: 'prod' },
  });

  const retail = team(scope, 'team-retail');
  new ServerlessInstance(retail, 'inventory', inventory, {
    spec: { teamName: 'team-retail', developerName: 'ada', appName: 'inventory', environment: 'staging' },
  });
  new ServerlessInstance(retail, 'orders', orders, {
    spec: { teamName: 'team-retail', developerName: 'ada', appName: 'orders', environment: 'prod' },
  });

  const sales = team(scope, 'team-sales');
  new ServerlessInstance(sales, 'lin', orders, {
    spec: { teamName: 'team-sales', developerName: 'lin', appName: 'orders', environment: 'dev', region: 'us-east-2' },
  });
}

function team(scope: Construct, name: string): Chart {
  const chart = new Chart(scope, name);
  writeTo(chart, `apps/${name}/serverless.yaml`);
  return chart;
}
