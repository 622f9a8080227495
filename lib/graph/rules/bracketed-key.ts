import { isObject } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { readText } from '../text';
import { configMap, type Rule, trap } from './rule';

/** A key that kro cannot find again. */
export const bracketedKey: Rule = {
  code: 'bracketed-key',
  says: 'kro keeps the place of an expression as a text, and reads a bracket in a key as an index when it writes the value: such a template builds and then never resolves. A key with a dot is kept in quotes and may hold brackets, but no quotation mark. Rename the key, or make the map around it in one expression.',
  rejected: { resources: [configMap('a', 'a', { 'hosts[0]': '${schema.metadata.name}' })] },
  accepted: { resources: [configMap('a', 'a', { 'hosts[0].txt': '${schema.metadata.name}' })] },
  find: ({ resources }) =>
    resources.flatMap(({ node }) => {
      if (node.resource.external) return [];
      return unreadable(node.object, `${node.resource.path}.template`).map(path =>
        trap('bracketed-key', path, 'kro cannot read the place of this expression back.', 'Rename the key.'),
      );
    }),
};

/** The outermost places whose key is read back as something else, of those with an expression. */
function unreadable(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => unreadable(item, `${path}[${i}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const at = joinPath(path, key);
    return isReadBack(key) || !hasExpression(each) ? unreadable(each, at) : [at];
  });
}

const isReadBack = (key: string): boolean => !(key.includes('.') || key === '' ? /"/ : /\[/).test(key);

function hasExpression(value: unknown): boolean {
  if (typeof value === 'string') return readText(value).kind !== 'literal';
  return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}
