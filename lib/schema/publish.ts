import { HEADER } from './meta';
import { isObject, type Schema } from './openapi';

/**
 * The schema of a CRD as the API server publishes it, which is what kro sees: with the header of every object at the root and in
 * embedded resources, and with the types of int-or-string spelt out.
 */
export function publish(schema: Schema | undefined): Schema {
  const published = adjust(schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true });
  return { ...published, type: 'object', properties: { ...published.properties, ...HEADER } };
}

function adjust(schema: Schema): Schema {
  const out: Record<string, unknown> = { ...schema };
  if (schema.properties) out.properties = mapValues(schema.properties, adjust);
  if (isObject(schema.additionalProperties)) out.additionalProperties = adjust(schema.additionalProperties as Schema);
  if (schema.items) out.items = adjust(schema.items);
  if (schema['x-kubernetes-int-or-string'] && !schema.anyOf && !schema.type) {
    out.anyOf = [{ type: 'integer' }, { type: 'string' }];
  }
  if (schema['x-kubernetes-embedded-resource']) {
    out.properties = { ...(out.properties as object), ...HEADER };
    out.required = [...new Set([...(schema.required ?? []), 'apiVersion', 'kind'])];
  }
  return out as Schema;
}

const mapValues = (
  object: Readonly<Record<string, Schema>>,
  change: (schema: Schema) => Schema,
): Record<string, Schema> => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
