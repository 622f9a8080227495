import { ApiObject, type App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** What synth writes, in the order in which cdk8s would apply it. */
export interface Plan {
  /** All charts, those first which others depend on. */
  readonly charts: readonly Chart[];
  /** The objects of a chart, without those of charts inside it, those first which others depend on. */
  objectsOf(chart: Chart): readonly ApiObject[];
}

/**
 * Runs the validation of every construct once.
 *
 * @throws with all errors, in the words of cdk8s
 */
export function validate(app: App): void {
  const errors = app.node.findAll().flatMap(({ node }) => node.validate().map(error => `[${node.path}] ${error}`));
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

/**
 * Orders charts and objects exactly as cdk8s does, by nesting and by `addDependency`, and leaves the constructs as they are.
 * Takes time in proportion to the constructs and their dependencies, where cdk8s 2.70 starts over for each chart and follows every
 * path through the dependencies.
 *
 * @throws where dependencies form a cycle, naming all on it, or where one starts or ends outside all charts
 */
export function plan(app: App): Plan {
  const tree = walk(app);
  const { all, chart } = tree;
  const own = new Map<number, number[]>();
  for (let i = 0; i < all.length; i++) {
    if (chart[i] === i) own.set(i, []);
    else if (ApiObject.isApiObject(all[i])) own.get(chart[i])!.push(i);
  }
  const edges = edgesOf(tree);
  const charts = edges.size > 0 ? inOrder(tree, edges, 0).filter(i => chart[i] === i) : asListed(tree, [...own.keys()]);
  const dependent = chartsWithEdges(tree, edges);
  return {
    charts: charts.map(i => all[i] as Chart),
    objectsOf(one) {
      const i = tree.numberOf.get(one)!;
      const objects = dependent.has(i)
        ? inOrder(tree, edges, i).filter(n => chart[n] === i && ApiObject.isApiObject(all[n]))
        : own.get(i)!;
      return objects.map(n => all[n] as ApiObject);
    },
  };
}

/** Constructs by their number in a preorder walk, so that what is below `i` is `i` up to, without, `end[i]`. */
interface Tree {
  readonly all: readonly IConstruct[];
  readonly numberOf: ReadonlyMap<IConstruct, number>;
  readonly end: readonly number[];
  /** The construct around it, -1 for the app. */
  readonly parent: readonly number[];
  /** The chart it is in; a chart is in itself; -1 outside all charts. */
  readonly chart: readonly number[];
}

/** What a construct depends on, in the order it was said. */
type Edges = ReadonlyMap<number, ReadonlySet<number>>;

function walk(app: App): Tree {
  const [all, parent, chart, end]: [IConstruct[], number[], number[], number[]] = [[], [], [], []];
  const visit = (construct: IConstruct, above: number) => {
    const i = all.push(construct) - 1;
    parent.push(above);
    chart.push(Chart.isChart(construct) ? i : (chart[above] ?? -1));
    for (const child of construct.node.children) visit(child, i);
    end[i] = all.length;
  };
  visit(app, -1);
  return { all, parent, chart, end, numberOf: new Map(all.map((construct, i) => [construct, i])) };
}

const within = ({ end }: Tree, root: number, i: number) => i >= root && i < end[root];

/** The dependencies people said, then those of a chart on the charts in it, then those of charts because of what is in them. */
function edgesOf(tree: Tree): Edges {
  const edges = new Map<number, Set<number>>();
  const add = (source: number, target: number) => edges.set(source, (edges.get(source) ?? new Set()).add(target));
  const { all, chart, parent, numberOf } = tree;
  all.forEach(({ node }, i) => {
    for (const target of node.dependencies) {
      const t = numberOf.get(target);
      if (t === undefined) continue; // of another app: cdk8s leaves it out as well
      if (chart[i] < 0 || chart[t] < 0) throw new Error(outsideCharts(node.path, target.node.path));
      add(i, t);
    }
  });
  all.forEach((_, i) => {
    if (chart[i] === i && chart[parent[i]] === parent[i]) add(parent[i], i);
  });
  for (const [source, target] of all.flatMap((_, i) => [...(edges.get(i) ?? [])].map(t => [i, t])))
    if (chart[source] !== chart[target]) add(chart[source], chart[target]);
  return edges;
}

const outsideCharts = (source: string, target: string) =>
  `'${source}' depends on '${target}', and one of them is in no chart. Order charts and what is in them: only they are written.`;

/** The charts in whose subtree both ends of a dependency lie. */
function chartsWithEdges({ chart, parent, ...tree }: Tree, edges: Edges): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [source, targets] of edges)
    for (const target of targets)
      for (let c = chart[source]; c >= 0; c = chart[parent[c]] ?? -1)
        if (within({ chart, parent, ...tree }, c, target)) found.add(c);
  return found;
}

