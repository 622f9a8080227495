import { Construct } from 'constructs';
import type { App } from './app';
import type { Domain } from './domain';
import { guidIn } from './guid';
import type { Space } from './space';

export interface DestinationProps {
  /** The type of the process. @default 'web' */
  readonly process?: string;
  /** @default the port of the droplet, 8080 where it says none */
  readonly port?: number;
}

export interface Destination {
  readonly guid: string;
  readonly app: App;
  readonly process: string;
  readonly port?: number;
}

/** What makes a route this one; hosts have no case. */
export const routeKey = (domain: Domain, host: string, path: string): string =>
  `${host.toLowerCase()}.${domain.name}${path}`;

/** A host and path of a domain, and the processes that answer there. */
export class Route extends Construct {
  readonly domain: Domain;
  readonly host: string;
  /** Begins with `/`; empty for all. */
  readonly path: string;
  readonly guid: string;
  readonly space: Space;
  readonly destinations: Destination[] = [];

  constructor(
    scope: App,
    id: string,
    props: { readonly domain: Domain; readonly host: string; readonly path: string },
  ) {
    super(scope, id);
    this.domain = props.domain;
    this.host = props.host;
    this.path = props.path;
    this.space = scope.space;
    this.guid = guidIn(this.domain.guid, `route/${this.host.toLowerCase()}${this.path}`);
    this.space.foundation.backend.route(this);
  }

  /** What apps know it by: `shop.apps.example.com/cart`. */
  get uri(): string {
    return routeKey(this.domain, this.host, this.path);
  }

  /** Leads to an app of the same space as well. */
  to(app: App, { process = 'web', port }: DestinationProps = {}): this {
    const guid = guidIn(this.guid, `${app.guid}/${process}/${port ?? ''}`);
    if (this.destinations.some(each => each.guid === guid)) return this;
    this.destinations.push({ guid, app, process, ...(port !== undefined && { port }) });
    app.routes.add(this);
    app.findProcess(process, this.node.path).listensOn(port);
    return this;
  }
}
