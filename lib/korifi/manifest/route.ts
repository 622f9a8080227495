import { digest } from '../guid';
import { isHost, pathProblem } from '../rules/names';
import { told } from './finding';

/** A route as a manifest writes it: `shop.apps.example.com/cart`, up to the first dot the host. */
export interface RouteText {
  readonly host: string;
  readonly domain: string;
  readonly path: string;
}

/** The host of the route of an app that names none. A random one ends in what is always the same for the app. */
export function hostOf(app: string, route: 'default' | 'random', guid = ''): string {
  if (route === 'default') return app;
  return `${app}-${digest('sha256', guid).slice(0, 6)}`;
}

const ROUTE = /^((?:[-\w]+|\*)(?:\.[-\w]+)+)(?::(\d+))?(\/.*)?$/;

/** The parts of a route, or why Korifi would not take it and what to write. */
export function parseRoute(text: string): RouteText | { readonly message: string; readonly hint: string } {
  const [, scheme, rest] = /^([a-z]+):\/\/(.*)$/i.exec(text) ?? [];
  if (scheme)
    return { message: `The route '${text}' has a scheme, which Korifi takes for its host.`, hint: `Write ${rest}.` };
  const [, name, port, path = ''] = ROUTE.exec(text) ?? [];
  if (name === undefined)
    return { message: `'${text}' is no route.`, hint: 'Write host, domain and path: shop.apps.example.com/cart.' };
  if (port !== undefined)
    return { message: `The route '${text}' has a port, and Korifi has no TCP routes.`, hint: `Remove ':${port}'.` };
  const problem = path === '' ? undefined : pathProblem(path);
  if (problem) {
    const [message, hint] = told(`The path '${path}' of the route ${problem}`);
    return { message, hint };
  }
  const dot = name.indexOf('.');
  const host = name.slice(0, dot);
  if (host !== '*' && !isHost(host))
    return { message: `'${host}' is no host.`, hint: 'Use letters, digits and -, 63 at most, or * for all.' };
  return { host, domain: name.slice(dot + 1), path };
}
