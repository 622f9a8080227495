import type { GraphCode, LiteralCode, NamingCode, ResourceCode } from '../../finding';
import { configMap, rgdOfExample } from '../rule';
import { type Lesson, texts } from './lesson';

const NAMES = 'failed to validate resourcegraphdefinition: ';
const called = (id: string) => ({ resources: [configMap(id, 'a')] });
const over = (...iterators: string[]) => ({
  spec: { names: '[]string | required=true' },
  resources: [
    configMap(
      'maps',
      iterators.map(name => `\${${name}}`).join('-'),
      {},
      { forEach: iterators.map(name => ({ [name]: '${schema.spec.names}' })) },
    ),
  ],
});

const role = (metadata: object) => ({
  resources: [
    {
      id: 'reader',
      template: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata },
    },
  ],
});
const object = (template: unknown) => ({ resources: [{ id: 'a', template }] });
const holding = (value: unknown) => ({ resources: [configMap('a', 'a', { key: value })] });
const waiting = (readyWhen: string) => ({ resources: [configMap('a', 'a', {}, { readyWhen: [readyWhen] })] });
const crd = (plural: string) =>
  object({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'shops.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Shop', plural },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  });
/** A kind with a field of which it says nothing. */
const CHART = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'charts.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Chart', listKind: 'ChartList', plural: 'charts', singular: 'chart' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { values: { type: 'object', additionalProperties: true } } },
            },
          },
        },
      },
    ],
  },
};
const chart = (values: unknown) => ({
  apiVersion: 'example.com/v1',
  kind: 'Chart',
  metadata: { name: 'a' },
  spec: { values },
});
const eleven = Array.from({ length: 11 }, (_, i) => `n${i + 1}`);

