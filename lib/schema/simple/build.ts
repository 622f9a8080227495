import type { Schema } from '../openapi';
import { buildTypes } from './custom';
import { Builder } from './field';
import type { SimpleProblem } from './problem';

export interface SimpleSchema {
  /** The OpenAPI schema of `spec` as kro writes it into the CRD; as far as it can be built where there are problems. */
  readonly schema: Schema;
  /** All mistakes, in document order. The first of each field is the one kro would report of it. */
  readonly problems: readonly SimpleProblem[];
}

/** Reads a SimpleSchema (https://kro.run/docs/concepts/simple-schema): the fields of `spec` and the custom types they use. */
export function buildSimpleSchema(
  spec: Readonly<Record<string, unknown>>,
  types: Readonly<Record<string, unknown>> = {},
  path = 'spec.schema',
): SimpleSchema {
  const { customs, problems } = buildTypes(types, `${path}.types`);
  const builder = new Builder(customs);
  const schema = builder.object(spec, { path: `${path}.spec`, prefix: '' });
  return { schema, problems: [...problems, ...builder.problems] };
}
