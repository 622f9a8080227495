import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { declare } from './rules/declared';
import type { Manifest } from './rules/entry';
import { watch } from './rules/watch';

/** An object of the cluster, and what rules ask of it. */
export interface ExternalObject extends Pick<Manifest, 'kind' | 'namespace' | 'name'> {
  /** The name of a CFDomain, the displayName of others. @default nothing */
  readonly spec?: Manifest['spec'];
}

/** An object that is in the cluster and that resources written by hand refer to: `new External(chart, 'db', { kind: 'Secret', … })`. */
export class External extends Construct {
  constructor(scope: Construct, id: string, object: ExternalObject) {
    super(scope, id);
    declare(this, { spec: {}, ...object });
    watch(Chart.of(this));
  }
}
