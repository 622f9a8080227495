import { isObject, own, type Schema } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { type Rule, trap } from './rule';

const route = (spec: object) => ({
  id: 'route',
  template: {
    apiVersion: 'apigatewayv2.services.k8s.aws/v1alpha1',
    kind: 'Route',
    metadata: { name: 'a' },
    spec: { routeKey: 'GET /', ...spec },
  },
});

/** An object named in two ways at once. */
export const referenceTwice: Rule = {
  code: 'reference-twice',
  says: 'Where a kind of ACK needs another object, its field takes an identifier (apiID) and a second field the name of the object in the cluster (apiRef). The controller refuses an object that has both, and never tries again. Write one of them.',
  rejected: { resources: [route({ apiID: 'a1', apiRef: { from: { name: 'api' } } })] },
  accepted: { resources: [route({ apiRef: { from: { name: 'api' } } })] },
  find: ({ resources }) =>
    resources.flatMap(({ node: { kind, resource, object } }) =>
      kind && !resource.external
        ? both(object, kind.schema, `${resource.path}.template`).map(([path, twin]) =>
            trap('reference-twice', path, `${twin} says this too, and the controller takes one only.`, 'Remove one.'),
          )
        : [],
    ),
};

/** What an identifier ends in; the field of a reference ends in Ref instead. */
const ENDINGS = ['ID', 'ARN', 'Name', 'URL', ''];

/** The references whose identifier is there too, and its name. */
function both(value: unknown, schema: Schema, path: string): [path: string, twin: string][] {
  if (Array.isArray(value))
    return value.flatMap((item, i) => (schema.items ? both(item, schema.items, `${path}[${i}]`) : []));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]): [string, string][] => {
    const field = own(schema.properties, key);
    if (!field || each === null) return [];
    const at = joinPath(path, key);
    const twin = twinOf(key, field);
    return twin.filter(name => isSet(value[name])).length > 0
      ? [[at, twin.find(name => isSet(value[name]))!]]
      : both(each, field, at);
  });
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** The names the identifier may have, of a field that holds references of ACK: `{ from: { name } }`, or a list of them. */
function twinOf(key: string, field: Schema): string[] {
  const [, base, many] = /^(\w+)Ref(s?)$/.exec(key) ?? [];
  const { from } = (many ? field.items : field)?.properties ?? {};
  return base && from?.properties?.name ? ENDINGS.map(ending => `${base}${ending}${many}`.replace(/ys$/, 'ies')) : [];
}
