import { expandSchema, type StoredSchema } from '../expand';
import { CATALOG_FILE, type CatalogKind, tryReadCatalog } from './catalog';
import { type ImportedKind, moduleFile, SCHEMA_FOLDER } from './kind';
import { HEADER } from './module';
import type { Problem } from './problem';
import type { Schema } from './schema';
import { COMMON_FILE } from './store';

/** An imports folder that may have files already. */
export interface Folder {
  /** What problems call it. */
  readonly name: string;
  /** The text of a file, by its path in the folder. */
  readonly tryRead: (file: string) => string | undefined;
}

const EMPTY: Folder = { name: 'imports', tryRead: () => undefined };
const RESTORE = 'Restore it from version control, or delete the folder and import everything again.';

/** The kinds of an imports folder, read again from their stored schemas. */
export class Existing {
  readonly kinds: readonly CatalogKind[];
  /** The definitions of the common file, by name. */
  readonly common: ReadonlyMap<string, Schema>;
  readonly #commonFile: StoredSchema;

  constructor(
    readonly folder: Folder = EMPTY,
    readonly problems: Problem[],
  ) {
    this.kinds = this.#read(CATALOG_FILE, tryReadCatalog) ?? [];
    this.#commonFile = this.#read(`${SCHEMA_FOLDER}/${COMMON_FILE}`, text => JSON.parse(text)) ?? {};
    const names = Object.keys(this.#commonFile.$defs ?? {});
    this.common = new Map(names.map(name => [name, this.#expand(`{"$ref":"${COMMON_FILE}#/$defs/${name}"}`)]));
  }

  /** Whether the schema of a kind refers to the common file. */
  isShared(kind: CatalogKind): boolean {
    return this.folder.tryRead(`${SCHEMA_FOLDER}/${kind.schema}`)?.includes(`"${COMMON_FILE}#`) ?? false;
  }

  load(kind: CatalogKind): ImportedKind {
    const read = (file: string) => this.#read(`${SCHEMA_FOLDER}/${file}`, text => this.#expand(text), true) ?? {};
    return {
      ...kind,
      schema: read(kind.schema),
      types: kind.types === undefined ? undefined : read(kind.types),
      from: this.isShared(kind) ? 'openapi' : 'crd',
      origin: { source: `${this.folder.name}/${CATALOG_FILE}` },
    };
  }

  /** Reports a module which would lose what is in it. */
  checkModule(group: string): void {
    const file = moduleFile(group);
    const text = this.folder.tryRead(file);
    if (text === undefined) return;
    if (!text.startsWith(HEADER))
      this.#report(file, 'It is there, but not from `cdk8s-kro import`.', 'Move it, or pass another --output.');
    else if (!this.kinds.some(kind => kind.group === group))
      this.#report(file, `${CATALOG_FILE} does not name its kinds.`, `Restore ${CATALOG_FILE}, or delete this file.`);
  }

  #expand = (text: string) => expandSchema(text, () => this.#commonFile);

  #read<T>(file: string, parse: (text: string) => T | undefined, required = false): T | undefined {
    const text = this.folder.tryRead(file);
    if (text === undefined && !required) return undefined;
    try {
      const value = text === undefined ? undefined : parse(text);
      if (value !== undefined) return value;
    } catch {
      // Not what was written there.
    }
    this.#report(file, text === undefined ? 'It is missing.' : 'It is not what `cdk8s-kro import` wrote.', RESTORE);
    return undefined;
  }

  #report(file: string, message: string, hint: string): void {
    this.problems.push({ source: `${this.folder.name}/${file}`, message, hint });
  }
}
