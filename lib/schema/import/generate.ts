import { CATALOG_FILE, type CatalogKind, catalogKind, printCatalog } from './catalog';
import { collect } from './collect';
import type { Input } from './document';
import { Existing, type Folder } from './existing';
import { apiVersionOf, type ImportedKind, moduleFile, SCHEMA_FOLDER, schemaFile, typesFile } from './kind';
import { printModule } from './module';
import type { Problem } from './problem';
import { COMMON_FILE, SchemaStore } from './store';

/** What to import, and where it goes. */
export interface Import {
  /** CRDs, lists of them, and documents of built-in kinds. */
  readonly sources: readonly Input[];
  /** CRDs that give types to kinds of `sources`, in place of their own schema. @default none */
  readonly types?: readonly Input[];
  /** What generated modules import `Kind` and `ObjectMeta` from. @default 'cdk8s-kro' */
  readonly kindModule?: string;
  /** What is there already: kinds which `sources` do not have are kept. @default nothing */
  readonly folder?: Folder;
}

/** The files of an import by their path in the folder; none if there are problems. */
export interface Imported {
  readonly files: ReadonlyMap<string, string>;
  /** Files of the folder that have become superfluous. */
  readonly removed: readonly string[];
  readonly groups: readonly { readonly file: string; readonly kinds: number }[];
  readonly problems: readonly Problem[];
}

const KIND_MODULE = 'cdk8s-kro';

/**
 * Generates the modules of the groups of all imported kinds, their schemas and the catalog.
 *
 * A CRD replaces all versions of its kind in the folder, a document of built-in kinds the version it is about. A module is made
 * of all kinds of its group, those which stay in the folder included; modules of other groups are not looked at.
 */
export function generate({ sources, types = [], kindModule = KIND_MODULE, folder }: Import): Imported {
  const problems: Problem[] = [];
  const { kinds, common } = collect(sources, types, problems);
  const existing = new Existing(folder, problems);
  const kept = existing.kinds.filter(kind => !kinds.some(other => replaces(other, kind)));
  const groups = [...new Set(kinds.map(({ group }) => group))].sort();
  if (problems.length === 0) for (const group of groups) existing.checkModule(group);
  const reprinted = kept.filter(kind => groups.includes(kind.group) || (common.size > 0 && existing.isShared(kind)));
  const all = problems.length > 0 ? [] : [...reprinted.map(kind => existing.load(kind)), ...kinds];
  const catalog = [...kept, ...kinds.map(catalogKind)];
  checkFiles(catalog, kinds, problems);
  if (problems.length > 0)
    return { files: new Map(), removed: [], groups: [], problems: inOrder(problems, [...sources, ...types]) };

  const store = new SchemaStore(new Map([...existing.common, ...common]));
  const files = new Map<string, string>();
  for (const kind of all) {
    files.set(`${SCHEMA_FOLDER}/${schemaFile(kind)}`, store.print(kind.schema, kind.from === 'openapi'));
    if (kind.types) files.set(`${SCHEMA_FOLDER}/${typesFile(kind)}`, store.print(kind.types));
  }
  if (common.size > 0) files.set(`${SCHEMA_FOLDER}/${COMMON_FILE}`, store.printCommon());
  const summary = groups.map(group => {
    const own = all.filter(kind => kind.group === group);
    files.set(moduleFile(group), printModule(own, kindModule));
    return { file: moduleFile(group), kinds: new Set(own.map(({ kind }) => kind)).size };
  });
  files.set(CATALOG_FILE, printCatalog(catalog));
  return { files, removed: superfluous(existing.kinds, catalog), groups: summary, problems };
}

const replaces = (imported: ImportedKind, kind: CatalogKind) =>
  imported.group === kind.group &&
  imported.kind === kind.kind &&
  (imported.from === 'crd' || imported.version === kind.version);

/** The problems of each input together, those of the folder at the end. */
function inOrder(problems: readonly Problem[], inputs: readonly Input[]): Problem[] {
  const sources = inputs.map(({ source }) => source);
  const rank = ({ source }: Problem) => (sources.includes(source) ? sources.indexOf(source) : sources.length);
  return [...problems].sort((a, b) => rank(a) - rank(b));
}

/** Reports kinds whose schemas would be stored in one file. */
function checkFiles(catalog: readonly CatalogKind[], kinds: readonly ImportedKind[], problems: Problem[]): void {
  for (const imported of kinds) {
    const other = catalog.find(({ kind, schema }) => schema === schemaFile(imported) && kind !== imported.kind);
    if (!other) continue;
    const { kind, plural, origin } = imported;
    problems.push({
      ...origin,
      message: `${apiVersionOf(imported)} ${kind} has the plural ${plural}, as ${other.kind} does.`,
      hint: 'Give them different plurals.',
    });
  }
}

function superfluous(before: readonly CatalogKind[], after: readonly CatalogKind[]): string[] {
  const filesOf = (kinds: readonly CatalogKind[]) => kinds.flatMap(({ schema, types = schema }) => [schema, types]);
  const needed = new Set(filesOf(after));
  return [...new Set(filesOf(before))].filter(file => !needed.has(file)).map(file => `${SCHEMA_FOLDER}/${file}`);
}
