import type { IConstruct } from 'constructs';

/** The kinds that rules know; the graphs' kinds are read as these. */
export type EntryKind =
  | 'CFOrg'
  | 'CFSpace'
  | 'CFDomain'
  | 'CFApp'
  | 'CFPackage'
  | 'CFBuild'
  | 'CFProcess'
  | 'CFRoute'
  | 'CFServiceInstance'
  | 'CFServiceBinding'
  | 'CFTask'
  | 'Secret';

// biome-ignore lint/suspicious/noExplicitAny: a manifest may hold anything, also what its kind does not
type Loose = any;

/** An object as Korifi's webhooks see it. */
export interface Manifest {
  /** As written: of Korifi, or of a graph. @default it is not written */
  readonly apiVersion?: string;
  readonly kind: EntryKind;
  readonly namespace: string;
  readonly name: string;
  readonly spec: Readonly<Record<string, Loose>>;
  readonly status?: Readonly<Record<string, Loose>>;
}

/** An object of the app, or one that is said to be in the cluster already. */
export interface Entry extends Manifest {
  readonly construct: IConstruct;
  readonly isWritten: boolean;
}
