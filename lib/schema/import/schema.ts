/** An OpenAPI schema as a CRD or a built-in kind has it; only the keywords which code looks at are named. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly nullable?: boolean;
}

/** Keywords whose value is a schema; that of `additionalProperties` may also be a boolean. */
export const ONE_SCHEMA: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'not']);
/** Keywords whose value is a list of schemas. */
export const LIST_OF_SCHEMAS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf']);
/** The keyword whose value is a map of schemas: what stands in it are names, not keywords. */
export const MAP_OF_SCHEMAS = 'properties';

/** Keywords for people, and rules, which are no facts about structure. */
export const DROPPED: ReadonlySet<string> = new Set([
  'description',
  'title',
  'example',
  'externalDocs',
  'x-kubernetes-validations',
]);
/** Keywords the API server takes in no CRD, and which mean something of their own in a stored schema. */
export const FORBIDDEN: ReadonlySet<string> = new Set(['$ref', '$defs', 'definitions']);

export const INT_OR_STRING = 'x-kubernetes-int-or-string';
export const PRESERVE_UNKNOWN = 'x-kubernetes-preserve-unknown-fields';

/** What `schema` says, with every schema directly inside it replaced; data such as `default` and `enum` is left alone. */
export function mapSchemas(schema: Schema, each: (child: Schema) => Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, mapKeyword(keyword, value, each)]),
  );
}

function mapKeyword(keyword: string, value: unknown, each: (child: Schema) => Schema): unknown {
  if (keyword === MAP_OF_SCHEMAS)
    return Object.fromEntries(Object.entries(value as object).map(([name, child]) => [name, each(child)]));
  if (ONE_SCHEMA.has(keyword)) return typeof value === 'boolean' ? value : each(value as Schema);
  if (LIST_OF_SCHEMAS.has(keyword)) return (value as Schema[]).map(each);
  return value;
}
