import type { Node } from '../cel/ast';
import { Environment } from '../cel/env';
import { nodesOf } from '../cel/walk';
import { isObject, own } from '../schema/openapi';
import type { Resource } from './rgd';
import { readText } from './text';

/** References are followed as far as this; longer chains are left as they are written. */
const DEPTH = 5;

/** Reads texts of a graph, with what they refer to in other templates in the place of the references. */
export class Inliner {
  private readonly env = Environment.of({});
  private readonly resources: ReadonlyMap<string, Resource>;

  constructor(resources: readonly Resource[]) {
    this.resources = new Map(resources.map(resource => [resource.id, resource]));
  }

  /**
   * The tree of a text, its macros expanded; undefined for a text that cannot be read. `${ns.metadata.name}` is what the Namespace
   * ns says its name is.
   */
  read(text: string, depth = 0): Node | undefined {
    const read = readText(text);
    if (read.kind === 'literal') return { kind: 'literal', type: 'string', value: text };
    const parsed = read.kind === 'nested' ? undefined : this.env.parse(read.cel.text);
    return parsed && 'node' in parsed ? this.follow(parsed.node, depth, NOTHING) : undefined;
  }

  private follow(node: Node, depth: number, bound: ReadonlySet<string>): Node {
    const path = pathTo(node);
    const [id = '', ...steps] = path ?? [];
    const resource = path && !bound.has(id) && depth < DEPTH ? this.resources.get(id) : undefined;
    // A reference to the objects of a collection is to a list of them.
    const value = resource && resource.forEach.length === 0 ? valueAt(resource.template, steps) : undefined;
    const inner = steps.length > 0 && typeof value === 'string' ? this.read(value, depth + 1) : undefined;
    return inner ?? mapChildren(node, bound, (child, names) => this.follow(child, depth, names));
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** The value at the end of a path of keys. */
export const valueAt = (object: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (isObject(at) ? own(at, key) : undefined), object);

/** `ns.metadata.name` in its parts. */
function pathTo(node: Node): string[] | undefined {
  if (node.kind === 'ident') return [node.name];
  if (node.kind !== 'select' || node.test || node.optional) return undefined;
  const path = pathTo(node.operand);
  return path && [...path, node.field];
}

type Follow = (node: Node, bound: ReadonlySet<string>) => Node;

/** The node with its parts replaced; `each` is told the variables of macros around a part. */
function mapChildren(node: Node, bound: ReadonlySet<string>, each: Follow): Node {
  const inside = (child: Node) => each(child, bound);
  switch (node.kind) {
    case 'literal':
    case 'ident':
      return node;
    case 'select':
      return { ...node, operand: inside(node.operand) };
    case 'call':
      return { ...node, ...(node.target && { target: inside(node.target) }), args: node.args.map(inside) };
    case 'list':
      return { ...node, elements: node.elements.map(inside) };
    case 'map':
      return { ...node, entries: node.entries.map(e => ({ ...e, key: inside(e.key), value: inside(e.value) })) };
    case 'struct':
      return { ...node, entries: node.entries.map(e => ({ ...e, value: inside(e.value) })) };
    case 'comprehension': {
      const names = new Set([...bound, node.iter, node.accu, ...(node.iter2 ? [node.iter2] : [])]);
      const within = (child: Node) => each(child, names);
      const { range, init, condition, step, result } = node;
      return {
        ...node,
        range: inside(range),
        init: inside(init),
        condition: within(condition),
        step: within(step),
        result: within(result),
      };
    }
  }
}

/** The variables a tree uses besides those of its macros. */
export function variablesOf(root: Node): Set<string> {
  const names = new Set<string>();
  const bound = new Set<string>();
  for (const node of nodesOf(root)) {
    if (node.kind === 'ident') names.add(node.name);
    if (node.kind === 'comprehension') for (const name of [node.iter, node.iter2 ?? '', node.accu]) bound.add(name);
  }
  return new Set([...names].filter(name => !bound.has(name) && !name.startsWith('@')));
}