/**
 * All constructs below `root`, each after what it depends on: the order of a depth-first walk from what nothing depends on.
 *
 * A dependency of a construct on another makes each object below the one depend on each object below the other. Instead of that product
 * the walk goes from an object through two points in between: all that is said of a construct around it, and all objects of one target.
 * Step `3 * i` is construct `i`, `3 * i + 1` is what `i` depends on, `3 * i + 2` are the objects of `i`.
 */
function inOrder(tree: Tree, edges: Edges, root: number): number[] {
  const state = new Uint8Array(3 * (tree.end[root] - root)); // 0 new, 1 on the way, 2 done
  const order: number[] = [];
  const way: { readonly step: number; readonly next: readonly number[]; at: number }[] = [];
  const enter = (step: number) => {
    if (state[step - 3 * root] === 2) return;
    if (state[step - 3 * root] === 1)
      throw new Error(cycle(tree, way.map(w => w.step).slice(way.findIndex(w => w.step === step))));
    state[step - 3 * root] = 1;
    way.push({ step, next: nextOf(tree, edges, step).filter(s => within(tree, root, Math.floor(s / 3))), at: 0 });
  };
  for (const start of startsOf(tree, edges, root)) {
    enter(3 * start);
    while (way.length > 0) {
      const last = way[way.length - 1];
      if (last.at < last.next.length) {
        enter(last.next[last.at++]);
        continue;
      }
      way.pop();
      state[last.step - 3 * root] = 2;
      if (last.step % 3 === 0) order.push(last.step / 3);
    }
  }
  return order;
}

function cycle({ all }: Tree, steps: readonly number[]): string {
  const paths = steps.filter(step => step % 3 === 0).map(step => all[step / 3].node.path);
  return `Dependency cycle detected: ${[...paths, paths[0]].join(' => ')}. Remove one of these dependencies.`;
}

function nextOf(tree: Tree, edges: Edges, step: number): number[] {
  const [i, kind] = [Math.floor(step / 3), step % 3];
  if (kind === 1) return [...edges.get(i)!].map(target => 3 * target + 2);
  if (kind === 2) return objectsOf(tree, i).map(n => 3 * n);
  const said = [...(edges.get(i) ?? [])].map(target => 3 * target);
  return ApiObject.isApiObject(tree.all[i]) ? [...said, ...inherited(tree, edges, i)] : said;
}

/** What the constructs around an object, up to its chart, and the object itself depend on. */
function inherited(tree: Tree, edges: Edges, object: number): number[] {
  const around: number[] = [];
  for (let c = object; c >= tree.chart[object]; c = tree.parent[c]) if (edges.has(c)) around.unshift(c);
  return around.flatMap(source => {
    const targets = [...edges.get(source)!];
    if (!targets.some(target => overlap(tree, source, target))) return [3 * source + 1];
    return targets.flatMap(target =>
      overlap(tree, source, target)
        ? objectsOf(tree, target)
            .filter(n => n !== object)
            .map(n => 3 * n) // an object does not wait for itself
        : [3 * target + 2],
    );
  });
}

const overlap = (tree: Tree, a: number, b: number) =>
  tree.chart[a] === tree.chart[b] && (within(tree, a, b) || within(tree, b, a));

/** The objects at or below a construct which are in the same chart as it. */
function objectsOf({ all, chart, end }: Tree, i: number): number[] {
  const objects: number[] = [];
  for (let n = i; n < end[i]; n++) if (chart[n] === chart[i] && ApiObject.isApiObject(all[n])) objects.push(n);
  return objects;
}

/** Constructs below `root` on which nothing there depends, then all others: those are reached from the first, or on a cycle. */
function startsOf(tree: Tree, edges: Edges, root: number): number[] {
  const awaited = new Set<number>();
  const expanded = new Set<number>();
  for (let source = root; source < tree.end[root]; source++) {
    const targets = edges.get(source);
    const sources = targets ? objectsOf(tree, source) : [];
    for (const target of targets ?? []) {
      if (!within(tree, root, target)) continue;
      awaited.add(target);
      if (sources.length === 0 || expanded.has(target)) continue;
      for (const n of objectsOf(tree, target)) if (sources.length > 1 || n !== sources[0]) awaited.add(n);
      if (!overlap(tree, source, target)) expanded.add(target);
    }
  }
  const below = asListed(
    tree,
    Array.from({ length: tree.end[root] - root }, (_, k) => root + k),
  );
  return [...below.filter(i => !awaited.has(i)), ...below];
}

/** cdk8s looks constructs up by path in an object, and JavaScript puts keys that are whole numbers first there. */
function asListed({ all }: Tree, constructs: readonly number[]): number[] {
  const isIndex = (i: number) => /^(?:0|[1-9]\d*)$/.test(all[i].node.path) && Number(all[i].node.path) < 2 ** 32 - 1;
  return [...constructs.filter(isIndex), ...constructs.filter(i => !isIndex(i))];
}
