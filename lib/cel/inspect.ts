import type { Call, Comprehension, Node } from './ast';
import { children, pathOf, placeOf } from './walk';

/** A name an expression uses, where it stands. */
export interface Use {
  readonly name: string;
  readonly at: number;
}

export interface Uses {
  /** The names that are not bound by a macro around them: variables of the environment. Each use of each. */
  readonly variables: readonly Use[];
  /** The functions called without a target, `base64.encode` among them. */
  readonly functions: readonly Use[];
  /** The functions called on a target. */
  readonly methods: readonly Use[];
}

/** What an expanded tree refers to, without an environment: as kro's inspector does it to order resources. */
export function inspect(root: Node, isFunction: (name: string) => boolean): Uses {
  const variables: Use[] = [];
  const functions: Use[] = [];
  const methods: Use[] = [];
  visit(root, new Set());
  return { variables, functions, methods };

  function visit(node: Node, bound: ReadonlySet<string>): void {
    if (node.kind === 'ident' && !bound.has(node.name) && !/^[@#]/.test(node.name)) {
      variables.push({ name: node.name, at: placeOf(node) });
    }
    if (node.kind === 'comprehension') visitComprehension(node, bound);
    else if (node.kind === 'call') visitCall(node, bound);
    else for (const child of children(node)) visit(child, bound);
  }

  function visitCall(node: Call, bound: ReadonlySet<string>): void {
    const target = node.target && pathOf(node.target);
    const qualified = target !== undefined && isFunction(`${target}.${node.fn}`);
    if (qualified) functions.push({ name: `${target}.${node.fn}`, at: placeOf(node) });
    else (node.target ? methods : functions).push({ name: node.fn, at: placeOf(node) });
    if (node.target && !qualified) visit(node.target, bound);
    for (const arg of node.args) visit(arg, bound);
  }

  function visitComprehension(node: Comprehension, bound: ReadonlySet<string>): void {
    // What is not in the scope of the variables is hidden by them all the same: kro walks it all in one scope.
    const inner = new Set([...bound, node.accu, node.iter, ...(node.iter2 ? [node.iter2] : [])]);
    for (const child of children(node)) visit(child, inner);
  }
}
