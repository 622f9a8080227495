import { Instance } from '../../kro/instance';
import { guidIn } from '../guid';
import { type Route, routeKey } from '../route';
import type { Apis } from './apis';
import { destinationsOf } from './destinations';
import { listed } from './listed';

/** The hosts of a foundation, each with one instance for all its routes: Contour gives a host one HTTPProxy. */
export class ContourHosts {
  private readonly routes = new Map<string, Route[]>();

  /**
   * Adds a route to its host; the first one writes the instance.
   *
   * @throws where the host is one of another space
   */
  add(route: Route, { ContourRoute }: Apis): void {
    const { host, domain, space } = route;
    const key = routeKey(domain, host, '');
    const routes = this.routes.get(key) ?? [];
    this.routes.set(key, routes);
    routes.push(route);
    if (routes[0].space !== space)
      throw new Error(
        `${route.node.path}: ${key} is a host of ${routes[0].space.node.path} already, and Contour takes a host from one namespace only. Use another host.`,
      );
    if (routes.length > 1) return;
    const destinations = () =>
      routes.flatMap(each => destinationsOf(each).map(to => ({ ...to, ...(each.path && { path: each.path }) })));
    new Instance(route, 'ContourRoute', ContourRoute, {
      metadata: { name: guidIn(domain.guid, `host/${host.toLowerCase()}`), namespace: space.guid },
      spec: { host, domain: domain.name, destinations: listed(destinations) },
    });
  }
}
