import fc from 'fast-check';
import { apiSchema } from '../../lib/graph/api';
import { compareCrds, summaryOf } from '../../lib/graph/compare';
import { generateCrd } from '../../lib/graph/crd';
import { rgdOf } from '../../lib/graph/rgd';

function crd(spec: object, extra: object = {}) {
  const rgd = rgdOf({
    metadata: { name: 'thing' },
    spec: { schema: { kind: 'Thing', apiVersion: 'v1', spec, ...extra } },
  });
  return generateCrd(rgd, apiSchema(rgd).spec, {});
}

const field = fc.constantFrom(
  'string',
  'integer | minimum=1',
  'string | enum="a,b"',
  '[]string | default=["a"]',
  'object',
  'map[string]float',
);

test('an API that stays as it is has no changes', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(field, fc.dictionary(fc.string(), field))),
      spec => {
        const same = compareCrds(crd(spec), crd(spec));
        expect(same).toEqual({ compatible: true, hasChanges: false, breaking: [], nonBreaking: [], notRolledOut: [] });
      },
    ),
  );
});

test.each([
  [
    'a rule',
    { x: 'string' },
    { x: 'string | immutable=true' },
    '.properties.spec.properties.x.x-kubernetes-validations',
  ],
  ['a first enum', { x: 'string' }, { x: 'string | enum="a"' }, '.properties.spec.properties.x.enum'],
  [
    'the values of a map',
    { x: 'map[string]string' },
    { x: 'map[string]integer' },
    '.properties.spec.properties.x.additionalProperties.type',
  ],
])('%s that changes alone is never rolled out', (_, before, after, path) => {
  const { hasChanges, notRolledOut } = compareCrds(crd(before), crd(after));
  expect([hasChanges, notRolledOut.map(each => each.path)]).toEqual([false, [path]]);
});

test('a rule is rolled out along with a change that kro sees', () => {
  const { notRolledOut } = compareCrds(crd({ x: 'string' }), crd({ x: 'string | immutable=true', y: 'string' }));
  expect(notRolledOut).toEqual([]);
});

test('a label that is gone stays on the CRD', () => {
  const before = crd({}, { metadata: { labels: { team: 'a' } } });
  expect(compareCrds(before, crd({ y: 'string' })).notRolledOut.map(each => each.path)).toEqual([
    'metadata.labels.team',
  ]);
});

test('the texts of defaults are compared, not their values', () => {
  const { nonBreaking } = compareCrds(crd({ x: 'object | default={"a":1}' }), crd({ x: 'object | default={"a": 1}' }));
  expect(nonBreaking.map(each => each.description)).toEqual(['Default value was changed from {"a":1} to {"a": 1}']);
});

test('the summary names three changes and counts the rest', () => {
  const { breaking } = compareCrds(crd({ a: 'string', b: 'string', c: 'string', d: 'string' }), crd({}));
  expect(summaryOf(breaking)).toBe(
    'Property a was removed; Property b was removed; Property c was removed and 1 more changes',
  );
});
