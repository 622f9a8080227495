import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ConfigMap, Secret } from '../../../imports/core';
import { choose, eq } from '../../cel/ops';
import { cel } from '../../cel/template';
import { externalList } from '../../kro/external';
import { ResourceGraph } from '../../kro/graph';
import { conditions, resource } from '../../kro/resource';
import { APP_GUID, BINDING, ENTRY } from '../labels';
import type { Apis } from './apis';

/**
 * What the processes of an app share: its variables, VCAP_APPLICATION, and VCAP_SERVICES of all its bindings. Of an app with an image
 * also the droplet; a Build writes that of others.
 *
 * Everything is named after the instance: `<guid>-env`, `<guid>-vcap-application`, `<guid>-vcap-services`, `<guid>-droplet`.
 */
export class AppGraph extends ResourceGraph<Apis['App']> {
  constructor(scope: Construct, id: string, { App }: Apis) {
    super(scope, id, App);
    const { spec } = this;
    const guid = this.metadata.name;

    resource(
      this,
      'env',
      Secret,
      { metadata: { name: `${guid}-env` }, stringData: spec.env },
      { includeWhen: eq(spec.envSecret, '') },
    );
    resource(this, 'vcapApplication', Secret, {
      metadata: { name: `${guid}-vcap-application` },
      stringData: { VCAP_APPLICATION: this.application() },
    });
    resource(this, 'vcapServices', Secret, {
      metadata: { name: `${guid}-vcap-services` },
      stringData: { VCAP_SERVICES: this.services() },
    });
    const droplet = new kplus.ConfigMap(this, 'droplet', {
      metadata: { name: `${guid}-droplet` },
      data: { image: `${spec.image}`, lifecycle: `${spec.lifecycle}` },
    });
    conditions(droplet, ConfigMap, { includeWhen: eq(spec.lifecycle, 'docker') });

    this.status({
      droplet: `${guid}-droplet`,
      environment: choose(eq(spec.envSecret, ''), `${guid}-env`, spec.envSecret),
    });
  }

  private application() {
    const { spec } = this;
    const fields = {
      application_id: this.metadata.name,
      application_name: spec.displayName,
      name: spec.displayName,
      organization_id: spec.organization.guid,
      organization_name: spec.organization.name,
      space_id: spec.space.guid,
      space_name: spec.space.name,
      uris: spec.uris,
      application_uris: spec.uris,
      cf_api: spec.api,
    };
    return cel<string>`json.marshal(${fields})`;
  }

  /** The entries of all bindings, by label; `{}` where there are none. */
  private services() {
    const entries = externalList(this, 'entries', Secret, {
      selector: { matchLabels: { [APP_GUID]: `${this.metadata.name}`, [BINDING]: ENTRY } },
      namespace: this.metadata.namespace,
    });
    return cel<string>`json.marshal(${entries}.map(e, string(e.data["label"])).distinct().transformMapEntry(i, label,
      {label: ${entries}.filter(e, string(e.data["label"]) == label).map(e, json.unmarshal(string(e.data["entry"])))}))`;
  }
}
