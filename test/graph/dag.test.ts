import fc from 'fast-check';
import { cyclesOf, cycleText, order } from '../../lib/graph/dag';

const edges = (of: Record<string, string[]>) => new Map(Object.entries(of));

test.each([
  [['a', 'b', 'c'], {}, ['a', 'b', 'c']],
  [['a', 'b', 'c'], { a: ['c'] }, ['b', 'c', 'a']],
  // As soon as a resource may come, it comes before all that stand after it in the list.
  [['a', 'b', 'c', 'd'], { a: ['c'], b: ['d'] }, ['c', 'a', 'd', 'b']],
  [['a', 'b'], { a: ['b'], b: ['a'] }, []],
])('%j with %j is created in the order %j', (ids, dependencies, expected) => {
  expect(order(ids, edges(dependencies as Record<string, string[]>))).toEqual(expected);
});

test('a cycle is told from its smallest id on', () => {
  const [cycle] = cyclesOf(edges({ c: ['a'], a: ['b'], b: ['c'] }));
  expect(cycleText(cycle)).toBe('graph contains a cycle: a -> b -> c -> a');
});

test('cycles that share no node are all found', () => {
  expect(cyclesOf(edges({ a: ['b'], b: ['a'], c: ['d'], d: ['c'], e: ['a'] }))).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('a chain of a hundred thousand is no problem', () => {
  const ids = Array.from({ length: 100_000 }, (_, i) => `n${i}`);
  const chain = new Map(ids.map((id, i) => [id, i + 1 < ids.length ? [ids[i + 1]] : []]));
  expect(cyclesOf(chain)).toEqual([]);
  expect(order(ids, chain)[0]).toBe('n99999');
});

test('a graph has a cycle exactly where some node never comes', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  fc.assert(
    fc.property(fc.array(fc.tuple(id, id)), pairs => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      const graph = new Map(ids.map(each => [each, pairs.filter(([from]) => from === each).map(([, to]) => to)]));
      expect(cyclesOf(graph).length === 0).toBe(order(ids, graph).length === ids.length);
    }),
  );
});
