import { isObject, own, type Schema } from './openapi';

const isScalar = (value: unknown): boolean => typeof value !== 'object';

/** A value with the defaults of its schema filled in, as the API server does it: only into objects that are there. */
export function withDefaults(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return schema.items ? value.map(item => withDefaults(item, schema.items!)) : value;
  if (!isObject(value)) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const isAbsent = !Object.hasOwn(filled, name) || (filled[name] === null && !field.nullable);
    if (isAbsent && field.default !== undefined && field.default !== null)
      filled[name] = isScalar(field.default) ? field.default : structuredClone(field.default);
    if (Object.hasOwn(filled, name)) filled[name] = withDefaults(filled[name], field);
  }
  const values = schema.additionalProperties;
  if (!isObject(values)) return filled;
  for (const name of Object.keys(filled)) filled[name] = withDefaults(filled[name], values as Schema);
  return filled;
}

/** A value without the nulls that the API server drops: fields which cannot be null and have no default. */
export function withoutNulls(value: unknown, schema: Schema | undefined): unknown {
  if (Array.isArray(value)) return value.map(item => withoutNulls(item, schema?.items));
  if (!isObject(value)) return value;
  const values = isObject(schema?.additionalProperties) ? (schema.additionalProperties as Schema) : undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => {
      const field = own(schema?.properties, name) ?? values;
      const isDropped = each === null && field && !field.nullable && (field.default ?? null) === null;
      return isDropped ? [] : [[name, withoutNulls(each, field)]];
    }),
  );
}
