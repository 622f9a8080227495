import { readFileSync } from 'node:fs';
import { Kinds } from 'cdk8s-kro';
import { analyze } from '../../lib/graph/analyze';
import { validate } from '../../lib/graph/instance';
import { buildpack, CloudFoundry, docker, secret, user } from '../../lib/korifi';
import { toYaml } from '../../lib/kro/yaml';
import { expand } from './expand';
import { type Manifest, manifestsOf, newApp, newSpace, ofKind, theOnly } from './fixtures';

const graphs = new Map(
  ofKind(newSpace('kro'), 'ResourceGraphDefinition').map(rgd => [rgd.spec.schema.kind as string, rgd]),
);
const graphOf = (kind: string) => graphs.get(kind)!;
const instance = (kind: string, spec: object, name = 'guid'): Manifest => ({
  apiVersion: 'cf.example.com/v1alpha1',
  kind,
  metadata: { name, namespace: 'space' },
  spec,
});
const base64 = (text: string) => Buffer.from(text).toString('base64');
const opaque = (name: string, data: Readonly<Record<string, string>>, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, ...metadata },
  data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
});
const droplet = (lifecycle: 'docker' | 'buildpack', image = 'web:1') => ({ droplet: { data: { image, lifecycle } } });

test.each([...graphs])('kro accepts the graph of %s, and nothing in it is a trap', (_, rgd) => {
  const { accepted, findings } = analyze(rgd, { kinds: Kinds.bundled() });
  expect([accepted, findings]).toEqual([true, []]);
});

test('there is a graph for every concept', () => {
  expect([...graphs.keys()]).toEqual([
    ...['Organization', 'Space', 'Domain', 'App', 'HttpProcess', 'PortProcess', 'PlainProcess', 'Build'],
    ...['Route', 'ContourRoute', 'ServiceInstance', 'ServiceBinding', 'ProjectedBinding', 'Task'],
  ]);
});

test('the group of the kinds is the one that is asked for', () => {
  const space = newSpace('kro', { graphs: { group: 'paas.example.org' } });
  expect(new Set(ofKind(space, 'ResourceGraphDefinition').map(rgd => rgd.spec.schema.group))).toEqual(
    new Set(['paas.example.org']),
  );
  expect(theOnly(space, 'Space').apiVersion).toBe('paas.example.org/v1alpha1');
  expect(theOnly(space, 'Domain').spec.name).toBe('apps.example.com');
});

