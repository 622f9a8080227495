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
  [{ x: '[][]string | uniqueItems=true' }],
  [{ x: 'integer | default=1 minimum=1.5' }], // of a bound, Go takes what is whole
  [{ x: 'integer | validation="self >= 1.5 && self > oldSelf"' }],
  [{ x: 'string | default="a-b" validation="format.dns1123Label().validate(self).hasValue() == false"' }],
  [{ x: '[]string | validation="sets.contains(self, [\'a\'])"' }],
  [{ x: 'integer | default=5 validation="self == oldSelf"' }],
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
  [{ x: 'string | validation="self.bogus("' }, 'invalid-rule spec.schema.spec.x'],
  [{ x: 'string | validation="self.size()"' }, 'invalid-rule spec.schema.spec.x'],
  [{ x: 'string | validation="self in [\'a\', 1]"' }, 'invalid-rule spec.schema.spec.x'],
  [{ x: 'string | validation="self.matches(\'(\')"' }, 'invalid-rule spec.schema.spec.x'],
  [{ x: 'string | validation="duration(\'1x\') < duration(self)"' }, 'invalid-rule spec.schema.spec.x'],
  [{ x: 'string | validation="cel.bind(x, self, x == \'\')"' }, 'invalid-rule spec.schema.spec.x'],
  [{ x: 'string | validation="json.marshal(self) == \'\'"' }, 'invalid-rule spec.schema.spec.x'],
  [{ x: 'object | validation="self.free == 1"' }, 'invalid-rule spec.schema.spec.x'],
  [{ x: 'integer | default=0 validation="self > 0"' }, 'invalid-crd spec.schema.spec.x'],
  [{ x: 'integer | default=0 validation="1 / self > 0"' }, 'invalid-crd spec.schema.spec.x'],
])('it refuses %j', (spec, expected) => {
  expect(told({ spec, types: { ...items, Flag: 'string | immutable=true' } })).toContain(expected);
});

test.each([
  [{ kind: 'DNS' }, 'invalid-crd spec.schema.kind'],
  [{ kind: `T${'x'.repeat(60)}` }, 'invalid-crd spec.schema.kind'],
  [{ group: 'UPPER.case' }, 'invalid-crd spec.schema.group'],
  [{ group: 'x' }, 'invalid-crd spec.schema.group'],
  [{ group: '' }, 'invalid-crd spec.schema.group'],
  [{ group: 'apps.k8s.io' }, 'invalid-crd spec.schema.group'],
  [{ apiVersion: '1' }, 'invalid-crd spec.schema.apiVersion'],
  [{ metadata: { labels: { 'a b': '' } } }, 'invalid-crd spec.schema.metadata.labels.a b'],
  [{ metadata: { annotations: { 'x/y/z': '' } } }, 'invalid-crd spec.schema.metadata.annotations.x/y/z'],
  [
    { additionalPrinterColumns: [{ name: '', type: 'date', jsonPath: '.a' }] },
    'invalid-crd spec.schema.additionalPrinterColumns[0].name',
  ],
  [
    { additionalPrinterColumns: [{ name: 'A', type: 'date', jsonPath: '.a', format: 'x' }] },
    'invalid-crd spec.schema.additionalPrinterColumns[0].format',
  ],
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
