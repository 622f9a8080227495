import { Kinds } from 'cdk8s-kro';
import { validate } from '../../lib/graph/instance';
import {
  appWorkload,
  type BackendName,
  builderInfo,
  buildpack,
  buildWorkload,
  docker,
  runnerInfo,
  secret,
  taskWorkload,
} from '../../lib/korifi';
import { BACKENDS, manifestsOf, mistakesIn, newFoundation, newSpace, ofKind, theOnly } from './fixtures';

/** One space with one of everything; nothing but the word differs between the backends. */
function everything(backend: BackendName) {
  const space = newSpace(backend);
  const db = space.addService('db', { credentials: { uri: 'postgres://db' }, tags: ['sql'], label: 'pg' });
  const web = space.addApp('web', { source: docker('web:1'), env: { A: 'b' } });
  web.addProcess('worker', { command: 'work', instances: 1, healthCheck: { type: 'http', endpoint: '/up' } });
  web.route(space.foundation.defaultDomain!, 'shop', '/cart');
  web.bind(db, { name: 'orders' });
  web.task('migrate', 'up');
  space.addApp('built', { source: buildpack(undefined, { buildpacks: ['paketo/go'] }) });
  return space;
}

test('an app has the same GUIDs in both backends, so that it can move', () => {
  const [korifi, kro] = BACKENDS.map(backend => everything(backend));
  const names = (space: typeof korifi, kinds: RegExp) =>
    manifestsOf(space)
      .filter(each => kinds.test(each.kind))
      .map(each => `${each.metadata.namespace}/${each.metadata.name}`)
      .sort();
  expect(names(kro, /^(App|Space|Organization|.*Process|Route|ServiceInstance|ServiceBinding|Task)$/)).toEqual(
    names(korifi, /^CF(App|Space|Org|Process|Route|ServiceInstance|ServiceBinding|Task)$/),
  );
});

test('every resource of Korifi is valid', () => {
  const space = everything('korifi');
  space.addService('cache', { plan: 'plan-guid', parameters: secret('cache-parameters') });
  const { web } = space.node.findChild('web') as unknown as { web: Parameters<typeof appWorkload>[0] };
  appWorkload(web);
  buildWorkload(web.app);
  taskWorkload(web.app.task('again', 'up'));
  runnerInfo(space.foundation, 'my-runner');
  builderInfo(space.foundation, 'my-builder');
  const manifests = manifestsOf(space);
  const kinds = Kinds.bundled();
  expect(manifests.flatMap(each => validate(each, { kinds }).map(finding => [each.kind, finding]))).toEqual([]);
  const own = manifests.filter(each => each.apiVersion.startsWith('korifi.')).map(each => each.kind);
  expect([...new Set(own)].sort()).toEqual([
    ...['AppWorkload', 'BuildWorkload', 'BuilderInfo', 'CFApp', 'CFBuild', 'CFDomain', 'CFOrg', 'CFPackage'],
    ...['CFProcess', 'CFRoute', 'CFServiceBinding', 'CFServiceInstance', 'CFSpace', 'CFTask', 'RunnerInfo'],
    'TaskWorkload',
  ]);
});

test('a process is given to a runner as Korifi would give it', () => {
  const app = newSpace('korifi').addApp('web', { source: docker('web:1'), env: { A: 'b' } });
  const worker = app.addProcess('worker', {
    command: 'work',
    instances: 2,
    memory: '512M',
    healthCheck: { type: 'http', endpoint: '/up', timeout: 61, invocationTimeout: 3 },
  });
  appWorkload(worker, { runner: 'my-runner', revision: '1' });
  app.route(app.foundation.defaultDomain!, 'web', '', { process: 'worker', port: 3000 });
  const { metadata, spec } = theOnly(app, 'AppWorkload');
  expect(metadata.name).toBe(`${worker.guid}-356a`);
  expect(spec).toMatchObject({
    GUID: worker.guid,
    appGUID: app.guid,
    version: '1',
    image: 'web:1',
    processType: 'worker',
    instances: 2,
    runnerName: 'my-runner',
    command: ['/bin/sh', '-c', 'work'],
    ports: [3000],
    startupProbe: { httpGet: { path: '/up', port: 3000 }, timeoutSeconds: 3, periodSeconds: 2, failureThreshold: 31 },
    livenessProbe: { httpGet: { path: '/up', port: 3000 }, timeoutSeconds: 3, periodSeconds: 30, failureThreshold: 1 },
    resources: {
      requests: { cpu: '50m', memory: '512Mi', 'ephemeral-storage': '1024Mi' },
      limits: { memory: '512Mi', 'ephemeral-storage': '1024Mi' },
    },
  });
});

