import { Lazy } from 'cdk8s';
import {
  AppWorkload,
  type AppWorkloadSpec,
  type AppWorkloadSpecEnv,
  BuilderInfo,
  BuildWorkload,
  RunnerInfo,
  TaskWorkload,
} from '../../../imports/korifi.cloudfoundry.org';
import type { App } from '../app';
import type { CloudFoundry } from '../foundation';
import { workloadName } from '../guid';
import { APP_GUID, APP_REVISION, PROCESS_GUID, PROCESS_TYPE } from '../labels';
import type { Process } from '../process';
import { isSecretRef } from '../secret';
import type { Task } from '../task';
import { KorifiResource } from './resource';

/** A runner of AppWorkloads other than Korifi's own; its controller reports what it can do in the status. */
export const runnerInfo = (foundation: CloudFoundry, name: string): KorifiResource<RunnerInfo> =>
  new KorifiResource(foundation, `runner-${name}`, RunnerInfo, {
    metadata: { name, namespace: foundation.rootNamespace },
    spec: { runnerName: name },
  });

/** A builder of BuildWorkloads other than Korifi's own; its controller reports stacks and buildpacks in the status. */
export const builderInfo = (foundation: CloudFoundry, name: string): KorifiResource<BuilderInfo> =>
  new KorifiResource(foundation, `builder-${name}`, BuilderInfo, {
    metadata: { name, namespace: foundation.rootNamespace },
    spec: {},
  });

export interface AppWorkloadProps {
  /** The RunnerInfo whose controller runs it. @default 'statefulset-runner' */
  readonly runner?: string;
  /** The droplet. @default the app's image, which of an app with buildpacks is its source code */
  readonly image?: string;
  /** The revision of the app; another one is another workload. @default '0' */
  readonly revision?: string;
}

/**
 * What Korifi's controllers would make of a process, and give to a runner. For who writes a runner, or does without those controllers:
 * the Secrets with VCAP_APPLICATION and VCAP_SERVICES are called as Korifi calls them, and have to be there.
 *
 * @throws where the app's variables are in a Secret of the user's, for it names them one by one
 * @see https://github.com/cloudfoundry/korifi/blob/main/controllers/controllers/workloads/processes/controller.go
 */
export function appWorkload(process: Process, props: AppWorkloadProps = {}): KorifiResource<AppWorkload> {
  const { app, guid, type } = process;
  const { runner = 'statefulset-runner', image = app.image, revision = '0' } = props;
  const variables = appVariables(app);
  const spec = (): AppWorkloadSpec => ({
    GUID: guid,
    appGUID: app.guid,
    version: revision,
    image,
    ...pullSecretsOf(app),
    processType: type,
    instances: process.instances,
    runnerName: runner,
    ...(process.props.command !== undefined && { command: shell(app, process.props.command) }),
    ports: process.ports,
    env: [...variables, ...processVariables(process)],
    ...probesOf(process),
    resources: resourcesOf(process),
  });
  return new KorifiResource(process, 'AppWorkload', AppWorkload, {
    metadata: {
      name: workloadName(guid, revision),
      namespace: app.space.guid,
      labels: { [APP_GUID]: app.guid, [APP_REVISION]: revision, [PROCESS_GUID]: guid, [PROCESS_TYPE]: type },
    },
    spec: Lazy.any({ produce: spec }), // routes lead to its ports until synth
  });
}

/**
 * What Korifi's controllers would make of an app's build, and give to a builder.
 *
 * @throws as `appWorkload`
 */
export const buildWorkload = (app: App, builder = 'kpack-image-builder'): KorifiResource<BuildWorkload> =>
  new KorifiResource(app, 'BuildWorkload', BuildWorkload, {
    metadata: { name: app.buildGuid, namespace: app.space.guid },
    spec: {
      buildRef: { name: app.buildGuid },
      builderName: builder,
      source: { registry: { image: app.image, ...pullSecretsOf(app) } },
      ...(app.source.type === 'buildpack' && { buildpacks: app.source.buildpacks }),
      env: appVariables(app),
    },
  });

/**
 * What Korifi's controllers would make of a task, and give to the runner of tasks.
 *
 * @throws as `appWorkload`
 */
export const taskWorkload = (task: Task, image = task.app.image): KorifiResource<TaskWorkload> =>
  new KorifiResource(task, 'TaskWorkload', TaskWorkload, {
    metadata: { name: task.guid, namespace: task.app.space.guid },
    spec: {
      command: shell(task.app, task.command),
      image,
      ...pullSecretsOf(task.app),
      env: appVariables(task.app),
      resources: resourcesOf(task.app.web),
    },
  });

const shell = ({ source }: App, command: string): readonly string[] =>
  source.type === 'buildpack' ? ['/cnb/lifecycle/launcher', command] : ['/bin/sh', '-c', command];

const pullSecretsOf = ({ source }: App) =>
  source.type === 'docker' && source.pullSecret ? { imagePullSecrets: [{ name: source.pullSecret.name }] } : {};

/** The probes of Korifi; https://github.com/cloudfoundry/korifi/blob/main/controllers/controllers/workloads/processes/controller.go. */
function probesOf({ healthCheck, ports: [port] }: Process): Pick<AppWorkloadSpec, 'startupProbe' | 'livenessProbe'> {
  if (healthCheck.type === 'process') return {};
  const { timeout = 60, invocationTimeout: timeoutSeconds = 1 } = healthCheck;
  const handler =
    healthCheck.type === 'http' ? { httpGet: { path: healthCheck.endpoint ?? '/', port } } : { tcpSocket: { port } };
  return {
    startupProbe: { ...handler, timeoutSeconds, periodSeconds: 2, failureThreshold: Math.ceil(timeout / 2) },
    livenessProbe: { ...handler, timeoutSeconds, periodSeconds: 30, failureThreshold: 1 },
  };
}

function resourcesOf({ memoryMB, diskMB }: Process): AppWorkloadSpec['resources'] {
  const limits = { memory: `${memoryMB}Mi`, 'ephemeral-storage': `${diskMB}Mi` };
  return { requests: { cpu: `${Math.max(5, Math.floor((100 * memoryMB) / 1024))}m`, ...limits }, limits };
}

/** The variables of an app, from the Secrets that hold them. */
function appVariables(app: App): readonly AppWorkloadSpecEnv[] {
  const { env } = app.props;
  if (env && isSecretRef(env))
    throw new Error(
      `${app.node.path}: a workload names each variable, and nothing here knows those of Secret '${env.name}'. Write the workload with new KorifiResource(), or give the app literals.`,
    );
  const from = (name: string, key: string) => ({ name: key, valueFrom: { secretKeyRef: { name, key } } });
  return [
    ...Object.keys(app.env).map(key => from(app.envSecretName, key)),
    from(`${app.guid}-vcap-application`, 'VCAP_APPLICATION'),
    from(`${app.guid}-vcap-services`, 'VCAP_SERVICES'),
  ];
}

/** What Cloud Foundry tells a process; the runner adds what it knows of an instance. */
function processVariables({ ports, memoryMB }: Process): readonly AppWorkloadSpecEnv[] {
  const values = {
    CF_INSTANCE_PORTS: JSON.stringify(ports.map(internal => ({ internal }))),
    MEMORY_LIMIT: `${memoryMB}M`,
    PORT: `${ports[0]}`,
    VCAP_APP_HOST: '0.0.0.0',
    VCAP_APP_PORT: `${ports[0]}`,
  };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
