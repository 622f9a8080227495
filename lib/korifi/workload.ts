import {
  AppWorkload,
  type AppWorkloadSpec,
  type AppWorkloadSpecLivenessProbe,
  BuilderInfo,
  BuildWorkload,
  RunnerInfo,
  TaskWorkload,
} from '../../imports/korifi.cloudfoundry.org';
import type { App } from './app';
import { KorifiResource } from './crs/resource';
import type { CloudFoundry } from './foundation';
import { workloadName } from './guid';
import { APP_GUID, PROCESS_TYPE } from './labels';
import type { Process } from './process';
import type { Task } from './task';

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
 * What Korifi's controllers would make of a process, and give to a runner. For who writes a runner, or does without those controllers.
 *
 * @see https://github.com/cloudfoundry/korifi/blob/main/controllers/controllers/workloads/processes/controller.go
 */
export function appWorkload(process: Process, props: AppWorkloadProps = {}): KorifiResource<AppWorkload> {
  const { app, guid, type, healthCheck } = process;
  const { runner = 'statefulset-runner', image = app.image, revision = '0' } = props;
  const [port] = process.ports;
  return new KorifiResource(process, 'AppWorkload', AppWorkload, {
    metadata: {
      name: workloadName(guid, revision),
      namespace: app.space.guid,
      labels: { [APP_GUID]: app.guid, [PROCESS_TYPE]: type },
    },
    spec: {
      GUID: guid,
      appGUID: app.guid,
      version: revision,
      image,
      processType: type,
      instances: process.instances,
      runnerName: runner,
      ...commandOf(process),
      ports: process.ports,
      env: variablesOf(process),
      ...(healthCheck.type !== 'process' && {
        startupProbe: {
          ...probe(process, port),
          periodSeconds: 2,
          failureThreshold: Math.ceil(timeoutOf(process) / 2),
        },
        livenessProbe: { ...probe(process, port), periodSeconds: 30, failureThreshold: 1 },
      }),
      resources: resourcesOf(process),
    },
  });
}

/** What Korifi's controllers would make of an app's build, and give to a builder. */
export const buildWorkload = (app: App, builder = 'kpack-image-builder'): KorifiResource<BuildWorkload> =>
  new KorifiResource(app, 'BuildWorkload', BuildWorkload, {
    metadata: { name: app.buildGuid, namespace: app.space.guid },
    spec: {
      buildRef: { name: app.buildGuid },
      builderName: builder,
      source: { registry: { image: app.image } },
      ...(app.source.type === 'buildpack' && { buildpacks: app.source.buildpacks }),
      env: Object.keys(app.env).map(key => ({
        name: key,
        valueFrom: { secretKeyRef: { name: app.envSecretName, key } },
      })),
    },
  });

/** What Korifi's controllers would make of a task, and give to the runner of tasks. */
export const taskWorkload = (task: Task, image = task.app.image): KorifiResource<TaskWorkload> =>
  new KorifiResource(task, 'TaskWorkload', TaskWorkload, {
    metadata: { name: task.guid, namespace: task.app.space.guid },
    spec: { command: shell(task.app, task.command), image, resources: resourcesOf(task.app.web) },
  });

const shell = ({ source }: App, command: string): readonly string[] =>
  source.type === 'buildpack' ? ['/cnb/lifecycle/launcher', command] : ['/bin/sh', '-c', command];

const commandOf = ({ app, props }: Process): Pick<AppWorkloadSpec, 'command'> =>
  props.command === undefined ? {} : { command: shell(app, props.command) };

const timeoutOf = ({ healthCheck }: Process): number => healthCheck.timeout ?? 60;

function probe({ healthCheck }: Process, port: number): AppWorkloadSpecLivenessProbe {
  if (healthCheck.type === 'process') return {};
  const { invocationTimeout: timeoutSeconds = 1 } = healthCheck;
  return healthCheck.type === 'http'
    ? { httpGet: { path: healthCheck.endpoint ?? '/', port }, timeoutSeconds }
    : { tcpSocket: { port }, timeoutSeconds };
}

function resourcesOf({ memoryMB, diskMB }: Process): AppWorkloadSpec['resources'] {
  const limits = { memory: `${memoryMB}Mi`, 'ephemeral-storage': `${diskMB}Mi` };
  return { requests: { cpu: `${Math.max(5, Math.floor((100 * memoryMB) / 1024))}m`, ...limits }, limits };
}

function variablesOf({ app, ports, memoryMB }: Process): AppWorkloadSpec['env'] {
  const own = Object.keys(app.env).map(key => ({
    name: key,
    valueFrom: { secretKeyRef: { name: app.envSecretName, key } },
  }));
  const values = {
    MEMORY_LIMIT: `${memoryMB}M`,
    PORT: `${ports[0]}`,
    VCAP_APP_HOST: '0.0.0.0',
    VCAP_APP_PORT: `${ports[0]}`,
  };
  return [...own, ...Object.entries(values).map(([name, value]) => ({ name, value }))];
}
