/** Something wrong in a manifest, and where. */
export interface ManifestFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `applications[0].memory` */
  readonly path: string;
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
}

/** The file a value stands in. */
export interface Place {
  /** Takes note of a mistake at a path. */
  readonly report: (path: string, message: string, hint: string) => void;
  /** A scalar as it is written. */
  readonly sourceOf: (path: string) => string | undefined;
}

/** What is wrong, and what to write instead, of a problem told in sentences. */
export function told(problem: string): readonly [message: string, hint: string] {
  const end = problem.indexOf('. ');
  return [problem.slice(0, end + 1), problem.slice(end + 2)];
}

export const printFinding = ({ file, line, column, message, hint }: ManifestFinding): string =>
  `${file}:${line}:${column}: ${message} ${hint}`;

/** A manifest cannot be read; the message has a line for each mistake in it. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  /** In the order of the file. */
  readonly findings: readonly ManifestFinding[];

  constructor(findings: readonly ManifestFinding[]) {
    const sorted = [...findings].sort((a, b) => a.line - b.line || a.column - b.column);
    super(sorted.map(printFinding).join('\n'));
    this.findings = sorted;
  }
}
