import type { Origin } from './problem';
import type { Schema } from './schema';

/** One version of a kind, ready to be written down. */
export interface ImportedKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: Scope;
  /** What the API server checks: facts only, references expanded. */
  readonly schema: Schema;
  /** What TypeScript types are made of, if another document than the one with `schema` says it. */
  readonly types?: Schema;
  /** A CRD says all versions of its kind; a document of built-in kinds says one. */
  readonly from: 'crd' | 'openapi';
  readonly origin: Origin;
}

export type Scope = 'Namespaced' | 'Cluster';

/** Names the API server takes for a kind. */
export const KIND = /^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$/;
/** Folder of the stored schemas, inside an imports folder. */
export const SCHEMA_FOLDER = 'schema';
/** Name of the core group in file names. */
const CORE = 'core';

export const apiVersionOf = ({ group, version }: { group: string; version: string }) =>
  group === '' ? version : `${group}/${version}`;

/** The module of a group: `apps.ts`, `core.ts`. */
export const moduleFile = (group: string) => `${group || CORE}.ts`;

/** The stored schema of a kind, below `schema/`. */
export const schemaFile = ({ group, plural, version }: ImportedKind) => `${group || CORE}_${plural}_${version}.json`;

/** What the types of a kind are made of, below `schema/`, if that is not its schema. */
export const typesFile = ({ group, plural, version }: ImportedKind) =>
  `${group || CORE}_${plural}_${version}.types.json`;
