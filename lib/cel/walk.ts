import type { Call, Node } from './ast';

/** The parts of a node in the order cel-go visits them; a comprehension's own parts, not those of its macro. */
export function children(node: Node): readonly Node[] {
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
      return [node.range, node.init, node.condition, node.step, node.result];
  }
}

/** The node and everything in it, from left to right. */
export function* nodesOf(root: Node): Generator<Node> {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    for (const child of [...children(node)].reverse()) open.push(child); // there may be more than one call takes arguments
  }
}

/** Where the node stands; a tree that was not parsed stands at the start. */
export const placeOf = (node: Node): number => node.at ?? 0;

/** `a.b.c` as text; undefined for anything else. */
export function pathOf(node: Node): string | undefined {
  if (node.kind === 'ident') return node.name;
  if (node.kind !== 'select' || node.test || node.optional) return undefined;
  const operand = pathOf(node.operand);
  return operand && `${operand}.${node.field}`;
}

/** The operators written between their operands; chains of them lean left. */
export const INFIX: Readonly<Record<string, readonly [sign: string, binding: number]>> = {
  '_||_': ['||', 1],
  '_&&_': ['&&', 2],
  '_==_': ['==', 3],
  '_!=_': ['!=', 3],
  '_<_': ['<', 3],
  '_<=_': ['<=', 3],
  '_>_': ['>', 3],
  '_>=_': ['>=', 3],
  '@in': ['in', 3],
  '_+_': ['+', 4],
  '_-_': ['-', 4],
  '_*_': ['*', 5],
  '_/_': ['/', 5],
  '_%_': ['%', 5],
};

const INFIX_NAMES: ReadonlySet<string> = new Set(Object.keys(INFIX));

export const isInfix = (node: Node): node is Call => node.kind === 'call' && INFIX_NAMES.has(node.fn);

/** The infix calls from `node` down its left side, outermost first. Passes loop over them: a long chain must not cost stack. */
export function leftSpine(node: Node): Call[] {
  const spine: Call[] = [];
  for (let left = node; isInfix(left); left = left.args[0]) spine.push(left);
  return spine;
}

/** Whether more than `limit` nodes of the kinds cel-go counts lie within each other. */
export function deeperThan(root: Node, limit: number): boolean {
  const open: [Node, number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, above] = next;
    const depth = above + (counts(node) ? 1 : 0);
    if (depth > limit) return true;
    for (const child of children(node)) open.push([child, depth]);
  }
  return false;
}

const UNCOUNTED: ReadonlySet<string> = new Set(['_&&_', '_||_', '!_', '-_']);
const COUNTED: ReadonlySet<string> = new Set(['_?_:_', '_[_]', '_[?_]', ...INFIX_NAMES]);

function counts(node: Node): boolean {
  if (node.kind === 'select') return true;
  if (node.kind !== 'call') return false;
  return node.target !== undefined || (COUNTED.has(node.fn) && !UNCOUNTED.has(node.fn));
}
