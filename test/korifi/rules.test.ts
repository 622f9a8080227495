import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { Instance, KroApp } from 'cdk8s-kro';
import {
  CFApp,
  CFBuild,
  CFDomain,
  CFOrg,
  CFPackage,
  CFProcess,
  CFRoute,
  CFServiceBinding,
  CFServiceInstance,
  CFSpace,
  CFTask,
} from 'cdk8s-kro/imports/korifi.cloudfoundry.org';
import { apisOf, buildpack, CloudFoundry, docker, External, KorifiResource, secret } from '../../lib/korifi';
import { BACKENDS, mistakesIn, newApp } from './fixtures';

const named = (name: string, namespace: string) => ({ name, namespace });

/** Objects by hand, so that a rule is met alone; each call is a file of its own. */
class File extends Chart {
  constructor(app: KroApp, id: string) {
    super(app, id);
  }

  org(name = 'org', displayName = name, namespace = 'cf') {
    new KorifiResource(this, `org-${name}`, CFOrg, { metadata: named(name, namespace), spec: { displayName } });
    return this;
  }

  space(name = 'space', displayName = name, namespace = 'org') {
    new KorifiResource(this, `space-${name}`, CFSpace, { metadata: named(name, namespace), spec: { displayName } });
    return this;
  }

  domain(name = 'domain', fqdn = 'example.com', namespace = 'cf') {
    new KorifiResource(this, `domain-${name}`, CFDomain, { metadata: named(name, namespace), spec: { name: fqdn } });
    return this;
  }

  app(
    name = 'app',
    props: { displayName?: string; type?: 'docker' | 'buildpack'; env?: string; namespace?: string } = {},
  ) {
    const { displayName = name, type = 'docker', env, namespace = 'space' } = props;
    new KorifiResource(this, `app-${name}`, CFApp, {
      metadata: named(name, namespace),
      spec: {
        displayName,
        desiredState: 'STARTED',
        lifecycle: { type, data: { stack: '' } },
        ...(env && { envSecretName: env }),
      },
    });
    return this;
  }

  package(type: 'bits' | 'docker', app = 'app') {
    new KorifiResource(this, 'package', CFPackage, {
      metadata: named('package', 'space'),
      spec: { type, appRef: { name: app } },
    });
    return this;
  }

  build(type: 'buildpack' | 'docker', app = 'app', from = 'package') {
    new KorifiResource(this, 'build', CFBuild, {
      metadata: named('build', 'space'),
      spec: {
        appRef: { name: app },
        packageRef: { name: from },
        lifecycle: { type, data: { stack: '' } },
        stagingMemoryMB: 1,
        stagingDiskMB: 1,
      },
    });
    return this;
  }

  process(app = 'app') {
    const healthCheck = { type: 'process' as const, data: { timeoutSeconds: 1, invocationTimeoutSeconds: 1 } };
    new KorifiResource(this, 'process', CFProcess, {
      metadata: named('process', 'space'),
      spec: { appRef: { name: app }, processType: 'web', memoryMB: 1, diskQuotaMB: 1, healthCheck },
    });
    return this;
  }

  route(name: string, props: { host?: string; path?: string; domain?: string; app?: string; namespace?: string } = {}) {
    const { host = 'www', path, domain = 'domain', app, namespace = 'space' } = props;
    new KorifiResource(this, `route-${name}`, CFRoute, {
      metadata: named(name, namespace),
      spec: {
        host,
        ...(path !== undefined && { path }),
        domainRef: { name: domain, namespace: 'cf' },
        ...(app && { destinations: [{ guid: name, appRef: { name: app }, processType: 'web' }] }),
      },
    });
    return this;
  }

  service(name = 'db', displayName = name, secretName = '', namespace = 'space') {
    new KorifiResource(this, `service-${name}`, CFServiceInstance, {
      metadata: named(name, namespace),
      spec: { displayName, type: 'user-provided', secretName, planGuid: '' },
    });
    return this;
  }

