import type { Construct } from 'constructs';
import { HTTPProxy, type HTTPProxySpecRoutes } from '../../../imports/projectcontour.io';
import { gt, size } from '../../cel/ops';
import { cel } from '../../cel/template';
import { ResourceGraph } from '../../kro/graph';
import { resource } from '../../kro/resource';
import type { Apis } from './apis';
import { servicesOf } from './route';

/** All routes of a host: a Service per destination, and one HTTPProxy of Contour with a route per path. */
export class ContourRouteGraph extends ResourceGraph<Apis['ContourRoute']> {
  constructor(scope: Construct, id: string, { ContourRoute }: Apis) {
    super(scope, id, ContourRoute);
    const { spec } = this;
    servicesOf(this, spec.destinations);
    const fqdn = cel<string>`(${spec.host} + "." + ${spec.domain}).lowerAscii()`;
    resource(
      this,
      'httpProxy',
      HTTPProxy,
      {
        metadata: { name: this.metadata.name },
        spec: {
          virtualhost: { fqdn },
          routes: cel<
            readonly HTTPProxySpecRoutes[]
          >`${spec.destinations}.map(d, d.path.lowerAscii()).distinct().map(path, {
            "conditions": dyn([{"prefix": path}]),
            "services": ${spec.destinations}.filter(d, d.path.lowerAscii() == path).map(d, {"name": "s-" + d.guid, "port": d.port})})`,
        },
      },
      { includeWhen: gt(size(spec.destinations), 0) },
    );
    this.status({ fqdn });
  }
}
