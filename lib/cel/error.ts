/** One mistake in an expression. Lines count from 1 and columns, in code points, from 0, as cel-go counts them. */
export interface Issue {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Text that is no expression. The only error this language throws. */
export class CelError extends Error {
  override readonly name = 'CelError';

  constructor(readonly issues: readonly Issue[]) {
    super(issues.map(({ line, column, message }) => `${line}:${column}: ${message}`).join('\n'));
  }
}
