import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Instance } from '../../kro/instance';
import type { App } from '../app';
import type { Backend, Grant } from '../backend';
import type { Binding } from '../binding';
import type { Domain } from '../domain';
import type { CloudFoundry } from '../foundation';
import { POD_SECURITY } from '../labels';
import { credentialsSecret, roleBinding } from '../objects';
import type { Org } from '../org';
import type { Process } from '../process';
import { roleOf, subjectName } from '../role';
import type { Route } from '../route';
import { isSecretRef } from '../secret';
import type { Service } from '../service';
import type { Space } from '../space';
import type { Task } from '../task';
import type { Apis } from './apis';
import { bindingRole, clusterRoleName, clusterRoles } from './cluster-roles';
import { ContourHosts } from './contour-hosts';
import { destinationsOf } from './destinations';
import { grantsIn } from './grants';
import { dropletTag, pullSecretsOf } from './images';
import { installGraphs } from './install';
import { listed } from './listed';
import { PROCESS_APIS } from './process';
import { type GraphSettings, withDefaults } from './settings';

/** Writes instances of kro graphs that do what Korifi's controllers would, and the graphs. */
export class KroBackend implements Backend {
  readonly name = 'kro';
  private readonly settings: GraphSettings;
  private readonly apis: Apis;
  private readonly hosts = new ContourHosts();

  constructor(foundation: CloudFoundry, settings: Partial<GraphSettings>) {
    this.settings = withDefaults(settings);
    const { rootNamespace } = foundation;
    this.apis = installGraphs(new Construct(foundation, 'graphs'), { ...this.settings, rootNamespace });
    new kplus.Namespace(foundation, 'root', { metadata: { name: rootNamespace, labels: POD_SECURITY } });
    const roles = new Construct(foundation, 'roles');
    clusterRoles(roles, this.apis);
    bindingRole(roles);
  }

  /** The API group of the graphs' kinds. */
  get group(): string {
    return this.settings.group;
  }

  domain(domain: Domain): void {
    const metadata = { name: domain.guid, namespace: domain.foundation.rootNamespace };
    new Instance(domain, 'Domain', this.apis.Domain, { metadata, spec: { name: domain.name } });
  }

  org(org: Org): void {
    const metadata = { name: org.guid, namespace: org.foundation.rootNamespace };
    const grants = () => grantsIn(org.foundation, each => each.in.chart === org);
    new Instance(org, 'Organization', this.apis.Organization, {
      metadata,
      spec: { displayName: org.displayName, grants: listed(grants) },
    });
  }

  space(space: Space): void {
    const { org, displayName } = space;
    const grants = () =>
      grantsIn(
        space.foundation,
        each => each.in.chart === space || (each.in.chart === org && roleOf(each.role).propagates),
      );
    new Instance(space, 'Space', this.apis.Space, {
      metadata: { name: space.guid, namespace: org.guid },
      spec: { displayName, organization: org.guid, grants: listed(grants) },
    });
  }

  app(app: App): void {
    const { guid, displayName, source, space, props, foundation } = app;
    const namespace = space.guid;
    const uris = () => [...app.routes].map(route => route.uri);
    new Instance(app, 'App', this.apis.App, {
      metadata: {
        name: guid,
        namespace,
        ...(props.labels && { labels: props.labels }),
        ...(props.annotations && { annotations: props.annotations }),
      },
      spec: {
        displayName,
        organization: { guid: space.org.guid, name: space.org.displayName },
        space: { guid: space.guid, name: space.displayName },
        lifecycle: source.type,
        ...(source.type === 'docker' && { image: source.image }),
        ...(props.env && isSecretRef(props.env) ? { envSecret: props.env.name } : { env: app.env }),
        uris: listed(uris),
        ...(foundation.apiUrl && { api: foundation.apiUrl }),
      },
    });
    if (source.type === 'docker') return;
    const variables = Object.keys(app.env);
    new Instance(app, 'Build', this.apis.Build, {
      metadata: { name: guid, namespace }, // one for all images: kpack builds again where the package is another
      spec: {
        app: guid,
        package: app.image,
        tag: dropletTag(app),
        ...(source.buildpacks.length > 0 && { buildpacks: source.buildpacks }),
        env: app.envSecretName,
        ...(variables.length > 0 && { variables }),
      },
    });
  }

