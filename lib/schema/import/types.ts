import { INT_OR_STRING, PRESERVE_UNKNOWN, type Schema } from './schema';

/** A TypeScript type; an object type is the same value wherever its structure is the same. */
export type Type = TextType | ListType | MapType | ObjectType;

export interface TextType {
  readonly kind: 'text';
  readonly text: string;
}
export interface ListType {
  readonly kind: 'list';
  readonly of: Type;
  readonly nullable: boolean;
}
export interface MapType {
  readonly kind: 'map';
  readonly of: Type;
  readonly nullable: boolean;
}
export interface ObjectType {
  readonly kind: 'object';
  readonly shape: Shape;
  readonly nullable: boolean;
}

/** What becomes an interface. */
export interface Shape {
  readonly fields: readonly FieldType[];
  /** Whether it may have more fields than these. */
  readonly open: boolean;
}
export interface FieldType {
  readonly name: string;
  readonly optional: boolean;
  readonly type: Type;
}

/**
 * Whether a default fills in what an author leaves out.
 *
 * A CRD's does. A built-in kind's OpenAPI also gives Go's zero values as defaults, which validation refuses;
 * and no API server knows the defaults of schemas which only give types.
 */
export type Fills = (value: unknown) => boolean;

export const ANY: TextType = { kind: 'text', text: 'any' };
const SCALARS: { readonly [type: string]: string } = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
};

/** Makes types of schemas; one maker serves a module, so that equal structures share an interface there. */
export class TypeMaker {
  readonly #shapes = new Map<string, Shape>();
  readonly #numbers = new Map<Shape, number>();

  of(schema: Schema, fills: Fills): Type {
    const nullable = schema.nullable === true;
    const union = scalarOf(schema);
    if (union) return text(nullable ? [...union, 'null'] : union);
    if (schema.type === 'array')
      return { kind: 'list', of: schema.items ? this.of(schema.items, fills) : ANY, nullable };
    const fields = this.fieldsOf(schema, fills);
    if (fields.length > 0) return { kind: 'object', shape: this.#shape(fields, isOpen(schema)), nullable };
    if (typeof schema.additionalProperties === 'object')
      return { kind: 'map', of: this.of(schema.additionalProperties, fills), nullable };
    return schema.type === 'object' ? { kind: 'map', of: ANY, nullable } : ANY;
  }

  fieldsOf({ properties = {}, required = [] }: Schema, fills: Fills): FieldType[] {
    return Object.entries(properties).map(([name, field]) => ({
      name,
      optional: !required.includes(name) || isFilled(field, fills),
      type: this.of(field, fills),
    }));
  }

  #shape(fields: readonly FieldType[], open: boolean): Shape {
    const key = `${fields.map(field => this.#fieldKey(field)).join(';')}${open ? '…' : ''}`;
    const known = this.#shapes.get(key);
    if (known) return known;
    const shape = { fields, open };
    this.#shapes.set(key, shape);
    this.#numbers.set(shape, this.#numbers.size);
    return shape;
  }

  #fieldKey = ({ name, optional, type }: FieldType) =>
    `${JSON.stringify(name)}${optional ? '?' : ''}:${this.#typeKey(type)}`;

  #typeKey(type: Type): string {
    if (type.kind === 'text') return type.text;
    const key =
      type.kind === 'object' ? `#${this.#numbers.get(type.shape)}` : `${type.kind}(${this.#typeKey(type.of)})`;
    return type.nullable ? `${key}|null` : key;
  }
}

/** Whether the API server sets a field that is not written. */
export const isFilled = (schema: Schema, fills: Fills) => Object.hasOwn(schema, 'default') && fills(schema.default);

export const isOpen = (schema: Schema) => schema[PRESERVE_UNKNOWN] === true || Boolean(schema.additionalProperties);

/** The members of the union a schema without fields and items allows; undefined for any other schema. */
function scalarOf(schema: Schema): readonly string[] | undefined {
  const literals = known(schema.enum?.map(literal));
  if (literals) return literals;
  if (schema[INT_OR_STRING] === true || schema.format === 'int-or-string') return ['number', 'string'];
  if (schema.type !== undefined) return known([scalar(schema)]);
  const choices = [schema.oneOf, schema.anyOf].find(Array.isArray) as Schema[] | undefined;
  return known(choices?.map(scalar).sort());
}

const scalar = ({ type = '' }: Schema) => (Object.hasOwn(SCALARS, type) ? SCALARS[type] : undefined);

/** The texts, if there are some and none is undefined. */
const known = (texts: readonly (string | undefined)[] = []) =>
  texts.length > 0 && !texts.includes(undefined) ? (texts as readonly string[]) : undefined;

/** A value as a TypeScript literal; undefined for what has none. */
function literal(value: unknown): string | undefined {
  if (typeof value === 'string') return quoted(value);
  return value === null || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

const text = (union: readonly string[]): TextType => ({ kind: 'text', text: [...new Set(union)].join(' | ') });

/** A string literal in single quotes. */
export const quoted = (value: string) =>
  `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
