/** What one file below the output folder holds. */
export interface ManifestFile {
  /** Relative, with `/` between its parts: `rgds/carts.yaml`. What ends in `.json` is written as JSON, and holds one object. */
  readonly path: string;
  readonly objects: readonly object[];
}

/** A pure step that is given all files about to be written, and yields them changed or with more. */
export type Derive = (files: readonly ManifestFile[]) => readonly ManifestFile[];
