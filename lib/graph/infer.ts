import { format, type Type } from '../cel/types';
import { type Draft, put, type Schema } from '../schema/openapi';
import type { Segment } from './fieldpath';

const ANYTHING: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

/** The schema kro gives a status field whose expression has this type. */
export function schemaOfType(type: Type): Schema {
  switch (type.kind) {
    case 'list':
      return { type: 'array', items: schemaOfType(type.element) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOfType(type.value) };
    case 'struct':
      return type.name.startsWith('__type_') ? declared(type) : { type: 'object', additionalProperties: true };
    case 'dyn':
      return ANYTHING;
    case 'timestamp':
      return { description: 'Timestamp representing a creation time', type: 'string', format: 'date-time' };
    default:
      return primitive(type) ?? { description: `unknown CEL type: ${format(type)}`, ...ANYTHING };
  }
}

function primitive(type: Type): Schema | undefined {
  switch (type.kind) {
    case 'bool':
      return { type: 'boolean' };
    case 'int':
    case 'uint':
      return { type: 'integer' };
    case 'double':
      return { type: 'number' };
    case 'string':
      return { type: 'string' };
    case 'bytes':
      return { type: 'string', format: 'byte' };
    case 'null':
      return { description: 'null type - any value allowed', ...ANYTHING };
    default:
      return undefined;
  }
}

/** What is inside a kind keeps the names CEL has for its fields. */
function declared(type: Type): Schema {
  switch (type.kind) {
    case 'list':
      return { type: 'array', items: declared(type.element) };
    case 'map':
      return { type: 'object', additionalProperties: declared(type.value) };
    case 'struct': {
      const properties: Record<string, Schema> = {};
      for (const [name, field] of type.fields?.declared ?? []) put(properties, name, declared(field));
      return { type: 'object', ...(Object.keys(properties).length > 0 && { properties }) };
    }
    default:
      return primitive(type) ?? ANYTHING;
  }
}

/** Puts the schema of one field where its path says, with the objects and lists around it. Of items of a list the first has its way. */
export function addField(into: Draft, [segment, ...rest]: readonly Segment[], leaf: Schema): void {
  if (segment === undefined) return;
  if (typeof segment === 'number') {
    const items: Draft = { ...into.items };
    if (rest.length > 0) addField(asObject(items), rest, leaf);
    into.type = 'array';
    into.items = rest.length === 0 ? { ...leaf, ...into.items } : items;
    return;
  }
  const properties: Record<string, Schema> = { ...into.properties };
  const child: Draft =
    rest.length === 0 ? { ...leaf } : asObject({ ...(Object.hasOwn(properties, segment) && properties[segment]) });
  addField(child, rest, leaf);
  put(properties, segment, child);
  into.properties = properties;
}

function asObject(schema: Draft): Draft {
  schema.type ??= 'object';
  return schema;
}
