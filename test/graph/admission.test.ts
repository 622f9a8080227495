import { admit } from '../../lib/graph/admission';

const rgd = (schema: object = {}, resources: unknown[] = []) => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
  metadata: { name: 'a' },
  spec: { schema: { apiVersion: 'v1alpha1', kind: 'A', ...schema }, resources },
});
const told = (document: unknown) => admit(document).map(each => `${each.severity} ${each.path}`);
const reference = (metadata: object) => ({ id: 'a', externalRef: { apiVersion: 'v1', kind: 'A', metadata } });

test.each([
  [rgd()],
  [rgd({ scope: 'Cluster', group: 'x', apiVersion: 'v1beta12' }, [{ id: 'a', template: {} }])],
  [rgd({}, [reference({ name: '${x}' }), reference({ selector: { matchLabels: { a: '${b}' } } })])],
  [{ apiVersion: 'kro.run/v1alpha1', kind: 'ResourceGraphDefinition', metadata: { name: 'a' } }], // kro then stumbles over it
  [rgd({ group: null, spec: null }, [{ id: 'a', template: {}, readyWhen: null }])],
])('the API server takes document %#', document => {
  expect(told(document)).toEqual([]);
});

test.each([
  [rgd({ kind: 'a' }), ['error spec.schema.kind']],
  [rgd({ kind: 'A'.repeat(64) }), ['error spec.schema.kind']],
  [rgd({ apiVersion: '1' }), ['error spec.schema.apiVersion']],
  [rgd({ scope: 'Both' }), ['error spec.schema.scope']],
  [rgd({ shortNames: ['a'] }), ['warning spec.schema.shortNames']],
  [rgd({}, [{ template: {} }]), ['error spec.resources[0].id']],
  [rgd({}, [{ id: 'a' }]), ['error spec.resources[0]']],
  [rgd({}, [{ id: 'a', template: 'x' }]), ['error spec.resources[0].template']],
  [rgd({}, [{ id: 'a', template: {}, readyWhen: [true] }]), ['error spec.resources[0].readyWhen[0]']],
  [rgd({}, [{ id: 'a', template: {}, forEach: [{ a: 'x', b: 'y' }] }]), ['error spec.resources[0].forEach[0]']],
  [rgd({}, [reference({})]), ['error spec.resources[0].externalRef.metadata']],
  [rgd({}, [reference({ name: 'a', selector: {} })]), ['error spec.resources[0].externalRef.metadata']],
  [{ ...rgd(), spec: {} }, ['error spec.schema']],
  [null, ['error ']],
])('what it refuses of document %# is told', (document, expected) => {
  expect(told(document)).toEqual(expected);
});
