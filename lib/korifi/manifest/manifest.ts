import type { App } from '../app';
import type { Domain } from '../domain';
import type { SecretRef } from '../secret';
import { buildpack, docker } from '../source';
import type { Space } from '../space';
import type { AppText } from './app';
import { ManifestError, type ManifestFinding } from './finding';
import { processProps } from './process';
import type * as Read from './read';
import { hostOf } from './route';
import type { Variables } from './variables';

export interface ManifestOptions {
  /** Values of `((variables))`; they win over those of files. @default none */
  readonly variables?: Variables;
  /** Files of YAML with variables; later ones win. @default none */
  readonly variablesFiles?: readonly string[];
}

export interface AddOptions {
  /** By app: the Secret of the space with its variables, of which then none is printed. @default those of the manifest */
  readonly env?: Readonly<Record<string, SecretRef>>;
  /** Where default and random routes are. @default that of the foundation */
  readonly defaultDomain?: Domain;
}

/** A manifest of `cf push`, with one or more apps. */
export class CfManifest {
  private constructor(private readonly text: Read.ManifestText) {}

  /**
   * Reads a manifest: all fields Korifi knows, YAML anchors, and `((variables))`.
   *
   * @throws ManifestError with everything that is wrong, each with file, line and what to write instead
   */
  static fromFile(file: string, { variables = {}, variablesFiles = [] }: ManifestOptions = {}): CfManifest {
    const { readManifest, readVariables } = require('./read') as typeof Read; // it takes long to load
    return new CfManifest(readManifest(file, Object.assign({}, ...variablesFiles.map(readVariables), variables)));
  }

  /** The names of its apps. */
  get apps(): readonly string[] {
    return this.text.apps.map(({ name }) => name);
  }

  /** The domains its routes name. */
  get domains(): readonly string[] {
    const routes = this.text.apps.flatMap(app => (typeof app.routes === 'string' ? [] : app.routes));
    return [...new Set(routes.map(({ domain }) => domain.toLowerCase()))];
  }

  /** The services its apps are bound to. */
  get services(): readonly string[] {
    return [...new Set(this.text.apps.flatMap(app => app.services.map(({ name }) => name)))];
  }

  /**
   * Adds the apps to a space, as a push would: with routes in domains of the foundation, bound to services of the space.
   *
   * An app that says nothing of routes gets the default one, its name in the default domain. A random route ends in digits made of the
   * app's GUID, so that it stays the same.
   *
   * @throws ManifestError where a domain or a service is not there, or nothing says where images of source code are
   */
  addTo(space: Space, { env = {}, defaultDomain = space.foundation.defaultDomain }: AddOptions = {}): App[] {
    const { apps } = this.text;
    const unknown = Object.keys(env).filter(name => !this.apps.includes(name));
    if (unknown.length > 0)
      throw new Error(
        `${space.node.path}: the manifest has no app ${unknown.join(', ')} to take variables from a Secret, only ${this.apps.join(', ')}.`,
      );
    const problems = apps.flatMap(app => [
      ...this.domainProblems(app, space, defaultDomain),
      ...this.serviceProblems(app, space),
      ...this.imageProblems(app, space),
    ]);
    if (problems.length > 0) throw new ManifestError(problems);
    return apps.map(app => add(app, space, env[app.name], defaultDomain));
  }

  private domainProblems({ routes, path }: AppText, { foundation }: Space, defaultDomain?: Domain): ManifestFinding[] {
    const { findingAt } = this.text;
    if (typeof routes === 'string') {
      const hint =
        'Give the CloudFoundry a defaultDomain (--domain on the command line), or write routes or no-route: true.';
      return defaultDomain ? [] : [findingAt(path, `There is no domain for the ${routes} route.`, hint)];
    }
    return routes
      .filter(({ domain }) => !tryDomain(foundation.domains, domain))
      .map(({ domain, at }) => {
        const known = foundation.domains.map(each => each.name).join(', ') || 'none';
        return findingAt(
          at,
          `There is no domain ${domain}.`,
          `There are ${known}. Add it (--domain on the command line).`,
        );
      });
  }

  private serviceProblems({ services }: AppText, space: Space): ManifestFinding[] {
    const hint = 'Add it to the space with addService() or existingService() (--service on the command line).';
    return services
      .filter(({ name }) => !space.services.has(name))
      .map(({ name, at }) => this.text.findingAt(at, `The space ${space.displayName} has no service '${name}'.`, hint));
  }

  private imageProblems({ source, path }: AppText, { foundation }: Space): ManifestFinding[] {
    if ('image' in source || foundation.imagePrefix !== undefined) return [];
    const hint =
      'Give the CloudFoundry an imagePrefix (--image-prefix on the command line), or the app a docker image.';
    return [this.text.findingAt(path, 'Nothing says where the image with the source code is.', hint)];
  }
}

const tryDomain = (domains: readonly Domain[], name: string): Domain | undefined =>
  domains.find(domain => domain.name === name.toLowerCase());

function add(text: AppText, space: Space, secret?: SecretRef, defaultDomain?: Domain): App {
  const { name, source, env, labels, annotations, processes, services } = text;
  const [[, web], ...others] = [...processes].map(([type, each]) => [type, processProps(each, type)] as const);
  const app = space.addApp(name, {
    source: 'image' in source ? docker(source.image) : buildpack(undefined, source),
    env: secret ?? env,
    web,
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  });
  for (const [type, props] of others) app.addProcess(type, props);
  for (const { domain, host, path } of routesOf(text, app, defaultDomain)) app.route(domain, host, path);
  for (const { name: service, bindingName, parameters } of services)
    app.bind(space.services.get(service)!, {
      ...(bindingName !== undefined && { name: bindingName }),
      ...(parameters && { parameters }),
    });
  return app;
}

function routesOf({ name, routes }: AppText, { foundation, guid }: App, defaultDomain?: Domain) {
  if (typeof routes !== 'string')
    return routes.map(each => ({ ...each, domain: tryDomain(foundation.domains, each.domain)! }));
  return [{ domain: defaultDomain!, host: hostOf(name, routes, guid), path: '' }];
}
