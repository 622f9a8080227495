import { nearest } from '../../lib/schema/nearest';

test.each([
  ['replica', ['replicas', 'revisionHistoryLimit'], 'replicas'],
  ['Deployment', ['deployment'], 'deployment'],
  ['nmae', ['node', 'name'], 'name'],
  ['ab', ['ac', 'xy'], 'ac'],
  ['a', ['A'], 'A'],
  ['x', ['a', 'b'], undefined],
  ['', ['a'], undefined],
  ['color', ['size'], undefined],
])('%j among %j is taken for %j', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});
