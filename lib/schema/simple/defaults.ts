import { type Draft, isObject, type Schema } from '../openapi';

/**
 * The text of a default or of an enum value as kro writes it into the CRD. It need not be JSON, and kro compares texts rather
 * than values, so it is kept beside the schema.
 */
const TEXTS = new WeakMap<object, { default?: string; enum?: readonly string[] }>();

/** The text of a schema's default; of a schema that was not read from SimpleSchema, its JSON. */
export function defaultText(schema: Schema): string | undefined {
  const text = TEXTS.get(schema)?.default;
  if (text !== undefined) return text;
  return 'default' in schema ? JSON.stringify(schema.default) : undefined;
}

/** The texts of a schema's enum values. */
export const enumTexts = (schema: Schema): readonly string[] =>
  TEXTS.get(schema)?.enum ?? (schema.enum ?? []).map(value => JSON.stringify(value));

/** Sets the default to what `text` says, or to the text itself where it is not JSON. */
export function setDefault(schema: Draft, text: string): void {
  TEXTS.set(schema, { ...TEXTS.get(schema), default: text });
  schema.default = parseJson(text);
}

export function setEnum(schema: Draft, texts: readonly string[]): void {
  TEXTS.set(schema, { ...TEXTS.get(schema), enum: texts });
  schema.enum = texts.map(parseJson);
}

/** Nothing at all is printed as null by Go. */
const parseJson = (text: string): unknown => (text === '' ? null : isJson(text) ? JSON.parse(text) : text);

/** Whether Go can print a schema that holds this text as JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text === '';
  }
}

/** A schema as deep a copy as kro's, the texts included: a custom type is copied to wherever it is used. */
export function copyOf(schema: Schema): Draft {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) copy[key] = key === 'default' ? value : copied(key, value);
  const texts = TEXTS.get(schema);
  if (texts) TEXTS.set(copy, { ...texts });
  return copy as Draft;
}

function copied(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return [...value];
  if (!isObject(value)) return value;
  if (key !== 'properties') return copyOf(value);
  return Object.fromEntries(Object.entries(value as Record<string, Schema>).map(([name, of]) => [name, copyOf(of)]));
}
