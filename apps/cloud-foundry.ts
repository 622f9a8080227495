import {
  type BackendName,
  buildpack,
  CloudFoundry,
  docker,
  type GraphSettings,
  secret,
  serviceAccount,
  user,
} from 'cdk8s-kro/korifi';
import type { Construct } from 'constructs';

export interface PlatformProps {
  /** Who makes workloads of it: Korifi's controllers, or kro without them. Nothing else has to change. */
  readonly backend: BackendName;
  /** Of the backend kro. @default the Gateway API, and bindings that the graphs mount */
  readonly graphs?: Partial<GraphSettings>;
}

/** Two organizations with three spaces and five apps. */
export class Platform extends CloudFoundry {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id, {
      defaultDomain: 'apps.example.com',
      apiUrl: 'https://api.cf.example.com',
      imagePrefix: 'registry.example.com/cf/',
      ...props,
    });
    this.grant('admin', user('ada@example.com'));
    this.shop();
    this.books();
  }

  private shop(): void {
    const org = this.addOrg('shop').grant('organization_manager', user('mary@example.com'));
    const domain = this.defaultDomain!;

    const dev = org.addSpace('dev').grant('space_developer', user('dan@example.com'));
    dev
      .addApp('hello', { source: docker('nginxinc/nginx-unprivileged:1.27'), web: { memory: '64M', disk: '256M' } })
      .route(domain, 'hello-dev');

    const prod = org.addSpace('prod').grant('space_auditor', user('dan@example.com'));
    prod.grant('space_manager', user('mary@example.com'));
    const orders = prod.addService('orders-db', { credentials: secret('orders-db'), tags: ['postgresql'] });
    const store = prod.addApp('store', {
      source: buildpack('registry.example.com/cf/store-source:1.4.0', { buildpacks: ['paketo-buildpacks/java'] }),
      env: { SPRING_PROFILES_ACTIVE: 'cloud' },
      web: {
        instances: 2,
        memory: '1G',
        healthCheck: { type: 'http', endpoint: '/actuator/health', timeout: 120 },
      },
    });
    store.bind(orders, { name: 'orders' });
    store.route(domain, 'store');
    store.route(domain, 'www', '/store');
    store.task('migrate-orders', 'bin/migrate up');

    prod
      .addApp('mailer', {
        source: docker('registry.example.com/shop/mailer:2.1', { pullSecret: secret('shop-registry') }),
        env: secret('mailer-env'),
        web: { instances: 0 },
      })
      .addProcess('worker', { command: 'mailer run', instances: 1, memory: '128M' });
  }

  private books(): void {
    const main = this.addOrg('books').addSpace('main');
    main.grant('space_developer', serviceAccount('ci', 'deployer'));
    const reports = main.addApp('reports', {
      source: buildpack(),
      env: { BUCKET: 'reports' },
      web: { instances: 0, healthCheck: { type: 'process' } },
    });
    reports.task('nightly', 'python report.py --all');
    main
      .addApp('catalog', { source: docker('registry.example.com/books/catalog:7') })
      .route(this.defaultDomain!, 'catalog', '', { port: 3000 });
  }
}
