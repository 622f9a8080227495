import { quote } from '../schema/go';
import { isObject } from '../schema/openapi';
import { error, type Finding } from './finding';

/** What an object says it is. */
export interface Header {
  readonly apiVersion: string;
  readonly kind: string;
}

const DNS_1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

/** Checks apiVersion, kind and metadata of an object, and yields the first two where kro can use them. */
export function checkHeader(
  object: Readonly<Record<string, unknown>>,
  id: string,
  root: string,
  findings: Finding[],
): Header | undefined {
  const add = (field: string, message: string, kro: string) => {
    findings.push(error({ code: 'object-header', path: `${root}.${field}`, message, kro }));
    return undefined;
  };
  const invalid = `resource ${id} is not a valid Kubernetes object: `;
  const text = (field: 'apiVersion' | 'kind'): string | undefined => {
    const value = object[field];
    if (typeof value === 'string') return value;
    if (value === undefined) return add(field, `${field} is missing.`, `${invalid}${field} field not found`);
    return add(field, `${field} is not a text.`, `${invalid}${field} field is not a string`);
  };
  const apiVersion = text('apiVersion');
  const kind = text('kind');
  if (object.metadata === undefined) add('metadata', 'metadata is missing.', `${invalid}metadata field not found`);
  else if (!isObject(object.metadata))
    add('metadata', 'metadata is not an object.', `${invalid}metadata field is not a map`);
  const gvk = `failed to extract GVK from resource ${id}: `;
  if (apiVersion !== undefined && apiVersion.split('/').length > 2) {
    const kro = `${gvk}invalid apiVersion format ${quote(apiVersion)}: unexpected GroupVersion string: ${apiVersion}`;
    return add('apiVersion', 'An apiVersion is group/version, or version alone.', kro);
  }
  const label = kind === undefined ? undefined : badLabel(kind.toLowerCase());
  if (kind !== undefined && label) {
    const kro = `${gvk}invalid kind ${quote(kind)}: ${label} (must be a valid DNS-1035 label when lowercased)`;
    return add('kind', `${quote(kind)} cannot be a kind; expressions are not evaluated here.`, kro);
  }
  return apiVersion === undefined || kind === undefined ? undefined : { apiVersion, kind };
}

function badLabel(label: string): string | undefined {
  const found = [
    ...(label.length > 63 ? ['must be no more than 63 characters'] : []),
    ...(/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(label) ? [] : [DNS_1035]),
  ];
  return found.length > 0 ? found.join(', ') : undefined;
}
