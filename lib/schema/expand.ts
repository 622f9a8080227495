import { mapSchemas, type Schema } from './import/schema';

/**
 * Reads the schemas that `cdk8s-kro import` stores below `imports/schema`.
 *
 * A file holds one schema in which a repeated subschema is written once, in `$defs` at its end. `{"$ref":"#/$defs/NAME"}`
 * stands for a member of the file's own `$defs`, `{"$ref":"FILE#/$defs/NAME"}` for one of another file of the folder: the
 * built-in kinds share `common.json`, which holds nothing but `$defs`. A reference stands where a schema may stand,
 * has no siblings, and never leads back to itself.
 */
export interface StoredSchema extends Schema {
  readonly $defs?: { readonly [name: string]: Schema };
}

const expanded = new WeakMap<Schema, Schema>();

/**
 * The schema in `text`, with every reference replaced by what it stands for. Equal parts are one object: do not change them.
 *
 * @param load gives the parsed contents of another file of the folder, the same object each time it is asked for one
 */
export function expandSchema(text: string, load: (file: string) => StoredSchema): Schema {
  const { $defs = {}, ...root }: StoredSchema = JSON.parse(text);
  return expand(root, $defs, load);
}

function expand(schema: Schema, own: NonNullable<StoredSchema['$defs']>, load: (file: string) => StoredSchema): Schema {
  const known = expanded.get(schema);
  if (known) return known;
  const result =
    schema.$ref === undefined ? mapSchemas(schema, child => expand(child, own, load)) : follow(schema.$ref, own, load);
  expanded.set(schema, result);
  return result;
}

function follow(ref: string, own: NonNullable<StoredSchema['$defs']>, load: (file: string) => StoredSchema): Schema {
  const [file, name] = ref.split('#/$defs/');
  const defs = file === '' ? own : (load(file).$defs ?? {});
  if (!Object.hasOwn(defs, name)) throw new Error(`A stored schema refers to ${ref}, which is not there.`);
  return expand(defs[name], defs, load);
}
