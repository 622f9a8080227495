import { isObject, type Schema } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { configMap, type Rule, trap } from './rule';

/** A status field whose object loses some of its own. */
export const statusName: Rule = {
  code: 'status-name',
  says: 'A status field that is a whole object gets the names CEL has for its fields into the CRD: namespace becomes __namespace__, a-b becomes a__dash__b. The API server drops what has its real name. Give the fields one by one.',
  rejected: { status: { meta: '${a.metadata}' }, resources: [configMap('a', 'a')] },
  accepted: { status: { meta: { namespace: '${a.metadata.namespace}' } }, resources: [configMap('a', 'a')] },
  find: ({ rgd, status }) => {
    const written = isObject(rgd.schema.status) ? rgd.schema.status : {};
    return escapedIn(status.schema, written, 'spec.schema.status').map(([path, name]) =>
      trap(
        'status-name',
        path,
        `The field ${unescaped(name)} of this object is called ${name} in the CRD, and lost.`,
        'Give the fields one by one.',
      ),
    );
  },
};

const ESCAPED = /__(?:dash|dot|slash|underscores|[a-z]+)__/;

/** The expressions of the status below which a name is escaped, with the first such name. */
function escapedIn(schema: Schema, written: unknown, path: string): [path: string, name: string][] {
  if (Array.isArray(written)) return written.flatMap((each, i) => escapedIn(schema.items ?? {}, each, `${path}[${i}]`));
  if (isObject(written))
    return Object.entries(written).flatMap(([key, each]) =>
      escapedIn(schema.properties?.[key] ?? {}, each, joinPath(path, key)),
    );
  const name = escapedName(schema);
  return name === undefined ? [] : [[path, name]];
}

function escapedName({ properties = {}, items, additionalProperties }: Schema): string | undefined {
  const own = Object.keys(properties).find(name => ESCAPED.test(name));
  if (own !== undefined) return own;
  const inner = [
    ...Object.values(properties),
    ...(items ? [items] : []),
    ...(isObject(additionalProperties) ? [additionalProperties as Schema] : []),
  ];
  for (const each of inner) {
    const name = escapedName(each);
    if (name !== undefined) return name;
  }
  return undefined;
}

const SIGNS: Readonly<Record<string, string>> = { dash: '-', dot: '.', slash: '/', underscores: '__' };
const unescaped = (name: string): string => name.replace(/__([a-z]+)__/g, (_, word: string) => SIGNS[word] ?? word);