describe('a process', () => {
  const spec = { app: 'app', type: 'web', env: 'app-env' };
  const statefulSet = (
    kind: string,
    more: object = {},
    observed: object = droplet('docker'),
    bindings: object[] = [],
  ) => expand(graphOf(kind), instance(kind, { ...spec, ...more }), { bindings, ...observed }).objects.statefulSet;
  const container = (...args: Parameters<typeof statefulSet>) => statefulSet(...args).spec.template.spec.containers[0];

  test('is a StatefulSet as the runner of Korifi writes it', () => {
    const { objects } = expand(
      graphOf('HttpProcess'),
      instance('HttpProcess', { ...spec, instances: 2, endpoint: '/up' }),
      {
        bindings: [],
        ...droplet('docker'),
      },
    );
    expect(toYaml([objects.statefulSet, objects.pdb])).toBe(
      readFileSync('test/korifi/golden/http-process.yaml', 'utf8'),
    );
  });

  test.each([
    ['the image says', '', 'docker', []],
    ['a shell runs in an image', 'run x', 'docker', ['/bin/sh', '-c', 'run x']],
    ['the launcher runs in a droplet', 'run x', 'buildpack', ['/cnb/lifecycle/launcher', 'run x']],
  ] as const)('has the command %s', (_, command, lifecycle, expected) => {
    expect(container('PlainProcess', { command }, droplet(lifecycle)).command).toEqual(expected);
  });

  test.each([
    ['that of the image for web', 'web', 'buildpack', []],
    ['that of its type for others', 'worker', 'buildpack', ['/cnb/process/worker']],
    ['that of the image where nothing was built', 'worker', 'docker', []],
  ] as const)('has without a command %s', (_, type, lifecycle, expected) => {
    expect(container('PlainProcess', { type }, droplet(lifecycle)).command).toEqual(expected);
  });

  test.each([
    [32, '5m'],
    [64, '6m'],
    [256, '25m'],
    [1024, '100m'],
    [8192, '800m'],
  ])('with %d MB of memory asks for %s of a CPU', (memoryMB, cpu) => {
    const { requests, limits } = container('PlainProcess', { memoryMB, diskMB: 7 }).resources;
    const both = { memory: `${memoryMB}Mi`, 'ephemeral-storage': '7Mi' };
    expect([requests, limits]).toEqual([{ cpu, ...both }, both]);
  });

  test.each([
    ['HttpProcess', { httpGet: { path: '/', port: 3000 } }],
    ['PortProcess', { tcpSocket: { port: 3000 } }],
  ])('%s is asked as the check says', (kind, handler) => {
    const { startupProbe, livenessProbe } = container(kind, { ports: [3000], timeout: 61, invocationTimeout: 4 });
    expect(startupProbe).toEqual({ ...handler, timeoutSeconds: 4, periodSeconds: 2, failureThreshold: 31 });
    expect(livenessProbe).toEqual({ ...handler, timeoutSeconds: 4, periodSeconds: 30, failureThreshold: 1 });
  });

  test('that nobody asks has no probes', () => {
    expect(container('PlainProcess')).not.toHaveProperty('startupProbe');
    expect(container('PlainProcess')).not.toHaveProperty('livenessProbe');
  });

  test('sees the variables of Cloud Foundry', () => {
    const { env, envFrom } = container('PortProcess', { ports: [3000, 8080], memoryMB: 64 });
    const values = env
      .filter((each: object) => 'value' in each)
      .map((each: { name: string; value: string }) => [each.name, each.value]);
    expect(Object.fromEntries(values)).toEqual({
      CF_INSTANCE_PORTS: '[{"internal":3000},{"internal":8080}]',
      MEMORY_LIMIT: '64M',
      PORT: '3000',
      SERVICE_BINDING_ROOT: '/bindings',
      VCAP_APP_HOST: '0.0.0.0',
      VCAP_APP_PORT: '3000',
    });
    expect(envFrom.map((each: { secretRef: { name: string } }) => each.secretRef.name)).toEqual([
      'app-env',
      'app-vcap-application',
      'app-vcap-services',
    ]);
  });

  test('has the files of each binding in a folder of its name', () => {
    const binding = opaque('b-mount', {}, { annotations: { 'korifi.cloudfoundry.org/binding-name': 'db' } });
    const { volumes, containers } = statefulSet('PlainProcess', {}, droplet('docker'), [binding]).spec.template.spec;
    expect(volumes).toEqual([{ name: 'b-mount', secret: { secretName: 'b-mount' } }]);
    expect(containers[0].volumeMounts).toEqual([{ name: 'b-mount', mountPath: '/bindings/db', readOnly: true }]);
  });

  test('is called as Korifi calls the StatefulSet', () => {
    // sha256 of `<process guid>-0`, its first ten digits
    expect(statefulSet('PlainProcess').metadata.name).toBe('app-space-40b4e5e0c6');
  });

  test('of one instance may be disrupted', () => {
    const run = (instances: number) =>
      Object.keys(
        expand(graphOf('PlainProcess'), instance('PlainProcess', { ...spec, instances }), {
          bindings: [],
          ...droplet('docker'),
        }).objects,
      );
    expect([run(1), run(2)]).toEqual([['statefulSet'], ['statefulSet', 'pdb']]);
  });
});

describe('an app', () => {
  const spec = {
    displayName: 'store',
    organization: { guid: 'o', name: 'shop' },
    space: { guid: 's', name: 'prod' },
    lifecycle: 'docker',
    image: 'web:1',
  };
  const run = (more: object = {}, entries: object[] = []) =>
    expand(graphOf('App'), instance('App', { ...spec, ...more }), { entries });

  test('tells its processes who they are', () => {
    const { objects } = run({ uris: ['a.com/x'], api: 'https://api' });
    expect(JSON.parse(objects.vcapApplication.stringData.VCAP_APPLICATION)).toEqual({
      application_id: 'guid',
      application_name: 'store',
      name: 'store',
      organization_id: 'o',
      organization_name: 'shop',
      space_id: 's',
      space_name: 'prod',
      uris: ['a.com/x'],
      application_uris: ['a.com/x'],
      cf_api: 'https://api',
    });
  });

  test('without bindings has no services', () => {
    expect(run().objects.vcapServices.stringData).toEqual({ VCAP_SERVICES: '{}' });
  });

  test('gathers the entries of its bindings by their labels', () => {
    const entry = (label: string, name: string) => opaque(name, { label, entry: JSON.stringify({ label, name }) });
    const { objects } = run({}, [entry('user-provided', 'a'), entry('mysql', 'b'), entry('user-provided', 'c')]);
    expect(JSON.parse(objects.vcapServices.stringData.VCAP_SERVICES)).toEqual({
      'user-provided': [
        { label: 'user-provided', name: 'a' },
        { label: 'user-provided', name: 'c' },
      ],
      mysql: [{ label: 'mysql', name: 'b' }],
    });
  });

  test.each([
    [
      'its variables where they are literals',
      { env: { A: 'b' } },
      ['env', 'vcapApplication', 'vcapServices', 'droplet'],
    ],
    ['no variables of a Secret', { envSecret: 'mine' }, ['vcapApplication', 'vcapServices', 'droplet']],
    ['no droplet where a build makes it', { lifecycle: 'buildpack' }, ['env', 'vcapApplication', 'vcapServices']],
  ])('has %s', (_, more, ids) => {
    expect(Object.keys(run(more).objects).sort()).toEqual([...ids].sort());
  });
});

