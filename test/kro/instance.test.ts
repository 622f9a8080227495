import { App, Chart } from 'cdk8s';
import { Instance } from '../../lib/kro/instance';
import { bareGraph, Shop } from './fixtures';

test('an instance is an object of its API', () => {
  const chart = new Chart(new App(), 'instances', { namespace: 'shop' });
  new Instance(chart, 'dev', Shop, { metadata: { name: 'dev' }, spec: { name: 'dev', cells: [{ row: 1 }] } });
  expect(chart.toJson()).toEqual([
    {
      apiVersion: 'shop.example.com/v1alpha1',
      kind: 'Shop',
      metadata: { name: 'dev', namespace: 'shop' },
      spec: { name: 'dev', cells: [{ row: 1 }] },
    },
  ]);
});

test('an instance with a reference is refused at its line', () => {
  const chart = new Chart(new App(), 'instances');
  const name = bareGraph().spec.name as never;
  expect(() => new Instance(chart, 'dev', Shop, { spec: { name } })).toThrow(
    "instances/dev: an instance holds plain values, not references such as 'schema'. kro does not evaluate them here.",
  );
});
