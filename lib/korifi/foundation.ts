import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { writeTo } from '../kro/placement';
import type { Backend, BackendName, Grant } from './backend';
import { KorifiBackend } from './crs/backend';
import { Domain } from './domain';
import { KroBackend } from './graphs/backend';
import type { GraphSettings } from './graphs/settings';
import { Org } from './org';
import { checkRole, type Role, type RoleAt, type Subject, subjectName } from './role';
import { watch } from './rules/watch';
import { FOUNDATION, fileName, freeId } from './scope';

export interface CloudFoundryProps {
  /**
   * Who makes workloads of it: `korifi` writes the resources Korifi's controllers read, `kro` instances of graphs that do without
   * those controllers, and the graphs.
   */
  readonly backend: BackendName;
  /** The namespace of organizations and domains. @default 'cf' */
  readonly rootNamespace?: string;
  /** The domain of routes that name none; its CFDomain is called `default-domain`, as Korifi's chart calls it. @default none */
  readonly defaultDomain?: string;
  /** What apps see as cf_api in VCAP_APPLICATION; Korifi knows it by itself. @default '' */
  readonly apiUrl?: string;
  /** Where images of source code and droplets are, up to the app's GUID: `registry.example.com/cf/`. @default none: apps with buildpacks name images */
  readonly imagePrefix?: string;
  /** What only the graphs of the backend `kro` need to know. */
  readonly graphs?: Partial<GraphSettings>;
}

/**
 * A Cloud Foundry of one cluster: organizations, spaces, domains, apps, services and who may do what, typed the same for both backends.
 *
 * Synth holds it against the rules of Korifi's webhooks, over all charts, and tells everything that is wrong at once. Written to
 * `korifi/<id>.yaml`, and a file for each organization, space and app below `korifi/<id>/`.
 */
export class CloudFoundry extends Chart {
  readonly [FOUNDATION] = true;
  readonly rootNamespace: string;
  readonly apiUrl: string;
  readonly imagePrefix?: string;
  readonly defaultDomain?: Domain;
  /** What writes the objects. */
  readonly backend: Backend;
  readonly domains: Domain[] = [];
  private readonly granted = new Map<string, Grant>();

  constructor(scope: Construct, id: string, props: CloudFoundryProps) {
    super(scope, id);
    const { backend, rootNamespace = 'cf', apiUrl = '', imagePrefix, defaultDomain, graphs = {} } = props;
    this.rootNamespace = rootNamespace;
    this.apiUrl = apiUrl;
    this.imagePrefix = imagePrefix;
    this.backend = backend === 'korifi' ? new KorifiBackend() : new KroBackend(this, graphs);
    writeTo(this, `${this.folder}.yaml`);
    watch(this);
    if (defaultDomain !== undefined) this.defaultDomain = this.addDomain(defaultDomain, { guid: 'default-domain' });
  }

  /** Where its files are. */
  get folder(): string {
    return `korifi/${fileName(this.node.id)}`;
  }

  /** Whose roles hold where, each once. */
  get grants(): readonly Grant[] {
    return [...this.granted.values()];
  }

  /** A domain of all organizations. */
  addDomain(name: string, { guid }: { readonly guid?: string } = {}): Domain {
    return new Domain(this, freeId(this, name), { name, guid, isWritten: true });
  }

  /** A domain that is there and not written here. */
  existingDomain(name: string, { guid }: { readonly guid?: string } = {}): Domain {
    return new Domain(this, freeId(this, name), { name, guid, isWritten: false });
  }

  addOrg(name: string, { guid }: { readonly guid?: string } = {}): Org {
    return new Org(this, freeId(this, name), { name, guid, isWritten: true });
  }

  /** An organization that is there and not written here; its GUID is the one this library gives it, unless said. */
  existingOrg(name: string, { guid }: { readonly guid?: string } = {}): Org {
    return new Org(this, freeId(this, name), { name, guid, isWritten: false });
  }

  /** Gives users a role of the foundation; the role admin holds in all organizations and spaces. */
  grant(role: RoleAt<'foundation'>, ...subjects: readonly Subject[]): this {
    this.grantIn(role, subjects, { level: 'foundation', chart: undefined, namespace: this.rootNamespace });
    return this;
  }

  /** As `grant`, at any level. Everybody with a role is a user of the foundation as well, or could not log in. */
  grantIn(role: Role, subjects: readonly Subject[], place: Grant['in']): void {
    checkRole(place.chart?.node.path ?? this.node.path, role, place.level);
    for (const subject of subjects) {
      const key = [place.namespace, role, subject.kind, subjectName(subject)].join(' ');
      if (this.granted.has(key)) continue;
      this.granted.set(key, { role, subject, in: place });
      this.backend.grant({ role, subject, in: place }, this);
    }
    if (role !== 'cf_user') this.grant('cf_user', ...subjects);
  }
}
