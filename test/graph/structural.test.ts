import { apiSchema } from '../../lib/graph/api';
import { generateCrd } from '../../lib/graph/crd';
import { rgdOf } from '../../lib/graph/rgd';
import { checkCrd } from '../../lib/graph/structural';

function told(schema: object) {
  const rgd = rgdOf({ metadata: { name: 'a' }, spec: { schema: { kind: 'Thing', apiVersion: 'v1', ...schema } } });
  const { spec, findings } = apiSchema(rgd);
  expect(findings).toEqual([]);
  return checkCrd(generateCrd(rgd, spec, {})).map(each => `${each.code} ${each.path}`);
}

const items = { Item: { name: 'string | required=true', weight: 'integer' } };

test.each([
  [{ x: 'string | default="a\\nb"' }],
  [{ x: 'integer | default=5 minimum=5' }],
  [{ x: 'object | default={"a":1}' }],
  [{ x: '[]string | uniqueItems=true default=["a"]' }],
  [{ x: '[]Item | listType=map listMapKey=name' }],
  [{ x: 'string | immutable=true', y: { z: 'string | immutable=true' } }],
  [{ x: '[]string | default=' }],
])('the API server takes %j', spec => {
  expect(told({ spec, types: items })).toEqual([]);
});

test.each([
  [{ x: 'string | default="say \\"a\\""' }, 'invalid-json spec.schema.spec.x'],
  [{ x: 'boolean | default=True' }, 'invalid-json spec.schema.spec.x'],
  [{ x: 'integer | default=007' }, 'invalid-json spec.schema.spec.x'],
  [{ x: 'float | minimum=nan' }, 'invalid-json spec.schema.spec.x'],
  [{ x: { y: 'object | default=oops' } }, 'invalid-json spec.schema.spec.x.y'],
  [{ x: 'integer | default=1 minimum=5' }, 'invalid-crd spec.schema.spec.x'],
  [{ x: 'string | default=a enum="b,c"' }, 'invalid-crd spec.schema.spec.x'],
  [{ x: '[]string | default={}' }, 'invalid-crd spec.schema.spec.x'],
  [{ x: '[]Item | default=[{}]' }, 'invalid-crd spec.schema.spec.x'],
  [{ x: '[]object | uniqueItems=true' }, 'invalid-crd spec.schema.spec.x'],
  [{ x: '[]string | listType=map listMapKey=a' }, 'invalid-crd spec.schema.spec.x'],
  [{ x: '[]Item | listType=map listMapKey=weight' }, 'invalid-crd spec.schema.spec.x'],
  [{ x: '[]Flag' }, 'invalid-crd spec.schema.spec.x'],
])('it refuses %j', (spec, expected) => {
  expect(told({ spec, types: { ...items, Flag: 'string | immutable=true' } })).toContain(expected);
});

test.each([
  [{ kind: 'DNS' }, 'invalid-crd spec.schema.kind'],
  [{ kind: `T${'x'.repeat(60)}` }, 'invalid-crd spec.schema.kind'],
  [{ group: 'UPPER.case' }, 'invalid-crd spec.schema.group'],
  [{ group: 'x' }, 'invalid-crd spec.schema.group'],
  [{ metadata: { labels: { a: 'b c' } } }, 'invalid-crd spec.schema.metadata.labels.a'],
  [
    { additionalPrinterColumns: [{ name: 'A', type: 'text', jsonPath: '.a' }] },
    'invalid-crd spec.schema.additionalPrinterColumns[0].type',
  ],
])('it refuses the names of %j', (schema, expected) => {
  expect(told(schema)).toEqual([expected]);
});

test('one broken default is told once', () => {
  expect(told({ spec: { a: { b: 'boolean | default=True' } } })).toEqual(['invalid-json spec.schema.spec.a.b']);
});
