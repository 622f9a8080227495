import { scan } from '../../cel/scan';
import { isObject } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { configMap, type Rule, trap } from './rule';

/** A `${` that kro takes for plain text. */
export const unclosedExpression: Rule = {
  code: 'unclosed-expression',
  says: 'kro takes a ${ that it sees no end of for plain text. It knows strings in double quotes only: a quotation mark or a brace in single quotes misleads it. Write strings in double quotes; write a shell variable as ${"${NAME}"}.',
  rejected: {
    spec: { a: 'string | required=true' },
    resources: [configMap('a', 'a', { k: "${schema.spec.a + '\"'}" })],
  },
  accepted: {
    spec: { a: 'string | required=true' },
    resources: [configMap('a', 'a', { k: '${schema.spec.a + "\\""}' })],
  },
  find: ({ resources }) =>
    resources.flatMap(({ node }) => {
      const root = `${node.resource.path}.${node.resource.external ? 'externalRef' : 'template'}`;
      return unclosed(node.object, root).map(path =>
        trap(
          'unclosed-expression',
          path,
          'A ${ in here has no end kro can see; it stays plain text.',
          'Write strings in double quotes, and close the brace.',
        ),
      );
    }),
};

function unclosed(value: unknown, path: string): string[] {
  if (typeof value === 'string') return hasUnclosed(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => unclosed(item, `${path}[${i}]`));
  return isObject(value) ? Object.entries(value).flatMap(([key, each]) => unclosed(each, joinPath(path, key))) : [];
}

function hasUnclosed(text: string): boolean {
  const result = scan(text);
  if ('nested' in result) return false;
  let rest = text;
  for (const { start, end } of [...result.found].reverse()) rest = rest.slice(0, start) + rest.slice(end);
  return rest.includes('${');
}
