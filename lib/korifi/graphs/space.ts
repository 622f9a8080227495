import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Namespace, Secret, ServiceAccount } from '../../../imports/core';
import { cel } from '../../cel/template';
import { external } from '../../kro/external';
import { ResourceGraph } from '../../kro/graph';
import { refOf, resource } from '../../kro/resource';
import { DISPLAY_NAME, ORG_GUID, POD_SECURITY, SPACE_GUID } from '../labels';
import type { Apis } from './apis';
import { roleBindings } from './role-bindings';

export interface SpaceGraphProps {
  readonly rootNamespace: string;
  readonly registrySecret: string;
}

/**
 * A space: a Namespace called as the instance, and in it what Korifi copies down: the Secret of the image registry, the service accounts
 * of apps, tasks and builds, and a RoleBinding for each role.
 */
export class SpaceGraph extends ResourceGraph<Apis['Space']> {
  constructor(scope: Construct, id: string, { Space }: Apis, { rootNamespace, registrySecret }: SpaceGraphProps) {
    super(scope, id, Space);
    const guid = `${this.metadata.name}`;
    const root = external(this, 'rootRegistry', Secret, { name: registrySecret, namespace: rootNamespace });
    const ns = new kplus.Namespace(this, 'ns', {
      metadata: {
        name: guid,
        labels: { ...POD_SECURITY, [SPACE_GUID]: guid, [ORG_GUID]: `${this.spec.organization}` },
        annotations: { [DISPLAY_NAME]: `${this.spec.displayName}` },
      },
    });
    const namespace = refOf(ns, Namespace).metadata.name;
    const registry = resource(this, 'registry', Secret, {
      metadata: { name: registrySecret, namespace },
      type: 'kubernetes.io/dockerconfigjson',
      // kro cannot hand bytes on, and a docker configuration is text
      stringData: cel<Record<string, string>>`${root.data}.transformMap(key, value, string(value))`,
    });
    for (const [account, name] of Object.entries(ACCOUNTS))
      resource(this, account, ServiceAccount, {
        metadata: { name, namespace },
        automountServiceAccountToken: false,
        imagePullSecrets: [{ name: registry.metadata.name }],
        ...(name === ACCOUNTS.kpackAccount && { secrets: [{ name: registry.metadata.name }] }), // kpack pushes by these
      });
    roleBindings(this, this.spec.grants, namespace);
    this.status({ namespace });
  }
}

const ACCOUNTS = { appAccount: 'korifi-app', taskAccount: 'korifi-task', kpackAccount: 'kpack-service-account' };
