import type { Node } from './ast';
import { type Checked, check, type Declarations } from './check';
import { CelError, type Issue } from './error';
import { Program, type Result, type Shapes, shapeOf, type Values } from './eval';
import { compile } from './eval/compile';
import { Failure } from './eval/failure';
import { tryExpand } from './expand';
import type { Dialect } from './functions';
import { inspect, type Uses } from './inspect';
import { tryParse } from './parse';
import { type Schema, typeOfSchema } from './schema';
import { functions, type Overload, TYPE_NAMES } from './signature';
import { Source } from './source';
import { DURATION, DYN, format, TIMESTAMP, type Type, typeOf } from './types';

export interface EnvironmentOptions {
  /** Whether `omit()` exists: kro's feature gate CELOmitFunction. @default true */
  readonly omit?: boolean;
  /** Whether the variable `runtime` exists, as it does in conditions. @default true */
  readonly runtime?: boolean;
  /** Which build of the language. @default kro */
  readonly dialect?: Dialect;
}

export interface CheckResult {
  /** How far the expression got: `ok` all the way. */
  readonly phase: 'ok' | 'parse' | 'check';
  /** Its type as cel-go prints it, where it is ok. */
  readonly type?: string;
  readonly errors: readonly Issue[];
}

/** A tree whose macros are expanded, or what is wrong with the text. */
export type Expanded = { readonly node: Node } | { readonly errors: readonly Issue[] };

const UNTYPED: ReadonlySet<string> = new Set(['type', 'optional_type', 'net.IP', 'net.CIDR', 'kro.run.Runtime']);
const TYPED: Readonly<Record<string, Type>> = { duration: DURATION, timestamp: TIMESTAMP };

/** What a macro misses may stand in the part that could not be read. */
const isThere = ({ message }: Issue): boolean => !message.endsWith(' is required');

const inOrder = (issues: readonly Issue[]): Issue[] =>
  [...issues].sort((a, b) => a.line - b.line || a.column - b.column);

/** The variables expressions may use, with their types, and the functions kro declares. It never changes. */
export class Environment implements Declarations {
  /** The environment with a variable for each schema, typed as kro types it; one without a type is dyn. */
  static of(schemas: Readonly<Record<string, Schema>>, options: EnvironmentOptions = {}): Environment {
    const variables = new Map<string, Type>();
    const shapes = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, shapeOf(schema)]));
    if (options.runtime !== false) variables.set('runtime', TYPE_NAMES['kro.run.Runtime']);
    for (const [name, schema] of Object.entries(schemas)) {
      variables.set(name, typeOfSchema(schema, `__type_${name}`) ?? DYN);
    }
    return new Environment(variables, shapes, options);
  }

  readonly dialect: Dialect;
  /** Whether variables have types made of schemas, as those of an RGD have in kro. */
  private readonly isTyped: boolean;
  private readonly firstWords: ReadonlySet<string>;
  private readonly programs = new Map<string, Program>();
  private readonly checked = new WeakMap<Node, Checked>();

  private constructor(
    private readonly variables: ReadonlyMap<string, Type>,
    private readonly shapes: Shapes,
    private readonly options: EnvironmentOptions,
  ) {
    this.dialect = options.dialect ?? 'kro';
    this.isTyped = this.dialect === 'kro' && Object.keys(shapes).length > 0;
    const names = [...variables.keys(), ...Object.keys(TYPE_NAMES), ...functions(this.dialect).keys()];
    this.firstWords = new Set(names.filter(name => name.includes('.')).map(name => name.slice(0, name.indexOf('.'))));
  }

  /** This environment with variables of the given types besides: iterators, or `each`. */
  with(variables: Readonly<Record<string, Type>>): Environment {
    const all = new Map([...this.variables, ...Object.entries(variables)]);
    return new Environment(all, this.shapes, this.options);
  }

  /** Parses and type-checks: every mistake, at its place, in the words of cel-go. */
  check(text: string): CheckResult {
    const expanded = this.parse(text);
    if ('errors' in expanded) return { phase: 'parse', errors: expanded.errors };
    const { type, mistakes } = check(expanded.node, this); // a tree of its own: nobody asks again
    if (!mistakes.length) return { phase: 'ok', type: format(type), errors: [] };
    const source = new Source(text);
    return { phase: 'check', errors: mistakes.map(mistake => source.issue(mistake)) };
  }

  /** The value of an expression, the error it ends in, or what it waits for. Types are not checked first. */
  evaluate(text: string, values: Values): Result {
    let program = this.programs.get(text);
    if (!program) {
      const expanded = this.parse(text);
      if ('errors' in expanded) return { error: { kind: 'other', message: new CelError(expanded.errors).message } };
      // Only a sum depends on types, and checking costs more than the rest.
      const typeOf = text.includes('sum') ? this.checkNode(expanded.node).typeOf : undefined;
      program = new Program(expanded.node, { shapes: this.shapes, typeNames: this.dialect === 'crd', typeOf });
      this.programs.set(text, program);
    }
    return program.evaluate(values);
  }

  /** Type-checks an expanded tree, once. */
  checkNode(node: Node): Checked {
    const before = this.checked.get(node);
    if (before) return before;
    const checked = check(node, this);
    this.checked.set(node, checked);
    return checked;
  }

  /** What keeps kro from making a program of a checked tree, such as a literal pattern that is none. */
  programError(node: Node): string | undefined {
    try {
      compile(node, this.shapes);
      return undefined;
    } catch (failure) {
      if (failure instanceof Failure) return failure.message;
      throw failure;
    }
  }

  /** The expanded tree of a text. */
  parse(text: string): Expanded {
    const parsed = tryParse(text);
    if ('node' in parsed) return tryExpand(parsed.node, text, this.dialect);
    // cel-go expands macros while it reads: their mistakes stand among the others.
    const macros = parsed.before && tryExpand(parsed.before, text, this.dialect);
    const found = macros && 'errors' in macros ? macros.errors.filter(isThere) : [];
    return { errors: inOrder([...found, ...parsed.errors]) };
  }

  /** The variables and functions an expanded tree uses, whether they exist or not. */
  inspect(node: Node): Uses {
    return inspect(node, name => this.overloads(name) !== undefined);
  }

  variable(name: string): Type | undefined {
    const variable = this.variables.get(name);
    if (variable) return variable;
    const type = this.named(name);
    return type && typeOf(type);
  }

  named(name: string): Type | undefined {
    if (name.startsWith('__type_')) return this.struct(name);
    // kro's types take the place of some names of the language.
    if (this.isTyped && UNTYPED.has(name)) return undefined;
    if (this.isTyped && Object.hasOwn(TYPED, name)) return TYPED[name];
    return Object.hasOwn(TYPE_NAMES, name) ? TYPE_NAMES[name] : undefined;
  }

  overloads(name: string): readonly Overload[] | undefined {
    return name === 'omit' && this.options.omit === false ? undefined : functions(this.dialect).get(name);
  }

  qualifies(word: string): boolean {
    return this.firstWords.has(word) || word.startsWith('__type_');
  }

  /** The struct with a name such as `__type_table.spec`, found by its path from the variable. */
  private struct(name: string): Type | undefined {
    const [root, ...path] = name.split('.');
    let type = this.variables.get(root.slice('__type_'.length));
    for (const part of path) type = type?.kind === 'struct' ? type.fields?.declared.get(part) : undefined;
    return type?.kind === 'struct' && type.name === name ? type : undefined;
  }
}
