import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type * as Judge from '../../graph/instance';
import type { Kind, ObjectMeta } from '../../kro/kind';
import { Kinds } from '../../schema/kinds';
import { watch } from '../rules/watch';

type Written<O> = Omit<O, 'status' | 'metadata'>;

/**
 * One resource of Korifi, typed by its kind: `new KorifiResource(chart, 'web', CFApp, { metadata, spec })`.
 *
 * Takes every kind of `cdk8s-kro/imports/korifi.cloudfoundry.org`. The rules of Korifi's webhooks hold for it as for those that
 * CloudFoundry writes; what it refers to has to be written too, or declared with `External`.
 */
export class KorifiResource<O extends object> extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    { apiVersion, kind }: Kind<O>,
    body: Written<O> & { readonly metadata?: Pick<ObjectMeta, 'name' | 'namespace' | 'labels' | 'annotations'> },
  ) {
    super(scope, id, { apiVersion, kind, ...(body as object) });
    watch(Chart.of(this));
    this.node.addValidation({ validate: () => problemsIn(this.toJson()) });
  }
}

let kinds: Kinds | undefined;

/** What the API server would refuse by the schema of the kind. */
function problemsIn(object: object): string[] {
  const { validate } = require('../../graph/instance') as typeof Judge; // it takes a while to load
  kinds ??= Kinds.bundled();
  return validate(object, { kinds }).map(({ path, message, hint }) => `${path}: ${message}${hint ? ` ${hint}` : ''}`);
}
