import { readFileSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { Instance, KroApp } from 'cdk8s-kro';
import { CartsGraph, CartsStack } from '../../apps/carts';
import { toYaml } from '../../lib/kro/yaml';

const podIdentity = {
  clusterName: 'eks-workshop',
  roleArn: 'arn:aws:iam::111122223333:role/eks-workshop-carts-dynamo',
};
const resources = (graph: Chart) =>
  (graph.toJson()[0] as { spec: { resources: { id: string; template: object }[] } }).spec.resources;

/** The resources an entry refers to, as kro would find them. */
function references(entry: object, ids: readonly string[]): string[] {
  const text = JSON.stringify(entry);
  return ids.filter(id => new RegExp(`\\$\\{[^}]*\\b${id}\\.`).test(text));
}

test('the graph has the resources of the workshop, in the order kro creates them', () => {
  const graph = new CartsGraph(new KroApp(), 'carts');
  expect(resources(graph).map(({ id }) => id)).toEqual(['ns', 'table', 'sa', 'config', 'deployment', 'service']);
});

test('every resource waits for the Namespace, and the Pods for their configuration and credentials', () => {
  const entries = resources(new CartsGraph(new KroApp(), 'carts', { podIdentity }));
  const ids = entries.map(({ id }) => id);
  expect(Object.fromEntries(entries.map(({ id, template }) => [id, references(template, ids)]))).toEqual({
    ns: [],
    table: ['ns'],
    sa: ['ns'],
    config: ['ns', 'table'],
    podIdentity: ['ns', 'sa'],
    deployment: ['ns', 'sa', 'config', 'podIdentity'],
    service: ['ns'],
  });
});

test('the association counts as ready once ACK has made it', () => {
  const entry = resources(new CartsGraph(new KroApp(), 'carts', { podIdentity })).find(
    ({ id }) => id === 'podIdentity',
  );
  expect(entry).toMatchObject({
    readyWhen: [
      '${podIdentity.status.?conditions.orValue([]).exists(item, item.type == "ACK.ResourceSynced" && item.status == "True")}',
    ],
    template: { spec: { ...{ clusterName: podIdentity.clusterName, roleARN: podIdentity.roleArn } } },
  });
});

test('with Pod Identity the definition is the golden one', () => {
  const graph = new CartsGraph(new KroApp(), 'carts', { podIdentity });
  expect(toYaml(graph.toJson())).toBe(readFileSync('test/golden/carts-pod-identity.yaml', 'utf8'));
});

test('an instance says two fields', () => {
  const chart = new Chart(new KroApp(), 'shop');
  new Instance(chart, 'carts', CartsStack, { metadata: { name: 'carts' }, spec: { tableName: 't', namespace: 'n' } });
  expect(chart.toJson()).toEqual([
    {
      apiVersion: 'kro.run/v1alpha1',
      kind: 'CartsStack',
      metadata: { name: 'carts' },
      spec: { tableName: 't', namespace: 'n' },
    },
  ]);
});
