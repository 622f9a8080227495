import { isObject, own, type Schema } from '../schema/openapi';
import { parsePath, type Segment } from './fieldpath';

/** Where in a schema a path of an object ends: the node, and its name as kro builds names of CEL types (`spec.list.@idx`). */
export interface Expected {
  readonly schema: Schema;
  readonly name: string;
}

/** The schema node at a path; nothing where the path leaves what is declared, so that anything goes. */
export function expectedAt(root: Schema, path: string): Expected | undefined {
  const parsed = parsePath(path);
  if ('error' in parsed) return undefined;
  return parsed.segments.reduce<Expected | undefined>((at, segment) => at && step(at, segment), {
    schema: root,
    name: '',
  });
}

function step({ schema, name }: Expected, segment: Segment): Expected | undefined {
  if (segment === '') return { schema, name }; // as kro has it: the key "" of a map leads nowhere
  if (typeof segment === 'number') return schema.items && { schema: schema.items, name: `${name}.@idx` };
  const found =
    own(schema.properties, segment) ??
    (isObject(schema.additionalProperties) ? (schema.additionalProperties as Schema) : undefined);
  if (found) return { schema: found, name: name === '' ? segment : `${name}.${segment}` };
  return schema.items && step({ schema: schema.items, name: `${name}.@idx` }, segment);
}
