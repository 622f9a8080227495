import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Secret } from '../../../imports/core';
import {
  Builder,
  type BuilderSpecOrder,
  type BuildSpecBuilderRef,
  type BuildSpecEnv,
  ClusterBuilder,
  Image,
} from '../../../imports/kpack.io';
import { choose, gt, size } from '../../cel/ops';
import { cel } from '../../cel/template';
import { hasCondition } from '../../kro/condition';
import { external, externalList } from '../../kro/external';
import { ResourceGraph } from '../../kro/graph';
import { resource } from '../../kro/resource';
import { APP_GUID, BINDING, MOUNT } from '../labels';
import type { Apis } from './apis';
import { resources } from './container';
import type { GraphSettings } from './settings';

/**
 * The staging of an app: a kpack Image of its source code, and the droplet that comes of it. An app that names its buildpacks has a
 * Builder of its own, on the stack and store of the platform's.
 */
export class BuildGraph extends ResourceGraph<Apis['Build']> {
  constructor(scope: Construct, id: string, { Build }: Apis, { builder }: Pick<GraphSettings, 'builder'>) {
    super(scope, id, Build);
    const { spec } = this;
    const serviceAccountName = 'kpack-service-account';
    const isOwn = gt(size(spec.buildpacks), 0);
    const platform = external(this, 'platform', ClusterBuilder, { name: builder });
    resource(
      this,
      'builder',
      Builder,
      {
        metadata: { name: spec.app },
        spec: {
          tag: `${spec.tag}-builder`,
          stack: platform.spec.stack,
          store: platform.spec.store,
          serviceAccountName,
          order: cel<readonly BuilderSpecOrder[]>`${spec.buildpacks}.map(each, {"group": [{"id": each}]})`,
        },
      },
      { includeWhen: isOwn },
    );
    const bindings = externalList(this, 'bindings', Secret, {
      selector: { matchLabels: { [APP_GUID]: `${spec.app}`, [BINDING]: MOUNT } },
      namespace: this.metadata.namespace,
    });
    const image = resource(
      this,
      'image',
      Image,
      {
        metadata: { name: spec.app },
        spec: {
          tag: spec.tag,
          builder: { kind: choose(isOwn, 'Builder', 'ClusterBuilder'), name: choose(isOwn, spec.app, builder) },
          serviceAccountName,
          source: { registry: { image: spec.package } },
          cache: { volume: { size: '2048Mi' } },
          build: {
            env: cel<
              readonly BuildSpecEnv[]
            >`${spec.variables}.map(key, {"name": key, "valueFrom": {"secretKeyRef": {"name": ${spec.env}, "key": key}}})`,
            services: cel<
              readonly BuildSpecBuilderRef[]
            >`${bindings}.map(b, {"kind": "Secret", "apiVersion": "v1", "name": b.metadata.name})`,
            resources: resources(spec),
          },
        },
      },
      { readyWhen: self => hasCondition(self, 'Ready') },
    );
    new kplus.ConfigMap(this, 'droplet', {
      metadata: { name: `${spec.app}-droplet` },
      data: { image: `${image.status.latestImage}`, lifecycle: 'buildpack' },
    });
    this.status({ image: image.status.latestImage });
  }
}
