import { cyclesOf, type Edges, printCycle } from '../schema/cycle';

export { cyclesOf, type Edges, printCycle };

/**
 * The order kro creates nodes in: again and again the first node, in the order of the list, whose dependencies are all done.
 * Members of a cycle and what depends on them are left out.
 */
export function order(ids: readonly string[], dependencies: Edges): string[] {
  const rank = new Map(ids.map((id, i) => [id, i]));
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const id of ids) {
    const known = [...new Set(dependencies.get(id))].filter(each => rank.has(each));
    waiting.set(id, known.length);
    for (const each of known) dependents.set(each, [...(dependents.get(each) ?? []), id]);
  }
  const ready = new Heap();
  for (const id of ids) if (waiting.get(id) === 0) ready.push(rank.get(id)!);
  const done: string[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    done.push(ids[next]);
    for (const id of dependents.get(ids[next]) ?? []) {
      waiting.set(id, waiting.get(id)! - 1);
      if (waiting.get(id) === 0) ready.push(rank.get(id)!);
    }
  }
  return done;
}

/** kro's text of a cycle; it starts anywhere in it, we start at the smallest id. */
export const cycleText = (cycle: readonly string[]): string => `graph contains a cycle: ${printCycle(cycle)}`;

/** Numbers, the least first. */
class Heap {
  private readonly items: number[] = [];

  push(item: number): void {
    const { items } = this;
    let at = items.push(item) - 1;
    for (let up = (at - 1) >> 1; at > 0 && items[up] > items[at]; up = (at - 1) >> 1) {
      [items[up], items[at]] = [items[at], items[up]];
      at = up;
    }
  }

  pop(): number | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return top;
    items[0] = last;
    for (let at = 0, least = at; ; at = least) {
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < items.length && items[child] < items[least]) least = child;
      if (least === at) return top;
      [items[at], items[least]] = [items[least], items[at]];
    }
  }
}
