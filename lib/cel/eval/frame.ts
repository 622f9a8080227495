import { Failure } from './failure';
import { Unknown } from './unknown';
import type { Value } from './value';

/** What one evaluation works on. */
export interface Frame {
  readonly values: Readonly<Record<string, unknown>>;
  /** The variables of macros, each at a place of its own. */
  readonly slots: (Value | undefined)[];
  /** The left operand of the next part of a long chain. */
  left: Value;
}

/** A compiled node. It gives an Unknown or throws one, and throws a Failure for an error. */
export type Run = (frame: Frame) => Value;

/** All the values, or the Unknown of those that are not known; errors after an unknown value do not count. */
export function runAll(runs: readonly Run[], frame: Frame): Value[] | Unknown {
  const values: Value[] = new Array(runs.length);
  for (let i = 0; i < runs.length; i++) {
    const value = runs[i]!(frame);
    if (value instanceof Unknown) return waitFor(value, runs.slice(i + 1), frame);
    values[i] = value;
  }
  return values;
}

/** The unknown value and what the others wait for. */
export function waitFor(unknown: Unknown, others: readonly Run[], frame: Frame): Unknown {
  return others.reduce((all, run) => {
    const value = attempt(run, frame);
    return value instanceof Unknown ? all.and(value) : all;
  }, unknown.used());
}

/** The value, the Unknown or the Failure, none of them thrown. */
export function attempt(run: Run, frame: Frame): Value | Failure {
  try {
    return run(frame);
  } catch (thrown) {
    if (thrown instanceof Failure || thrown instanceof Unknown) return thrown;
    throw thrown;
  }
}