  process(process: Process): void {
    const { app, type, healthCheck, props, guid } = process;
    const api = this.apis[PROCESS_APIS[healthCheck.type]] as Apis['HttpProcess'];
    const { timeout } = healthCheck;
    const isAsked = healthCheck.type !== 'process';
    new Instance(process, api.kind, api, {
      metadata: { name: guid, namespace: app.space.guid },
      spec: {
        app: app.guid,
        type,
        ...(props.command !== undefined && { command: props.command }),
        instances: app.state === 'STARTED' ? process.instances : 0,
        memoryMB: process.memoryMB,
        diskMB: process.diskMB,
        ports: listed(() => process.ports),
        env: app.envSecretName,
        ...pullSecretsOf(app),
        ...(app.props.revision !== undefined && { revision: app.props.revision }),
        ...(isAsked && timeout !== undefined && { timeout }),
        ...(isAsked && healthCheck.invocationTimeout && { invocationTimeout: healthCheck.invocationTimeout }),
        ...(healthCheck.type === 'http' && healthCheck.endpoint && { endpoint: healthCheck.endpoint }),
      },
    });
  }

  route(route: Route): void {
    if (this.settings.ingress === 'contour') this.hosts.add(route, this.apis);
    else this.gatewayRoute(route);
  }

  private gatewayRoute(route: Route): void {
    const { host, domain, path, guid, space } = route;
    new Instance(route, 'Route', this.apis.Route, {
      metadata: { name: guid, namespace: space.guid },
      spec: {
        host,
        domain: domain.name,
        ...(path && { path }),
        destinations: listed(() => destinationsOf(route)),
      },
    });
  }

  service(service: Service): void {
    const { guid, displayName, tags, space, secretName, label } = service;
    if (service.type === 'managed')
      throw new Error(
        `${service.node.path}: a plan belongs to a broker, and only Korifi has brokers. Give the service credentials, or use the backend korifi.`,
      );
    credentialsSecret(service);
    new Instance(service, 'ServiceInstance', this.apis.ServiceInstance, {
      metadata: { name: guid, namespace: space.guid },
      spec: {
        displayName,
        secret: secretName,
        ...(label !== 'user-provided' && { label }),
        ...(tags.length && { tags }),
      },
    });
  }

  binding(binding: Binding): void {
    const { app, service, displayName, guid, props } = binding;
    if (props.parameters)
      throw new Error(`${binding.node.path}: parameters are for a broker, and only Korifi has brokers. Remove them.`);
    const { bindings } = this.settings;
    const api = bindings === 'mounted' ? this.apis.ServiceBinding : this.apis.ProjectedBinding;
    new Instance(binding, api.kind, api, {
      metadata: { name: guid, namespace: app.space.guid },
      spec: {
        app: app.guid,
        service: service.guid,
        serviceName: service.displayName,
        ...(displayName !== undefined && { name: displayName }),
        ...(service.label !== 'user-provided' && { label: service.label }),
        ...(service.tags.length && { tags: service.tags }),
        secret: service.secretName,
      },
    });
  }

  task(task: Task): void {
    const { app, guid, command } = task;
    const { memoryMB, diskMB } = app.web;
    new Instance(task, 'Task', this.apis.Task, {
      metadata: { name: guid, namespace: app.space.guid },
      spec: {
        app: app.guid,
        command,
        image: app.source.type === 'docker' ? app.image : dropletTag(app),
        memoryMB,
        diskMB,
        env: app.envSecretName,
        ...pullSecretsOf(app),
      },
    });
  }

  /** Roles of organizations and spaces are in their instances, those of the foundation have nothing else to be in. */
  grant({ role, subject, in: { chart, namespace } }: Grant, foundation: CloudFoundry): void {
    if (chart?.isWritten === false)
      throw new Error(
        `${chart.node.path} is not written here, and kro takes its roles from where it is. Grant ${role} there.`,
      );
    if (chart) return;
    const clusterRole = clusterRoleName(role);
    const id = `${role}-${subject.kind}-${subjectName(subject)}`;
    roleBinding(foundation, id, { namespace, role, clusterRole, subject, annotations: {} });
  }
}
