import type { Construct } from 'constructs';
import { Job } from '../../../imports/batch';
import { ConfigMap } from '../../../imports/core';
import { hasCondition } from '../../kro/condition';
import { external } from '../../kro/external';
import { ResourceGraph } from '../../kro/graph';
import { resource } from '../../kro/resource';
import { APP_GUID } from '../labels';
import type { Apis } from './apis';
import { CONTAINER_SECURITY, commandLine, named, POD_SECURITY_CONTEXT, resources, variablesOf } from './container';

/**
 * A task: a Job that runs a command of a droplet once. Nothing of it ever changes, for a Job does not; it is not removed when it is
 * done, for kro would make it again.
 *
 * @see https://github.com/cloudfoundry/korifi/blob/main/job-task-runner/controllers/taskworkload_controller.go
 */
export class TaskGraph extends ResourceGraph<Apis['Task']> {
  constructor(scope: Construct, id: string, { Task }: Apis) {
    super(scope, id, Task);
    const { spec } = this;
    const droplet = external(this, 'droplet', ConfigMap, { name: `${spec.app}-droplet` });
    const job = resource(this, 'job', Job, {
      metadata: { name: this.metadata.name, labels: { [APP_GUID]: spec.app } },
      spec: {
        backoffLimit: 0,
        parallelism: 1,
        completions: 1,
        template: {
          spec: {
            restartPolicy: 'Never',
            serviceAccountName: 'korifi-task',
            automountServiceAccountToken: false,
            imagePullSecrets: named(spec.pullSecrets),
            securityContext: POD_SECURITY_CONTEXT,
            containers: [
              {
                name: 'workload',
                image: spec.image,
                command: commandLine(spec.command, droplet.data.lifecycle),
                envFrom: variablesOf(spec.app, spec.env),
                resources: resources(spec),
                securityContext: CONTAINER_SECURITY,
              },
            ],
          },
        },
      },
    });
    this.status({ succeeded: hasCondition(job, 'Complete'), failed: hasCondition(job, 'Failed') });
  }
}