  binding(name: string, displayName?: string, service = 'db', app = 'app') {
    new KorifiResource(this, `binding-${name}`, CFServiceBinding, {
      metadata: named(name, 'space'),
      spec: {
        type: 'app',
        appRef: { name: app },
        service: { name: service },
        parameters: { name: '' },
        ...(displayName !== undefined && { displayName }),
      },
    });
    return this;
  }

  task(spec: { appRef?: { name?: string }; command?: string; canceled?: boolean }, status?: object) {
    new KorifiResource(this, 'task', CFTask, {
      metadata: named('task', 'space'),
      spec,
      ...(status && { status }),
    } as never);
    return this;
  }
}

type Files = (first: File, second: File) => unknown;

/** What is told of two files, without the place where it is told. */
function toldOf(write: Files): string[] {
  const app = newApp();
  write(new File(app, 'one'), new File(app, 'two'));
  return mistakesIn(app).map(line => line.replace(/^\[\w+\] /, ''));
}

const declared = (file: File, org: string, domain: string) => [
  new External(file, 'org', { kind: 'CFOrg', name: org, namespace: 'cf', spec: { displayName: 'shop' } }),
  new External(file, 'domain', { kind: 'CFDomain', name: domain, namespace: 'cf', spec: { name: 'example.com' } }),
];
const place = (file: File) => file.org().space();
const long = 'a'.repeat(64);

