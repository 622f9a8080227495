import { Environment } from '../cel/env';
import { typeOfSchema } from '../cel/schema';
import { DYN, type StructType, type Type } from '../cel/types';
import { OBJECT_META } from '../schema/meta';
import type { Schema } from '../schema/openapi';
import { expectedAt } from './expected';
import type { Inspection } from './inspector';
import type { GraphNode } from './node';

const text: Schema = { type: 'string' };

/** What `schema` is in expressions: an instance without its status. */
export function instanceSchema(spec: Schema, clusterScoped: boolean): Schema {
  const { namespace, ...properties } = OBJECT_META.properties!;
  const metadata = clusterScoped ? { ...OBJECT_META, properties } : OBJECT_META;
  return { type: 'object', properties: { apiVersion: text, kind: text, spec, metadata } };
}

/** The variables of an RGD's expressions and the types its fields expect. */
export class Scope {
  readonly env: Environment;
  private readonly roots = new Map<string, Type>();
  private readonly eachEnvs = new Map<Schema, Environment>();

  private readonly unsure = new Set<string>();

  /** `isWhole` says whether the schema of instances could be read to the last field. */
  constructor(nodes: readonly GraphNode[], instance: Schema, isWhole: boolean) {
    if (!isWhole) this.unsure.add('schema');
    for (const { resource, kind } of nodes) if (!kind) this.unsure.add(resource.id);
    const schemas: Record<string, Schema> = Object.create(null);
    schemas.schema = instance;
    for (const node of nodes) schemas[node.resource.id] ??= variableSchema(node);
    this.env = Environment.of(schemas);
    for (const [name, schema] of Object.entries(schemas)) {
      const type = typeOfSchema(schema, `__type_${name}`);
      if (type) this.roots.set(`__type_${name}`, type);
    }
  }

  /** The environment of a node's template: with its iterators, and anything for those whose list is in doubt. */
  with({ conditions }: GraphNode, types: Readonly<Record<string, Type>>): Environment {
    if (conditions.forEach.length === 0) return this.env;
    return this.env.with(Object.fromEntries(conditions.forEach.map(({ name }) => [name!, types[name!] ?? DYN])));
  }

  /** Whether an expression uses what is of no type only because something else is wrong. */
  isUnsure({ variables, refused }: Inspection): boolean {
    return refused.length > 0 || variables.some(({ name }) => this.unsure.has(name));
  }

  /** The environment of conditions that see one item of a collection. */
  each(schema: Schema): Environment {
    const env = this.eachEnvs.get(schema) ?? Environment.of({ each: schema });
    this.eachEnvs.set(schema, env);
    return env;
  }

  /** The type of value a field of a node takes; anything where its schema does not say. */
  expected({ resource, kind }: GraphNode, path: string): Type {
    const found = kind && expectedAt(kind.schema, path);
    if (!found) return DYN;
    return typeOfSchema(found.schema, `__type_${resource.id}${found.name === '' ? '' : '.'}${found.name}`) ?? DYN;
  }

  /**
   * The struct with a name such as `__type_table.spec`, found step by step from its variable. What kro does not find this way it
   * takes for anything: what is inside collections, in maps, and below names that CEL has to spell otherwise.
   */
  readonly resolve = (name: string): StructType | undefined => {
    const [root, ...steps] = name.split('.');
    let type = this.roots.get(root);
    if (type?.kind !== 'struct') return undefined;
    for (const step of steps) type = type && stepInto(type, step);
    return type?.kind === 'struct' ? type : undefined;
  };
}

function stepInto(type: Type, step: string): Type | undefined {
  if (step === '@idx') return type.kind === 'list' ? type.element : undefined;
  if (step === '@elem') return type.kind === 'map' ? type.value : undefined;
  return type.kind === 'struct' ? type.fields?.declared.get(step) : undefined;
}

function variableSchema({ type, kind }: GraphNode): Schema {
  const schema = kind ? kind.schema : {};
  return kind && (type === 'Collection' || type === 'ExternalCollection') ? { type: 'array', items: schema } : schema;
}
