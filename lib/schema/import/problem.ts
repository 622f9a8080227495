/** Where a document was found: `crds/table.yaml`, `document 2, item 3`. */
export interface Origin {
  readonly source: string;
  readonly place?: string;
}

/** Why nothing is imported. */
export interface Problem extends Origin {
  /** `spec.versions[0].schema`: where in the document. */
  readonly path?: string;
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** Takes a problem with the document at hand. */
export type Report = (problem: Omit<Problem, 'source' | 'place'>) => void;

/** The place and the sentences of a problem, in one line. */
export function printProblem({ source, place, path, message, hint }: Problem): string {
  return `${[source, place, path].filter(Boolean).join(': ')}: ${message} ${hint}`;
}

/** `spec.names` or `spec["a b"]`, from `spec` and a name. */
export function member(path: string, name: string): string {
  if (!/^[\w$-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}
