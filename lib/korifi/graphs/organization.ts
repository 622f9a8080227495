import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Namespace } from '../../../imports/core';
import { ResourceGraph } from '../../kro/graph';
import { refOf } from '../../kro/resource';
import { DISPLAY_NAME, ORG_GUID, POD_SECURITY } from '../labels';
import type { Apis } from './apis';
import { roleBindings } from './role-bindings';

/** An organization: a Namespace called as the instance, and a RoleBinding for each role. */
export class OrganizationGraph extends ResourceGraph<Apis['Organization']> {
  constructor(scope: Construct, id: string, { Organization }: Apis) {
    super(scope, id, Organization);
    const guid = `${this.metadata.name}`;
    const ns = new kplus.Namespace(this, 'ns', {
      metadata: {
        name: guid,
        labels: { ...POD_SECURITY, [ORG_GUID]: guid },
        annotations: { [DISPLAY_NAME]: `${this.spec.displayName}` },
      },
    });
    const namespace = refOf(ns, Namespace).metadata.name;
    roleBindings(this, this.spec.grants, namespace);
    this.status({ namespace });
  }
}
