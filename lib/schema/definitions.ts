import { isObject, own, type Schema } from './openapi';

/** Schemas by name that refer to each other, in Kubernetes' own OpenAPI documents. */
export type Definitions = Readonly<Record<string, Schema>>;

/**
 * Schemas with their references replaced by what they refer to, as kro gets them: what stands beside a reference is lost, and a
 * definition met again inside itself becomes an object of unknown fields.
 */
export class Resolver {
  private readonly known = new Map<string, { readonly schema: Schema; readonly recursive: boolean }>();
  private readonly open: string[] = [];
  private recursive = false;

  constructor(private readonly find: (name: string) => Schema | undefined) {}

  resolve(schema: Schema): Schema {
    const name = referenceOf(schema);
    if (name !== undefined) return this.definition(name);
    const out: Record<string, unknown> = { ...schema };
    if (schema.properties) out.properties = this.all(schema.properties);
    if (isObject(schema.additionalProperties))
      out.additionalProperties = this.resolve(schema.additionalProperties as Schema);
    if (schema.items) out.items = this.resolve(schema.items);
    return out as Schema;
  }

  private definition(name: string): Schema {
    const known = this.known.get(name);
    if (known && !known.recursive) return known.schema;
    const found = this.find(name);
    if (found === undefined || this.open.includes(name)) {
      this.recursive = true;
      return { type: 'object' };
    }
    const outside = this.recursive;
    this.recursive = false;
    this.open.push(name);
    const schema = this.resolve(found);
    this.open.pop();
    this.known.set(name, { schema, recursive: this.recursive });
    this.recursive ||= outside;
    return schema;
  }

  private all(properties: Readonly<Record<string, Schema>>): Record<string, Schema> {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, this.resolve(value)]));
  }
}

/** The name behind `$ref`; a property may be called that too, but is no text. */
function referenceOf(schema: Schema): string | undefined {
  const reference = own(schema as Readonly<Record<string, unknown>>, '$ref');
  if (typeof reference === 'string') return reference.split('/definitions/').pop();
  return schema.allOf?.length === 1 ? referenceOf(schema.allOf[0]) : undefined;
}
