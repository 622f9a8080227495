import type { Call, Comprehension, Node, Select } from '../ast';
import type { Type } from '../types';
import { index, indexOptional } from './access';
import { apply, binary, branch, indexing, invert, selection, unary } from './apply';
import { fail } from './failure';
import { bind, fold, isBind } from './fold';
import type { Run } from './frame';
import { own, read } from './json';
import { FUNCTIONS } from './library';
import { negate } from './library/arithmetic';
import { zeroOf } from './library/lists';
import { RUNTIME } from './library/runtime';
import { operators } from './library/standard';
import { list, map, valueOfLiteral } from './literal';
import { conditional, logical, notStrictlyFalse, operandsOf, or, orValue } from './logic';
import { path } from './path';
import { pathName, Scope } from './scope';
import { ANYTHING, type Shape } from './shape';
import { TYPE_NAMES } from './types';
import { TypeValue, type Value } from './value';

/** How the data of each variable is read; a variable without a shape holds anything. */
export type Shapes = Readonly<Record<string, Shape>>;

/** The type a checked node has. */
export type TypeOf = (node: Node) => Type | undefined;

/** A node turned into a function, with what running it takes. */
export interface Compiled {
  readonly run: Run;
  /** How many variables of macros it has. */
  readonly slots: number;
  /** The names of types it uses, which kro does not know at run time. */
  readonly typeNames: ReadonlySet<string>;
}

/** Throws a Failure for what kro finds when it makes a program of the checked expression. */
export function compile(node: Node, shapes: Shapes, typeOf: TypeOf = () => undefined): Compiled {
  const compiler = new Compiler(shapes, typeOf);
  const run = compiler.node(node, Scope.empty);
  return { run, slots: compiler.slots, typeNames: compiler.typeNames };
}

/** Closures are nested as deep as this, longer chains run piece by piece. */
const PIECE = 100;

class Compiler {
  slots = 0;
  readonly typeNames = new Set<string>();

  constructor(
    private readonly shapes: Shapes,
    private readonly typeOf: TypeOf,
  ) {}

  /** A chain such as `a + b + c` or `x.map(…).filter(…)` leans left and may be long: it takes a loop, not recursion. */
  node(node: Node, scope: Scope): Run {
    const chain: Node[] = [];
    let at: Node | undefined = node;
    for (; at; at = this.leftOf(at, scope)) chain.push(at);
    chain.reverse();
    const pieces: Run[] = [];
    const fields = fieldsOf(chain);
    let run: Run | undefined;
    for (const [i, link] of chain.entries()) {
      if (run && i % PIECE === 0) {
        pieces.push(run);
        run = frame => frame.left;
      }
      run = this.link(link, run, scope);
      if (i > 0 && i === fields.length) run = this.path(chain[0]!, fields, run, scope);
    }
    return pieces.length === 0 ? run! : inPieces([...pieces, run!]);
  }

  /** The run that goes through the fields of a variable at once; `slowly` for a variable of a macro. */
  private path(root: Node, fields: readonly string[], slowly: Run, scope: Scope): Run {
    if (root.kind !== 'ident' || scope.get(root.name)) return slowly;
    const name = root.name.replace(/^\./, '');
    return path(name, this.shapeOf(name), fields, slowly);
  }

  private shapeOf(name: string): Shape {
    return Object.hasOwn(this.shapes, name) ? this.shapes[name]! : ANYTHING;
  }

  /** The operand a chain hangs on. */
  private leftOf(node: Node, scope: Scope): Node | undefined {
    switch (node.kind) {
      case 'select':
        return this.nameOf(node, scope) === undefined ? node.operand : undefined;
      case 'call':
        return node.target ? this.receiver(node, scope) : LEFT_FIRST.has(node.fn) ? node.args[0] : undefined;
      case 'comprehension':
        return isBind(node) ? undefined : node.range;
      default:
        return undefined;
    }
  }

  /** The node, given its left operand if it has one. */
  private link(node: Node, left: Run | undefined, scope: Scope): Run {
    switch (node.kind) {
      case 'literal':
        return constant(valueOfLiteral(node));
      case 'ident':
        return scope.get(node.name) ?? this.variable(node.name.replace(/^\./, ''));
      case 'select':
        return left ? selection(node, left) : this.variable(this.nameOf(node, scope)!);
      case 'call':
        return this.call(node, left, scope);
      case 'list':
        return list(node, this.nodes(node.elements, scope));
      case 'map':
        return map(
          node,
          this.nodes(
            node.entries.flatMap(({ key, value }) => [key, value]),
            scope,
          ),
        );
      case 'comprehension':
        return left ? this.comprehension(node, left, scope) : this.bind(node, scope);
      case 'struct':
        return fail('other', `unknown type: ${node.type}`);
    }
  }

  private nodes(nodes: readonly Node[], scope: Scope): Run[] {
    return nodes.map(node => this.node(node, scope));
  }

  /** The dotted name of a type or of a variable: `google.protobuf.Timestamp`. */
  private nameOf(node: Select, scope: Scope): string | undefined {
    const name = pathName(node, scope);
    return name !== undefined && (TYPE_NAMES.has(name) || Object.hasOwn(this.shapes, name)) ? name : undefined;
  }