/** rule, what Korifi takes, what it refuses (over two files where it can be), and how that is told */
test.each<[string, Files, Files, string]>([
  [
    'an organization has 63 characters at most',
    one => one.org('a'.repeat(63)),
    one => one.org(long),
    `one/org-${long}: the name '${long}' has 64 characters. A namespace has 63 at most.`,
  ],
  [
    'an organization is in the root namespace',
    one => one.org(),
    one => one.org('org', 'org', 'default'),
    "one/org-org: a CFOrg belongs in namespace 'cf', not 'default'. Move it.",
  ],
  [
    'the names of organizations differ, whatever their case',
    (one, two) => [one.org('a', 'Shop'), two.org('b', 'shops')],
    (one, two) => [one.org('a', 'Shop'), two.org('b', 'shop')],
    "two/org-b: organization 'shop' has the name of one/org-a. Korifi refuses the second; rename one.",
  ],
  [
    'a space has 63 characters at most',
    one => one.org().space('a'.repeat(63)),
    one => one.org().space(long),
    `one/space-${long}: the name '${long}' has 64 characters. A namespace has 63 at most.`,
  ],
  [
    'the organization of a space is there',
    (one, two) => [one.org(), two.space()],
    (one, two) => [one.org('other'), two.space()],
    "two/space-space: its namespace 'org' is that of no organization. Add the organization, or declare it with existingOrg().",
  ],
  [
    'the names of spaces differ in an organization, whatever their case',
    (one, two) => [one.org().org('org2').space('a', 'dev'), two.space('b', 'dev', 'org2')],
    (one, two) => [one.org().space('a', 'dev'), two.space('b', 'Dev')],
    "two/space-b: space 'Dev' has the name of one/space-a. Korifi refuses the second; rename one.",
  ],
  [
    'the names of apps differ in a space, whatever their case',
    (one, two) => [
      place(one).space('space2').app('a', { displayName: 'web' }),
      two.app('b', { displayName: 'web', namespace: 'space2' }),
    ],
    (one, two) => [place(one).app('a', { displayName: 'web' }), two.app('b', { displayName: 'WEB' })],
    "two/app-b: app 'WEB' has the name of one/app-a. Korifi refuses the second; rename one.",
  ],
  [
    'the name of an app is of letters, digits, - and _',
    one => place(one).app('app', { displayName: 'My_app-1' }),
    one => place(one).app('app', { displayName: 'my app' }),
    '[one/app-app] spec.displayName: Must match ^[-\\w]+$.',
  ],
  [
    'a domain is a name of DNS',
    one => one.domain('domain', 'apps.example.com'),
    one => one.domain('domain', 'apps_example'),
    "one/domain-domain: 'apps_example' is no domain name. Write lower case, such as apps.example.com.",
  ],
  [
    'a domain has 253 characters at most',
    one => one.domain('domain', `${'a.'.repeat(125)}com`),
    one => one.domain('domain', `${'a.'.repeat(126)}com`),
    `one/domain-domain: '${'a.'.repeat(126)}com' is no domain name. Write lower case, such as apps.example.com.`,
  ],
  [
    'no domain is another one',
    (one, two) => [one.domain('a', 'a.com'), two.domain('b', 'b.com')],
    (one, two) => [one.domain('a', 'a.com'), two.domain('b', 'a.com')],
    "two/domain-b: domain 'a.com' and 'a.com' of one/domain-a are one in the other. Keep one of them.",
  ],
  [
    'no domain is inside another one',
    (one, two) => [one.domain('a', 'xa.com'), two.domain('b', 'a.com')],
    (one, two) => [one.domain('a', 'x.a.com'), two.domain('b', 'a.com')],
    "two/domain-b: domain 'a.com' and 'x.a.com' of one/domain-a are one in the other. Keep one of them.",
  ],
  [
    'host, domain and path of a route are its own, whatever the case of the host',
    (one, two) => [
      place(one).domain().route('a', { host: 'www', path: '/a' }),
      two.route('b', { host: 'www', path: '/b' }),
    ],
    (one, two) => [
      place(one).domain().route('a', { host: 'www', path: '/a' }),
      two.route('b', { host: 'WWW', path: '/a' }),
    ],
    "two/route-b: route 'WWW' with path '/a' has host, domain and path of one/route-a. Korifi refuses the second; rename one.",
  ],
  [
    'a route in two spaces is one route',
    (one, two) => [
      place(one).space('space2').domain().domain('other', 'b.com').route('a'),
      two.route('b', { namespace: 'space2', domain: 'other' }),
    ],
    (one, two) => [place(one).space('space2').domain().route('a'), two.route('b', { namespace: 'space2' })],
    "two/route-b: route 'www' with path '/' has host, domain and path of one/route-a. Korifi refuses the second; rename one.",
  ],
  [
    'a host is a label of DNS',
    one => place(one).domain().route('a', { host: 'a-1' }),
    one => place(one).domain().route('a', { host: 'a_1' }),
    "one/route-a: 'a_1' is no host. Write letters, digits and - (63 at most), or * for all.",
  ],
  [
    'a host may be *, and has 63 characters at most',
    one => place(one).domain().route('a', { host: '*' }),
    one => place(one).domain().route('a', { host: long }),
    `one/route-a: '${long}' is no host. Write letters, digits and - (63 at most), or * for all.`,
  ],
  [
    'host and domain have 253 characters at most',
    one =>
      place(one)
        .domain('domain', `${'a.'.repeat(124)}com`)
        .route('a', { host: 'b' }),
    one =>
      place(one)
        .domain('domain', `${'a.'.repeat(124)}com`)
        .route('a', { host: 'bcd' }),
    'one/route-a: host and domain have 255 characters; 253 are allowed. Shorten the host.',
  ],
  [
    'a path begins with /',
    one => place(one).domain().route('a', { path: '/a' }),
    one => place(one).domain().route('a', { path: 'a' }),
    "one/route-a: the path 'a' does not begin with '/'. Write '/a'.",
  ],
  [
    'a path is not / alone',
    one => place(one).domain().route('a', { path: '' }),
    one => place(one).domain().route('a', { path: '/' }),
    "one/route-a: the path '/' is '/' alone. Leave it out: a route without a path takes all of them.",
  ],
  [
    'a path has no query',
    one => place(one).domain().route('a', { path: '/a%3F' }),
    one => place(one).domain().route('a', { path: '/a?b' }),
    "one/route-a: the path '/a?b' holds a '?'. A route does not look at the query; cut it off.",
  ],
  [
    'a path has 128 characters at most',
    one =>
      place(one)
        .domain()
        .route('a', { path: `/${'a'.repeat(127)}` }),
    one =>
      place(one)
        .domain()
        .route('a', { path: `/${'a'.repeat(128)}` }),
    `one/route-a: the path '/${'a'.repeat(128)}' has 129 characters; 128 are allowed. Shorten it.`,
  ],
  [
    'a path is one of a URI',
    one => place(one).domain().route('a', { path: '/a%20b' }),
    one => place(one).domain().route('a', { path: '/a b' }),
    "one/route-a: the path '/a b' holds a character no URI has. Encode it: a blank is %20.",
  ],
  [
    'the domain of a route is there',
    (one, two) => [place(one).domain(), two.route('a')],
    (one, two) => [place(one).domain('other'), two.route('a')],
    "two/route-a: its domain 'domain' is neither written nor declared. Add it with addDomain(), or declare it with existingDomain().",
  ],
  [
    'a route leads to apps of its own space',
    (one, two) => [place(one).domain().app(), two.route('a', { app: 'app' })],
    (one, two) => [place(one).space('space2').domain().app(), two.route('a', { app: 'app', namespace: 'space2' })],
    'two/route-a: it leads to one/app-app, which is in another space. A route leads to apps of its own space; map it there.',
  ],
  [
    'the apps of a route are there',
    (one, two) => [place(one).domain().app(), two.route('a', { app: 'app' })],
    one => place(one).domain().route('a', { app: 'app' }),
    "one/route-a: it leads to app 'app', which is neither written nor declared. Add the app, or declare it with new External().",
  ],
  [
    'a package fits the lifecycle of its app',
    (one, two) => [place(one).app('app', { type: 'buildpack' }), two.package('bits')],
    (one, two) => [place(one).app('app', { type: 'buildpack' }), two.package('docker')],
    'two/package: it is for docker, and its app one/app-app for buildpack. Write type bits.',
  ],
  [
    'a build fits the lifecycle of its app',
    (one, two) => [place(one).app().package('docker'), two.build('docker')],
    (one, two) => [place(one).app().package('docker'), two.build('buildpack')],
    'two/build: it is for buildpack, and its app one/app-app for docker. Write type docker.',
  ],
  [
    'the names of service instances differ in a space',
    (one, two) => [place(one).service('a', 'db'), two.service('b', 'DB')],
    (one, two) => [place(one).service('a', 'db'), two.service('b', 'db')],
    "two/service-b: service instance 'db' has the name of one/service-a. Korifi refuses the second; rename one.",
  ],
  [
    'app, service and name of a binding are its own',
    (one, two) => [place(one).app().service().binding('a'), two.binding('b', 'other')],
    (one, two) => [place(one).app().service().binding('a', 'x'), two.binding('b', 'x')],
    'two/binding-b: the binding has app, service and name of one/binding-a. Korifi refuses the second; rename one.',
  ],
  [
    'a binding is a folder',
    (one, two) => [place(one).app().service(), two.binding('b', 'db.main')],
    (one, two) => [place(one).app().service(), two.binding('b', 'db/main')],
    "two/binding-b: 'db/main' is no folder below /bindings. Give the binding a name without / and :.",
  ],
  [
    'an app knows its services by different names',
    (one, two) => [place(one).app().service().service('queue').binding('a'), two.binding('b', 'orders', 'queue')],
    (one, two) => [place(one).app().service().service('queue').binding('a'), two.binding('b', 'db', 'queue')],
    'two/binding-b: the binding has the name, and so the folder below /bindings, of one/binding-a. Kubernetes refuses the second; rename one.',
  ],
  [
    'a task has an app',
    one =>
      place(one)
        .app()
        .task({ appRef: { name: 'app' }, command: 'run' }),
    one => place(one).app().task({ command: 'run' }),
    'one/task: a task needs an app (appRef.name). Say it.',
  ],
  [
    'a task has a command',
    one =>
      place(one)
        .app()
        .task({ appRef: { name: 'app' }, command: 'run' }),
    one =>
      place(one)
        .app()
        .task({ appRef: { name: 'app' } }),
    'one/task: a task needs a command. Say it.',
  ],
  [
    'a task that is done cannot be canceled',
    one =>
      place(one)
        .app()
        .task(
          { appRef: { name: 'app' }, command: 'run', canceled: true },
          { conditions: [{ type: 'Succeeded', status: 'False' }] },
        ),
    one =>
      place(one)
        .app()
        .task(
          { appRef: { name: 'app' }, command: 'run', canceled: true },
          { conditions: [{ type: 'Succeeded', status: 'True' }] },
        ),
    'one/task: the task has succeeded, and cannot be canceled any more. Remove canceled.',
  ],
  [
    'only a task that is to be canceled minds whether it is done',
    one =>
      place(one)
        .app()
        .task({ appRef: { name: 'app' }, command: 'run' }, { conditions: [{ type: 'Failed', status: 'True' }] }),
    one =>
      place(one)
        .app()
        .task(
          { appRef: { name: 'app' }, command: 'run', canceled: true },
          { conditions: [{ type: 'Failed', status: 'True' }] },
        ),
    'one/task: the task has failed, and cannot be canceled any more. Remove canceled.',
  ],
  [
    'what one file writes another may declare',
    (one, two) => [one.org('org', 'shop').domain(), ...declared(two, 'org', 'domain')],
    (one, two) => [one.org('org', 'shop').domain(), ...declared(two, 'org2', 'domain')],
    "two/org: organization 'shop' has the name of one/org-org. Korifi refuses the second; rename one.",
  ],
  [
    'a domain is declared under the name it is written under',
    (one, two) => [one.org('org', 'shop').domain(), ...declared(two, 'org', 'domain')],
    (one, two) => [one.org('org', 'shop').domain(), ...declared(two, 'org', 'domain2')],
    "two/domain: domain 'example.com' and 'example.com' of one/domain-domain are one in the other. Keep one of them.",
  ],
  [
    'a Secret that is referred to is there',
    (one, two) => [
      place(one).app('app', { env: 'env' }),
      new External(two, 'env', { kind: 'Secret', name: 'env', namespace: 'space' }),
    ],
    (one, two) => [
      place(one).app('app', { env: 'env' }),
      new External(two, 'env', { kind: 'Secret', name: 'env', namespace: 'org' }),
    ],
    "one/app-app: Secret 'env' is neither written in namespace 'space' nor declared. Add it, or declare it with new External().",
  ],
  [
    'a package that is referred to is there',
    (one, two) => [place(one).app().package('docker'), two.build('docker')],
    (one, two) => [place(one).app().package('docker'), two.build('docker', 'app', 'another')],
    "two/build: CFPackage 'another' is neither written in namespace 'space' nor declared. Add it, or declare it with new External().",
  ],
  [
    'an app that is referred to is there',
    (one, two) => [place(one).app(), two.process()],
    (one, two) => [place(one).app(), two.process('another')],
    "two/process: CFApp 'another' is neither written in namespace 'space' nor declared. Add it, or declare it with new External().",
  ],
  [
    'an object is in one file',
    (one, two) => [place(one).app(), two.process()],
    (one, two) => [place(one).app().process(), two.process()],
    'two/process: CFProcess space/process is written by one/process as well. Give one another name.',
  ],
])('%s', (_, accepted, refused, message) => {
  expect(toldOf(accepted)).toEqual([]);
  expect(toldOf(refused)).toEqual([message]);
});

