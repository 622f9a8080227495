import { isObject, type Schema } from '../schema/openapi';

const known = new WeakMap<Schema, Schema>();

/**
 * The schema as kro's types see it: `additionalProperties: true` says nothing to them, so that such an object has the fields it
 * declares and no others. The same object where there is none.
 */
export function typable(schema: Schema): Schema {
  const before = known.get(schema);
  if (before) return before;
  const after = convert(schema);
  known.set(schema, after);
  return after;
}

function convert(schema: Schema): Schema {
  const changed: { -readonly [K in keyof Schema]: Schema[K] } = {};
  const { properties, items, additionalProperties: values } = schema;
  if (items && typable(items) !== items) changed.items = typable(items);
  if (isObject(values) && typable(values as Schema) !== values)
    changed.additionalProperties = typable(values as Schema);
  if (values === true) changed.additionalProperties = false;
  if (properties) {
    const entries = Object.entries(properties);
    if (entries.some(([, each]) => typable(each) !== each))
      changed.properties = Object.fromEntries(entries.map(([name, each]) => [name, typable(each)]));
  }
  return Object.keys(changed).length > 0 ? { ...schema, ...changed } : schema;
}
