import type { Construct } from 'constructs';
import { Secret } from '../../../imports/core';
import { external } from '../../kro/external';
import { ResourceGraph } from '../../kro/graph';
import { resource } from '../../kro/resource';
import type { Apis } from './apis';
import { bindingFiles, secretType } from './credentials';

/**
 * A user-provided service instance: its credentials again, as a Secret of the form servicebinding.io asks for. `status.binding` makes
 * it a ProvisionedService, which a ServiceBinding of that project may name.
 *
 * @see https://servicebinding.io/spec/core/1.1.0/#provisioned-service
 */
export class ServiceInstanceGraph extends ResourceGraph<Apis['ServiceInstance']> {
  constructor(scope: Construct, id: string, { ServiceInstance }: Apis) {
    super(scope, id, ServiceInstance);
    const credentials = external(this, 'credentials', Secret, { name: this.spec.secret });
    const binding = resource(this, 'binding', Secret, {
      metadata: { name: `${this.metadata.name}-binding` },
      type: secretType(credentials),
      stringData: bindingFiles(credentials),
    });
    this.status({ binding: { name: binding.metadata.name } });
  }
}
