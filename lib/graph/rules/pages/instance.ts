import type { CrdCode, InstanceCode } from '../../finding';
import { configMap, type Example, rgdOfExample } from '../rule';
import { type Lesson, type Sample, texts } from './lesson';

const API: Example = {
  spec: {
    name: 'string | required=true minLength=2 pattern="^[a-z]+$"',
    tier: 'string | default=small enum="small,large"',
    size: 'integer | default=1 maximum=5 validation="self % 2 == 1"',
    zones: '[]string | default=[] uniqueItems=true',
  },
};
const shop = (spec: object, name = 'shop') => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'Example',
  metadata: { name, namespace: 'default' },
  spec,
});
/** The API, and instances of it. */
const instances = (...objects: object[]): Sample => [rgdOfExample(API), ...objects];
const values = (rejected: object, accepted: object) => ({
  rejected: instances(shop({ name: 'books', ...rejected })),
  accepted: instances(shop({ name: 'books', ...accepted })),
});
const maps: Example = { spec: { team: 'string | required=true' }, resources: [configMap('a', '${schema.spec.team}')] };
const field = (text: string) => ({ spec: { field: text } });

/** What can be wrong with an instance, and with what an API becomes in the cluster. */
export const instance: Readonly<Record<InstanceCode | CrdCode, Lesson>> = {
  'instance-name': {
    says: 'Every object has a name, of lower case letters, digits, - and dots, up to 253 of them. The API server refuses any other.',
    rejected: instances(shop({ name: 'books' }, 'Book_Shop')),
    accepted: instances(shop({ name: 'books' }, 'book-shop')),
  },
  'instance-spec': {
    severity: 'warning',
    says: 'The CRD kro makes does not require spec itself, so the API server takes an instance without it, whatever is required inside. kro then waits for the fields forever. Write spec.',
    rejected: instances({ apiVersion: 'kro.run/v1alpha1', kind: 'Example', metadata: { name: 'shop' } }),
    accepted: instances(shop({ name: 'books' })),
  },
  'instance-collision': {
    severity: 'warning',
    says: 'Two instances would have the same object, or the same resource in the cloud, for the names in the graph come out the same. kro refuses the second, or each takes the object from the other. Change the fields the name is made of, or make the name of the instance a part of it.',
    rejected: [rgdOfExample(maps), shop({ team: 'books' }, 'one'), shop({ team: 'books' }, 'two')],
    accepted: [rgdOfExample(maps), shop({ team: 'books' }, 'one'), shop({ team: 'music' }, 'two')],
  },
  'value-type': {
    says: 'The API server refuses a value of another type than the API gives the field. It turns no text into a number; take the quotes away, or put them.',
    ...values({ size: '3' }, { size: 3 }),
  },
  'value-missing': {
    says: 'The API server refuses an instance without a field that is required where it stands. Write the field.',
    rejected: instances(shop({ size: 3 })),
    accepted: instances(shop({ name: 'books', size: 3 })),
  },
  'value-enum': {
    says: 'The field takes one of several values, and the API server refuses any other. Letters count as they are.',
    ...values({ tier: 'Large' }, { tier: 'large' }),
  },
  'value-pattern': {
    says: 'The API server refuses a text that does not match the pattern of its field. A pattern without ^ and $ matches a part.',
    rejected: instances(shop({ name: 'Books' })),
    accepted: instances(shop({ name: 'books' })),
  },
  'value-bounds': {
    says: 'A number, the length of a text or how many items there are is below or above what the API allows. The API server refuses it.',
    ...values({ size: 7 }, { size: 5 }),
  },
  'value-twice': {
    says: 'The list is a set, or a map of items by a key, and the API server refuses an item that is in it twice. Remove one.',
    ...values({ zones: ['a', 'b', 'a'] }, { zones: ['a', 'b'] }),
  },
  'value-rule': {
    says: 'The API has a rule in CEL for this value (validation=…), and it is false, or fails. The API server refuses the instance. Rules about what the value was before are not tested here.',
    ...values({ size: 4 }, { size: 5 }),
  },
  'invalid-json': {
    says: 'kro writes the text of a default or an enum into the CRD as it is, between quotation marks for a string, without escaping it. Where that is no JSON, kro cannot write the CRD at all. Write the value as JSON does: 7 and not 007, true and not True, and no quotation mark in a string.',
    ...texts('integer | default=007', 'integer | default=7', field),
  },
  'invalid-crd': {
    says: 'kro builds the graph, and the API server then refuses the CRD it makes of it: a default that its own field does not take, a set of objects, a list map without its key, a plural with capital letters. No instance can be made. Correct the field.',
    ...texts('integer | default=9 maximum=5', 'integer | default=3 maximum=5', field),
  },
  'invalid-rule': {
    says: 'kro hands the rule of validation=… on as it is, and the API server refuses the CRD where it is no CEL that is true or false of self. There is no schema there, but self; functions are those of Kubernetes, without those of kro.',
    ...texts('integer | validation="field > 3"', 'integer | validation="self > 3"', field),
  },
};
