/** Operations on values: each waits for what is unknown and leaves the rest to a function of known values. */
import type { Call, Node, Select } from '../ast';
import { hasField, select, selectOptional } from './access';
import { Failure, fail } from './failure';
import { type Run, runAll, waitFor } from './frame';
import { JsonObject } from './json';
import { FUNCTIONS } from './library';
import { choose, chooseBinary, chooseUnary, withArity } from './library/library';
import { compileRegex } from './library/regex';
import { Unknown } from './unknown';
import { Optional, type Value } from './value';

/** `operand.field`, `operand.?field` and `has(operand.field)` */
export function selection({ field, test, optional }: Select, left: Run): Run {
  if (test) return frame => hasField(left(frame), field);
  if (optional) return frame => selectOptional(left(frame), field);
  return frame => {
    const value = left(frame);
    const found = value instanceof JsonObject ? value.select(field) : undefined;
    return found === undefined ? select(value, field) : found;
  };
}

export const invert = (value: Value): Value =>
  typeof value === 'boolean' ? !value : fail('no-such-overload', 'no such overload: !_');

export const unary =
  (operand: Run, operation: (value: Value) => Value): Run =>
  frame => {
    const value = operand(frame);
    return value instanceof Unknown ? value.used() : operation(value);
  };

type Operation = (a: Value, b: Value) => Value;

/** Applies the operation to values that are known. */
export function binary(left: Run, right: Run, operation: Operation): Run {
  return frame => {
    const a = left(frame);
    if (a instanceof Unknown) return waitFor(a, [right], frame);
    const b = right(frame);
    return b instanceof Unknown ? b.used() : operation(a, b);
  };
}

/** An empty optional has no use for its key, which may be an error; an unknown value makes a place of it. */
export function indexing(left: Run, key: Run, operation: Operation): Run {
  return frame => {
    const value = left(frame);
    if (value === Optional.none) return value;
    const k = key(frame);
    return k instanceof Unknown && !(value instanceof Unknown) ? k.used() : operation(value, k);
  };
}

/** cel-go takes the result of a branch that is a computation apart: what an optional of it holds is plain data again. */
export function branch(node: Node, run: Run): Run {
  if (node.kind !== 'call' || node.fn === '_[_]' || node.fn === '_[?_]') return run;
  return frame => {
    const result = run(frame);
    return result instanceof Optional && result.value !== undefined ? Optional.of(plainData(result.value)) : result;
  };
}

function plainData(value: Value): Value {
  if (value instanceof JsonObject) return value.untyped();
  return value instanceof Optional ? (value.value === undefined ? null : plainData(value.value)) : value;
}

/** A call of a function of the libraries. */
export function apply(fn: string, runs: readonly Run[], node: Call): Run {
  checkPattern(fn, node);
  const overloads = withArity(FUNCTIONS.get(fn), runs.length);
  const [a, b] = runs;
  if (runs.length === 1) return unary(a!, value => chooseUnary(fn, overloads, value));
  if (runs.length === 2) return binary(a!, b!, (x, y) => chooseBinary(fn, overloads, x, y));
  return frame => {
    const values = runAll(runs, frame);
    return values instanceof Unknown ? values : choose(fn, overloads, values);
  };
}

/** kro compiles a literal pattern of `find` and `findAll` before it evaluates anything. */
function checkPattern(fn: string, { args }: Call): void {
  const [pattern] = args;
  if (!['find', 'findAll'].includes(fn) || pattern?.kind !== 'literal' || pattern.type !== 'string') return;
  try {
    compileRegex(pattern.value);
  } catch (failure) {
    throw failure instanceof Failure ? new Failure(failure.kind, `program: ${failure.message}`) : failure;
  }
}
