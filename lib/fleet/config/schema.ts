import type { Derive } from '../../kro/manifest-file';
import type { Shape } from '../../schema/field';
import type { Schema } from '../../schema/openapi';
import { toSimpleSchema } from '../../schema/print';
import { buildSimpleSchema } from '../../schema/simple/build';
import { config, spoke } from './shape';

/** The schema kro would make of a shape, which files are held against. */
function schemaOf(shape: Shape): Schema {
  const { fields, types } = toSimpleSchema(shape);
  return buildSimpleSchema(fields as Record<string, unknown>, types as Record<string, unknown>).schema;
}

/** Of a spoke with everything merged in. */
export const SPOKE = schemaOf(spoke);
const partial = withoutRequired(SPOKE);
/** Of a spoke file: Argo CD reads its name there, so no other file can say it. */
export const SPOKE_FILE: Schema = { ...partial, required: ['name', 'environment'] };
/** What is of one spoke alone. */
const OWN: readonly string[] = ['name', 'environment', 'removing'];
/** Of a file that spoke files are merged over: nothing has to be in it. */
export const PARTIAL_SPOKE: Schema = {
  ...partial,
  properties: Object.fromEntries(Object.entries(partial.properties ?? {}).filter(([key]) => !OWN.includes(key))),
};
export const CONFIG: Schema = {
  ...schemaOf(config),
  required: ['repository', 'hubs', 'platform'],
  properties: { ...schemaOf(config).properties, defaults: PARTIAL_SPOKE },
};

function withoutRequired({ required: _, ...schema }: Schema): Schema {
  const { properties } = schema;
  if (!properties) return schema;
  // items of lists stay as they are: a list is replaced, never merged
  const partial = Object.entries(properties).map(([key, field]) => [key, withoutRequired(field)]);
  return { ...schema, properties: Object.fromEntries(partial) };
}

/** A step that writes the JSON Schemas of configuration files to `schemas/`, for editors. */
export const configurationSchemas: Derive = files => [
  ...files,
  { path: 'schemas/config.schema.json', objects: [jsonSchema('config.yaml', CONFIG)] },
  { path: 'schemas/environment.schema.json', objects: [jsonSchema('environments/*.yaml', PARTIAL_SPOKE)] },
  { path: 'schemas/spoke.schema.json', objects: [jsonSchema('spokes/*.yaml', SPOKE_FILE)] },
];

const jsonSchema = (title: string, schema: Schema): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title,
  ...closed(schema),
});

/** The schema as editors read it: what is not listed is a mistake there. */
function closed(schema: Schema): object {
  const { properties, items, additionalProperties, ...rest } = schema;
  const kept = Object.entries(rest).filter(([key]) => !key.startsWith('x-kubernetes-'));
  return {
    ...Object.fromEntries(kept),
    ...(items && { items: closed(items) }),
    ...(additionalProperties !== undefined && { additionalProperties }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, closed(field)])),
      additionalProperties: false,
    }),
  };
}
