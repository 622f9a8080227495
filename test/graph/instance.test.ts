import { analyze } from '../../lib/graph/analyze';
import { validate } from '../../lib/graph/instance';
import { Kinds } from '../../lib/schema/kinds';

const spec = {
  name: 'string | required=true minLength=2 pattern="^[a-z]+$"',
  size: 'integer | default=1 maximum=5',
  tier: 'string | enum="small,large"',
  tags: '[]string | uniqueItems=true',
  range: { least: 'integer | default=1', most: 'integer | default=9' },
  order: 'Order',
  id: 'string | immutable=true',
  port: 'integer | validation="self > 0" validation="self == oldSelf"',
};
const types = {
  Order: { size: 'integer | required=true validation="self % 2 == 0"', gift: 'boolean | default=false' },
};
const rgd = {
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
  metadata: { name: 'shops' },
  spec: { schema: { apiVersion: 'v1', kind: 'Shop', spec, types }, resources: [] },
};
const kinds = Kinds.empty().add(analyze(rgd, { kinds: Kinds.empty() }).crd);
const shop = (more: object = { spec: { name: 'ab' } }) => ({
  apiVersion: 'kro.run/v1',
  kind: 'Shop',
  metadata: { name: 'a' },
  ...more,
});
const told = (instance: unknown) =>
  validate(instance, { kinds }).map(({ severity, code, path, hint }) => [
    severity,
    code,
    path,
    ...(hint ? [hint] : []),
  ]);

test.each([
  [shop()],
  [shop({ spec: { name: 'ab', size: 5, tier: 'large', tags: ['a', 'b'] } })],
  [shop({ spec: { name: 'ab' }, status: { anything: 1 } })],
  [shop({ spec: { name: 'ab', order: { size: 2 }, id: 'x' } })],
  [shop({ spec: { name: 'ab', size: null, tags: null, port: 1 } })], // nulls are dropped
])('the API server takes instance %#', instance => {
  expect(told(instance)).toEqual([]);
});

test.each([
  [shop({ spec: { name: 'a' } }), [['error', 'value-bounds', 'spec.name']]],
  [shop({ spec: { name: 'AB' } }), [['error', 'value-pattern', 'spec.name']]],
  [shop({ spec: {} }), [['error', 'value-missing', 'spec.name']]],
  [shop({ spec: { name: 'ab', size: '1' } }), [['error', 'value-type', 'spec.size']]],
  [shop({ spec: { name: 'ab', size: 6 } }), [['error', 'value-bounds', 'spec.size']]],
  [shop({ spec: { name: 'ab', tier: 'smal' } }), [['error', 'value-enum', 'spec.tier', 'Did you mean small?']]],
  [shop({ spec: { name: 'ab', port: 0 } }), [['error', 'value-rule', 'spec.port']]],
  [shop({ spec: { name: 'ab', tags: ['a', 'a'] } }), [['error', 'value-twice', 'spec.tags[1]']]],
  [shop({ spec: { name: 'ab', order: { size: 3 } } }), [['error', 'value-rule', 'spec.order.size']]],
  [shop({ spec: { name: 'ab', order: { size: 'x' } } }), [['error', 'value-type', 'spec.order.size']]],
  [shop({ spec: { name: 'ab', order: {} } }), [['error', 'value-missing', 'spec.order.size']]],
  [shop({ spec: { name: 'ab', range: { least: 1.5 } } }), [['error', 'value-type', 'spec.range.least']]],
  [shop({ spec: { name: 'ab', sise: 2 } }), [['warning', 'unknown-property', 'spec.sise', 'Did you mean size?']]],
  [shop({}), [['warning', 'instance-spec', '', 'Write spec: { name: … }.']]],
  [shop({ metadata: {}, spec: { name: 'ab' } }), [['error', 'instance-name', 'metadata.name']]],
  [{ ...shop(), kind: 'Shops' }, [['error', 'unknown-kind', 'kind', 'Did you mean Shop?']]],
  [{ ...shop(), apiVersion: undefined }, [['error', 'object-header', 'apiVersion']]],
  [null, [['error', 'not-an-object', '']]],
])('what is wrong with instance %# is told', (instance, expected) => {
  expect(told(instance)).toEqual(expected);
});

test('names of roles are free', () => {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'kro:shops' } };
  const all = Kinds.bundled();
  expect(validate(role, { kinds: all })).toEqual([]);
  expect(validate({ ...role, metadata: { name: 'a/b' } }, { kinds: all })).toHaveLength(1);
});

test('all mistakes are told, in the order of the document', () => {
  const paths = told(shop({ spec: { tier: 'x', size: 9, name: 'AB' } })).map(each => each[2]);
  expect(paths).toEqual(['spec.tier', 'spec.size', 'spec.name']);
});
