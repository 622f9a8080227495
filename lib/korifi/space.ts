import { Chart } from 'cdk8s';
import { writeTo } from '../kro/placement';
import { App, type AppProps } from './app';
import type { CloudFoundry } from './foundation';
import { guidIn } from './guid';
import type { Org } from './org';
import type { RoleAt, Subject } from './role';
import type { Route } from './route';
import { declare } from './rules/declared';
import { watch } from './rules/watch';
import { fileName, freeId } from './scope';
import { secret } from './secret';
import { Service, type ServiceProps, type UserProvided } from './service';

export interface SpaceProps {
  readonly name: string;
  readonly guid?: string;
  readonly isWritten: boolean;
}

/** A space: a namespace whose name is its GUID, with apps, routes and services. */
export class Space extends Chart {
  readonly displayName: string;
  readonly guid: string;
  readonly isWritten: boolean;
  /** By their host, domain and path. */
  readonly routes = new Map<string, Route>();
  /** By their names. */
  readonly services = new Map<string, Service>();

  constructor(
    readonly org: Org,
    id: string,
    { name, guid = guidIn(org.guid, `space/${name}`), isWritten }: SpaceProps,
  ) {
    super(org, id);
    this.displayName = name;
    this.guid = guid;
    this.isWritten = isWritten;
    writeTo(this, `${this.folder}.yaml`);
    watch(this);
    if (isWritten) this.foundation.backend.space(this);
    else declare(this, { kind: 'CFSpace', namespace: org.guid, name: guid, spec: { displayName: name } });
  }

  get foundation(): CloudFoundry {
    return this.org.foundation;
  }

  get folder(): string {
    return `${this.org.folder}/${fileName(this.displayName)}`;
  }

  addApp(name: string, props: AppProps): App {
    return new App(this, freeId(this, name), name, props);
  }

  /** A service instance: credentials of your own, or a plan of a broker. */
  addService(name: string, props: ServiceProps): Service {
    return new Service(this, freeId(this, `service-${name}`), name, props);
  }

  /**
   * A user-provided service instance that is there and not written here.
   *
   * @param props its Secret with the credentials, which the backend `kro` reads; by default the one this library would write
   */
  existingService(name: string, props: Partial<UserProvided> = {}): Service {
    const guid = props.guid ?? guidIn(this.guid, `service/${name}`);
    const { credentials = secret(`${guid}-credentials`) } = props;
    const id = freeId(this, `service-${name}`);
    return new Service(this, id, name, { ...props, guid, credentials }, { isWritten: false });
  }

  /** Gives users a role of the space. They become users of the organization as well, without which the role is of no use. */
  grant(role: RoleAt<'space'>, ...subjects: readonly Subject[]): this {
    this.foundation.grantIn(role, subjects, { level: 'space', chart: this, namespace: this.guid });
    this.org.grant('organization_user', ...subjects);
    return this;
  }
}