test('a workload has the variables of Cloud Foundry', () => {
  const app = newSpace('korifi').addApp('web', { source: docker('web:1'), env: { A: 'b' } });
  appWorkload(app.web);
  taskWorkload(app.task('migrate', 'up'));
  const from = (name: string, key: string) => ({ name: key, valueFrom: { secretKeyRef: { name, key } } });
  const own = [
    from(`${app.guid}-env`, 'A'),
    from(`${app.guid}-vcap-application`, 'VCAP_APPLICATION'),
    from(`${app.guid}-vcap-services`, 'VCAP_SERVICES'),
  ];
  expect(theOnly(app, 'TaskWorkload').spec.env).toEqual(own);
  expect(theOnly(app, 'AppWorkload').spec.env).toEqual([
    ...own,
    { name: 'CF_INSTANCE_PORTS', value: '[{"internal":8080}]' },
    { name: 'MEMORY_LIMIT', value: '1024M' },
    { name: 'PORT', value: '8080' },
    { name: 'VCAP_APP_HOST', value: '0.0.0.0' },
    { name: 'VCAP_APP_PORT', value: '8080' },
  ]);
});

test('a workload cannot leave out the variables of a Secret it does not know', () => {
  const app = newSpace('korifi').addApp('web', { source: docker('web:1'), env: secret('web-env') });
  expect(() => appWorkload(app.web)).toThrow(
    "cf/shop/dev/web: a workload names each variable, and nothing here knows those of Secret 'web-env'.",
  );
});

test('another image is another package, another build and another task, and the same app', () => {
  const push = (image: string) => {
    const app = newSpace('korifi').addApp('web', { source: docker(image) });
    return { app: app.guid, package: app.packageGuid, build: app.buildGuid, task: app.task('t', 'c').guid };
  };
  const [one, two] = [push('web:1'), push('web:2')];
  expect(one.app).toBe(two.app);
  expect([one.package === two.package, one.build === two.build, one.task === two.task]).toEqual([false, false, false]);
  expect(push('web:1')).toEqual(one);
});

describe.each(BACKENDS)('with the backend %s', backend => {
  test('values that are in a Secret are never printed', () => {
    const space = newSpace(backend);
    const app = space.addApp('web', { source: docker('web:1'), env: secret('web-env') });
    app.bind(space.addService('db', { credentials: secret('db') }));
    expect(ofKind(space, 'Secret')).toEqual([]);
    expect(mistakesIn(space)).toEqual([]);
  });

  test('literals are in a Secret of the space', () => {
    const space = newSpace(backend);
    space.addApp('web', { source: docker('web:1'), env: { A: 'b' } });
    const db = space.addService('db', { credentials: { uri: 'x', port: 1 } });
    const credentials = ofKind(space, 'Secret').find(each => each.metadata.name === db.secretName);
    expect(credentials).toMatchObject({
      metadata: { name: `${db.guid}-credentials`, namespace: space.guid },
      stringData: { credentials: '{"uri":"x","port":1}' },
    });
  });

  test('apps of a space share a route', () => {
    const space = newSpace(backend);
    const domain = space.foundation.defaultDomain!;
    const [blue, green] = ['blue', 'green'].map(name => space.addApp(name, { source: docker('web:1') }));
    const route = blue.route(domain, 'shop');
    expect(green.route(domain, 'SHOP')).toBe(route);
    const written = theOnly(space, backend === 'kro' ? 'Route' : 'CFRoute').spec.destinations;
    expect(written.map((each: { app?: string; appRef?: { name: string } }) => each.app ?? each.appRef?.name)).toEqual([
      blue.guid,
      green.guid,
    ]);
  });

  test('a route leads to a process and a port', () => {
    const app = newSpace(backend).addApp('web', { source: docker('web:1') });
    const api = app.addProcess('api', { instances: 1 });
    app.route(app.foundation.defaultDomain!, 'api', '', { process: 'api', port: 9000 });
    expect(theOnly(app, backend === 'kro' ? 'Route' : 'CFRoute').spec.destinations[0]).toMatchObject(
      backend === 'kro' ? { process: 'api', port: 9000 } : { processType: 'api', port: 9000 },
    );
    expect([api.ports, app.web.ports]).toEqual([[9000], [8080]]);
  });

  test('another revision restarts an app', () => {
    const app = newSpace(backend).addApp('web', { source: docker('web:1'), revision: '7', annotations: { a: 'b' } });
    if (backend === 'kro') expect(theOnly(app, 'PortProcess').spec.revision).toBe('7');
    else
      expect(theOnly(app, 'CFApp').metadata).toMatchObject({
        annotations: { a: 'b', 'korifi.cloudfoundry.org/app-rev': '7' },
      });
  });

  test('an app that is stopped runs nothing', () => {
    const app = newSpace(backend).addApp('web', { source: docker('web:1'), state: 'STOPPED', web: { instances: 3 } });
    if (backend === 'kro') expect(theOnly(app, 'PortProcess').spec.instances).toBe(0);
    else expect(theOnly(app, 'CFApp').spec.desiredState).toBe('STOPPED');
  });

  const refused: [string, (backend: BackendName) => unknown, string][] = [
    [
      'a route to a process there is not',
      b => {
        const app = newSpace(b).addApp('web', { source: docker('web:1') });
        app.route(app.foundation.defaultDomain!, 'shop', '', { process: 'api' });
      },
      'cf/shop/dev/web has no process api, only web. Add it with addProcess() before.',
    ],
    [
      'a process that is there',
      b =>
        newSpace(b)
          .addApp('web', { source: docker('web:1') })
          .addProcess('web'),
      'cf/shop/dev/web already has a process web. Say all of it in one place.',
    ],
    [
      'a size that is none',
      b => newSpace(b).addApp('web', { source: docker('web:1'), web: { memory: '1' } }),
      'cf/shop/dev/web/process-web memory: "1" is no size',
    ],
    [
      'instances there cannot be',
      b => newSpace(b).addApp('web', { source: docker('web:1'), web: { instances: -1 } }),
      'cf/shop/dev/web/process-web: -1 is no number of instances. Write 0 or more.',
    ],
    [
      'more instances than can be counted',
      b => newSpace(b).addApp('web', { source: docker('web:1'), web: { instances: 2 ** 31 } }),
      'cf/shop/dev/web/process-web: 2147483648 is no number of instances. Write 0 or more.',
    ],
    [
      'a port there cannot be',
      b => {
        const app = newSpace(b).addApp('web', { source: docker('web:1') });
        app.route(app.foundation.defaultDomain!, 'shop', '', { port: 65536 });
      },
      'cf/shop/dev/web/process-web: 65536 is no port. Write a number from 1 to 65535.',
    ],
    [
      'a process whose type is no label',
      b =>
        newSpace(b)
          .addApp('web', { source: docker('web:1') })
          .addProcess('night worker'),
      "'night worker' is no type of a process. Use up to 63 letters, digits, -, _ and dots.",
    ],
    [
      'an image that is none',
      b => newSpace(b).addApp('web', { source: docker('') }),
      "cf/shop/dev/web: '' is no image. Write registry.example.com/shop/web:1.0.",
    ],
    ['a Secret whose name none has', () => secret('web env'), "'web env' is no name of a Secret."],
    [
      'a service with credentials and a plan',
      b => newSpace(b).addService('db', { credentials: { password: 'x' }, plan: 'small' }),
      'cf/shop/dev/service-db: a service has either credentials of your own, or the plan of a broker.',
    ],
    ['an organization without a name', b => newFoundation(b).addOrg(''), 'cf: a name is empty. Write one.'],
    [
      'a timeout of nothing',
      b => newSpace(b).addApp('web', { source: docker('web:1'), web: { healthCheck: { type: 'port', timeout: 0 } } }),
      'cf/shop/dev/web/process-web healthCheck: timeout is 0. Write whole seconds, 1 or more.',
    ],
    [
      'a variable Cloud Foundry sets',
      b => newSpace(b).addApp('web', { source: docker('web:1'), env: { VCAP_SERVICES: '{}' } }),
      'cf/shop/dev/web: Cloud Foundry sets VCAP_SERVICES itself. Remove it.',
    ],
    [
      'source code nobody knows the image of',
      b =>
        newFoundation(b, { imagePrefix: undefined })
          .addOrg('shop')
          .addSpace('dev')
          .addApp('web', { source: buildpack() }),
      'cf/shop/dev/web: nothing says where the image with the source code is.',
    ],
  ];
  test.each(refused)('%s is refused at its line', (_, write, message) => {
    expect(() => write(backend)).toThrow(message);
  });
});

