import { api } from '../../kro/kind';
import * as s from '../../schema/field';

/** A subject of RBAC. */
const subject = s.type(
  'Subject',
  s.object({
    apiGroup: s.string(),
    kind: s.string().enum('User', 'Group', 'ServiceAccount').required(),
    name: s.string().required(),
    namespace: s.string(),
  }),
);
const grants = s.list(
  s.type(
    'Grant',
    s.object({
      role: s.string().required().description('Name of the ClusterRole'),
      subjects: s.list(subject).required(),
    }),
  ),
);

/** Of organizations and spaces, as Korifi has it: what ASCII prints. */
const displayName = s.string().pattern('^[ -~]+$');

const place = (name: string) => s.type(name, s.object({ guid: s.string().required(), name: s.string().required() }));

const process = {
  app: s.string().required().immutable().description('Name of the App'),
  type: s.string().required().immutable(),
  command: s.string().default('').description('Empty for that of the image'),
  instances: s.integer().minimum(0).default(1),
  memoryMB: s.integer().minimum(1).default(1024),
  diskMB: s.integer().minimum(1).default(1024),
  ports: s.list(s.integer()).minItems(1).default([8080]),
  env: s.string().required().description('Name of the Secret with the variables of the app'),
  pullSecrets: s.list(s.string()).default([]),
  revision: s.string().default('0').description('Another one restarts all instances'),
};
const probe = {
  timeout: s.integer().minimum(1).default(60).description('Seconds until an instance has to be up'),
  invocationTimeout: s.integer().minimum(1).default(1).description('Seconds a check may take'),
};

const destination = {
  guid: s.string().required(),
  app: s.string().required(),
  process: s.string().default('web'),
  port: s.integer().default(8080),
};

const binding = {
  app: s.string().required().immutable().description('Name of the App'),
  service: s.string().required().immutable().description('Name of the ServiceInstance'),
  serviceName: s.string().required(),
  name: s.string().default('').description('What the app knows the service by; empty for the name of the service'),
  label: s.string().default('user-provided'),
  tags: s.list(s.string()).default([]),
  secret: s.string().required().description('Name of the Secret with the key credentials'),
};

/** The kinds of Cloud Foundry as kro serves them, in a group. The name of an instance is its GUID. */
export function apisOf(group: string) {
  return {
    /** Lives in the root namespace. */
    Organization: api({
      group,
      kind: 'Organization',
      spec: { displayName: displayName.required(), grants: grants.default([]) },
      status: { namespace: s.string() },
    }),
    /** Lives in the namespace of its organization. */
    Space: api({
      group,
      kind: 'Space',
      spec: { displayName: displayName.required(), organization: s.string().required(), grants: grants.default([]) },
      status: { namespace: s.string() },
    }),
    /** Lives in the root namespace. */
    Domain: api({
      group,
      kind: 'Domain',
      spec: { name: s.string().required().immutable() },
      status: { name: s.string(), addresses: s.list(s.string()) },
    }),
    App: api({
      group,
      kind: 'App',
      spec: {
        displayName: s.string().required().pattern('^[-\\w]+$'),
        organization: place('Organization').required(),
        space: place('Space').required(),
        lifecycle: s.string().enum('docker', 'buildpack').required().immutable(),
        image: s.string().default('').description('Of an app of lifecycle docker; a Build gives that of others'),
        env: s.map(s.string()).default({}),
        envSecret: s.string().default('').description('Name of a Secret with all variables, instead of env'),
        uris: s.list(s.string()).default([]),
        api: s.string().default(''),
      },
      status: { droplet: s.string(), environment: s.string() },
    }),
    /** A process whose port is asked by HTTP. */
    HttpProcess: api({
      group,
      kind: 'HttpProcess',
      spec: { ...process, ...probe, endpoint: s.string().default('/') },
      status: { readyInstances: s.integer() },
    }),
    /** A process whose port is opened. */
    PortProcess: api({
      group,
      kind: 'PortProcess',
      spec: { ...process, ...probe },
      status: { readyInstances: s.integer() },
    }),
    /** A process nobody asks anything. */
    PlainProcess: api({ group, kind: 'PlainProcess', spec: process, status: { readyInstances: s.integer() } }),
    Build: api({
      group,
      kind: 'Build',
      spec: {
        app: s.string().required().immutable().description('Name of the App'),
        package: s.string().required().description('Image with the source code'),
        tag: s.string().required().immutable().description('Where the droplet goes'),
        buildpacks: s.list(s.string()).default([]),
        memoryMB: s.integer().minimum(1).default(1024),
        diskMB: s.integer().minimum(1).default(1024),
        env: s.string().required().description('Name of the Secret with the variables of the app'),
        variables: s.list(s.string()).default([]).description('Keys of the Secret that the build sees'),
      },
      status: { image: s.string() },
    }),
    Route: api({
      group,
      kind: 'Route',
      spec: {
        host: s.string().required().immutable(),
        domain: s.string().required().immutable(),
        path: s.string().default('').immutable(),
        destinations: s.list(s.type('Destination', s.object(destination))).default([]),
      },
      status: { uri: s.string() },
    }),
    /** All routes of a host; Contour lets only one HTTPProxy have it. */
    ContourRoute: api({
      group,
      kind: 'ContourRoute',
      spec: {
        host: s.string().required().immutable(),
        domain: s.string().required().immutable(),
        destinations: s
          .list(s.type('Destination', s.object({ ...destination, path: s.string().default('/') })))
          .default([]),
      },
      status: { fqdn: s.string() },
    }),
    /** A ProvisionedService to servicebinding.io: status.binding names the Secret. */
    ServiceInstance: api({
      group,
      kind: 'ServiceInstance',
      spec: {
        displayName: s.string().required(),
        type: s.string().enum('user-provided').default('user-provided').immutable(),
        secret: s.string().required().description('Name of the Secret with the key credentials'),
        label: s.string().default('user-provided'),
        tags: s.list(s.string()).default([]),
      },
      status: { binding: s.object({ name: s.string().required() }) },
    }),
    ServiceBinding: api({ group, kind: 'ServiceBinding', spec: binding, status: { binding: s.string() } }),
    /** As ServiceBinding, with the mount left to the controller of servicebinding.io. */
    ProjectedBinding: api({ group, kind: 'ProjectedBinding', spec: binding, status: { binding: s.string() } }),
    Task: api({
      group,
      kind: 'Task',
      spec: {
        app: s.string().required().immutable().description('Name of the App'),
        command: s.string().required().immutable(),
        image: s.string().required().immutable(),
        memoryMB: s.integer().minimum(1).default(1024).immutable(),
        diskMB: s.integer().minimum(1).default(1024).immutable(),
        env: s.string().required().immutable().description('Name of the Secret with the variables of the app'),
        pullSecrets: s.list(s.string()).default([]).immutable(),
      },
      status: { succeeded: s.boolean(), failed: s.boolean() },
    }),
  };
}

export type Apis = ReturnType<typeof apisOf>;
