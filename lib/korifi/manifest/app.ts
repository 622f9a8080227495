import { joinPath } from '../../schema/problem';
import { variableProblem } from '../env';
import { processTypeProblem } from '../process';
import { isHost } from '../rules/names';
import { imageProblem } from '../source';
import { Fields, fieldsOf } from './fields';
import { type Place, told } from './finding';
import { type ProcessText, readProcess } from './process';
import { hostOf, parseRoute, type RouteText } from './route';

/** One app of a manifest. */
export interface AppText {
  /** Where it is: `applications[0]`. */
  readonly path: string;
  readonly name: string;
  readonly source: { readonly image: string } | { readonly buildpacks: readonly string[]; readonly stack?: string };
  readonly env: Readonly<Record<string, string>>;
  /** Those of `web` first. */
  readonly processes: ReadonlyMap<string, ProcessText>;
  /** `default` is `<name>.<default domain>`; `random` has something behind the name that is always the same. */
  readonly routes: readonly (RouteText & { readonly at: string })[] | 'default' | 'random';
  readonly services: readonly ServiceText[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface ServiceText {
  /** Where it is: `applications[0].services[1]`. */
  readonly at: string;
  readonly name: string;
  readonly bindingName?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

const NOTHING = 'Korifi has nothing for it. Remove it.';
const ROUTES = 'Write routes: [{ route: host.domain }].';

/** Fields of Cloud Foundry that Korifi does not know, and what to do about them. */
const GONE: Readonly<Record<string, string>> = {
  sidecars: NOTHING,
  features: NOTHING,
  lifecycle: 'The lifecycle follows from docker or buildpacks. Remove it.',
  'log-rate-limit-per-second': NOTHING,
  'readiness-health-check-type': NOTHING,
  'readiness-health-check-http-endpoint': NOTHING,
  'readiness-health-check-invocation-timeout': NOTHING,
  'readiness-health-check-interval': NOTHING,
  host: ROUTES,
  hosts: ROUTES,
  domain: ROUTES,
  domains: ROUTES,
  'no-hostname': ROUTES,
  inherit: 'Use a YAML anchor and <<.',
};

/** Reads an app, and reports all that is wrong with it; undefined where it has no name. */
export function readApp(value: unknown, path: string, place: Place): AppText | undefined {
  const fields = fieldsOf(value, path, place);
  if (!fields) return undefined;
  const name = readName(fields);
  const app = {
    source: readSource(fields),
    env: readEnv(fields),
    processes: readProcesses(fields),
    routes: readRoutes(fields),
    services: readServices(fields),
    ...readMetadata(fields),
  };
  fields.close(GONE);
  if (name === undefined) return undefined;
  if (typeof app.routes === 'string' && !isHost(hostOf(name, app.routes)))
    fields.wrong(
      'name',
      `'${name}' cannot be the host of the ${app.routes} route.`,
      'Hosts have letters, digits and -, 63 at most. Write routes, or no-route: true.',
    );
  return { path, name, ...app };
}

function readName(fields: Fields): string | undefined {
  const name = fields.required('name');
  if (name === undefined || /^[-\w]+$/.test(name)) return name;
  return fields.wrong('name', `'${name}' is no name of an app.`, 'Use letters, digits, - and _ only.');
}

function readSource(fields: Fields): AppText['source'] {
  const docker = fields.object('docker');
  const image = docker?.required('image');
  const problem = image === undefined ? undefined : imageProblem(image);
  if (problem) docker?.wrong('image', ...told(problem));
  docker?.close({
    username: "The registry's credentials are in a Secret: write docker(image, { pullSecret }) in TypeScript.",
  });
  const buildpacks = fields.list('buildpacks', (item, at) => readBuildpack(item, at, fields.place));
  const old = fields.has('buildpack')
    ? readBuildpack(fields.text('buildpack'), fields.at('buildpack'), fields.place)
    : undefined;
  if (fields.has('buildpack') && fields.has('buildpacks'))
    fields.wrong('buildpack', 'buildpack is what buildpacks was once.', 'Remove buildpack.');
  const stack = fields.text('stack');
  fields.text('path'); // of the source code, for the one who pushes the image with it
  if (docker)
    for (const key of ['buildpack', 'buildpacks', 'stack', 'path'])
      if (fields.has(key))
        fields.wrong(key, `${key} and docker exclude each other: an image is not built.`, `Remove ${key} or docker.`);
  if (docker) return { image: image ?? '' };
  return { buildpacks: old === undefined ? buildpacks : [old, ...buildpacks], ...(stack !== undefined && { stack }) };
}

function readBuildpack(item: unknown, at: string, place: Place): string | undefined {
  if (item === undefined || item === 'default') return undefined; // default is: as the platform chooses
  if (typeof item !== 'string' || item === '') {
    place.report(at, 'A buildpack is named by a text.', 'Write for instance paketo-buildpacks/java.');
    return undefined;
  }
  if (!/^[a-z]+:\/\/|\.git$/.test(item)) return item;
  place.report(
    at,
    `The buildpack '${item}' is an address.`,
    'kpack knows buildpacks by id, such as paketo-buildpacks/java.',
  );
  return undefined;
}

function readEnv(fields: Fields): Readonly<Record<string, string>> {
  const env = fields.map('env');
  for (const name of Object.keys(env)) {
    const problem = variableProblem(name);
    if (problem) fields.place.report(joinPath(fields.at('env'), name), ...told(problem));
  }
  return env;
}

function readProcesses(fields: Fields): ReadonlyMap<string, ProcessText> {
  const processes = new Map<string, ProcessText>([['web', readProcess(fields)]]);
  const said = new Set<string>();
  fields.list('processes', (item, at) => {
    const each = fieldsOf(item, at, fields.place);
    const type = each?.required('type');
    const text = each && readProcess(each);
    each?.close();
    if (type === undefined || text === undefined) return undefined;
    const problem = processTypeProblem(type);
    if (problem) fields.place.report(`${at}.type`, ...told(problem));
    if (said.has(type))
      fields.place.report(at, `There is a process ${type} already.`, 'Say all of a process in one place.');
    said.add(type);
    processes.set(type, { ...processes.get(type), ...text });
    return undefined;
  });
  return processes;
}

function readRoutes(fields: Fields): AppText['routes'] {
  const routes = fields.list('routes', (item, at) => readRoute(item, at, fields.place));
  const said = ['no-route', 'default-route', 'random-route'].filter(key => fields.flag(key));
  const [first, second] = fields.has('routes') && said.includes('no-route') ? ['routes', 'no-route'] : said;
  if (second) fields.wrong(second, `${second} and ${first} exclude each other.`, 'Keep the one that is meant.');
  if (said.includes('no-route')) return [];
  if (routes.length > 0 || fields.has('routes')) return routes;
  return said.includes('random-route') ? 'random' : 'default';
}

function readRoute(item: unknown, at: string, place: Place) {
  if (typeof item === 'string') {
    place.report(at, `'${item}' is not said to be a route.`, `Write route: ${item}.`);
    return undefined;
  }
  const fields = fieldsOf(item, at, place);
  const text = fields?.required('route');
  fields?.oneOf('protocol', ['http1']);
  fields?.close({ options: NOTHING });
  if (text === undefined) return undefined;
  const route = parseRoute(text);
  if (!('message' in route)) return { ...route, at: `${at}.route` };
  place.report(`${at}.route`, route.message, route.hint);
  return undefined;
}

function readServices(fields: Fields): ServiceText[] {
  const services = fields.list('services', (item, at) => readService(item, at, fields.place));
  const names = new Map<string, string>();
  for (const { at, name, bindingName = name } of services) {
    const other = names.get(bindingName);
    if (other !== undefined)
      fields.place.report(
        at,
        `${other} has the name '${bindingName}' for the app too.`,
        'Remove one, or write another binding_name.',
      );
    names.set(bindingName, at);
  }
  return services;
}

function readService(item: unknown, at: string, place: Place): ServiceText | undefined {
  if (typeof item === 'string' && item !== '') return { at, name: item };
  const fields = fieldsOf(item, at, place);
  const name = fields?.required('name');
  const bindingName = fields?.text('binding_name');
  const parameters = fields?.free('parameters');
  fields?.close();
  if (name === undefined) return undefined;
  return { at, name, ...(bindingName !== undefined && { bindingName }), ...(parameters && { parameters }) };
}

const NAME = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[a-zA-Z0-9]([-\w.]{0,61}[a-zA-Z0-9])?$/;
const VALUE = /^([a-zA-Z0-9]([-\w.]{0,61}[a-zA-Z0-9])?)?$/;

function readMetadata(fields: Fields): Pick<AppText, 'labels' | 'annotations'> {
  const metadata = fields.object('metadata') ?? new Fields({}, '', fields.place);
  const [labels, annotations] = [metadata.map('labels'), metadata.map('annotations')];
  metadata.close();
  for (const [kind, entries] of Object.entries({ labels, annotations }))
    for (const name of Object.keys(entries))
      if (!NAME.test(name) || name.split('/')[0].endsWith('cloudfoundry.org'))
        fields.place.report(
          joinPath(metadata.at(kind), name),
          `'${name}' cannot be the name of a label or annotation.`,
          'Write a name such as example.com/team; cloudfoundry.org is for Cloud Foundry itself.',
        );
  for (const [name, value] of Object.entries(labels))
    if (!VALUE.test(value))
      fields.place.report(
        joinPath(metadata.at('labels'), name),
        `'${value}' cannot be the value of a label.`,
        'Use up to 63 letters, digits, -, _ and dots, or an annotation.',
      );
  return { labels, annotations };
}
