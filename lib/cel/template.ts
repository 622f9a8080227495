import type { Ident, Node } from './ast';
import { tryParse } from './parse';
import { print } from './print';
import { type Expr, isExpr, nodeOf, ref, template } from './ref';
import { children } from './walk';

/**
 * CEL with typed holes, for what the operators do not cover: `` cel<boolean>`${size(nodes)} > 0` ``.
 *
 * A hole takes an expression or a plain value, which becomes its CEL literal. The type is what the author says it is.
 *
 * @throws where the text is no CEL, with the place and what is wrong there
 */
export function cel<T>(source: TemplateStringsArray, ...holes: unknown[]): Expr<T> {
  const text = source.raw.reduce((before, after, i) => `${before}${HOLE}${i - 1}${after}`);
  const filled = new Set<number>();
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    const hole = holeOf(value as Node);
    if (hole === undefined) return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, fill(v)]));
    filled.add(hole);
    return nodeOf(holes[hole]);
  };
  const node = fill(parsed(text)) as Node;
  if (filled.size < holes.length)
    throw new Error(
      `cel\`${shown(text)}\`: a reference stands inside a CEL string. Write "a-" + \${ref} instead of "a-\${ref}".`,
    );
  return ref(node);
}

/** No name of CEL or of a resource begins like this. */
const HOLE = '_hole_';
const holeOf = (node: Node): number | undefined =>
  node.kind === 'ident' && node.name.startsWith(HOLE) ? Number(node.name.slice(HOLE.length)) : undefined;
const shown = (text: string) => text.replace(/_hole_\d+/g, '${…}');

function parsed(text: string): Node {
  const result = tryParse(text);
  if ('node' in result) return result.node;
  const [{ column, message }] = result.errors;
  throw new Error(`cel\`${shown(text)}\` is no CEL: ${shown(message)} (before '${shown(text.slice(column))}').`);
}

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

/** The expression as people write it, for messages. */
export const show = (expression: Expr<unknown>): string => print(nodeOf(expression));
