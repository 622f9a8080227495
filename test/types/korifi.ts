// Compiled, never run: each @ts-expect-error is a mistake the compiler has to catch.
import type { Chart } from 'cdk8s';
import { CFApp, CFRoute } from 'cdk8s-kro/imports/korifi.cloudfoundry.org';
import { CloudFoundry, docker, KorifiResource, type Space, secret, user } from 'cdk8s-kro/korifi';

declare const chart: Chart;
declare const space: Space;
const lifecycle = { type: 'docker', data: { stack: '' } } as const;

// what has to compile
const cf = new CloudFoundry(chart, 'cf', { backend: 'kro', graphs: { ingress: 'contour' } });
const app = space.addApp('web', {
  source: docker('web:1'),
  env: secret('web-env'),
  web: { healthCheck: { type: 'http' } },
});
app.route(cf.addDomain('a.com'), 'www', '/cart', { port: 80 });
app.bind(space.addService('db', { credentials: { uri: 'x' } }));
new KorifiResource(chart, 'app', CFApp, {
  spec: { displayName: 'web', desiredState: 'STOPPED', lifecycle },
});

// @ts-expect-error a backend there is not
new CloudFoundry(chart, 'cf', { backend: 'diego' });
// @ts-expect-error no backend
new CloudFoundry(chart, 'cf', {});
// @ts-expect-error a setting there is not
new CloudFoundry(chart, 'cf', { backend: 'kro', graphs: { ingress: 'traefik' } });
// @ts-expect-error an app without a source
space.addApp('web', {});
// @ts-expect-error a source that is a text
space.addApp('web', { source: 'web:1' });
// @ts-expect-error an endpoint of a check of the port
space.addApp('web', { source: docker('web:1'), web: { healthCheck: { type: 'port', endpoint: '/up' } } });
// @ts-expect-error a size that is a number
space.addApp('web', { source: docker('web:1'), web: { memory: 256 } });
// @ts-expect-error a variable that is a number
space.addApp('web', { source: docker('web:1'), env: { PORT: 1 } });
// @ts-expect-error a domain by its name
app.route('a.com', 'www');
// @ts-expect-error a binding to the name of a service
app.bind('db');
// @ts-expect-error a service with a plan and credentials
space.addService('db', { plan: 'guid', credentials: {}, label: 1 });
// @ts-expect-error a role of an organization, in a space
space.grant('organization_manager', user('ada'));
// @ts-expect-error a role Korifi ships no ClusterRole for
space.grant('space_supporter', user('ada'));
// @ts-expect-error a user by name
space.grant('space_developer', 'ada');
// @ts-expect-error a Secret made by hand
space.addApp('web', { source: docker('web:1', { pullSecret: { name: 'pull' } }) });
// @ts-expect-error a state there is not
new KorifiResource(chart, 'app', CFApp, { spec: { displayName: 'a', desiredState: 'RUNNING', lifecycle } });
// @ts-expect-error a route without a domain
new KorifiResource(chart, 'route', CFRoute, { spec: { host: 'www' } });
// @ts-expect-error a misspelt field
new KorifiResource(chart, 'route', CFRoute, { spec: { hots: 'www', domainRef: { name: 'a' } } });
// @ts-expect-error a status, which is the controllers' to write
new KorifiResource(chart, 'route', CFRoute, { spec: { domainRef: { name: 'a' } }, status: {} });
