import { Construct } from 'constructs';
import type { App } from './app';
import { guidIn } from './guid';
import { megabytes } from './size';

/** How Korifi finds out that an instance runs: an answer to HTTP, an open port, or a process that has not ended. */
export type HealthCheck =
  | {
      readonly type: 'http';
      /** @default '/' */
      readonly endpoint?: string;
      /** Seconds until it has to be up. @default 60 */
      readonly timeout?: number;
      /** Seconds an answer may take. @default 1 */
      readonly invocationTimeout?: number;
    }
  | { readonly type: 'port'; readonly timeout?: number; readonly invocationTimeout?: number }
  | { readonly type: 'process'; readonly timeout?: number };

export interface ProcessProps {
  /** @default what the droplet says */
  readonly command?: string;
  /** @default 1 for web, 0 for others */
  readonly instances?: number;
  /** Of each instance, as Cloud Foundry writes it: `256M`. @default '1024M' */
  readonly memory?: string;
  /** Of each instance. @default '1024M' */
  readonly disk?: string;
  /** @default port for web, process for others */
  readonly healthCheck?: HealthCheck;
}

const DEFAULT_PORT = 8080;

/** A process of an app: so many instances of its droplet, with one command. */
export class Process extends Construct {
  readonly guid: string;
  readonly instances: number;
  readonly memoryMB: number;
  readonly diskMB: number;
  readonly healthCheck: HealthCheck;
  private readonly routed = new Set<number>();

  constructor(
    readonly app: App,
    id: string,
    readonly type: string,
    readonly props: ProcessProps,
  ) {
    super(app, id);
    const isWeb = type === 'web';
    const { instances = isWeb ? 1 : 0, memory = '1024M', disk = '1024M', healthCheck } = props;
    const { path } = this.node;
    if (!Number.isInteger(instances) || instances < 0)
      throw new Error(`${path}: ${instances} is no number of instances. Write 0 or more.`);
    this.guid = guidIn(app.guid, type);
    this.instances = instances;
    this.memoryMB = megabytes(memory, `${path} memory`);
    this.diskMB = megabytes(disk, `${path} disk`);
    this.healthCheck = healthCheck ?? { type: isWeb ? 'port' : 'process' };
    checkTimeouts(path, this.healthCheck);
    app.foundation.backend.process(this);
  }

  /** Where routes lead; without one, the port an app of Cloud Foundry listens on. */
  get ports(): readonly number[] {
    return this.routed.size > 0 ? [...this.routed] : [DEFAULT_PORT];
  }

  /** Lets a route lead to a port; it becomes the one of PORT if it is the first. */
  listensOn(port: number = DEFAULT_PORT): void {
    this.routed.add(port);
  }
}

function checkTimeouts(path: string, check: HealthCheck): void {
  const { timeout = 60, invocationTimeout = 1 } = check as { timeout?: number; invocationTimeout?: number };
  for (const [name, seconds] of Object.entries({ timeout, invocationTimeout }))
    if (!Number.isInteger(seconds) || seconds < 1)
      throw new Error(`${path} healthCheck: ${name} is ${seconds}. Write whole seconds, 1 or more.`);
}