describe('a binding', () => {
  const spec = { app: 'app', service: 'service', serviceName: 'orders-db', secret: 'credentials', tags: ['sql'] };
  const credentials = opaque('credentials', {
    credentials: JSON.stringify({ uri: 'postgres://x', port: 5432, ca: ['a'] }),
  });
  const entryOf = (kind: string, more: object = {}) =>
    JSON.parse(
      expand(graphOf(kind), instance(kind, { ...spec, ...more }), { credentials }).objects.entry.stringData.entry,
    );

  test('has a file for each of the credentials', () => {
    const { mount } = expand(graphOf('ServiceBinding'), instance('ServiceBinding', spec), { credentials }).objects;
    expect(mount).toMatchObject({
      type: 'servicebinding.io/user-provided',
      metadata: {
        name: 'guid-mount',
        labels: { 'korifi.cloudfoundry.org/app-guid': 'app', 'korifi.cloudfoundry.org/binding': 'mount' },
        annotations: { 'korifi.cloudfoundry.org/binding-name': 'orders-db' },
      },
      stringData: { type: 'user-provided', uri: 'postgres://x', port: '5432', ca: '["a"]' },
    });
  });

  test('takes its type from the credentials', () => {
    const typed = opaque('credentials', { credentials: JSON.stringify({ type: 'postgresql' }) });
    const { mount } = expand(graphOf('ServiceBinding'), instance('ServiceBinding', spec), {
      credentials: typed,
    }).objects;
    expect([mount.type, mount.stringData]).toEqual(['servicebinding.io/postgresql', { type: 'postgresql' }]);
  });

  test.each(['ServiceBinding', 'ProjectedBinding'])('of kind %s is an entry of VCAP_SERVICES', kind => {
    expect(entryOf(kind)).toEqual({
      label: 'user-provided',
      name: 'orders-db',
      tags: ['sql'],
      instance_guid: 'service',
      instance_name: 'orders-db',
      binding_guid: 'guid',
      binding_name: null,
      credentials: { uri: 'postgres://x', port: 5432, ca: ['a'] },
      syslog_drain_url: null,
      volume_mounts: [],
    });
    expect(entryOf(kind, { name: 'orders' })).toMatchObject({ name: 'orders', binding_name: 'orders' });
  });

  test('leaves the mount to servicebinding.io where that is asked for', () => {
    const { binding } = expand(graphOf('ProjectedBinding'), instance('ProjectedBinding', { ...spec, name: 'db' }), {
      credentials,
    }).objects;
    expect(binding.spec).toEqual({
      name: 'db',
      service: { apiVersion: 'cf.example.com/v1alpha1', kind: 'ServiceInstance', name: 'service' },
      workload: {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        selector: { matchLabels: { 'korifi.cloudfoundry.org/app-guid': 'app' } },
      },
    });
  });

  test('finds its service to be a ProvisionedService', () => {
    const service = instance('ServiceInstance', { displayName: 'db', secret: 'credentials' });
    const { objects, status } = expand(graphOf('ServiceInstance'), service, { credentials });
    expect(status).toEqual({ binding: { name: 'guid-binding' } });
    expect(objects.binding.stringData).toMatchObject({ type: 'user-provided', uri: 'postgres://x' });
  });
});

