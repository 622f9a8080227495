import type { EntryKind } from '../rules/entry';

// biome-ignore lint/suspicious/noExplicitAny: an instance may hold anything, also what its API does not
type Spec = Readonly<Record<string, any>>;
type Read = (
  spec: Spec,
  name: string,
) => readonly { readonly kind: EntryKind; readonly name?: string; readonly spec: Spec }[];

const ref = (name: unknown) => ({ name });
const destinations = (all: readonly Spec[] = []) => all.map(each => ({ appRef: ref(each.app) }));
const process: Read = ({ app }) => [{ kind: 'CFProcess', spec: { appRef: ref(app) } }];
const binding: Read = ({ app, service, name }) => [
  { kind: 'CFServiceBinding', spec: { appRef: ref(app), service: ref(service), displayName: name, type: 'app' } },
];

/** The graphs' kinds as Korifi's, so that one set of rules holds for both. */
export const AS_KORIFI: Readonly<Record<string, Read>> = {
  Organization: spec => [{ kind: 'CFOrg', spec }],
  Space: spec => [{ kind: 'CFSpace', spec }],
  Domain: spec => [{ kind: 'CFDomain', spec }],
  App: ({ displayName, lifecycle, envSecret }) => [
    { kind: 'CFApp', spec: { displayName, lifecycle: { type: lifecycle }, envSecretName: envSecret } },
  ],
  HttpProcess: process,
  PortProcess: process,
  PlainProcess: process,
  Build: ({ app }, name) => [
    { kind: 'CFPackage', spec: { type: 'bits', appRef: ref(app) } },
    { kind: 'CFBuild', spec: { appRef: ref(app), packageRef: ref(name), lifecycle: { type: 'buildpack' } } },
  ],
  Route: ({ host, domain, path, destinations: to }) => [
    { kind: 'CFRoute', spec: { host, domain, path, protocol: 'http', destinations: destinations(to) } },
  ],
  ContourRoute: ({ host, domain, destinations: to = [] }, name) =>
    [...new Set<string>(to.map((each: Spec) => each.path ?? '/'))].map(path => ({
      kind: 'CFRoute' as const,
      name: `${name}${path}`,
      spec: {
        host,
        domain,
        path: path === '/' ? '' : path,
        destinations: destinations(to.filter((each: Spec) => (each.path ?? '/') === path)),
      },
    })),
  ServiceInstance: ({ displayName, type, secret }) => [
    { kind: 'CFServiceInstance', spec: { displayName, type, secretName: secret } },
  ],
  ServiceBinding: binding,
  ProjectedBinding: binding,
  Task: ({ app, command }) => [{ kind: 'CFTask', spec: { appRef: ref(app), command } }],
};
