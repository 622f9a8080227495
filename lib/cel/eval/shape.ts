import { unescapeField } from './escape';

/** The part of an OpenAPI schema that says how data is read. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
}

/** How the JSON at one place is read: what kro's schema-aware wrappers do at run time. */
export type Shape =
  | { readonly kind: 'int' | 'double' | 'string' | 'bool' | 'bytes' | 'date' | 'timestamp' | 'duration' }
  | ListShape
  | ObjectShape;

/** Objects without declared fields hold anything; in `json` every number is a double. */
export type ObjectShape = { readonly kind: 'any' | 'json' } | MapShape | StructShape;

export interface ListShape {
  readonly kind: 'list';
  readonly element: Shape;
}

export interface MapShape {
  readonly kind: 'map';
  readonly value: Shape;
}

export const ANYTHING: ObjectShape = { kind: 'any' };
export const JSON_SHAPE: ObjectShape = { kind: 'json' };

export interface Field {
  /** The key in the JSON. */
  readonly key: string;
  readonly shape: Shape;
}

/** The declared fields of an object, by what an expression calls them. */
export class StructShape {
  readonly kind = 'struct';
  private readonly found = new Map<string, Field | null>();

  constructor(private readonly schema: Schema) {}

  field(name: string): Field | undefined {
    const before = this.found.get(name);
    if (before !== undefined) return before ?? undefined;
    const field = this.find(unescapeField(name));
    this.found.set(name, field ?? null);
    return field;
  }

  private find(key: string): Field | undefined {
    const { properties = {} } = this.schema;
    if (Object.hasOwn(properties, key)) return { key, shape: shapeOf(properties[key]!) };
    const open = this.schema['x-kubernetes-preserve-unknown-fields'] || this.schema['x-kubernetes-embedded-resource'];
    return open ? { key, shape: ANYTHING } : undefined;
  }
}

const shapes = new WeakMap<Schema, Shape>();

/** The shape of what a schema describes, made once for each schema and as deep as it is asked for. */
export function shapeOf(schema: Schema): Shape {
  const before = shapes.get(schema);
  if (before) return before;
  const shape = make(schema);
  shapes.set(schema, shape);
  return shape;
}

function make(schema: Schema): Shape {
  if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string') return ANYTHING;
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'integer':
      return { kind: 'int' };
    case 'number':
      return { kind: 'double' };
    case 'boolean':
      return { kind: 'bool' };
    case 'string':
      return { kind: STRINGS[schema.format ?? ''] ?? 'string' };
    case 'array':
      return ofArray(schema);
    case 'object':
      return ofObject(schema);
    default:
      return ANYTHING;
  }
}

const STRINGS: Readonly<Record<string, 'bytes' | 'date' | 'duration' | 'timestamp'>> = {
  byte: 'bytes',
  date: 'date',
  'date-time': 'timestamp',
  duration: 'duration',
};

function ofArray({ items }: Schema): Shape {
  return {
    kind: 'list',
    get element() {
      return items ? shapeOf(items) : ANYTHING;
    },
  };
}

function ofObject(schema: Schema): Shape {
  if (schema.properties || schema['x-kubernetes-embedded-resource']) return new StructShape(schema);
  const values = schema.additionalProperties;
  if (typeof values !== 'object') return ANYTHING;
  return {
    kind: 'map',
    get value() {
      return shapeOf(values);
    },
  };
}
