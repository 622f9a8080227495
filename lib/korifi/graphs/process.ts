import type { Construct } from 'constructs';
import { StatefulSet } from '../../../imports/apps';
import { ConfigMap, Secret } from '../../../imports/core';
import { PodDisruptionBudget } from '../../../imports/policy';
import { ge, gt, orElse, text } from '../../cel/ops';
import type { Expr, Ref } from '../../cel/ref';
import { cel } from '../../cel/template';
import { external, externalList } from '../../kro/external';
import { ResourceGraph } from '../../kro/graph';
import type { SpecOf } from '../../kro/kind';
import { resource } from '../../kro/resource';
import { APP_GUID, BINDING, BINDING_NAME, GUID, MOUNT, PROCESS_TYPE, VERSION } from '../labels';
import type { Apis } from './apis';
import {
  CONTAINER_SECURITY,
  commandLine,
  named,
  POD_SECURITY_CONTEXT,
  processLine,
  resources,
  variablesOf,
} from './container';

/** The APIs of processes, by what tells that an instance runs; a graph cannot choose between probes while it runs. */
export const PROCESS_APIS = { http: 'HttpProcess', port: 'PortProcess', process: 'PlainProcess' } as const;

/**
 * A process of an app: a StatefulSet of its droplet, as Korifi's statefulset-runner writes it, and a PodDisruptionBudget where there
 * are several instances. Secrets of bindings are mounted below /bindings; when a binding comes or goes the instances are replaced.
 *
 * @see https://github.com/cloudfoundry/korifi/blob/main/statefulset-runner/controllers/appworkload/appworkload_to_stset.go
 */
export class ProcessGraph extends ResourceGraph<Apis['PlainProcess']> {
  constructor(scope: Construct, id: string, apis: Apis, check: keyof typeof PROCESS_APIS) {
    super(scope, id, apis[PROCESS_APIS[check]] as Apis['PlainProcess']); // the others have more fields
    const { spec } = this;
    const guid = this.metadata.name;
    const bindings = externalList(this, 'bindings', Secret, {
      selector: { matchLabels: { [APP_GUID]: `${spec.app}`, [BINDING]: MOUNT } },
      namespace: this.metadata.namespace,
    });
    const droplet = external(this, 'droplet', ConfigMap, { name: `${spec.app}-droplet` });
    const selector = { matchLabels: { [GUID]: `${guid}` } };
    const labels = {
      ...selector.matchLabels,
      [APP_GUID]: `${spec.app}`,
      [PROCESS_TYPE]: `${spec.type}`,
      [VERSION]: `${spec.revision}`,
    };

    const statefulSet = resource(
      this,
      'statefulSet',
      StatefulSet,
      {
        metadata: { name: this.workloadName(), labels },
        spec: {
          podManagementPolicy: 'Parallel',
          replicas: spec.instances,
          selector,
          template: {
            metadata: { labels },
            spec: {
              serviceAccountName: 'korifi-app',
              automountServiceAccountToken: false,
              imagePullSecrets: named(spec.pullSecrets),
              securityContext: POD_SECURITY_CONTEXT,
              topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(topologyKey => ({
                topologyKey,
                maxSkew: 1,
                whenUnsatisfiable: 'ScheduleAnyway' as const,
                labelSelector: selector,
              })),
              containers: [
                {
                  name: 'application',
                  image: droplet.data.image,
                  imagePullPolicy: 'Always',
                  command: commandLine(
                    spec.command,
                    droplet.data.lifecycle,
                    processLine(spec.type, droplet.data.lifecycle),
                  ),
                  ports: cel<
                    readonly { readonly containerPort: number }[]
                  >`${spec.ports}.map(port, {"containerPort": port, "protocol": "TCP"})`,
                  envFrom: variablesOf(spec.app, spec.env),
                  env: variables(spec),
                  resources: resources(spec),
                  ...probes(check, spec as Ref<SpecOf<Apis['HttpProcess']>>),
                  securityContext: CONTAINER_SECURITY,
                  volumeMounts: mounts(bindings),
                },
              ],
              volumes: cel<
                readonly { readonly name: string }[]
              >`${bindings}.map(b, {"name": b.metadata.name, "secret": {"secretName": b.metadata.name}})`,
            },
          },
        },
      },
      { readyWhen: self => ge(orElse(self.status.readyReplicas, 0), orElse(self.spec.replicas, 0)) },
    );
    resource(
      this,
      'pdb',
      PodDisruptionBudget,
      { metadata: { name: guid }, spec: { minAvailable: '50%', selector } },
      { includeWhen: gt(spec.instances, 1) },
    );
    this.status({ readyInstances: orElse(statefulSet.status.readyReplicas, 0) });
  }

  /** As Korifi calls the StatefulSet of an app that was never restarted. */
  private workloadName(): Expr<string> {
    const { name, namespace } = this.metadata;
    const long = cel<string>`${this.spec.app} + "-" + ${namespace}`;
    return cel<string>`${long}.substring(0, [40, size(${long})].min()) + "-" + "%x".format([hash.sha256(${name} + "-0")]).substring(0, 10)`;
  }
}

type Spec = Ref<SpecOf<Apis['PlainProcess']>>;

/** A volume per binding, in the folder the app knows the service by. */
const mounts = (bindings: Expr<readonly Secret[]>) =>
  cel<
    readonly { readonly name: string; readonly mountPath: string }[]
  >`${bindings}.map(b, {"name": b.metadata.name, "mountPath": "/bindings/" + b.metadata.annotations[${BINDING_NAME}], "readOnly": true})`;

/** What Cloud Foundry tells each instance; https://docs.cloudfoundry.org/devguide/deploy-apps/environment-variable.html. */
function variables({ ports, memoryMB }: Spec) {
  const port = cel<string>`string(${ports}[0])`;
  const fields = {
    CF_INSTANCE_GUID: 'metadata.uid',
    CF_INSTANCE_INDEX: "metadata.labels['apps.kubernetes.io/pod-index']",
    CF_INSTANCE_INTERNAL_IP: 'status.podIP',
    CF_INSTANCE_IP: 'status.hostIP',
    POD_NAME: 'metadata.name',
  };
  const values = {
    CF_INSTANCE_PORTS: cel<string>`json.marshal(${ports}.map(port, {"internal": port}))`,
    MEMORY_LIMIT: `${text(memoryMB)}M`,
    PORT: port,
    SERVICE_BINDING_ROOT: '/bindings',
    VCAP_APP_HOST: '0.0.0.0',
    VCAP_APP_PORT: port,
  };
  return [
    ...Object.entries(fields).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
    ...Object.entries(values).map(([name, value]) => ({ name, value })),
  ];
}

/** Until an instance is up it is asked every two seconds, for as long as `timeout`; from then on every half minute, and replaced at the first failure. */
function probes(check: keyof typeof PROCESS_APIS, spec: Ref<SpecOf<Apis['HttpProcess']>>) {
  if (check === 'process') return {};
  const port = spec.ports[0];
  const handler = check === 'http' ? { httpGet: { path: spec.endpoint, port } } : { tcpSocket: { port } };
  const timeoutSeconds = spec.invocationTimeout;
  return {
    startupProbe: {
      ...handler,
      timeoutSeconds,
      periodSeconds: 2,
      failureThreshold: cel<number>`(${spec.timeout} + 1) / 2`,
    },
    livenessProbe: { ...handler, timeoutSeconds, periodSeconds: 30, failureThreshold: 1 },
  };
}