test('everything that is wrong is told at once, at the chart it is in', () => {
  const app = newApp();
  new File(app, 'one').org('a', 'x').org('b', 'X');
  new File(app, 'two').space('s', 's', 'nowhere').task({});
  expect(mistakesIn(app).map(line => line.split(' ').slice(0, 2).join(' '))).toEqual([
    '[one] one/org-b:',
    '[two] two/space-s:',
    '[two] two/task:',
  ]);
});

test('a synth that breaks a rule writes nothing', () => {
  const outdir = join(mkdtempSync(join(tmpdir(), 'korifi-')), 'dist');
  const app = new KroApp({ outdir });
  new File(app, 'one').org('a', 'x').org('b', 'X');
  expect(() => app.synth()).toThrow("organization 'X' has the name of one/org-a");
  expect(existsSync(outdir)).toBe(false);
});

describe.each(BACKENDS)('with the backend %s', backend => {
  const foundation = (app = newApp(), id = 'cf') =>
    new CloudFoundry(app, id, { backend, defaultDomain: 'apps.example.com', imagePrefix: 'reg.io/' });

  test('two teams that take the same route are both named', () => {
    const cf = foundation();
    const org = cf.addOrg('shop');
    for (const space of ['red', 'blue'])
      org
        .addSpace(space)
        .addApp('web', { source: docker('web:1') })
        .route(cf.defaultDomain!, 'www', '/cart');
    const [mistake, ...others] = mistakesIn(cf);
    expect(others).toEqual([]);
    expect(mistake).toContain('cf/shop/blue/web/route-www.apps.example.com--cart/');
    expect(mistake).toContain("route 'www' with path '/cart' has host, domain and path of cf/shop/red/web/");
  });

  test('what is added twice is told of, and both constructs are named', () => {
    const cf = foundation();
    cf.addOrg('shop');
    const space = cf.addOrg('Shop').addSpace('dev');
    cf.addDomain('x.apps.example.com');
    for (let i = 0; i < 2; i++) {
      space.addService('db', { credentials: { a: 'b' } });
      space.addApp('web', { source: docker('web:1') });
    }
    const told = mistakesIn(cf).map(line => line.replace(/^\[.*?\] /, '').replace(/\/[A-Z]\w+(?=[:. ])/g, ''));
    expect(told).toEqual([
      "cf/x.apps.example.com: domain 'x.apps.example.com' and 'apps.example.com' of cf/apps.example.com are one in the other. Keep one of them.",
      "cf/Shop: organization 'Shop' has the name of cf/shop. Korifi refuses the second; rename one.",
      "cf/Shop/dev/service-db-2: service instance 'db' has the name of cf/Shop/dev/service-db. Korifi refuses the second; rename one.",
      "cf/Shop/dev/web-2: app 'web' has the name of cf/Shop/dev/web. Korifi refuses the second; rename one.",
    ]);
  });

  test('what is there and not written here may be referred to', () => {
    const cf = foundation();
    const space = cf.existingOrg('shop').existingSpace('dev');
    const web = space.addApp('web', { source: docker('web:1'), env: secret('web-env') });
    web.route(cf.existingDomain('example.org'), 'www');
    web.bind(space.existingService('db', { credentials: secret('db') }));
    expect(mistakesIn(cf)).toEqual([]);
  });

  test('foundations are apart from each other', () => {
    const app = newApp();
    for (const id of ['eu', 'us'])
      new CloudFoundry(app, id, { backend, defaultDomain: 'a.com', graphs: { group: `${id}.a.com` } }).addOrg('shop');
    expect(mistakesIn(app)).toEqual([]);
  });
});

