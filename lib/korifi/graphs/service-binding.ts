import type { Construct } from 'constructs';
import { StatefulSet } from '../../../imports/apps';
import { Secret } from '../../../imports/core';
import { ServiceBinding } from '../../../imports/servicebinding.io';
import { choose, eq } from '../../cel/ops';
import type { Expr, Ref } from '../../cel/ref';
import { cel } from '../../cel/template';
import { external } from '../../kro/external';
import { ResourceGraph } from '../../kro/graph';
import { resource } from '../../kro/resource';
import { APP_GUID, BINDING, BINDING_NAME, ENTRY, MOUNT } from '../labels';
import type { Apis } from './apis';
import { bindingFiles, credentialsIn, secretType } from './credentials';

type Api = Apis['ServiceBinding'];

/** A binding: the credentials as files, which processes mount, and as an entry of VCAP_SERVICES, which the app gathers. */
export class ServiceBindingGraph extends ResourceGraph<Api> {
  constructor(scope: Construct, id: string, { ServiceBinding }: Apis) {
    super(scope, id, ServiceBinding);
    const credentials = external(this, 'credentials', Secret, { name: this.spec.secret });
    const mount = resource(this, 'mount', Secret, {
      metadata: {
        name: `${this.metadata.name}-mount`,
        labels: { [APP_GUID]: this.spec.app, [BINDING]: MOUNT },
        annotations: { [BINDING_NAME]: nameOf(this) },
      },
      type: secretType(credentials),
      stringData: bindingFiles(credentials),
    });
    entry(this, credentials);
    this.status({ binding: mount.metadata.name });
  }
}

/** A binding whose files the controller of servicebinding.io mounts, from the Secret of the ServiceInstance. */
export class ProjectedBindingGraph extends ResourceGraph<Apis['ProjectedBinding']> {
  constructor(scope: Construct, id: string, { ProjectedBinding, ServiceInstance }: Apis) {
    super(scope, id, ProjectedBinding);
    const { spec } = this;
    entry(this, external(this, 'credentials', Secret, { name: spec.secret }));
    const binding = resource(this, 'binding', ServiceBinding, {
      metadata: { name: this.metadata.name },
      spec: {
        name: nameOf(this),
        service: { apiVersion: ServiceInstance.apiVersion, kind: ServiceInstance.kind, name: spec.service },
        workload: {
          apiVersion: StatefulSet.apiVersion,
          kind: StatefulSet.kind,
          selector: { matchLabels: { [APP_GUID]: spec.app } },
        },
      },
    });
    this.status({ binding: binding.metadata.name });
  }
}

/** What the app knows the service by. */
const nameOf = ({ spec }: ResourceGraph<Api>): Expr<string> => choose(eq(spec.name, ''), spec.serviceName, spec.name);

/** The Secret with the binding's entry of VCAP_SERVICES. */
function entry(graph: ResourceGraph<Api>, credentials: Ref<Secret>): void {
  const { spec } = graph;
  const fields = {
    label: spec.label,
    name: nameOf(graph),
    tags: spec.tags,
    instance_guid: spec.service,
    instance_name: spec.serviceName,
    binding_guid: graph.metadata.name,
    binding_name: cel`${spec.name} == "" ? dyn(null) : dyn(${spec.name})`,
    credentials: credentialsIn(credentials),
    syslog_drain_url: cel`null`,
    volume_mounts: [],
  };
  resource(graph, 'entry', Secret, {
    metadata: { name: `${graph.metadata.name}-entry`, labels: { [APP_GUID]: spec.app, [BINDING]: ENTRY } },
    stringData: { label: spec.label, entry: cel<string>`json.marshal(${fields})` },
  });
}
