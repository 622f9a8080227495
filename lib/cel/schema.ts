import { escapeField } from './eval/escape';
import type { Schema } from './eval/shape';
import type { Fields, Type } from './types';
import * as types from './types';

export type { Schema };

const known = new WeakMap<Schema, Map<string, Type | undefined>>();

/**
 * The type kro gives to values of a schema; undefined where it gives none, and a field of the kind does not exist.
 *
 * Structs are named by their path (`__type_table.spec`), and find their fields when first asked for one.
 */
export function typeOfSchema(schema: Schema, name: string): Type | undefined {
  const named = known.get(schema) ?? new Map<string, Type | undefined>();
  known.set(schema, named);
  if (!named.has(name)) named.set(name, convert(schema, name));
  return named.get(name);
}

function convert(schema: Schema, name: string): Type | undefined {
  if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string') return types.DYN;
  switch (typeof schema.type === 'object' ? schema.type[0] : schema.type) {
    case 'array': {
      const element = schema.items && typeOfSchema(embedded(schema.items), `${name}.@idx`);
      return element && types.list(element);
    }
    case 'object':
      return objectType(schema, name);
    case 'string':
      return stringType(schema.format);
    case 'boolean':
      return types.BOOL;
    case 'number':
      return types.DOUBLE;
    case 'integer':
      return types.INT;
    default:
      return undefined;
  }
}

function stringType(format: string | undefined): Type {
  switch (format) {
    case 'byte':
      return types.BYTES;
    case 'duration':
      return types.DURATION;
    case 'date':
    case 'date-time':
      return types.TIMESTAMP;
    default:
      return types.STRING;
  }
}

function objectType(schema: Schema, name: string): Type {
  const { additionalProperties: additional } = schema;
  // `additionalProperties: true` says nothing to kro: the object has the fields it declares and no others
  if (!additional || additional === true) return types.struct(name, new SchemaFields(schema, name));
  const value = typeOfSchema(embedded(additional), `${name}.@elem`);
  return types.map(types.STRING, value ?? types.DYN);
}

class SchemaFields implements Fields {
  readonly open: boolean;
  private fields?: ReadonlyMap<string, Type>;

  constructor(
    private readonly schema: Schema,
    private readonly name: string,
  ) {
    this.open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  }

  get declared(): ReadonlyMap<string, Type> {
    this.fields ??= new Map(this.entries());
    return this.fields;
  }

  field(name: string): Type | undefined {
    // A word the language keeps to itself is a field under its own name too.
    const escaped = `__${name}__`;
    const field = this.declared.get(name) ?? (escapeField(name) === escaped ? this.declared.get(escaped) : undefined);
    return field ?? (this.open ? types.DYN : undefined);
  }

  private *entries(): Generator<[string, Type]> {
    for (const [property, schema] of Object.entries(this.schema.properties ?? {})) {
      const field = escapeField(property);
      const type = field && typeOfSchema(embedded(schema), `${this.name}.${field}`);
      if (field && type) yield [field, type];
    }
  }
}

const STRING_SCHEMA: Schema = { type: 'string' };
const METADATA: Schema = {
  type: 'object',
  properties: { name: STRING_SCHEMA, generateName: STRING_SCHEMA },
};

const withMetadata = new WeakMap<Schema, Schema>();

/** The schema; that of an embedded resource with what every resource has. */
function embedded(schema: Schema): Schema {
  if (!schema['x-kubernetes-embedded-resource'] || isResource(schema)) return schema;
  const added = { kind: STRING_SCHEMA, apiVersion: STRING_SCHEMA, metadata: METADATA };
  const full = withMetadata.get(schema) ?? { ...schema, properties: { ...schema.properties, ...added } };
  withMetadata.set(schema, full);
  return full;
}

function isResource({ properties = {} }: Schema): boolean {
  const { kind, apiVersion, metadata } = properties;
  const named = metadata?.type === 'object' && metadata.properties?.name && metadata.properties.generateName;
  return kind?.type === 'string' && apiVersion?.type === 'string' && named !== undefined && named !== false;
}