test('an instance by hand is held against the rules as well', () => {
  const app = newApp();
  const cf = new CloudFoundry(app, 'cf', { backend: 'kro' });
  const chart = new Chart(app, 'by-hand');
  const { Route } = apisOf('cf.example.com');
  new Instance(chart, 'route', Route, { metadata: named('r', 'space'), spec: { host: 'a_b', domain: 'nowhere.com' } });
  expect(mistakesIn(cf).map(line => line.split(': ')[1].split('. ')[0])).toEqual([
    "'a_b' is no host",
    "its domain 'nowhere.com' is neither written nor declared",
  ]);
});

describe('what Korifi never lets change', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'korifi-'));
  });
  afterEach(() => {
    rmSync(outdir, { recursive: true });
  });

  const synth = (source = docker('web:1'), host = 'www', backend: 'korifi' | 'kro' = 'korifi') => {
    const app = new KroApp({ outdir });
    const cf = new CloudFoundry(app, 'cf', { backend, defaultDomain: 'a.com', imagePrefix: 'reg.io/' });
    const web = cf
      .addOrg('shop')
      .addSpace('dev')
      .addApp('web', { source: source as never });
    const route = web.route(cf.defaultDomain!, host);
    return { app, route };
  };

  test('is held against what the last synth wrote', () => {
    synth().app.synth();
    expect(mistakesIn(synth().app)).toEqual([]);
    expect(mistakesIn(synth(buildpack() as never).app)).toEqual([
      "[cf/shop/dev/web] cf/shop/dev/web/CFApp: spec.lifecycle.type was 'docker' and is 'buildpack', and it never may change. Give the object another name (guid), or take it out of the output, have it deleted, and add it again.",
    ]);
  });

  test.each(BACKENDS)('is held against it with the backend %s', backend => {
    synth(docker('web:1'), 'www', backend).app.synth();
    expect(mistakesIn(synth(docker('web:2'), 'www', backend).app)).toEqual([]);
    const [mistake, ...others] = mistakesIn(synth(buildpack() as never, 'www', backend).app);
    expect([others, mistake]).toEqual([
      [],
      expect.stringContaining("spec.lifecycle.type was 'docker' and is 'buildpack'"),
    ]);
  });

  test('is the domain of a route of a graph, also where the domain keeps its name', () => {
    synth(docker('web:1'), 'www', 'kro').app.synth();
    const app = new KroApp({ outdir });
    const cf = new CloudFoundry(app, 'cf', { backend: 'kro', defaultDomain: 'b.com' });
    cf.addOrg('shop')
      .addSpace('dev')
      .addApp('web', { source: docker('web:1') })
      .route(cf.defaultDomain!, 'www');
    expect(mistakesIn(app)).toEqual([expect.stringContaining("spec.domain was 'a.com' and is 'b.com'")]);
  });

  test('are not the paths of a host of Contour, which come and go', () => {
    const write = (paths: readonly string[]) => {
      const app = new KroApp({ outdir });
      const graphs = { ingress: 'contour' as const };
      const cf = new CloudFoundry(app, 'cf', { backend: 'kro', defaultDomain: 'a.com', graphs });
      const web = cf
        .addOrg('shop')
        .addSpace('dev')
        .addApp('web', { source: docker('web:1') });
      for (const path of paths) web.route(cf.defaultDomain!, 'www', path);
      return app;
    };
    write(['/a', '/b']).synth();
    expect(mistakesIn(write(['/b', '/c']))).toEqual([]);
  });

  test('makes another object where the name stands for it', () => {
    const before = synth();
    before.app.synth();
    const after = synth(docker('web:1'), 'other');
    expect(after.route.guid).not.toBe(before.route.guid);
    expect(mistakesIn(after.app)).toEqual([]);
  });

  test.each<[string, (file: File) => unknown, (file: File) => unknown, string]>([
    ['host', f => f.route('r', { host: 'a' }), f => f.route('r', { host: 'b' }), "spec.host was 'a' and is 'b'"],
    ['path', f => f.route('r', { path: '/a' }), f => f.route('r'), "spec.path was '/a' and is ''"],
    [
      'domain',
      f => f.route('r'),
      f => f.route('r', { domain: 'other' }),
      "spec.domainRef.name was 'domain' and is 'other'",
    ],
    [
      'service',
      f => f.binding('b'),
      f => f.binding('b', undefined, 'queue'),
      "spec.service.name was 'db' and is 'queue'",
    ],
    [
      'app',
      f => f.binding('b'),
      f => f.binding('b', undefined, 'db', 'app2'),
      "spec.appRef.name was 'app' and is 'app2'",
    ],
  ])('is the %s of an object', (_, before, after, message) => {
    const run = (write: (file: File) => unknown) => {
      const app = new KroApp({ outdir });
      place(new File(app, 'place')).domain().domain('other', 'b.org').app().app('app2').service().service('queue');
      write(new File(app, 'file'));
      return app;
    };
    run(before).synth();
    expect(mistakesIn(run(before))).toEqual([]);
    const [mistake, ...others] = mistakesIn(run(after));
    expect([others, mistake]).toEqual([[], expect.stringContaining(message)]);
  });

  test.each([
    ['korifi', 'kro'],
    ['kro', 'korifi'],
  ] as const)('does not keep an app from moving from %s to %s', (from, to) => {
    synth(docker('web:1'), 'www', from).app.synth();
    expect(mistakesIn(synth(docker('web:1'), 'www', to).app)).toEqual([]);
  });
});
