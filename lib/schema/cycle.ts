/** Edges of a graph: what each node depends on. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/**
 * Cycles such that no two share a node, each as its nodes in order of dependency, from its smallest node on. Every graph with
 * a cycle yields one; breaking those found and asking again finds the rest.
 */
export function cyclesOf(edges: Edges): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const cycle = walk(edges, start, done);
    if (cycle) cycles.push(rotate(cycle));
  }
  return cycles;
}

/** `a -> b -> a` */
export const printCycle = (cycle: readonly string[]): string => [...cycle, cycle[0]].join(' -> ');

/** Follows dependencies depth first without recursion: chains may be thousands of nodes long. */
function walk(edges: Edges, start: string, done: Set<string>): string[] | undefined {
  const trail: string[] = [];
  const on = new Map<string, number>();
  const stack: { readonly node: string; next: number }[] = [];
  const enter = (node: string) => {
    on.set(node, trail.length);
    trail.push(node);
    stack.push({ node, next: 0 });
  };
  if (!done.has(start)) enter(start);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const to = edges.get(top.node)?.[top.next++];
    if (to === undefined) {
      stack.pop();
      trail.pop();
      on.delete(top.node);
      done.add(top.node);
    } else if (on.has(to)) {
      for (const node of trail) done.add(node);
      return trail.slice(on.get(to));
    } else if (!done.has(to) && edges.has(to)) enter(to);
  }
  return undefined;
}

function rotate(cycle: readonly string[]): string[] {
  const first = cycle.reduce((least, node, i) => (node < cycle[least] ? i : least), 0);
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
