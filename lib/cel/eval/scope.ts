import type { Node } from '../ast';
import type { Run } from './frame';

/** The variables macros made, by name, as seen from inside them. */
export class Scope {
  private constructor(
    private readonly name?: string,
    private readonly run?: Run,
    private readonly outer?: Scope,
  ) {}

  static readonly empty = new Scope();

  with(name: string, run: Run): Scope {
    return new Scope(name, run, this);
  }

  get(name: string): Run | undefined {
    return this.name === name ? this.run : this.outer?.get(name);
  }
}

/** `a.b.c` of selections from a name that no macro made; undefined for any other node. */
export function pathName(node: Node, scope: Scope): string | undefined {
  const fields: string[] = [];
  let at = node;
  for (; at.kind === 'select' && !at.test && !at.optional; at = at.operand) fields.push(at.field);
  if (at.kind !== 'ident' || scope.get(at.name)) return undefined;
  return [at.name.replace(/^\./, ''), ...fields.reverse()].join('.');
}
