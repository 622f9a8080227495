import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { pluralize } from '../../lib/graph/plural';

/** What the library kro uses answered. */
const known = readFileSync(join(__dirname, 'data', 'plurals.txt'), 'utf8')
  .trim()
  .split('\n')
  .map(line => line.split(' '));

test.each([
  ['policy', 'policies'],
  ['ingress', 'ingresses'],
  ['redis', 'redis'],
  ['metadata', 'metadata'],
  ['person', 'people'],
  ['octopus', 'octupuses'],
  ['staff', 'staffs'],
  ['ekscluster', 'eksclusters'],
  ['database', 'databases'],
  ['dns', 'dnsDNSes'],
  ['https', 'httpsHTTPSes'],
])('%s becomes %s', (word, plural) => {
  expect(pluralize(word)).toBe(plural);
});

test('2,841 words come out as from the library kro uses', () => {
  expect(known).toHaveLength(2841);
  expect(known.filter(([word, plural]) => pluralize(word) !== plural)).toEqual([]);
});

test('every word has a plural', () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-z][a-z0-9]*$/), word => pluralize(word).length >= word.length - 3));
});
