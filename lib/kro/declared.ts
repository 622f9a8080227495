import { type Crd, generateCrd } from '../graph/crd';
import { rgdOf } from '../graph/rgd';
import { toSimpleSchema } from '../schema/print';
import { buildSimpleSchema } from '../schema/simple/build';
import type { Api } from './kind';

/** The CRD kro makes of an API, as declared: its graph may be somewhere else. */
export function crdOf({ group, version, kind, scope, spec, status }: Api): Crd {
  const rgd = rgdOf({ spec: { schema: { apiVersion: version, group, kind, scope } } });
  return generateCrd(rgd, schemaOf(spec), schemaOf(status));
}

function schemaOf(shape: Api['spec']) {
  const { fields, types } = toSimpleSchema(shape);
  return buildSimpleSchema({ ...fields }, { ...types }).schema;
}
