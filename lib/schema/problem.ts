/** A mistake in a document, before anybody knows where in which file it stands. */
export interface Problem<C extends string = string> {
  /** Stable name of the rule that is broken. */
  readonly code: C;
  /** Where: `spec.schema.spec.port`. */
  readonly path: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
  /** What kro says, without what it puts in front to say where it was. */
  readonly kro?: string;
}

/** `path` and a key below it, as kro writes paths: `a.b`, `a["x.y"]`. */
export const joinPath = (path: string, key: string): string => {
  if (key === '' || key.includes('.')) return `${path}["${key}"]`;
  return path === '' ? key : `${path}.${key}`;
};
