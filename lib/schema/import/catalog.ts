import { isObject } from './document';
import { apiVersionOf, type ImportedKind, type Scope, schemaFile, typesFile } from './kind';
import { byNewest } from './version';

/** The file of an imports folder that says what is in it. */
export const CATALOG_FILE = 'index.json';

/** What an imports folder holds, by apiVersion and then by kind. */
export type Catalog = { readonly [apiVersion: string]: { readonly [kind: string]: CatalogEntry } };

export interface CatalogEntry {
  readonly plural: string;
  readonly scope: Scope;
  /** File of the schema, below `schema/`. */
  readonly schema: string;
  /** File of what the TypeScript types are made of, if that is not the schema; only the importer reads it. */
  readonly types?: string;
}

/** One version of a kind, as the catalog knows it. */
export interface CatalogKind extends CatalogEntry {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The kinds of a catalog; undefined if `text` is none. */
export function tryReadCatalog(text: string): CatalogKind[] | undefined {
  const catalog = tryParse(text);
  if (!isObject(catalog) || !Object.values(catalog).every(isObject)) return undefined;
  const kinds = Object.entries(catalog as Catalog).flatMap(([apiVersion, entries]) => {
    const [, group = '', version] = /^(?:(.*)\/)?(.*)$/.exec(apiVersion) ?? [];
    return Object.entries(entries).map(([kind, entry]) => ({ ...entry, group, version, kind }));
  });
  return kinds.every(isWhole) ? kinds : undefined;
}

/** The text of a catalog: one line per kind, sorted. */
export function printCatalog(kinds: readonly CatalogKind[]): string {
  const apiVersions = [...new Set(kinds.map(apiVersionOf))].map(apiVersion => {
    const own = kinds.filter(kind => apiVersionOf(kind) === apiVersion).sort((a, b) => compare(a.kind, b.kind));
    return { apiVersion, group: own[0].group, version: own[0].version, own };
  });
  const blocks = apiVersions
    .sort((a, b) => compare(a.group, b.group) || byNewest(a.version, b.version))
    .map(({ apiVersion, own }) => `  ${JSON.stringify(apiVersion)}: {\n${own.map(printEntry).join(',\n')}\n  }`);
  return blocks.length === 0 ? '{}\n' : `{\n${blocks.join(',\n')}\n}\n`;
}

/** The entry of an imported kind. */
export function catalogKind(imported: ImportedKind): CatalogKind {
  const { group, version, kind, plural, scope, types } = imported;
  const entry = { group, version, kind, plural, scope, schema: schemaFile(imported) };
  return types ? { ...entry, types: typesFile(imported) } : entry;
}

function printEntry({ kind, plural, scope, schema, types }: CatalogKind): string {
  const members = Object.entries({ plural, scope, schema, types }).filter(([, value]) => value !== undefined);
  const texts = members.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `    ${JSON.stringify(kind)}: { ${texts.join(', ')} }`;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isWhole = ({ plural, scope, schema, types = schema }: CatalogKind) =>
  typeof plural === 'string' && typeof scope === 'string' && isFile(schema) && isFile(types);

const isFile = (name: unknown) => typeof name === 'string' && /^[-.\w]+\.json$/.test(name);
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
