import { type Document, isObject, type JsonObject } from './document';
import { factsOf } from './facts';
import { type ImportedKind, KIND } from './kind';
import { member, type Problem, type Report } from './problem';
import { mapSchemas, type Schema } from './schema';

/** Schemas a document of built-in kinds may grow to; Kubernetes' core group comes to 8,000. */
const MOST_NODES = 200_000;
const REF = /^([^#]*)#\/definitions\/(.+)$/;

/** Whether a document lists built-in kinds or the definitions they share: `{ group, version, kinds, definitions }`. */
export const isOpenApi = ({ value }: Document) => isObject(value.definitions);

/** Built-in kinds, and the schemas they share by the names their documents give them. */
export interface BuiltIns {
  readonly kinds: readonly ImportedKind[];
  readonly common: ReadonlyMap<string, Schema>;
}

/** The kinds of all documents of built-in kinds; their references lead to their own and to each other's definitions. */
export function builtInKinds(documents: readonly Document[], problems: Problem[]): BuiltIns {
  const common = new Map<string, Schema>();
  const kinds: ImportedKind[] = [];
  for (const document of documents) {
    const report: Report = problem => problems.push({ ...document.origin, ...problem });
    const definitions = new Definitions(document, documents, report);
    if ('kinds' in document.value) kinds.push(...kindsOf(document, definitions, report));
    else for (const [name, schema] of definitions.all()) common.set(name, schema);
  }
  return { kinds, common };
}

function kindsOf({ value, origin }: Document, definitions: Definitions, report: Report): ImportedKind[] {
  const { group, version, kinds } = value;
  if (typeof group !== 'string' || typeof version !== 'string' || !isObject(kinds)) {
    report({ message: 'Group, version or kinds is missing.', hint: 'Pass { group, version, kinds, definitions }.' });
    return [];
  }
  if (!/^[-a-z0-9.]*$/.test(group) || !/^[a-z0-9]+$/.test(version)) {
    report({ message: `${group}/${version} is no group and version.`, hint: 'Write such as apps and v1.' });
    return [];
  }
  return Object.entries(kinds).flatMap(([kind, entry]) => {
    const path = member('kinds', kind);
    if (!KIND.test(kind) || !isObject(entry) || !isPlural(entry.plural) || typeof entry.$ref !== 'string') {
      report({ path, message: 'Name, plural or $ref is wrong.', hint: 'Write Pod: { plural, namespaced, $ref }.' });
      return [];
    }
    return [
      {
        group,
        version,
        kind,
        plural: entry.plural,
        scope: entry.namespaced ? 'Namespaced' : 'Cluster',
        schema: definitions.schema(entry.$ref, path),
        from: 'openapi',
        origin,
      },
    ];
  });
}

/** The definitions of one document, with references expanded the way kro does it. */
class Definitions {
  #nodes = 0;

  constructor(
    readonly document: Document,
    readonly documents: readonly Document[],
    readonly report: Report,
  ) {}

  all(): [string, Schema][] {
    const names = Object.keys(this.document.value.definitions as JsonObject);
    return names.map(name => [name, this.schema(`#/definitions/${name}`, member('definitions', name))]);
  }

  schema(ref: string, path: string): Schema {
    return factsOf(this.#follow(ref, this.document, path, []), path, this.report);
  }

  #follow(ref: string, from: Document, path: string, above: readonly unknown[]): unknown {
    const [, file, name] = REF.exec(ref) ?? [];
    const target = file === '' ? from : this.#documentNamed(file);
    const definitions = (target?.value.definitions ?? {}) as JsonObject;
    if (!target || !Object.hasOwn(definitions, name)) {
      this.report({ path, message: `${ref} is not there.`, hint: 'Pass the file that defines it as well.' });
      return {};
    }
    const definition = definitions[name];
    if (above.includes(definition)) return { type: 'object' };
    return this.#expand(definition, target, path, [...above, definition]);
  }

  #expand(schema: unknown, from: Document, path: string, above: readonly unknown[]): unknown {
    if (++this.#nodes === MOST_NODES)
      this.report({ path, message: `It has more than ${MOST_NODES} schemas.`, hint: 'Remove what repeats itself.' });
    if (!isObject(schema) || this.#nodes >= MOST_NODES) return schema;
    const ref = refOf(schema);
    if (ref !== undefined) return this.#follow(ref, from, path, above);
    if (!isWalkable(schema)) return schema;
    return mapSchemas(schema as Schema, child => this.#expand(child, from, path, above) as Schema);
  }

  #documentNamed(file: string): Document | undefined {
    const folder = this.document.origin.source.replace(/[^/\\]*$/, '');
    const named = this.documents.filter(({ origin }) => origin.source.replace(/^.*[/\\]/, '') === file);
    return named.find(({ origin }) => origin.source === folder + file) ?? named[0];
  }
}

const isPlural = (value: unknown): value is string => typeof value === 'string' && /^[a-z]+$/.test(value);

/** What a schema refers to: its `$ref`, or that of the only element of its `allOf`. */
function refOf(schema: JsonObject): string | undefined {
  const only = Array.isArray(schema.allOf) && schema.allOf.length === 1 ? schema.allOf[0]?.$ref : undefined;
  const ref = schema.$ref ?? only;
  return typeof ref === 'string' ? ref : undefined;
}

/** Whether keywords have the form `mapSchemas` expects; `factsOf` reports the others. */
const isWalkable = ({ properties = {}, allOf = [], anyOf = [], oneOf = [] }: JsonObject) =>
  isObject(properties) && [allOf, anyOf, oneOf].every(Array.isArray);
