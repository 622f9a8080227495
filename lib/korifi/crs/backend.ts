import { Lazy } from 'cdk8s';
import {
  CFApp,
  CFBuild,
  type CFBuildSpec,
  CFDomain,
  CFOrg,
  CFPackage,
  CFProcess,
  CFRoute,
  type CFRouteSpec,
  CFServiceBinding,
  CFServiceInstance,
  CFSpace,
  CFTask,
} from '../../../imports/korifi.cloudfoundry.org';
import type { App } from '../app';
import type { Backend, Grant } from '../backend';
import type { Binding } from '../binding';
import type { Domain } from '../domain';
import type { CloudFoundry } from '../foundation';
import { APP_REVISION } from '../labels';
import { credentialsSecret, envSecret, parametersSecret, roleBinding } from '../objects';
import type { Org } from '../org';
import type { Process } from '../process';
import { roleOf, subjectName } from '../role';
import type { Route } from '../route';
import type { Service } from '../service';
import type { Space } from '../space';
import type { Task } from '../task';
import { KorifiResource } from './resource';

/** Writes the custom resources of Korifi, which its controllers make workloads of. */
export class KorifiBackend implements Backend {
  readonly name = 'korifi';

  domain(domain: Domain): void {
    const metadata = { name: domain.guid, namespace: domain.foundation.rootNamespace };
    new KorifiResource(domain, 'CFDomain', CFDomain, { metadata, spec: { name: domain.name } });
  }

  org(org: Org): void {
    const metadata = { name: org.guid, namespace: org.foundation.rootNamespace };
    new KorifiResource(org, 'CFOrg', CFOrg, { metadata, spec: { displayName: org.displayName } });
  }

  space(space: Space): void {
    const metadata = { name: space.guid, namespace: space.org.guid };
    new KorifiResource(space, 'CFSpace', CFSpace, { metadata, spec: { displayName: space.displayName } });
  }

  /** The app as one push would leave it: Korifi starts it as soon as the build has a droplet. */
  app(app: App): void {
    const { guid, displayName, state, props, source } = app;
    const namespace = app.space.guid;
    const lifecycle = lifecycleOf(app);
    envSecret(app);
    new KorifiResource(app, 'CFApp', CFApp, {
      metadata: {
        name: guid,
        namespace,
        ...(props.labels && { labels: props.labels }),
        ...annotationsOf(app),
      },
      spec: {
        displayName,
        desiredState: state,
        lifecycle,
        envSecretName: app.envSecretName,
        currentDropletRef: { name: app.buildGuid },
      },
    });
    const pullSecret = source.type === 'docker' ? source.pullSecret : undefined;
    new KorifiResource(app, 'CFPackage', CFPackage, {
      metadata: { name: app.packageGuid, namespace },
      spec: {
        type: source.type === 'docker' ? 'docker' : 'bits',
        appRef: { name: guid },
        source: {
          registry: { image: app.image, ...(pullSecret && { imagePullSecrets: [{ name: pullSecret.name }] }) },
        },
      },
    });
    new KorifiResource(app, 'CFBuild', CFBuild, {
      metadata: { name: app.buildGuid, namespace },
      spec: {
        appRef: { name: guid },
        packageRef: { name: app.packageGuid },
        lifecycle,
        stagingMemoryMB: 1024,
        stagingDiskMB: 1024,
      },
    });
  }

  process(process: Process): void {
    const { guid, type, healthCheck, props, app } = process;
    const { timeout = 60 } = healthCheck;
    const { invocationTimeout = 1 } = healthCheck.type === 'process' ? {} : healthCheck;
    new KorifiResource(process, 'CFProcess', CFProcess, {
      metadata: { name: guid, namespace: app.space.guid },
      spec: {
        appRef: { name: app.guid },
        processType: type,
        ...(props.command !== undefined && { command: props.command }),
        desiredInstances: process.instances,
        memoryMB: process.memoryMB,
        diskQuotaMB: process.diskMB,
        healthCheck: {
          type: healthCheck.type,
          data: {
            ...(healthCheck.type === 'http' && { httpEndpoint: healthCheck.endpoint ?? '/' }),
            timeoutSeconds: timeout,
            invocationTimeoutSeconds: invocationTimeout,
          },
        },
      },
    });
  }

  route(route: Route): void {
    const { domain, host, path, guid, space } = route;
    const destinations = (): CFRouteSpec['destinations'] =>
      route.destinations.map(each => ({
        guid: each.guid,
        appRef: { name: each.app.guid },
        processType: each.process,
        ...(each.port !== undefined && { port: each.port }),
        protocol: 'http1',
      }));
    new KorifiResource(route, 'CFRoute', CFRoute, {
      metadata: { name: guid, namespace: space.guid },
      spec: {
        host,
        path,
        protocol: 'http',
        domainRef: { name: domain.guid, namespace: domain.foundation.rootNamespace },
        destinations: Lazy.any({ produce: destinations }),
      },
    });
  }

  service(service: Service): void {
    const { guid, displayName, tags, type, props, space } = service;
    credentialsSecret(service);
    const plan = 'plan' in props ? props : undefined;
    const label = 'label' in props ? props.label : undefined;
    new KorifiResource(service, 'CFServiceInstance', CFServiceInstance, {
      metadata: { name: guid, namespace: space.guid },
      spec: {
        displayName,
        type,
        secretName: service.secretName,
        planGuid: plan?.plan ?? '',
        ...(label !== undefined && { serviceLabel: label }),
        ...(tags.length > 0 && { tags }),
        ...(plan?.parameters && { parameters: { name: plan.parameters.name } }),
      },
    });
  }

  binding(binding: Binding): void {
    const { app, service, displayName, guid } = binding;
    parametersSecret(binding);
    new KorifiResource(binding, 'CFServiceBinding', CFServiceBinding, {
      metadata: { name: guid, namespace: app.space.guid },
      spec: {
        type: 'app',
        ...(displayName !== undefined && { displayName }),
        appRef: { name: app.guid },
        service: { apiVersion: CFServiceInstance.apiVersion, kind: CFServiceInstance.kind, name: service.guid },
        parameters: { name: binding.parametersName },
      },
    });
  }

  task(task: Task): void {
    new KorifiResource(task, 'CFTask', CFTask, {
      metadata: { name: task.guid, namespace: task.app.space.guid },
      spec: { appRef: { name: task.app.guid }, command: task.command },
    });
  }

  grant({ role, subject, in: { chart, namespace } }: Grant, foundation: CloudFoundry): void {
    const { name, propagates } = roleOf(role);
    roleBinding(chart ?? foundation, `${role}-${subject.kind}-${subjectName(subject)}`, {
      namespace,
      role,
      clusterRole: `korifi-controllers-${name}`,
      subject,
      annotations: { 'cloudfoundry.org/propagate-cf-role': String(propagates) },
    });
  }
}

function annotationsOf({ props: { annotations, revision } }: App) {
  const all = { ...annotations, ...(revision !== undefined && { [APP_REVISION]: revision }) };
  return Object.keys(all).length > 0 ? { annotations: all } : {};
}

function lifecycleOf({ source }: App): CFBuildSpec['lifecycle'] {
  if (source.type === 'docker') return { type: 'docker', data: { stack: '' } };
  const { buildpacks, stack } = source;
  return { type: 'buildpack', data: { ...(buildpacks.length > 0 && { buildpacks }), stack } };
}