test('names that differ in what no path can hold are in files of their own', () => {
  const cf = newFoundation('korifi');
  const folders = ['Shop', 'My Org', 'my-org', '???', '!!!'].map(name => cf.addOrg(name).folder);
  expect(new Set(folders).size).toBe(5);
  expect([folders[0], folders[2]]).toEqual(['korifi/cf/shop', 'korifi/cf/my-org']);
  expect(mistakesIn(cf)).toEqual([]);
});

test('what the API server would refuse of a resource of Korifi is refused at synth', () => {
  const space = newSpace('korifi');
  space.addApp('web', { source: docker('web:1'), guid: 'Not A Name' });
  space.org.foundation.addOrg('Größe');
  expect(mistakesIn(space).map(line => line.split(/] |[.] /)[1])).toEqual([
    'metadata.name: "Not A Name" is no name',
    'spec.displayName: Must match ^[[:alnum:][:punct:][:print:]]+$.',
  ]);
});

test('only Korifi has brokers', () => {
  const space = newSpace('kro');
  expect(() => space.addService('db', { plan: 'guid' })).toThrow(
    'a plan belongs to a broker, and only Korifi has brokers.',
  );
  const app = space.addApp('web', { source: docker('web:1') });
  const db = space.addService('db', { credentials: {} });
  expect(() => app.bind(db, { parameters: { a: 1 } })).toThrow(
    'parameters are for a broker, and only Korifi has brokers.',
  );
});

test.each([
  ['registry.example.com:5000/shop/src:1.2', 'registry.example.com:5000/shop/src-droplets'],
  ['shop/src@sha256:abc', 'shop/src-droplets'],
  ['shop/src', 'shop/src-droplets'],
])('without a prefix the droplet of %s goes to %s', (image, tag) => {
  const cf = newFoundation('kro', { imagePrefix: undefined });
  cf.addOrg('shop')
    .addSpace('dev')
    .addApp('web', { source: buildpack(image) });
  expect(theOnly(cf, 'Build').spec.tag).toBe(tag);
});