describe('a route', () => {
  const to = (guid: string, more: object = {}) => ({ guid, app: 'app', ...more });

  test('is a Service for each destination and an HTTPRoute to them', () => {
    const spec = {
      host: 'Shop',
      domain: 'a.com',
      path: '/Cart',
      destinations: [to('x'), to('y', { process: 'api', port: 9000 })],
    };
    const { objects, status } = expand(graphOf('Route'), instance('Route', spec));
    expect(toYaml([...(objects.services as unknown as object[]), objects.httpRoute])).toBe(
      readFileSync('test/korifi/golden/route.yaml', 'utf8'),
    );
    expect(status).toEqual({ uri: 'shop.a.com/Cart' });
  });

  test('takes everything where it has no path', () => {
    const { objects } = expand(
      graphOf('Route'),
      instance('Route', { host: '*', domain: 'a.com', destinations: [to('x')] }),
    );
    expect(objects.httpRoute.spec.hostnames).toEqual(['*.a.com']);
    expect(objects.httpRoute.spec.rules[0].matches).toEqual([{ path: { type: 'PathPrefix', value: '/' } }]);
  });

  test('that leads nowhere is nothing', () => {
    expect(expand(graphOf('Route'), instance('Route', { host: 'a', domain: 'a.com' })).objects).toEqual({
      services: [],
    });
  });

  test('of Contour is one HTTPProxy for all paths of a host', () => {
    const spec = { host: 'shop', domain: 'a.com', destinations: [to('x'), to('y', { path: '/Cart' }), to('z')] };
    const { objects } = expand(graphOf('ContourRoute'), instance('ContourRoute', spec));
    expect(objects.httpProxy.spec).toEqual({
      virtualhost: { fqdn: 'shop.a.com' },
      routes: [
        {
          conditions: [{ prefix: '/' }],
          services: [
            { name: 's-x', port: 8080 },
            { name: 's-z', port: 8080 },
          ],
        },
        { conditions: [{ prefix: '/cart' }], services: [{ name: 's-y', port: 8080 }] },
      ],
    });
  });
});

test('a task is a Job that runs once', () => {
  const spec = { app: 'app', command: 'migrate', image: 'web:1', env: 'app-env', pullSecrets: ['pull'] };
  const { objects } = expand(graphOf('Task'), instance('Task', spec), droplet('buildpack'));
  expect(toYaml([objects.job])).toBe(readFileSync('test/korifi/golden/task.yaml', 'utf8'));
});

describe('a build', () => {
  const spec = { app: 'app', package: 'reg/src:1', tag: 'reg/app-droplets', env: 'app-env', variables: ['A'] };
  const observed = {
    platform: { spec: { stack: { kind: 'ClusterStack', name: 'st' }, store: { kind: 'ClusterStore', name: 'so' } } },
    bindings: [],
    image: { status: { latestImage: 'reg/app@sha256:1' } },
  };

  test('is an Image of kpack, and the droplet it yields', () => {
    const { objects } = expand(graphOf('Build'), instance('Build', spec), observed);
    expect(toYaml([objects.image, objects.droplet])).toBe(readFileSync('test/korifi/golden/build.yaml', 'utf8'));
  });

  test('with buildpacks of its own has a Builder on the stack and store of the platform', () => {
    const { objects } = expand(
      graphOf('Build'),
      instance('Build', { ...spec, buildpacks: ['paketo/go', 'paketo/node'] }),
      observed,
    );
    expect(objects.builder.spec).toEqual({
      tag: 'reg/app-droplets-builder',
      stack: { kind: 'ClusterStack', name: 'st' },
      store: { kind: 'ClusterStore', name: 'so' },
      serviceAccountName: 'kpack-service-account',
      order: [{ group: [{ id: 'paketo/go' }] }, { group: [{ id: 'paketo/node' }] }],
    });
    expect(objects.image.spec.builder).toEqual({ kind: 'Builder', name: 'app' });
  });
});

test('a space has what Korifi copies into it', () => {
  const grants = [
    { role: 'cf-space-developer', subjects: [{ kind: 'User', name: 'dan', apiGroup: 'rbac.authorization.k8s.io' }] },
  ];
  const spec = { displayName: 'dev', organization: 'org', grants };
  const rootRegistry = opaque('image-registry-credentials', { '.dockerconfigjson': '{"auths":{}}' });
  const { objects } = expand(graphOf('Space'), instance('Space', spec), { rootRegistry });
  expect(toYaml(Object.values(objects).flat())).toBe(readFileSync('test/korifi/golden/space.yaml', 'utf8'));
});

