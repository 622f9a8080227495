import type { Node } from '../ast';
import { type Compiled, compile, type Shapes, type TypeOf } from './compile';
import { Failure, type FailureKind } from './failure';
import type { Frame } from './frame';
import { JsonObject, own, unknownsIn } from './json';
import { entriesOf, MapValue } from './map';
import { Unknown } from './unknown';
import { Optional, type Value } from './value';

/** The variables: JSON, with UNKNOWN where something is not known yet. */
export type Values = Readonly<Record<string, unknown>>;

export type Result =
  | { readonly value: Value }
  | { readonly error: { readonly kind: FailureKind; readonly message: string } }
  /** The places it waits for: `table.status.arn`. */
  | { readonly unknown: readonly string[] };

export interface ProgramOptions {
  readonly shapes?: Shapes;
  /** The types of a tree that was checked, which the sum of an empty list is read from. @default it is an int */
  readonly typeOf?: TypeOf;
  /**
   * Whether names of types are values, as in `type(x) == int`. kro's environment checks them and then has no value for them.
   * @default false
   */
  readonly typeNames?: boolean;
}

/** An expression, its macros expanded, made ready to be evaluated many times. */
export class Program {
  private readonly compiled: Compiled | Failure;
  private readonly typeNames: readonly string[];

  constructor(tree: Node, options: ProgramOptions = {}) {
    this.compiled = compiled(tree, options);
    const names = this.compiled instanceof Failure || options.typeNames ? [] : this.compiled.typeNames;
    this.typeNames = [...names];
  }

  evaluate(values: Values): Result {
    const { compiled } = this;
    if (compiled instanceof Failure) return failed(compiled);
    const undefinedType = this.typeNames.find(name => own(values, name) === undefined);
    if (undefinedType) return failed(new Failure('other', `program: reference to undefined type: ${undefinedType}`));
    const frame: Frame = { values, slots: compiled.slots === 0 ? NONE : new Array(compiled.slots), left: null };
    const result = attempt(compiled.run, frame);
    if (result instanceof Failure) return failed(result);
    const unknown = findUnknown(result);
    return unknown ? { unknown: unknown.paths } : { value: result };
  }
}

const NONE: Frame['slots'] = [];

/** The value of an expression whose macros are expanded. */
export function evaluate(tree: Node | Program, values: Values, shapes?: Shapes): Result {
  const program = tree instanceof Program ? tree : new Program(tree, { shapes });
  return program.evaluate(values);
}

function compiled(tree: Node, { shapes = {}, typeOf }: ProgramOptions): Compiled | Failure {
  const result = attempt(() => compile(tree, shapes, typeOf), undefined);
  if (result instanceof Unknown) throw new TypeError('nothing is unknown before values are');
  return result;
}

const failed = ({ kind, message }: Failure): Result => ({ error: { kind, message } });

/** What it gives, or the Failure or Unknown it throws; running out of stack or memory is an error of the expression. */
function attempt<A, T>(run: (argument: A) => T, argument: A): T | Failure | Unknown {
  try {
    return run(argument);
  } catch (thrown) {
    if (thrown instanceof Failure || thrown instanceof Unknown) return thrown;
    if (thrown instanceof RangeError) return new Failure('other', `expression too large: ${thrown.message}`);
    throw thrown;
  }
}

/** What a result waits for although it has a value: a part of it that is not known. */
function findUnknown(value: Value): Unknown | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Unknown) return value;
  if (value instanceof JsonObject) return unknownsIn(value.json, value);
  const parts = partsOf(value)
    .map(findUnknown)
    .filter(part => part !== undefined);
  return parts.length === 0 ? undefined : parts.reduce((a, b) => a.and(b));
}

function partsOf(value: Value & object): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value instanceof MapValue) return entriesOf(value).flat();
  return value instanceof Optional && value.value !== undefined ? [value.value] : [];
}
