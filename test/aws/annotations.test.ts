import { adopted, inRegion, isReady, isSynced, kmsTagList, retained, tagList } from 'cdk8s-kro/aws';
import type { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
import type { Function as CrossplaneFunction } from 'cdk8s-kro/imports/lambda.aws.m.upbound.io';
import { variable } from '../../lib/cel/ref';

const schema = variable<{ spec: { region: string; owner: string } }>('schema', {});

test('annotations tell ACK where, what exists already, and what stays', () => {
  expect({ ...inRegion(`${schema.spec.region}`), ...adopted({ id: schema.spec.owner }), ...retained() }).toEqual({
    'services.k8s.aws/region': '${schema.spec.region}',
    'services.k8s.aws/adoption-policy': 'adopt-or-create',
    'services.k8s.aws/adoption-fields': '{"id":"${schema.spec.owner}"}',
    'services.k8s.aws/deletion-policy': 'retain',
  });
});

test('without fields the spec finds what is adopted', () => {
  expect(adopted()).toEqual({ 'services.k8s.aws/adoption-policy': 'adopt-or-create' });
});

test('ACK and Crossplane say in a condition that they are done', () => {
  expect(String(isSynced(variable<Table>('table', {})))).toBe(
    '${table.status.?conditions.orValue([]).exists(item, item.type == "ACK.ResourceSynced" && item.status == "True")}',
  );
  expect(String(isReady(variable<CrossplaneFunction>('handler', {})))).toBe(
    '${handler.status.?conditions.orValue([]).exists(item, item.type == "Ready" && item.status == "True")}',
  );
});

test('tags have the shape the kind wants', () => {
  const tags = { team: 'shop', env: 'dev' };
  expect(tagList(tags)).toEqual([
    { key: 'team', value: 'shop' },
    { key: 'env', value: 'dev' },
  ]);
  expect(kmsTagList(tags)).toEqual([
    { tagKey: 'team', tagValue: 'shop' },
    { tagKey: 'env', tagValue: 'dev' },
  ]);
});
