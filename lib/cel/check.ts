import type { Call, Comprehension, Entry, List, MapLiteral, Node, Select, Struct } from './ast';
import { checkFormats } from './format';
import type { Dialect } from './functions';
import type { Overload } from './signature';
import type { Mistake } from './source';
import * as types from './types';
import { formatInMessage as show, type Type } from './types';
import { Bindings, moreGeneral } from './unify';
import { isInfix, leftSpine, pathOf, placeOf } from './walk';

/** What names mean: the part of an environment the checker needs. */
export interface Declarations {
  readonly dialect: Dialect;
  /** The type of a variable, or of a name of a type as a value. */
  variable(name: string): Type | undefined;
  /** The type a name names: what a message literal makes. */
  named(name: string): Type | undefined;
  overloads(name: string): readonly Overload[] | undefined;
  /** Whether there may be a variable, type or function of which the word is the first of several. */
  qualifies(word: string): boolean;
}

export interface Checked {
  readonly type: Type;
  /** The type of a node, where it was reached. */
  typeOf(node: Node): Type | undefined;
  /** In the order of the text, as cel-go tells them. */
  readonly mistakes: readonly Mistake[];
}

/** Finds the type of an expanded tree and every mistake in it, as cel-go's checker does. */
export function check(node: Node, declarations: Declarations): Checked {
  return new Checker(declarations).check(node);
}

/** After so many mistakes, telling one twice helps nobody; nested `optMap` would double them without end. */
const MANY = 1000;

/** Follows https://github.com/google/cel-go/blob/master/checker/checker.go, its oddities included. */
class Checker {
  private readonly mistakes: Mistake[] = [];
  private readonly found = new Map<Node, Type>();
  /** Macros use a node twice: one with mistakes is checked again, as cel-go tells them again; any other is not. */
  private readonly faulty = new Set<Node>();
  private readonly bindings = new Bindings();
  private readonly scopes: Map<string, Type>[] = [];
  private fresh = 0;
  private formats = false;
  /** cel-go forgets that comparing numbers of two types is switched off in kro once it has entered a comprehension. */
  private crossType: boolean;

  constructor(private readonly declarations: Declarations) {
    this.crossType = declarations.dialect === 'crd';
  }

  check(root: Node): Checked {
    this.infer(root);
    const typeOf = (node: Node) => {
      const type = this.found.get(node);
      return type && this.bindings.substitute(type, types.DYN);
    };
    if (this.formats && !this.mistakes.length) checkFormats(root, node => typeOf(node)!, this.mistakes);
    this.mistakes.sort((a, b) => a.at - b.at);
    return { type: typeOf(root)!, typeOf, mistakes: this.mistakes };
  }

  private note(node: { readonly at?: number }, message: string): Type {
    this.mistakes.push({ at: node.at ?? 0, message });
    return types.ERROR;
  }

  private free(): Type {
    return types.param(`_var${this.fresh++}`);
  }

  private infer(node: Node): Type {
    const known = this.found.get(node);
    if (known && !this.faulty.has(node)) return known;
    const before = this.mistakes.length;
    const type = this.inferAnew(node);
    if (this.mistakes.length > before && before < MANY) this.faulty.add(node);
    return type;
  }

  private inferAnew(node: Node): Type {
    if (!isInfix(node)) return this.set(node, this.single(node));
    const spine = leftSpine(node);
    let left = this.infer(spine[spine.length - 1].args[0]);
    for (const call of spine.reverse()) {
      const args = [left, this.infer(call.args[1])];
      left = this.set(call, this.apply(call, call.fn, args, false));
    }
    return left;
  }

  private set(node: Node, type: Type): Type {
    this.found.set(node, type);
    return type;
  }

  private single(node: Node): Type {
    switch (node.kind) {
      case 'literal':
        return LITERALS[node.type];
      case 'ident':
        return this.resolve(node.name) ?? this.undeclared(node, node.name);
      case 'select':
        return this.select(node);
      case 'call':
        return this.call(node);
      case 'list':
        return this.list(node);
      case 'map':
        return this.map(node);
      case 'struct':
        return this.struct(node);
      case 'comprehension':
        return this.comprehension(node);
    }
  }

  private undeclared(node: { readonly at?: number }, name: string): Type {
    return this.note(node, `undeclared reference to '${name}' (in container '')`);
  }

