import { Chart } from 'cdk8s';
import { writeTo } from '../kro/placement';
import { Binding, type BindingProps } from './binding';
import type { Domain } from './domain';
import { checkEnv } from './env';
import type { CloudFoundry } from './foundation';
import { guidIn } from './guid';
import { Process, type ProcessProps } from './process';
import { type DestinationProps, Route, routeKey } from './route';
import { declareSecret } from './rules/declared';
import { watch } from './rules/watch';
import { fileName, freeId } from './scope';
import { isSecretRef, type SecretRef } from './secret';
import type { Service } from './service';
import { imageProblem, type Source } from './source';
import type { Space } from './space';
import { Task } from './task';

export interface AppProps {
  readonly source: Source;
  /** Variables, which are printed, or the Secret with all of them: `secret('web-env')`. @default none */
  readonly env?: Readonly<Record<string, string>> | SecretRef;
  /** The process `web`, which every app has. @default one instance whose port is checked */
  readonly web?: ProcessProps;
  /** @default 'STARTED' */
  readonly state?: 'STARTED' | 'STOPPED';
  /** Another one restarts all instances. @default '0' */
  readonly revision?: string;
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** @default made of the names of organization, space and app */
  readonly guid?: string;
}

/** An app with its processes, routes, bindings and tasks. */
export class App extends Chart {
  readonly guid: string;
  readonly source: Source;
  readonly state: 'STARTED' | 'STOPPED';
  /** The process that routes lead to. */
  readonly web: Process;
  /** By their types. */
  readonly processes = new Map<string, Process>();
  /** Those it is reached by. */
  readonly routes = new Set<Route>();

  constructor(
    readonly space: Space,
    id: string,
    readonly displayName: string,
    readonly props: AppProps,
  ) {
    super(space, id);
    const { source, state = 'STARTED', env = {}, guid = guidIn(space.guid, `app/${displayName}`), web } = props;
    this.guid = guid;
    this.source = source;
    this.state = state;
    const problem = source.image === undefined ? undefined : imageProblem(source.image);
    if (problem) throw new Error(`${this.node.path}: ${problem}`);
    checkEnv(this.node.path, env);
    if (isSecretRef(env)) declareSecret(this, space.guid, env);
    if (source.type === 'docker' && source.pullSecret) declareSecret(this, space.guid, source.pullSecret);
    writeTo(this, `${space.folder}/${fileName(displayName)}.yaml`);
    watch(this);
    this.foundation.backend.app(this);
    this.web = this.addProcess('web', web);
  }

  get foundation(): CloudFoundry {
    return this.space.foundation;
  }

  /** The Secret of the space with the app's variables. */
  get envSecretName(): string {
    const { env } = this.props;
    return env && isSecretRef(env) ? env.name : `${this.guid}-env`;
  }

  /** The variables that are printed: none where they are in a Secret of the user's. */
  get env(): Readonly<Record<string, string>> {
    const { env = {} } = this.props;
    return isSecretRef(env) ? {} : (env as Readonly<Record<string, string>>);
  }

  /**
   * The image the app is staged from.
   *
   * @throws where neither the app nor the foundation names one
   */
  get image(): string {
    const { source, foundation } = this;
    if (source.image !== undefined) return source.image;
    if (foundation.imagePrefix !== undefined) return `${foundation.imagePrefix}${this.guid}-packages`;
    throw new Error(
      `${this.node.path}: nothing says where the image with the source code is. Write buildpack('registry.example.com/shop/web'), or give the CloudFoundry an imagePrefix.`,
    );
  }

  /** The GUID of the package, which a new image gives a new one. */
  get packageGuid(): string {
    return guidIn(this.guid, `package/${this.image}`);
  }

  /** The GUID of the build, which anything that changes the droplet gives a new one. */
  get buildGuid(): string {
    const how = this.source.type === 'docker' ? [] : [this.source.stack, ...this.source.buildpacks];
    return guidIn(this.packageGuid, ['build', ...how].join('/'));
  }

  /**
   * A process besides `web`; it runs no instance unless told to.
   *
   * @throws where the app has one of this type
   */
  addProcess(type: string, props: ProcessProps = {}): Process {
    if (this.processes.has(type))
      throw new Error(`${this.node.path} already has a process ${type}. Say all of it in one place.`);
    const process = new Process(this, `process-${type}`, type, props);
    this.processes.set(type, process);
    return process;
  }

  /** @throws where the app has no such process */
  findProcess(type: string, where: string): Process {
    const found = this.processes.get(type);
    if (found) return found;
    throw new Error(
      `${where}: ${this.node.path} has no process ${type}, only ${[...this.processes.keys()].join(', ')}. Add it with addProcess() before.`,
    );
  }

  /**
   * Sends what comes for `host` in a domain, below `path`, to the app. Apps of a space may share a route.
   *
   * @param path `/cart`; by default everything
   */
  route(domain: Domain, host: string, path = '', destination: DestinationProps = {}): Route {
    const { routes } = this.space;
    const key = routeKey(domain, host, path);
    const route = routes.get(key) ?? new Route(this, freeId(this, `route-${key}`), { domain, host, path });
    routes.set(key, route);
    return route.to(this, destination);
  }

  /** Gives the app the credentials of a service of its space. */
  bind(service: Service, props: BindingProps = {}): Binding {
    const { name = service.displayName } = props;
    return new Binding(this, freeId(this, `binding-${name}`), service, props);
  }

  /** Runs a command of the droplet once; again when the command or the image of the app changes. */
  task(name: string, command: string): Task {
    return new Task(this, freeId(this, `task-${name}`), name, command);
  }
}
