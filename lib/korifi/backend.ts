import type { App } from './app';
import type { Binding } from './binding';
import type { Domain } from './domain';
import type { CloudFoundry } from './foundation';
import type { Org } from './org';
import type { Process } from './process';
import type { Level, Role, Subject } from './role';
import type { Route } from './route';
import type { Service } from './service';
import type { Space } from './space';
import type { Task } from './task';

/** Who makes workloads of what is written: Korifi's controllers, or kro with graphs of this library. */
export type BackendName = 'korifi' | 'kro';

/** A role that was granted. */
export interface Grant {
  readonly role: Role;
  readonly subject: Subject;
  /** Where; the foundation's own roles have neither. */
  readonly in: { readonly level: Level; readonly chart: Org | Space | undefined; readonly namespace: string };
}

/** Writes each concept of Cloud Foundry as the objects one of the two reads. */
export interface Backend {
  readonly name: BackendName;
  domain(domain: Domain): void;
  org(org: Org): void;
  space(space: Space): void;
  app(app: App): void;
  process(process: Process): void;
  route(route: Route): void;
  service(service: Service): void;
  binding(binding: Binding): void;
  task(task: Task): void;
  grant(grant: Grant, foundation: CloudFoundry): void;
}