  private local(name: string): Type | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const type = this.scopes[i].get(name);
      if (type) return type;
    }
    return undefined;
  }

  /** A name; after a dot it is never a variable of a comprehension. */
  private resolve(name: string): Type | undefined {
    return this.local(name) ?? this.declarations.variable(withoutDot(name));
  }

  private select(node: Select): Type {
    const path = this.qualified(node);
    const type = path && !this.local(path.slice(0, path.indexOf('.'))) && this.declarations.variable(withoutDot(path));
    if (type) return type;
    return this.selected(node);
  }

  private selected(node: Select): Type {
    const type = this.field(node, node.operand, node.field, node.optional === true);
    return node.test ? types.BOOL : this.bindings.substitute(type);
  }

  /** `a.b.c` as text, where something may have a name that starts so. */
  private qualified(node: Node): string | undefined {
    let root = node;
    while (root.kind === 'select' && !root.test && !root.optional) root = root.operand;
    return root.kind === 'ident' && this.declarations.qualifies(withoutDot(root.name)) ? pathOf(node) : undefined;
  }

  private field(at: { readonly at?: number }, operand: Node, name: string, optional: boolean): Type {
    const whole = this.bindings.substitute(this.infer(operand));
    const inner = types.held(whole);
    const type = this.fieldOf(at, inner ?? whole, name);
    return inner || optional ? types.optional(type) : type;
  }

  private fieldOf(at: { readonly at?: number }, type: Type, name: string): Type {
    switch (type.kind) {
      case 'map':
        return type.value;
      case 'struct':
        if (!type.fields) return this.note(at, `unexpected failed resolution of '${type.name}'`);
        return type.fields.field(name) ?? this.note(at, `undefined field '${name}'`);
      case 'param':
        this.bindings.assignable(types.DYN, type);
        return types.DYN;
      default:
        if (!types.isDynOrError(type)) this.note(at, `type '${show(type)}' does not support field selection`);
        return types.DYN;
    }
  }

  private call(node: Call): Type {
    if (node.fn === 'format') this.formats = true;
    const args = node.args.map(arg => this.infer(arg));
    if (!node.target) {
      return this.apply(node, withoutDot(node.fn), args, false);
    }
    const path = this.qualified(node.target);
    const qualified = path && withoutDot(`${path}.${node.fn}`);
    if (qualified && this.declarations.overloads(qualified)) return this.apply(node, qualified, args, false);
    const target = this.infer(node.target);
    return this.apply(node, node.fn, [target, ...args], true);
  }

  private apply(node: Call, name: string, args: readonly Type[], member: boolean): Type {
    if (name === '_&&_' || name === '_||_') return this.logical(node, args);
    const overloads = this.declarations.overloads(name);
    if (!overloads) return this.undeclared(node, node.fn);
    let result: Type | undefined;
    for (const overload of overloads) {
      if (overload.member !== member || (overload.crossType && !this.crossType)) continue;
      const yielded = this.resultOf(overload, args);
      if (yielded && result && !types.isDyn(result) && !types.equal(yielded, result)) result = types.DYN;
      else result ??= yielded;
    }
    return result ?? this.noOverload(node, name, args, member);
  }

  /** What the overload yields for these arguments; undefined where it does not take them. */
  private resultOf(overload: Overload, args: readonly Type[]): Type | undefined {
    if (overload.args.length !== args.length || apart(overload.args[0], args[0])) return undefined;
    if (!overload.params.length) {
      return this.bindings.allAssignable(args, overload.args) ? overload.result : undefined;
    }
    const own = new Map(overload.params.map(name => [name, this.free()]));
    const renamed = overload.args.map(arg => rename(arg, own));
    return this.bindings.allAssignable(args, renamed)
      ? this.bindings.substitute(rename(overload.result, own))
      : undefined;
  }

  private logical(node: Call, args: readonly Type[]): Type {
    const good = args.map((type, i) => this.expect(node.args[i], types.BOOL, type));
    return good.every(Boolean) ? types.BOOL : types.ERROR;
  }

  private expect(node: Node, expected: Type, type: Type, swapped = false): boolean {
    const fits = swapped ? this.bindings.assignable(expected, type) : this.bindings.assignable(type, expected);
    if (!fits) this.mismatch(node, expected, type);
    return fits;
  }

  private mismatch(node: Node, expected: Type, type: Type): Type {
    this.mistakes.push({ at: placeOf(node), message: `expected type '${show(expected)}' but found '${show(type)}'` });
    return types.ERROR;
  }

  private noOverload(node: Call, name: string, args: readonly Type[], member: boolean): Type {
    const shown = args.map(arg => show(this.bindings.substitute(arg, types.DYN)));
    const applied = member ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`;
    return this.note(node, `found no matching overload for '${name}' applied to '${applied}'`);
  }

  private list(node: List): Type {
    const marked = new Set(node.optional);
    let element: Type | undefined;
    node.elements.forEach((part, i) => {
      element = this.join(part, element, this.part(part, marked.has(i)));
    });
    return types.list(element ?? this.free());
  }

  private map(node: MapLiteral): Type {
    let key: Type | undefined;
    let value: Type | undefined;
    for (const entry of node.entries) {
      key = this.join(entry.key, key, this.infer(entry.key));
      value = this.join(entry.value, value, this.part(entry.value, entry.optional));
    }
    return types.map(key ?? this.free(), value ?? this.free());
  }

  /** The type of an element or entry, taken out of its optional where it is written `?e`. */
  private part(node: Node, optional = false): Type {
    const type = this.infer(node);
    if (!optional || types.isDyn(type)) return type;
    const inner = types.held(type);
    if (inner) return inner;
    this.expectedOptional(node, type);
    return type;
  }

  private expectedOptional(node: Node, type: Type): void {
    this.mismatch(node, types.optional(type), type);
  }

  /** The type of a list so far joined by one more element: in kro's build lists may be mixed. */
  private join(node: Node, before: Type | undefined, next: Type): Type {
    if (!before) return next;
    if (this.bindings.assignable(before, next)) return moreGeneral(before, next);
    return this.declarations.dialect === 'kro' ? types.DYN : this.mismatch(node, before, next);
  }

  private struct(node: Struct): Type {
    const name = withoutDot(node.type);
    const type = this.declarations.named(name);
    if (!type) return this.undeclared(node, node.type);
    if (type.kind !== 'struct') this.note(node, `'${name}' is not a message type`);
    for (const entry of node.entries) this.structEntry(entry, type);
    return type.kind === 'struct' ? type : types.ERROR;
  }

  private structEntry(entry: Entry<string>, type: Type): void {
    const value = this.infer(entry.value);
    const field = type.kind === 'struct' ? type.fields?.field(entry.key) : undefined;
    if (!field) this.note(entry, `undefined field '${entry.key}'`);
    const inner = entry.optional && !types.isDyn(value) ? types.held(value) : value;
    if (!inner) this.expectedOptional(entry.value, value);
    const given = inner ?? value;
    if (field && !this.bindings.assignable(field, given)) {
      const message = `is '${show(field)}' but provided type is '${show(given)}'`;
      this.note(entry, `expected type of field '${entry.key}' ${message}`);
    }
  }

  private comprehension(node: Comprehension): Type {
    const range = this.infer(node.range);
    const accu = this.infer(node.init);
    const [iter, iter2] = this.variables(node, this.bindings.substitute(range));
    this.enter(new Map([[node.accu, accu]]));
    this.enter(
      new Map(
        node.iter2
          ? [
              [node.iter, iter],
              [node.iter2, iter2],
            ]
          : [[node.iter, iter]],
      ),
    );
    this.expect(node.condition, types.BOOL, this.infer(node.condition), true);
    this.expect(node.step, accu, this.infer(node.step), true);
    this.scopes.pop();
    const result = this.infer(node.result);
    this.scopes.pop();
    return this.bindings.substitute(result);
  }

  private enter(scope: Map<string, Type>): void {
    this.scopes.push(scope);
    this.crossType = true;
  }

  private variables(node: Comprehension, range: Type): [Type, Type] {
    switch (range.kind) {
      case 'list':
        return [node.iter2 ? types.INT : range.element, range.element];
      case 'map':
        return [range.key, range.value];
      case 'dyn':
      case 'error':
      case 'param':
        this.bindings.assignable(types.DYN, range);
        return [types.DYN, types.DYN];
      default: {
        const message = `expression of type '${show(range)}' cannot be range of a comprehension`;
        this.mistakes.push({ at: placeOf(node.range), message: `${message} (must be list, map, or dynamic)` });
        return [types.ERROR, types.ERROR];
      }
    }
  }
}

const LITERALS = {
  int: types.INT,
  uint: types.UINT,
  double: types.DOUBLE,
  string: types.STRING,
  bytes: types.BYTES,
  bool: types.BOOL,
  null: types.NULL,
} as const;

/** Whether two types differ so plainly that there is nothing to try. */
const apart = (a: Type | undefined, b: Type | undefined) =>
  a !== undefined && b !== undefined && a.kind !== b.kind && PLAIN.has(a.kind) && PLAIN.has(b.kind);

const PLAIN: ReadonlySet<Type['kind']> = new Set<Type['kind']>([
  ...(['int', 'uint', 'double', 'bool', 'string', 'bytes', 'list', 'map', 'opaque', 'struct'] as const),
  ...(['timestamp', 'duration', 'type'] as const),
]);

const withoutDot = (name: string): string => (name.startsWith('.') ? name.slice(1) : name);

function rename(t: Type, names: ReadonlyMap<string, Type>): Type {
  return t.kind === 'param' ? names.get(t.name)! : types.mapParameters(t, part => rename(part, names));
}
