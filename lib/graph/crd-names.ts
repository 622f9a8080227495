import { isObject } from '../schema/openapi';
import { joinPath } from '../schema/problem';
import type { Crd } from './crd';
import { error, type Finding } from './finding';

export const refused = (path: string, message: string, hint?: string): Finding =>
  error({ code: 'invalid-crd', path, message: `${message} The API server refuses the CRD.`, ...(hint && { hint }) });

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;

/** What the API server refuses of the names in a CRD, and of its metadata. */
export function nameFindings(crd: Crd): Finding[] {
  const { group, names: named, versions } = crd.spec;
  const found: Finding[] = [];
  if (!LABEL.test(named.plural)) {
    found.push(
      refused(
        'spec.schema.kind',
        `The plural kro makes of ${named.kind} is ${named.plural}.`,
        `Call it ${named.kind}Api or the like.`,
      ),
    );
  }
  if (`${named.kind}List`.length > 63 || named.plural.length > 63)
    found.push(
      refused('spec.schema.kind', `The kind is too long: ${named.kind}List is to have at most 63 characters.`),
    );
  const [version] = versions;
  if (!LABEL.test(version.name) || version.name.length > 63)
    found.push(refused('spec.schema.apiVersion', `${JSON.stringify(version.name)} is no name of a version.`));
  return [...found, ...groupFindings(group, crd), ...metadataFindings(crd)];
}

function groupFindings(group: string, { metadata }: Crd): Finding[] {
  if (!SUBDOMAIN.test(group) || !group.includes('.') || group.length > 253) {
    const hint = 'Write a domain name in lower case, with a dot.';
    return [refused('spec.schema.group', `${JSON.stringify(group)} is no group name.`, hint)];
  }
  const approval = metadata.annotations?.['api-approved.kubernetes.io'] ?? '';
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(group) || /^(unapproved|[a-z][a-z0-9+.-]*:\/\/[^/])/i.test(approval))
    return [];
  const message = `The groups of ${group} belong to the Kubernetes project, and need its approval.`;
  return [refused('spec.schema.group', message, 'Use a domain of your own.')];
}

function metadataFindings({ metadata: { labels = {}, annotations = {} } }: Crd): Finding[] {
  const path = 'spec.schema.metadata';
  const values = Object.entries(labels).filter(([, value]) => value !== '' && !isName(value));
  return [
    ...values.map(([key, value]) =>
      refused(joinPath(`${path}.labels`, key), `${JSON.stringify(value)} is no label value.`),
    ),
    ...badKeys(Object.keys(labels), `${path}.labels`),
    ...badKeys(Object.keys(annotations), `${path}.annotations`),
  ];
}

const badKeys = (keys: readonly string[], path: string): Finding[] =>
  keys
    .filter(key => !isKey(path.endsWith('labels') ? key : key.toLowerCase()))
    .map(key => refused(joinPath(path, key), `${JSON.stringify(key)} is no key.`, 'Write a name, or domain/name.'));

const isName = (text: string): boolean => QUALIFIED.test(text) && text.length <= 63;

function isKey(key: string): boolean {
  const parts = key.split('/');
  const [prefix, name] = parts.length === 1 ? ['a', key] : parts;
  return parts.length <= 2 && isName(name) && SUBDOMAIN.test(prefix) && prefix.length <= 253;
}

const COLUMN_TYPES = ['integer', 'number', 'string', 'boolean', 'date'];
const COLUMN_FORMATS = ['', 'int32', 'int64', 'float', 'double', 'byte', 'date', 'date-time', 'password'];

/** What the API server refuses of the columns that kubectl prints. */
export function columnFindings(crd: Crd): Finding[] {
  return crd.spec.versions[0].additionalPrinterColumns.flatMap((column, i) => {
    const path = `spec.schema.additionalPrinterColumns[${i}]`;
    if (!isObject(column)) return [];
    return [
      ...(column.name === '' ? [refused(`${path}.name`, 'A column has a name.')] : []),
      ...(COLUMN_TYPES.includes(column.type)
        ? []
        : [refused(`${path}.type`, `The type of a column is ${COLUMN_TYPES.join(', ')}.`)]),
      ...(COLUMN_FORMATS.includes(column.format ?? '')
        ? []
        : [refused(`${path}.format`, `The format of a column is ${COLUMN_FORMATS.slice(1).join(', ')}.`)]),
      ...(String(column.jsonPath).startsWith('.')
        ? []
        : [refused(`${path}.jsonPath`, 'A jsonPath begins with a dot.')]),
    ];
  });
}
