/** The operators that do not need all their operands. */
import type { Node } from '../ast';
import { Failure, noOverload } from './failure';
import { attempt, type Run } from './frame';
import { unwrapped } from './library/optional';
import { Unknown } from './unknown';
import { Optional, type Value } from './value';

/** What there is of `&&`, which false decides, or `||`, which true decides, when no operand decides it. */
export class Decision {
  private unknown: Unknown | undefined;
  private failure: Failure | undefined;

  private constructor(private readonly decisive: boolean) {}

  /** The decision, begun if need be, with an operand that is no boolean. */
  static with(begun: Decision | undefined, value: Value | Failure, decisive: boolean): Decision {
    const decision = begun ?? new Decision(decisive);
    decision.take(value);
    return decision;
  }

  private take(value: Value | Failure): void {
    if (value instanceof Unknown) this.unknown = this.unknown ? this.unknown.and(value) : value.used();
    else this.failure ??= value instanceof Failure ? value : new Failure('no-such-overload', 'no such overload');
  }

  /** An unknown operand outweighs an error. */
  open(): Value {
    if (this.unknown) return this.unknown;
    if (this.failure) throw this.failure;
    return !this.decisive;
  }
}

/** `a && b && …` or, where true is decisive, `a || b || …` */
export function logical(decisive: boolean, operands: readonly Run[]): Run {
  return frame => {
    let decision: Decision | undefined;
    for (let i = 0; i < operands.length; i++) {
      const value = attempt(operands[i]!, frame);
      if (value === decisive) return decisive;
      if (value !== !decisive) decision = Decision.with(decision, value, decisive);
    }
    return decision ? decision.open() : !decisive;
  };
}

/** `condition ? yes : no` */
export function conditional(condition: Run, yes: Run, no: Run): Run {
  return frame => {
    const value = condition(frame);
    if (value === true) return yes(frame);
    if (value === false) return no(frame);
    return value instanceof Unknown ? value.used() : noOverload('_?_:_');
  };
}

/** True unless the operand is false: what a loop goes on for. */
export const notStrictlyFalse =
  (operand: Run): Run =>
  frame =>
    attempt(operand, frame) !== false;

/** `optional.or(other)` */
export const or =
  (left: Run, other: Run): Run =>
  frame => {
    const value = left(frame);
    if (value instanceof Optional) return value.value === undefined ? other(frame) : value;
    return value instanceof Unknown ? value.used() : value;
  };

/** `optional.orValue(other)` */
export const orValue =
  (left: Run, other: Run): Run =>
  frame => {
    const value = left(frame);
    if (value instanceof Optional) return value.value === undefined ? other(frame) : unwrapped(value);
    return value instanceof Unknown ? value.used() : value;
  };

/** The operands of a chain of one logical operator, however its calls are nested. */
export function operandsOf(fn: string, args: readonly Node[]): Node[] {
  const operands: Node[] = [];
  const waiting = [...args].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'call' && node.fn === fn) waiting.push(...[...node.args].reverse());
    else operands.push(node);
  }
  return operands;
}
