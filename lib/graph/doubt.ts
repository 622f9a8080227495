import { own, type Schema } from '../schema/openapi';
import type { ApiSchema } from './api';
import { parsePath, type Segment } from './fieldpath';

/** A field that may hold anything, as nothing is known of it. */
export const ANY: Schema = { 'x-kubernetes-int-or-string': true };
const SPEC = 'spec.schema.spec.';

/** The schema of spec in which what could not be read is anything, so that nobody who uses it is blamed. */
export function withDoubts({ spec, findings }: ApiSchema): Schema {
  return findings.reduce((schema, { path }) => {
    const parsed = path.startsWith(SPEC) ? parsePath(path.slice(SPEC.length)) : undefined;
    return parsed && 'segments' in parsed ? doubted(schema, parsed.segments) : opened(schema);
  }, spec);
}

function doubted(schema: Schema, [segment, ...rest]: readonly Segment[]): Schema {
  if (segment === undefined) return ANY;
  const field = own(schema.properties, String(segment));
  const next = field ? doubted(field, rest) : ANY;
  return { ...schema, properties: { ...schema.properties, [segment]: next } };
}

/** The schema with room for fields of which nothing is known, not even their names. */
export function opened(schema: Schema): Schema {
  if (!schema.properties) return schema;
  const properties = Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, opened(each)]));
  return { ...schema, properties, 'x-kubernetes-preserve-unknown-fields': true };
}
