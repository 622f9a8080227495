import type { AdmissionCode, DocumentCode } from '../../finding';
import { configMap } from '../rule';
import type { Lesson } from './lesson';

/** What can be wrong with a file, and with an RGD before kro sees it. */
export const document: Readonly<Record<DocumentCode | AdmissionCode, Lesson>> = {
  unreadable: {
    says: 'The file is no text, larger than any API server takes, nested beyond reason, or its anchors multiply or stand for themselves. Nothing in it was checked. Write the document out.',
    rejected: 'kind: ConfigMap\ndata: &data\n  self: *data\n',
    accepted: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  self: "no"\n',
  },
  'yaml-syntax': {
    says: 'The YAML cannot be read, so the document was not checked. Indent with blanks, close brackets and quotation marks, and quote a text that begins with a sign of YAML, as "${…}" in braces or "*".',
    rejected: 'kind: ConfigMap\nmetadata: {name: a\n',
    accepted: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  },
  'duplicate-key': {
    says: 'An object has a key once. kubectl and kro refuse a document in which it is there twice; other readers take one of the two without a word. Remove one.',
    rejected: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  size: "1"\n  size: "2"\n',
    accepted: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  size: "2"\n',
  },
  'boolean-key': {
    severity: 'warning',
    says: 'kubectl and kro read YAML 1.1, in which y, n, yes, no, on and off are booleans, as keys too: such a key becomes "true" or "false". Put it in quotes.',
    rejected: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  on: "push"\n',
    accepted: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  "on": "push"\n',
  },
  admission: {
    says: "The API server compares an RGD with kro's own CRD before kro sees it: what is required, the types of fields, the form of apiVersion and kind. It refuses what does not fit. Correct the field.",
    rejected: { schema: { apiVersion: 'alpha1' } },
    accepted: { schema: { apiVersion: 'v1alpha1' } },
  },
  'unknown-property': {
    severity: 'warning',
    says: 'The API server drops fields that are not in the CRD, without a word unless it is asked to be strict: what they say has no effect. Correct the name, or remove the field.',
    rejected: { resources: [{ ...configMap('a', 'a'), readyWhem: ['${a.metadata.name != ""}'] }] },
    accepted: { resources: [{ ...configMap('a', 'a'), readyWhen: ['${a.metadata.name != ""}'] }] },
  },
};
