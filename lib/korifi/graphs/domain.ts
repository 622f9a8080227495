import type { Construct } from 'constructs';
import { Gateway } from '../../../imports/gateway.networking.k8s.io';
import { map, orElse } from '../../cel/ops';
import { external } from '../../kro/external';
import { ResourceGraph } from '../../kro/graph';
import type { Apis } from './apis';
import type { GraphSettings } from './settings';

/**
 * A domain of routes. The Gateway's listeners are the platform's and not made here; the status says where DNS has to lead, `*.<name>`
 * to the addresses of the Gateway.
 */
export class DomainGraph extends ResourceGraph<Apis['Domain']> {
  constructor(scope: Construct, id: string, { Domain }: Apis, { gateway }: Pick<GraphSettings, 'gateway'>) {
    super(scope, id, Domain);
    const found = external(this, 'gateway', Gateway, gateway);
    this.status({
      name: `${this.spec.name}`,
      addresses: map(orElse(found.status.addresses, []), each => each.value),
    });
  }
}
