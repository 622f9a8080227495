import type { Call, Entry, Node } from './ast';
import { CelError, type Issue } from './error';
import type { Dialect } from './functions';
import { MACROS, type Macro } from './macros';
import { type Mistake, Source } from './source';
import { leftSpine } from './walk';

/** The tree with its macros as comprehensions; throws a CelError with every macro that is written wrongly. */
export function expand(node: Node, text = ''): Node {
  const result = tryExpand(node, text);
  if ('errors' in result) throw new CelError(result.errors);
  return result.node;
}

/** The tree with its macros as comprehensions, or every mistake in them; `text` is what the tree was parsed from. */
export function tryExpand(
  node: Node,
  text = '',
  dialect: Dialect = 'kro',
): { readonly node: Node } | { readonly errors: readonly Issue[] } {
  const expansion = new Expansion(MACROS[dialect]);
  const expanded = expansion.node(node);
  if (!expansion.mistakes.length) return { node: expanded };
  const source = new Source(text);
  return { errors: expansion.mistakes.map(mistake => source.issue(mistake)) };
}

/** Expands from the leaves up, as cel-go does while it parses; what holds no macro stays the same object. */
class Expansion {
  readonly mistakes: Mistake[] = [];

  constructor(private readonly macros: Readonly<Record<string, Macro>>) {}

  node(node: Node): Node {
    const spine = leftSpine(node);
    if (!spine.length) return this.single(node);
    let left = this.node(spine[spine.length - 1].args[0]);
    for (const call of spine.reverse()) {
      const right = this.node(call.args[1]);
      left = left === call.args[0] && right === call.args[1] ? call : { ...call, args: [left, right] };
    }
    return left;
  }

  private single(node: Node): Node {
    switch (node.kind) {
      case 'literal':
      case 'ident':
      case 'comprehension':
        return node;
      case 'select': {
        const operand = this.node(node.operand);
        return operand === node.operand ? node : { ...node, operand };
      }
      case 'call':
        return this.call(node);
      case 'list': {
        const elements = this.nodes(node.elements);
        return elements === node.elements ? node : { ...node, elements };
      }
      case 'map': {
        const entries = same(node.entries, entry => this.entry(entry));
        return entries === node.entries ? node : { ...node, entries };
      }
      case 'struct': {
        const entries = same(node.entries, entry => this.value(entry));
        return entries === node.entries ? node : { ...node, entries };
      }
    }
  }

  private nodes(nodes: readonly Node[]): readonly Node[] {
    return same(nodes, node => this.node(node));
  }

  private entry(entry: Entry): Entry {
    const key = this.node(entry.key);
    const { value } = this.value(entry);
    return key === entry.key && value === entry.value ? entry : { ...entry, key, value };
  }

  private value<K>(entry: Entry<K>): Entry<K> {
    const value = this.node(entry.value);
    return value === entry.value ? entry : { ...entry, value };
  }

  private call(written: Call): Node {
    const target = written.target && this.node(written.target);
    const args = this.nodes(written.args);
    const call = target === written.target && args === written.args ? written : { ...written, target, args };
    const macro = this.macros[`${target ? 'x.' : ''}${call.fn}/${args.length}`];
    if (!macro) return call;
    try {
      return macro(call, written) ?? call;
    } catch (mistake) {
      if (mistake instanceof Error) throw mistake;
      this.mistakes.push(mistake as Mistake);
      return call;
    }
  }
}

/** The list with each element mapped; the same list where each element maps to itself. */
function same<T>(list: readonly T[], map: (element: T) => T): readonly T[] {
  let changed = false;
  const mapped = list.map(element => {
    const next = map(element);
    if (next !== element) changed = true;
    return next;
  });
  return changed ? mapped : list;
}