/** What can be wrong with a resource by itself, and with resources among each other. */
export const resource: Readonly<Record<NamingCode | ResourceCode | LiteralCode | GraphCode, Lesson>> = {
  'kind-name': {
    says: 'The kind of an API is a word in upper camel case: letters and digits, the first an upper-case letter. kro refuses any other.',
    rejected: { schema: { kind: 'web_app' } },
    accepted: { schema: { kind: 'WebApp' } },
    kro: `${NAMES}naming convention violation: kind 'web_app' is not a valid KRO kind name: must be UpperCamelCase`,
  },
  'reserved-name': {
    says: 'Ids and iterators become variables of expressions, so words that kro or CEL keep for themselves cannot be used: schema, status, spec, namespace, item, instance, for and others. Add to the word.',
    ...texts('namespace', 'teamNamespace', called),
    kro: `${NAMES}naming convention violation: id namespace is a reserved keyword in KRO`,
  },
  'id-name': {
    says: 'The id of a resource is the name of a variable: letters and digits, the first a lower-case letter. A dash would be a minus.',
    ...texts('web-config', 'webConfig', called),
    kro: `${NAMES}naming convention violation: id web-config is not a valid KRO resource id: must be lower camelCase`,
  },
  'duplicate-id': {
    says: 'Two resources cannot have one id, for expressions could not tell them apart. Rename one.',
    rejected: { resources: [configMap('a', 'a'), configMap('a', 'b')] },
    accepted: { resources: [configMap('a', 'a'), configMap('b', 'b')] },
    kro: `${NAMES}naming convention violation: found duplicate resource IDs a`,
  },
  'iterator-name': {
    says: 'The name of an iterator is that of a variable: letters and digits, the first a lower-case letter. kro refuses any other.',
    ...texts('Name', 'name', over),
    kro: `${NAMES}resource "maps": forEach iterator name "Name" is not valid: must be lowerCamelCase`,
  },
  'iterator-conflict': {
    says: 'An iterator would hide a resource of the same name, or another iterator, so kro wants each name once. Rename it.',
    ...texts('maps', 'name', over),
    kro: `${NAMES}resource "maps": forEach iterator name "maps" conflicts with resource ID`,
  },
  'too-many-dimensions': {
    says: 'forEach makes an object for every combination of its iterators, and kro takes at most ten of them (the flag --rgd-max-collection-dimension-size). Make one list of what belongs together.',
    rejected: over(...eleven),
    accepted: over(...eleven.slice(0, 10)),
    kro: `${NAMES}resource "maps": forEach cannot have more than 10 dimensions, got 11`,
  },
  'template-or-external': {
    says: 'A resource has a template, of an object that kro makes, or an externalRef, to one that is there. Never both, and an externalRef takes no forEach: its selector finds several objects.',
    rejected: { resources: [{ id: 'a' }] },
    accepted: { resources: [configMap('a', 'a')] },
    kro: 'failed to build resource "a": invalid combination of resource fields: resource "a": exactly one of template or externalRef must be provided',
  },
  'not-an-object': {
    says: 'A template is an object of Kubernetes, with apiVersion, kind and metadata; so is an instance. A text or a list is none.',
    rejected: object('ConfigMap'),
    accepted: object({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }),
    kro: 'failed to build resource "a": failed to unmarshal resource a: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}',
  },
  'object-header': {
    says: 'A template says its apiVersion, its kind and its metadata as literals: kro reads them before there are values. It refuses an object without them, or with expressions in the first two.',
    rejected: object({ apiVersion: 'v1', kind: '${schema.kind}', metadata: { name: 'a' } }),
    accepted: object({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }),
    kro: "failed to build resource \"a\": failed to extract GVK from resource a: invalid kind \"${schema.kind}\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?') (must be a valid DNS-1035 label when lowercased)",
  },
  'unknown-kind': {
    says: 'kro asks the cluster for the schema of every kind a graph uses, and refuses the graph where there is none. Correct apiVersion or kind; or install the CRD first, and give it to this check. The RGD that makes the kind counts as its CRD.',
    rejected: object({ apiVersion: 'v1', kind: 'ConfigMapp', metadata: { name: 'a' } }),
    accepted: object({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }),
    kro: 'failed to build resource "a": failed to get schema for resource a: cannot resolve /v1, Kind=ConfigMapp: schema not found',
  },
  namespace: {
    says: 'Objects of a cluster-scoped kind live in no namespace and must not name one. Those of other kinds take the namespace of the instance, unless instances are cluster-scoped themselves: then each has to name its own.',
    ...texts('shop', '', namespace => role({ name: 'reader', ...(namespace && { namespace }) })),
    kro: 'failed to build resource "reader": resource "reader" is cluster-scoped and must not set metadata.namespace',
  },
  'reserved-label': {
    says: 'Labels that begin with kro.run/ are how kro finds its objects again; it sets them itself and refuses a template that does. Use a prefix of your own.',
    ...texts('kro.run/team', 'example.com/team', label => role({ name: 'reader', labels: { [label]: 'shop' } })),
    kro: 'failed to build resource "reader": invalid label for resource "reader". labels with prefix "kro.run/" are reserved for internal use',
  },
  'crd-expression': {
    says: 'A graph may make CustomResourceDefinitions, with expressions in their metadata only: kro does not look at the rest of them. Write the rest as literals.',
    ...texts('${schema.metadata.name}', 'shops', crd),
    kro: 'failed to build resource "a": CEL expressions in CRDs are only supported for metadata fields, found in path "spec.names.plural", resource a',
  },
  'not-standalone': {
    says: 'readyWhen, includeWhen, forEach and conditions take one expression in ${…} and nothing around it: no text, no blank, no second expression. Everything else goes inside the braces.',
    ...texts('a.metadata.name != ""', '${a.metadata.name != ""}', waiting),
    kro: 'failed to build resource "a": failed to parse readyWhen expressions: only standalone expressions are allowed',
  },
  'nested-expression': {
    says: 'An expression cannot hold another: inside ${…} everything is CEL already, and names stand by themselves. A ${ that is meant as text, as in a shell script, goes into a string in double quotes.',
    ...texts(
      '${schema.metadata.name + ${schema.metadata.namespace}}',
      '${schema.metadata.name + schema.metadata.namespace}',
      holding,
    ),
    kro: 'failed to build resource "a": failed to extract CEL expressions from schema for resource a: nested expressions are not allowed unless inside string literals',
  },
  'untyped-schema': {
    says: 'The kind does not say what is in this field, and kro then takes no literal for it, whatever the API server does. Write the value as one expression, or leave the field out.',
    rejected: [CHART, rgdOfExample(object(chart({ replicas: 2 })))],
    accepted: [CHART, rgdOfExample(object(chart('${dyn({"replicas": 2})}')))],
    kro: 'failed to build resource "a": failed to extract CEL expressions from schema for resource a: schema at path spec.values.replicas has no valid type, OneOf, AnyOf, or AdditionalProperties',
  },
  'literal-type': {
    says: 'kro compares every literal with the type its kind gives the field, and refuses another. A text with an expression in it is a string: where a number is wanted, leave the expression alone. YAML 1.1 reads yes, no, on and off as booleans; put them in quotes.',
    rejected: holding(3),
    accepted: holding('3'),
    kro: 'failed to build resource "a": failed to extract CEL expressions from schema for resource a: expected string type for path data.key, got integer',
  },
  'unknown-field': {
    says: 'kro refuses a template with a field its kind does not have, where kubectl would only warn. Correct the name; fields of Crossplane kinds are below spec.forProvider.',
    rejected: object({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, datas: {} }),
    accepted: object({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: {} }),
    kro: 'failed to build resource "a": failed to extract CEL expressions from schema for resource a: error getting field schema for path .datas: schema not found for field datas',
  },
  cycle: {
    says: 'Resources wait for those they refer to, so two cannot refer to each other, directly or through others. Take one reference out: repeat what both need, from the instance.',
    rejected: {
      resources: [configMap('a', 'a', { b: '${b.metadata.uid}' }), configMap('b', 'b', { a: '${a.metadata.uid}' })],
    },
    accepted: { resources: [configMap('a', 'a', { b: 'b' }), configMap('b', 'b', { a: '${a.metadata.uid}' })] },
    kro: 'failed to build dependency graph: graph contains a cycle: a -> b -> a',
  },
  'self-reference': {
    says: 'A template cannot refer to its own resource: nothing is known of the object before it is made. Only readyWhen can.',
    rejected: holding('${a.metadata.name}'),
    accepted: holding('a'),
    kro: 'failed to build dependency graph: self references are not allowed',
  },
  'duplicate-api': {
    says: 'An API belongs to the RGD that made its CRD. kro refuses the CRD of a second RGD of the same kind and group, and which of the two is first depends on when it sees them. Rename the kind, or change its group.',
    rejected: [rgdOfExample({}), { ...rgdOfExample({}), metadata: { name: 'another' } }],
    accepted: [rgdOfExample({}), rgdOfExample({ schema: { kind: 'Another' } })],
    kro: 'failed to update CRD examples.kro.run: CRD is owned by another ResourceGraphDefinition example',
  },
};
