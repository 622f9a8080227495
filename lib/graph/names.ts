/** Words kro keeps for itself and words CEL keeps: neither a resource id nor an iterator may be one of them. */
export const RESERVED: ReadonlySet<string> = new Set(
  [
    'apiVersion context dependency dependencies each externalRef externalReference externalRefs externalReferences',
    'graph instance item items kind kro metadata namespace object resource resourcegraphdefinition',
    'resourceGraphDefinition resources root runtime schema self serviceAccountName spec status this variables vars version',
    'true false null in as break const continue else for function if import let loop package return var void while',
  ]
    .join(' ')
    .split(' '),
);

/** Kinds whose names are more than domain names: `system:reader`. */
const FREE_NAMES = /^rbac\.authorization\.k8s\.io\//;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Whether objects of a kind of this apiVersion can be called so, whatever the length. */
export const isObjectName = (name: string, apiVersion: string): boolean =>
  FREE_NAMES.test(apiVersion) ? /^[^/%]+$/.test(name) && name !== '.' && name !== '..' : SUBDOMAIN.test(name);

/** How to write a name of such an object. */
export const nameHint = (apiVersion: string): string =>
  FREE_NAMES.test(apiVersion) ? 'Write anything without / and %.' : 'Write lower case letters, digits, - and . only.';

/** Lower camel case, as kro asks of ids and iterators. */
export const isLowerCamel = (name: string): boolean => /^[a-z][a-zA-Z0-9]*$/.test(name);

/** Upper camel case, as kro's builder asks of kinds. */
export const isUpperCamel = (name: string): boolean => /^[A-Z][a-zA-Z0-9]*$/.test(name);

/** Whether kro takes `name` as the id of a resource or as the name of an iterator: lower camel case and not reserved. */
export const isId = (name: string): boolean => isLowerCamel(name) && !RESERVED.has(name);

/** Whether kro takes `name` as the kind of an API: upper camel case, at most 63 characters. */
export const isKind = (name: string): boolean => isUpperCamel(name) && name.length <= 63;
