import { isObject } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import type { Linked } from '../edges';
import type { Finding } from '../finding';
import { type Rule, trap } from './rule';

const labelled = (key: string) => ({
  id: 'a',
  template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: { [key]: 'b' } } },
});

/** A label or an annotation that the API server does not take for its key. */
export const labelKey: Rule = {
  code: 'label-key',
  says: 'The key of a label or an annotation is a name of at most 63 letters, digits, -, _ and dots, the first and the last a letter or a digit. Before it may stand a domain in lower case and a slash: example.com/team. kro does not look at that, nor does it evaluate an expression in a key. The API server refuses the object.',
  rejected: { resources: [labelled('shop/web/team')] },
  accepted: { resources: [labelled('example.com/team')] },
  find: ({ resources }) => resources.flatMap(keysOf),
};

const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

function isKey(key: string): boolean {
  const [name, domain, ...more] = key.split('/').reverse();
  const isName = name.length <= 63 && NAME.test(name);
  return isName && more.length === 0 && (domain === undefined || (domain.length <= 253 && DOMAIN.test(domain)));
}

/** The keys in the metadata of an object, and of the templates in it. */
function keysOf({ node: { kind, object, resource } }: Linked): Finding[] {
  return resource.external || !kind ? [] : within(object, `${resource.path}.template`);
}

function within(value: unknown, path: string): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => within(item, `${path}[${i}]`));
  if (!isObject(value)) return [];
  const isKeyed = /\.metadata\.(?:labels|annotations)$/.test(path);
  return Object.entries(value).flatMap(([key, each]) => {
    const at = joinPath(path, key);
    if (!isKeyed) return within(each, at);
    const hint = 'Write letters, digits, -, _ and dots; before them a domain and a slash, if any.';
    return isKey(key)
      ? []
      : [trap('label-key', at, `${JSON.stringify(key)} is no key of a label or an annotation.`, hint)];
  });
}
