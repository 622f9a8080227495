import type { Stdin } from './files';
import type { Output } from './progress';

/** Where a command reads and writes. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** @default process.stdin */
  readonly stdin?: Stdin;
}

/** 0: fine, 1: findings, differences or a failed app, 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;
