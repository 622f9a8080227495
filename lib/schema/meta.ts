import type { Schema } from './openapi';

const text: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const integer: Schema = { type: 'integer', format: 'int64' };
const words: Schema = { type: 'object', additionalProperties: { type: 'string', default: '' } };

/** Kubernetes' ObjectMeta, which every published schema has at its root. */
export const OBJECT_META: Schema = {
  type: 'object',
  properties: {
    annotations: words,
    creationTimestamp: time,
    deletionGracePeriodSeconds: integer,
    deletionTimestamp: time,
    finalizers: { type: 'array', items: { type: 'string', default: '' }, 'x-kubernetes-list-type': 'set' },
    generateName: text,
    generation: integer,
    labels: words,
    managedFields: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          apiVersion: text,
          fieldsType: text,
          fieldsV1: { type: 'object' },
          manager: text,
          operation: text,
          subresource: text,
          time,
        },
      },
      'x-kubernetes-list-type': 'atomic',
    },
    name: text,
    namespace: text,
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          apiVersion: { type: 'string', default: '' },
          blockOwnerDeletion: { type: 'boolean' },
          controller: { type: 'boolean' },
          kind: { type: 'string', default: '' },
          name: { type: 'string', default: '' },
          uid: { type: 'string', default: '' },
        },
        required: ['apiVersion', 'kind', 'name', 'uid'],
      },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
    },
    resourceVersion: text,
    selfLink: text,
    uid: text,
  },
};

/** What the API server puts at the root of every schema it publishes. */
export const HEADER: Readonly<Record<string, Schema>> = { apiVersion: text, kind: text, metadata: OBJECT_META };
