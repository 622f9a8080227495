/**
 * A CEL expression tree: plain data. Parsing, printing, checking and evaluating it live beside it.
 *
 * Operators are calls of the functions cel-go names them by (`_+_`, `_?_:_`, `_[_]`), so that checker and evaluator
 * know only calls. A parsed tree holds macros as the calls they were written as; `expand` turns them into comprehensions.
 */
export type Node = Literal | Ident | Select | Call | List | MapLiteral | Struct | Comprehension;

interface Positioned {
  /** Offset in the source, in code points, of the token cel-go blames; absent in a tree that was not parsed. */
  readonly at?: number;
}

export type Literal = Positioned & { readonly kind: 'literal' } & Constant;

export type Constant =
  | { readonly type: 'int' | 'uint'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null };

export interface Ident extends Positioned {
  readonly kind: 'ident';
  readonly name: string;
  /** Where the name means something: a graph, a collection, a macro. An authored name carries it, a parsed one does not. */
  readonly owner?: object;
}

export interface Select extends Positioned {
  readonly kind: 'select';
  readonly operand: Node;
  readonly field: string;
  /** `operand.?field` */
  readonly optional?: boolean;
  /** `has(operand.field)`: asks for the field rather than for its value. Made by `expand` only. */
  readonly test?: boolean;
}

export interface Call extends Positioned {
  readonly kind: 'call';
  readonly fn: string;
  readonly target?: Node;
  readonly args: readonly Node[];
}

export interface List extends Positioned {
  readonly kind: 'list';
  readonly elements: readonly Node[];
  /** Indices of the elements written `?e`. */
  readonly optional?: readonly number[];
}

export interface MapLiteral extends Positioned {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}

export interface Struct extends Positioned {
  readonly kind: 'struct';
  readonly type: string;
  readonly entries: readonly Entry<string>[];
}

export interface Entry<K = Node> extends Positioned {
  readonly key: K;
  readonly value: Node;
  /** `?key: value` */
  readonly optional?: boolean;
}

/** What a macro expands to: fold `range` into `accu`, then `result`. Made by `expand` only. */
export interface Comprehension extends Positioned {
  readonly kind: 'comprehension';
  readonly range: Node;
  readonly iter: string;
  readonly iter2?: string;
  readonly accu: string;
  readonly init: Node;
  readonly condition: Node;
  readonly step: Node;
  readonly result: Node;
  /** The call as written, which `print` prints and messages quote. */
  readonly macro: Call;
}

export const ident = (name: string, owner?: object): Ident => ({ kind: 'ident', name, ...(owner && { owner }) });
export const select = (operand: Node, field: string): Select => ({ kind: 'select', operand, field });
export const call = (fn: string, ...args: Node[]): Call => ({ kind: 'call', fn, args });
export const method = (fn: string, target: Node, ...args: Node[]): Call => ({ kind: 'call', fn, target, args });

/** The literal of a JavaScript scalar; a whole number is an int, any other a double. */
export function literal(value: string | number | bigint | boolean | null): Literal {
  switch (typeof value) {
    case 'string':
      return { kind: 'literal', type: 'string', value };
    case 'boolean':
      return { kind: 'literal', type: 'bool', value };
    case 'bigint':
      return { kind: 'literal', type: 'int', value };
    case 'number':
      return Number.isInteger(value)
        ? { kind: 'literal', type: 'int', value: BigInt(value) }
        : { kind: 'literal', type: 'double', value };
    default:
      return { kind: 'literal', type: 'null', value };
  }
}
