import { Construct } from 'constructs';
import type { App } from './app';
import { guidIn } from './guid';
import { isCount, megabytes } from './size';

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

/** Why no process can have a type: Korifi and the graphs make a label of it. */
export const processTypeProblem = (type: string): string | undefined =>
  /^[a-zA-Z0-9]([-\w.]{0,61}[a-zA-Z0-9])?$/.test(type)
    ? undefined
    : `'${type}' is no type of a process. Use up to 63 letters, digits, -, _ and dots.`;

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
    const problem = processTypeProblem(type);
    if (problem) throw new Error(`${path}: ${problem}`);
    if (!isCount(instances, 0)) throw new Error(`${path}: ${instances} is no number of instances. Write 0 or more.`);
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

  /**
   * Lets a route lead to a port; it becomes the one of PORT if it is the first.
   *
   * @throws where it is none
   */
  listensOn(port: number = DEFAULT_PORT): void {
    if (!isCount(port, 1) || port > 65535)
      throw new Error(`${this.node.path}: ${port} is no port. Write a number from 1 to 65535.`);
    this.routed.add(port);
  }
}

function checkTimeouts(path: string, check: HealthCheck): void {
  const { timeout = 60, invocationTimeout = 1 } = check as { timeout?: number; invocationTimeout?: number };
  for (const [name, seconds] of Object.entries({ timeout, invocationTimeout }))
    if (!isCount(seconds, 1))
      throw new Error(`${path} healthCheck: ${name} is ${seconds}. Write whole seconds, 1 or more.`);
}
