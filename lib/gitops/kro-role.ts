import { pluralize } from '../graph/plural';
import type { Derive } from '../kro/manifest-file';
import { Kinds } from '../schema/kinds';
import { isObject } from '../schema/openapi';
import { type Graph, tryGraphOf, usedBy } from './graphs-of';
import { grantedBy, rulesToHandOn } from './hand-on';

/**
 * Puts behind each graph, into its file, the ClusterRole kro needs for it.
 *
 * A graph that binds roles by names only its instances say lets kro bind every role. Narrow that with a ClusterRole of your own, labelled
 * `rbac.kro.run/aggregate-to-controller: "true"`, that lets kro `bind` the roles which are meant.
 *
 * @param kinds tells plurals. @default Kinds.ofProject()
 */
export const kroRoles =
  (kinds: Kinds = Kinds.ofProject()): Derive =>
  files => {
    const granted = grantedBy(files.flatMap(({ objects }) => objects.filter(isAggregated)));
    const withRole = (object: object): object[] => {
      const graph = tryGraphOf(object);
      return graph ? [object, kroRole(graph, kinds, granted)] : [object];
    };
    return files.map(({ path, objects }) => ({ path, objects: objects.flatMap(withRole) }));
  };

/** Whether an object is a part of what kro may do. */
export const isAggregated = (object: object): boolean =>
  'metadata' in object &&
  isObject(object.metadata) &&
  isObject(object.metadata.labels) &&
  AGGREGATED in object.metadata.labels;

/**
 * What kro may do for one graph: keep its instances, make what it creates, read what it refers to, and nothing else.
 *
 * The chart of kro grants it where `rbac.mode` is `aggregation`: https://kro.run/docs/docs/advanced/access-control.
 */
function kroRole(graph: Graph, kinds: Kinds, granted: ReadonlySet<string>): object {
  const { created, read } = usedBy(graph);
  const { group, name } = partsOf(graph.serves);
  const instances = pluralize(name.toLowerCase());
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: `kro-${graph.rgd.name}`,
      labels: { [AGGREGATED]: 'true' },
    },
    rules: [
      { apiGroups: [group], resources: [instances, `${instances}/status`], verbs: KEEP },
      ...rulesFor(created, kinds, CREATE),
      ...rulesFor(
        read.filter(kind => !created.includes(kind)),
        kinds,
        READ,
      ),
      ...rulesToHandOn(graph, granted),
    ],
  };
}

export const AGGREGATED = 'rbac.kro.run/aggregate-to-controller';
const READ = ['get', 'list', 'watch'];
const KEEP = [...READ, 'update', 'patch'];
const CREATE = [...READ, 'create', 'update', 'patch', 'delete'];

/** One rule per API group, with its resources in order. */
function rulesFor(used: readonly string[], kinds: Kinds, verbs: readonly string[]): object[] {
  const resources = new Map<string, string[]>();
  for (const each of used) {
    const { apiVersion, group, name } = partsOf(each);
    // a kind that another graph of the app serves is in no registry
    const plural = kinds.tryFind(apiVersion, name)?.plural ?? pluralize(name.toLowerCase());
    resources.set(group, [...(resources.get(group) ?? []), plural]);
  }
  return [...resources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, names]) => ({ apiGroups: [group], resources: names.sort(), verbs }));
}

/** `kro.run/v1alpha1 CartsStack` and `v1 Secret` in their parts. */
function partsOf(kind: string): { readonly apiVersion: string; readonly group: string; readonly name: string } {
  const [apiVersion, name] = kind.split(' ');
  return { apiVersion, group: apiVersion.includes('/') ? apiVersion.split('/')[0] : '', name };
}