  private variable(name: string): Run {
    const shape = this.shapeOf(name);
    const otherwise = this.otherwise(name);
    return ({ values }) => {
      const json = own(values, name);
      if (json !== undefined) return read(json, shape, undefined, name);
      return otherwise ?? fail('no-such-key', `no such attribute(s): ${name}`);
    };
  }

  /** What a name stands for that no variable has. */
  private otherwise(name: string): Value | undefined {
    if (name === 'runtime') return RUNTIME;
    if (!TYPE_NAMES.has(name)) return undefined;
    this.typeNames.add(name);
    return new TypeValue(name);
  }

  private call(node: Call, left: Run | undefined, scope: Scope): Run {
    const special = this.special(node, left, scope);
    if (special) return special;
    const [first, ...others] = left && !node.target ? node.args.slice(1) : node.args;
    const rest = first ? this.nodes([first, ...others], scope) : [];
    const runs = left ? [left, ...rest] : rest;
    const operator = runs.length === 2 ? operators[node.fn] : undefined;
    if (operator) return binary(runs[0]!, runs[1]!, operator);
    return apply(this.functionName(node, scope), runs, node);
  }

  /** The calls that are not functions of their arguments' values. */
  private special(node: Call, left: Run | undefined, scope: Scope): Run | undefined {
    const { fn, args } = node;
    switch (fn) {
      case '_&&_':
      case '_||_':
        return logical(fn === '_||_', this.nodes(operandsOf(fn, args), scope));
      case '_?_:_': {
        const [condition, yes, no] = this.nodes(args, scope) as [Run, Run, Run];
        return conditional(condition, branch(args[1]!, yes), branch(args[2]!, no));
      }
      case '@not_strictly_false':
        return notStrictlyFalse(this.node(args[0]!, scope));
      case '!_':
        return unary(this.node(args[0]!, scope), invert);
      case '-_':
        return unary(this.node(args[0]!, scope), negate);
      case '_[_]':
        return indexing(left!, this.key(args[1]!, scope), index);
      case '_[?_]':
        return indexing(left!, this.key(args[1]!, scope), indexOptional);
      case 'or':
      case 'orValue':
        return left && args.length === 1 ? (fn === 'or' ? or : orValue)(left, this.node(args[0]!, scope)) : undefined;
      case 'sum':
        return left && this.sum(node, left);
      default:
        return undefined;
    }
  }

  /** An empty list does not say what it is a list of; its type does. */
  private sum(node: Call, left: Run): Run | undefined {
    const zero = zeroOf(this.typeOf(node)?.kind);
    if (zero === undefined) return undefined;
    const sum = apply('sum', [frame => frame.left], node);
    return frame => {
      const value = left(frame);
      if (Array.isArray(value) && value.length === 0) return zero;
      frame.left = value;
      return sum(frame);
    };
  }

  /** What stands in brackets; kro makes no program where it can be no key. */
  private key(node: Node, scope: Scope): Run {
    const isKey = node.kind !== 'literal' || (node.type !== 'null' && node.type !== 'bytes');
    return isKey ? this.node(node, scope) : fail('other', `invalid qualifier type: ${node.type}`);
  }

  /** The target of a method; undefined where `target.fn` is the name of a function, as in `json.marshal(x)`. */
  private receiver(node: Call, scope: Scope): Node | undefined {
    return this.functionName(node, scope) === node.fn ? node.target : undefined;
  }

  private functionName({ fn, target }: Call, scope: Scope): string {
    const path = target && pathName(target, scope);
    return path !== undefined && FUNCTIONS.has(`${path}.${fn}`) ? `${path}.${fn}` : fn.replace(/^\./, '');
  }

  private comprehension(node: Comprehension, range: Run, scope: Scope): Run {
    const [accu, iter] = [this.slots++, this.slots++];
    const iter2 = node.iter2 === undefined ? undefined : this.slots++;
    const outside = scope.with(node.accu, slot(accu));
    const once = outside.with(node.iter, slot(iter));
    const inside = iter2 === undefined ? once : once.with(node.iter2!, slot(iter2));
    return fold(
      node,
      { accu, iter, iter2 },
      {
        range,
        inner: part => this.node(part, inside),
        outer: part => this.node(part, scope),
        result: part => this.node(part, outside),
      },
    );
  }

  private bind(node: Comprehension, scope: Scope): Run {
    const place = this.slots++;
    const { read, run } = bind(place, this.node(node.init, scope), frame => body(frame));
    const body = this.node(node.result, scope.with(node.accu, read));
    return run;
  }
}

/** Operators of the left operand, unlike `&&`, which may not need it, or functions, which have a list of operands. */
const LEFT_FIRST: ReadonlySet<string> = new Set([...Object.keys(operators), '_[_]', '_[?_]']);

/** The fields selected at the beginning of a chain, if it is short enough to be one piece. */
function fieldsOf([, ...links]: readonly Node[]): string[] {
  const end = links.findIndex(link => link.kind !== 'select' || link.optional || link.test);
  const selects = end < 0 ? links : links.slice(0, end);
  return selects.length < PIECE ? selects.map(link => (link as Select).field) : [];
}

function inPieces(pieces: readonly Run[]): Run {
  return frame =>
    pieces.reduce((left, piece) => {
      frame.left = left;
      return piece(frame);
    }, null as Value);
}

const constant =
  (value: Value): Run =>
  () =>
    value;

const slot =
  (at: number): Run =>
  frame =>
    frame.slots[at]!;
