import { withoutNulls } from '../schema/fill';
import { isObject, type Schema } from '../schema/openapi';
import { type Violation, violations } from '../schema/validate';
import { error, type Finding, warning } from './finding';

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const words: Schema = { type: 'object', additionalProperties: text };
const free: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

const SELECTOR: Schema = {
  type: 'object',
  properties: {
    matchLabels: words,
    matchExpressions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['key', 'operator'],
        properties: { key: text, operator: text, values: texts },
      },
    },
  },
};

const RESOURCE: Schema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: text,
    template: free,
    externalRef: {
      type: 'object',
      required: ['apiVersion', 'kind', 'metadata'],
      properties: {
        apiVersion: text,
        kind: text,
        metadata: {
          type: 'object',
          properties: { name: { type: 'string', minLength: 1 }, namespace: text, selector: SELECTOR },
        },
      },
    },
    readyWhen: texts,
    includeWhen: texts,
    forEach: { type: 'array', items: { ...words, minProperties: 1, maxProperties: 1 } as Schema },
  },
};

/** The rules of kro's own CRD (https://github.com/kubernetes-sigs/kro/blob/v0.9.3/helm/crds). */
const SPEC: Schema = {
  type: 'object',
  required: ['schema'],
  properties: {
    schema: {
      type: 'object',
      required: ['apiVersion', 'kind'],
      properties: {
        kind: { type: 'string', pattern: '^[A-Z][a-zA-Z0-9]{0,62}$' },
        apiVersion: { type: 'string', pattern: '^v[0-9]+(alpha[0-9]+|beta[0-9]+)?$' },
        group: text,
        scope: { type: 'string', enum: ['Namespaced', 'Cluster'] },
        spec: free,
        types: free,
        status: free,
        additionalPrinterColumns: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'type', 'jsonPath'],
            properties: {
              name: text,
              type: text,
              jsonPath: text,
              description: text,
              format: text,
              priority: { type: 'integer' },
            },
          },
        },
        metadata: { type: 'object', properties: { labels: words, annotations: words } },
      },
    },
    resources: { type: 'array', items: RESOURCE },
  },
};

const GRAPH: Schema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata'],
  properties: {
    apiVersion: { type: 'string', enum: ['kro.run/v1alpha1'] },
    kind: { type: 'string', enum: ['ResourceGraphDefinition'] },
    metadata: free,
    spec: SPEC,
    status: free,
  },
};

/** What the API server refuses of an RGD before kro sees it: errors. What it drops without a word: warnings. */
export function admit(rgd: unknown): Finding[] {
  const taken = withoutNulls(rgd, GRAPH);
  return [...violations(taken, GRAPH).map(finding), ...alternatives(taken)];
}

function finding({ rule, path, message, hint }: Violation): Finding {
  if (rule !== 'unknown') return error({ code: 'admission', path, message, ...(hint && { hint }) });
  return warning({
    code: 'unknown-property',
    path,
    message: `${message} The API server drops it.`,
    ...(hint && { hint }),
  });
}

/** Either of template and externalRef, and either of name and selector. */
function alternatives(rgd: unknown): Finding[] {
  const spec = isObject(rgd) && isObject(rgd.spec) ? rgd.spec : {};
  const resources = Array.isArray(spec.resources) ? spec.resources : [];
  return resources.flatMap((resource: unknown, i) => {
    if (!isObject(resource)) return [];
    const path = `spec.resources[${i}]`;
    const metadata = isObject(resource.externalRef) ? resource.externalRef.metadata : undefined;
    return [
      ...either(resource, 'template', 'externalRef', path),
      ...(isObject(metadata) ? either(metadata, 'name', 'selector', `${path}.externalRef.metadata`) : []),
    ];
  });
}

function either(object: Readonly<Record<string, unknown>>, one: string, other: string, path: string): Finding[] {
  if (Object.hasOwn(object, one) !== Object.hasOwn(object, other)) return [];
  const message = `exactly one of ${one} or ${other} must be provided`;
  return [error({ code: 'admission', path, message: `Say ${one} or ${other}, and not both.`, kro: message })];
}
