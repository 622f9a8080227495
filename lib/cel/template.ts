import type { Ident, Node } from './ast';
import { print } from './print';
import { type Expr, isExpr, nodeOf, ref, template } from './ref';

/**
 * Raw CEL with typed holes, for what the operators do not cover: `` cel<boolean>`${size(nodes)} > 0` ``.
 *
 * A hole takes an expression or a plain value, which becomes its CEL literal. Nothing is checked here.
 */
export const cel = <T>(source: TemplateStringsArray, ...holes: unknown[]): Expr<T> =>
  ref({ kind: 'raw', parts: source.raw.flatMap((text, i) => (i < holes.length ? [text, nodeOf(holes[i])] : [text])) });

/** Says whether a name may be used here; throws with the reason where it may not. */
export type Visible = (name: Ident, expression: Expr<unknown>) => void;

/** The template kro reads: every expression replaced by its `${…}` string, every `undefined` field left out. */
export function toTemplate(value: unknown, visible: Visible): unknown {
  if (isExpr(value)) {
    for (const name of freeNames(nodeOf(value))) visible(name, value);
    return template(value);
  }
  if (Array.isArray(value)) return value.map(item => toTemplate(item, visible));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const fields = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(fields.map(([key, v]) => [key, toTemplate(v, visible)]));
}

/** The authored names an expression uses and does not bind itself; names without an owner were never authored. */
export function freeNames(node: Node): Ident[] {
  const found: Ident[] = [];
  const bound = new Set<object>();
  const visit = (n: Node): void => {
    if (n.kind === 'ident' && n.owner && !bound.has(n.owner)) found.push(n);
    const [first] = n.kind === 'call' && n.target ? n.args : [];
    if (first?.kind === 'ident' && first.owner) bound.add(first.owner); // the variable of a macro
    for (const child of children(n)) visit(child);
  };
  visit(node);
  return found;
}

function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'literal':
    case 'ident':
      return [];
    case 'select':
      return [node.operand];
    case 'call':
      return node.target ? [node.target, ...node.args] : node.args;
    case 'list':
      return node.elements;
    case 'map':
      return node.entries.flatMap(entry => [entry.key, entry.value]);
    case 'struct':
      return node.entries.map(entry => entry.value);
    case 'comprehension':
      return children(node.macro);
    case 'raw':
      return node.parts.filter(part => typeof part !== 'string');
  }
}

/** The expression as people write it, for messages. */
export const show = (expression: Expr<unknown>): string => print(nodeOf(expression));
