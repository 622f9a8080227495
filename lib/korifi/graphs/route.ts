import type { Construct } from 'constructs';
import { Service } from '../../../imports/core';
import { HTTPRoute } from '../../../imports/gateway.networking.k8s.io';
import { choose, eq, gt, size } from '../../cel/ops';
import type { Ref } from '../../cel/ref';
import { cel } from '../../cel/template';
import { ResourceGraph } from '../../kro/graph';
import { collection, resource } from '../../kro/resource';
import { APP_GUID, PROCESS_TYPE } from '../labels';
import type { Apis } from './apis';
import type { GraphSettings } from './settings';

/** A route: a Service per destination, and an HTTPRoute of the Gateway API to all of them. */
export class RouteGraph extends ResourceGraph<Apis['Route']> {
  constructor(scope: Construct, id: string, { Route }: Apis, { gateway }: Pick<GraphSettings, 'gateway'>) {
    super(scope, id, Route);
    const { spec } = this;
    const services = servicesOf(this, spec.destinations);
    const fqdn = cel<string>`(${spec.host} + "." + ${spec.domain}).lowerAscii()`;
    resource(
      this,
      'httpRoute',
      HTTPRoute,
      {
        metadata: { name: this.metadata.name },
        spec: {
          parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...gateway }],
          hostnames: [fqdn],
          rules: [
            {
              matches: [
                {
                  path: {
                    type: 'PathPrefix',
                    value: choose(eq(spec.path, ''), '/', cel<string>`${spec.path}.lowerAscii()`),
                  },
                },
              ],
              backendRefs: cel<
                readonly { readonly name: string }[]
              >`${services}.map(s, {"name": s.metadata.name, "port": s.spec.ports[0].port})`,
            },
          ],
        },
      },
      { includeWhen: gt(size(spec.destinations), 0) },
    );
    this.status({ uri: `${fqdn}${spec.path}` });
  }
}

interface Destination {
  readonly guid: string;
  readonly app: string;
  readonly process?: string;
  readonly port?: number;
}

/** A Service per destination, called `s-<guid>`, for the instances of a process of an app. */
export function servicesOf(graph: Construct, destinations: Ref<readonly Destination[]>): Ref<readonly Service[]> {
  return collection(graph, 'services', Service, { destination: destinations }, ({ destination }) => ({
    metadata: { name: `s-${destination.guid}` },
    spec: {
      selector: { [APP_GUID]: destination.app, [PROCESS_TYPE]: destination.process },
      ports: [{ name: 'http', port: destination.port, targetPort: destination.port }],
    },
  }));
}
