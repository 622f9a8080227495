import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as Yaml from 'yaml';
import { importsFolder, storedSchema } from './bundled';
import { type Definitions, Resolver } from './definitions';
import { isObject, type Schema } from './openapi';
import { publish } from './publish';

/** What kro knows of a kind. */
export interface KindInfo {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** As the API server publishes it. */
  readonly schema: Schema;
}

interface Imported {
  readonly plural: string;
  readonly scope: KindInfo['scope'];
  readonly schema: string;
}

/** A document of built-in kinds: those of one group and version, or definitions that others refer to. */
export interface OpenApiDocument {
  readonly group?: string;
  readonly version?: string;
  readonly kinds?: Readonly<
    Record<string, { readonly plural: string; readonly namespaced: boolean; readonly $ref: string }>
  >;
  readonly definitions: Definitions;
}

/** The kinds an RGD may use and their schemas. Adding changes the registry; a schema is made when it is first asked for. */
export class Kinds {
  private readonly entries = new Map<string, () => KindInfo>();
  private readonly definitions = new Map<string, Schema>();
  private readonly resolver = new Resolver(name => this.definitions.get(name));
  private files: { readonly text: string }[] = [];

  static empty(): Kinds {
    return new Kinds();
  }

  /** A fresh registry of every imported kind, those of Kubernetes itself included. */
  static bundled(): Kinds {
    return new Kinds().addImports(importsFolder(), storedSchema);
  }

  /**
   * A fresh registry of every imported kind, and of those a project imported for itself: `cdk8s-kro import` writes them to its folder
   * `imports`.
   */
  static ofProject(folder = process.cwd()): Kinds {
    const own = join(folder, 'imports');
    const kinds = Kinds.bundled();
    const isOther = existsSync(join(own, 'index.json')) && realpathSync(own) !== realpathSync(importsFolder());
    return isOther ? kinds.addImports(own, storedSchema) : kinds;
  }

  /** The kinds of all CRDs in a folder, its folders included. */
  static from(folder: string): Kinds {
    const kinds = new Kinds();
    kinds.files = filesIn(folder).map(file => ({ text: readFileSync(file, 'utf8') }));
    return kinds;
  }

  /** Adds the kinds of a folder that `cdk8s-kro import` wrote; `expand` makes a schema of one of its files. */
  addImports(folder: string, expand: (file: string) => Schema): this {
    const index: Readonly<Record<string, Readonly<Record<string, Imported>>>> = JSON.parse(
      readFileSync(join(folder, 'index.json'), 'utf8'),
    );
    for (const [apiVersion, kinds] of Object.entries(index)) {
      for (const [kind, { plural, scope, schema }] of Object.entries(kinds)) {
        this.set(apiVersion, kind, () => ({ plural, scope, schema: publish(expand(join(folder, 'schema', schema))) }));
      }
    }
    return this;
  }

  /** Adds the served versions of a CustomResourceDefinition; what is none is left alone. */
  add(crd: unknown): this {
    const spec = isObject(crd) && crd.kind === 'CustomResourceDefinition' ? crd.spec : undefined;
    if (!isCrdSpec(spec)) return this;
    for (const version of spec.versions) {
      if (version.served === false) continue;
      const apiVersion = spec.group === '' ? version.name : `${spec.group}/${version.name}`;
      this.set(apiVersion, spec.names.kind, () => ({
        plural: spec.names.plural,
        scope: spec.scope === 'Cluster' ? 'Cluster' : 'Namespaced',
        schema: publish(version.schema?.openAPIV3Schema),
      }));
    }
    return this;
  }

  /** Adds the kinds of a document; one that others refer to comes before them. */
  addOpenApi(document: OpenApiDocument): this {
    for (const [name, schema] of Object.entries(document.definitions)) this.definitions.set(name, schema);
    const apiVersion = document.group ? `${document.group}/${document.version}` : `${document.version}`;
    for (const [kind, { plural, namespaced, $ref }] of Object.entries(document.kinds ?? {})) {
      const reference = { $ref } as Schema;
      this.set(apiVersion, kind, () => ({
        plural,
        scope: namespaced ? 'Namespaced' : 'Cluster',
        schema: this.resolver.resolve(reference),
      }));
    }
    return this;
  }

  /** The kind, if the registry has it. */
  tryFind(apiVersion: string, kind: string): KindInfo | undefined {
    this.load(apiVersion, kind);
    return this.entries.get(key(apiVersion, kind))?.();
  }

  /** Every kind of the registry by name, for suggestions. */
  names(): readonly { readonly apiVersion: string; readonly kind: string }[] {
    for (const file of this.files.splice(0)) this.read(file.text);
    return [...this.entries.keys()].map(each => {
      const [apiVersion, kind] = each.split(' ');
      return { apiVersion, kind };
    });
  }

  private set(apiVersion: string, kind: string, load: () => Omit<KindInfo, 'apiVersion' | 'kind'>): void {
    let info: KindInfo | undefined;
    this.entries.set(key(apiVersion, kind), () => {
      info ??= { apiVersion, kind, ...load() };
      return info;
    });
  }

  /** Reads the files that may define a kind. */
  private load(apiVersion: string, kind: string): void {
    if (!apiVersion.includes('/')) return; // no CRD is of the core group
    const group = apiVersion.split('/')[0];
    const candidates = this.files.filter(({ text }) => text.includes(group) && text.includes(kind));
    if (candidates.length === 0) return;
    this.files = this.files.filter(file => !candidates.includes(file));
    for (const { text } of candidates) this.read(text);
  }

  private read(text: string): void {
    const { parseAllDocuments } = require('yaml') as typeof Yaml; // slow to load, and seldom needed
    for (const document of parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false })) {
      if (document.errors.length > 0) continue;
      const crd: unknown = document.toJS();
      // What was added by hand stays: a folder is what one starts from.
      const held = new Map(this.entries);
      this.add(crd);
      for (const [name, entry] of held) this.entries.set(name, entry);
    }
  }
}

const key = (apiVersion: string, kind: string): string => `${apiVersion} ${kind}`;

interface CrdSpec {
  readonly group: string;
  readonly scope: string;
  readonly names: { readonly kind: string; readonly plural: string };
  readonly versions: readonly {
    readonly name: string;
    readonly served?: boolean;
    readonly schema?: { readonly openAPIV3Schema?: Schema };
  }[];
}

const isCrdSpec = (spec: unknown): spec is CrdSpec =>
  isObject(spec) &&
  typeof spec.group === 'string' &&
  isObject(spec.names) &&
  Array.isArray(spec.versions) &&
  spec.versions.every(isObject);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(name => join(folder, String(name)))
    .filter(file => /\.(ya?ml|json)$/.test(file) && statSync(file).isFile())
    .sort();
}