test('an organization is a namespace with its roles', () => {
  const grants = ['cf-admin', 'cf-organization-user'].map(role => ({
    role,
    subjects: [{ kind: 'User', name: 'ada' }],
  }));
  const { objects, status } = expand(
    graphOf('Organization'),
    instance('Organization', { displayName: 'shop', grants }),
  );
  expect(objects.ns.metadata).toMatchObject({
    name: 'guid',
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/audit': 'restricted' },
  });
  expect(
    (objects.roleBindings as unknown as Manifest[]).map(each => [
      each.metadata.name,
      each.metadata.namespace,
      each.roleRef.name,
    ]),
  ).toEqual([
    ['cf-admin', 'guid', 'cf-admin'],
    ['cf-organization-user', 'guid', 'cf-organization-user'],
  ]);
  expect(status).toEqual({ namespace: 'guid' });
});

test('a domain tells where its names have to lead', () => {
  const gateway = { status: { addresses: [{ value: '10.0.0.1' }] } };
  expect(expand(graphOf('Domain'), instance('Domain', { name: 'a.com' }), { gateway }).status).toEqual({
    name: 'a.com',
    addresses: ['10.0.0.1'],
  });
});

test('the literal reading of the document is Contour and servicebinding.io', () => {
  const space = newSpace('kro', { graphs: { ingress: 'contour', bindings: 'projected' } });
  const app = space.addApp('web', { source: docker('web:1') });
  app.route(space.foundation.defaultDomain!, 'shop');
  app.route(space.foundation.defaultDomain!, 'shop', '/cart');
  app.bind(space.addService('db', { credentials: secret('db') }));
  expect(theOnly(space, 'ContourRoute').spec.destinations.map((each: { path?: string }) => each.path)).toEqual([
    undefined,
    '/cart',
  ]);
  expect(theOnly(space, 'ProjectedBinding').spec.serviceName).toBe('db');
  expect(ofKind(space, 'Route')).toEqual([]);
});

test('Contour takes a host from one space only', () => {
  const space = newSpace('kro', { graphs: { ingress: 'contour' } });
  const route = (name: string) => () =>
    space.org
      .addSpace(name)
      .addApp('web', { source: docker('web:1') })
      .route(space.foundation.defaultDomain!, 'shop', `/${name}`);
  route('red')();
  expect(route('blue')).toThrow('shop.apps.example.com is a host of cf/shop/red already');
});

test('instances of all kinds are valid', () => {
  const app = newApp();
  const cf = new CloudFoundry(app, 'cf', {
    backend: 'kro',
    defaultDomain: 'a.com',
    imagePrefix: 'reg.io/',
    apiUrl: 'https://api',
  });
  const space = cf.addOrg('shop').addSpace('dev');
  space.grant('space_developer', user('dan'));
  const db = space.addService('db', { credentials: { a: 1 }, tags: ['sql'], label: 'pg' });
  for (const [name, source] of Object.entries({ a: docker('web:1', { pullSecret: secret('pull') }), b: buildpack() })) {
    const web = space.addApp(name, {
      source,
      env: { A: 'b' },
      web: { healthCheck: { type: 'http', timeout: 5, invocationTimeout: 2 } },
    });
    web.addProcess('worker', { command: 'work' });
    web.addProcess('api', { healthCheck: { type: 'port', timeout: 9 } });
    web.route(cf.defaultDomain!, name, '/x', { process: 'api', port: 1 });
    web.bind(db, { name: 'x' });
    web.task('migrate', 'up');
  }
  const kinds = Kinds.bundled();
  for (const rgd of graphs.values()) kinds.add(analyze(rgd, { kinds: Kinds.bundled() }).crd);
  const manifests = manifestsOf(cf).filter(each => each.kind !== 'ResourceGraphDefinition');
  expect(manifests.flatMap(each => validate(each, { kinds }).map(finding => [each.kind, finding]))).toEqual([]);
  const own = manifests.filter(each => each.apiVersion.startsWith('cf.example.com/')).map(each => each.kind);
  expect([...new Set(own)].sort()).toEqual([
    ...['App', 'Build', 'Domain', 'HttpProcess', 'Organization', 'PlainProcess', 'PortProcess', 'Route'],
    ...['ServiceBinding', 'ServiceInstance', 'Space', 'Task'],
  ]);
});
