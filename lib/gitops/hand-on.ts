import { kindOf, textAt } from '../graph/rgd';
import { isObject } from '../schema/openapi';
import type { Graph } from './graphs-of';

type Fields = Readonly<Record<string, unknown>>;

const RBAC = 'rbac.authorization.k8s.io';
/** What roles are called in rules, by their kinds. */
const RESOURCES: Readonly<Record<string, string>> = { Role: 'roles', ClusterRole: 'clusterroles' };

/**
 * Rules without which the API server refuses kro the roles and bindings of a graph, for nobody hands on what they may not do: the rules of
 * a role the graph makes, or `escalate` where expressions make them; and `bind` on the roles it binds, by name where the graph names them.
 *
 * @param granted verbs on roles that kro has already, as in `bind clusterroles`: a role an expression names is then left to that
 *
 * See https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping.
 */
export function rulesToHandOn({ rgd }: Graph, granted: ReadonlySet<string>): object[] {
  const roles = objectsOf(rgd.resources, ['Role', 'ClusterRole']);
  const bindings = objectsOf(rgd.resources, ['RoleBinding', 'ClusterRoleBinding']);
  const had = roles.filter(isHad);
  const names = new Set(had.flatMap(({ id, object }) => [nameOf(object), `\${${id}.metadata.name}`]));
  const bound = bindings.flatMap(({ object: { roleRef } }) => (isObject(roleRef) ? [roleRef] : []));
  return [
    ...had.flatMap(({ object }) => rulesOf(object)),
    ...escalating(
      roles.filter(role => !isHad(role)).map(({ object }) => textAt(object, 'kind')),
      granted,
    ),
    ...binding(
      bound.filter(ref => !names.has(textAt(ref, 'name'))),
      granted,
    ),
  ];
}

interface Made {
  readonly id: string;
  readonly object: Fields;
}

const objectsOf = (resources: Graph['rgd']['resources'], kinds: readonly string[]): Made[] =>
  resources.flatMap(({ id, template }) =>
    isObject(template) && kinds.some(kind => kindOf(template) === `${RBAC}/v1 ${kind}`)
      ? [{ id, object: template }]
      : [],
  );

const rulesOf = ({ rules }: Fields): object[] => (Array.isArray(rules) ? rules : []);
const nameOf = ({ metadata }: Fields): string => (isObject(metadata) ? textAt(metadata, 'name') : '');
const isComputed = (value: unknown): boolean => JSON.stringify(value ?? '').includes('${');

/** Whether kro can be given just what the role says. One that collects others may come to say anything. */
const isHad = ({ object }: Made): boolean => !isComputed(object.rules) && object.aggregationRule === undefined;

const escalating = (kinds: readonly string[], granted: ReadonlySet<string>): object[] =>
  [...new Set(kinds)]
    .map(kind => RESOURCES[kind])
    .filter(resource => !granted.has(`escalate ${resource}`))
    .map(resource => ({ apiGroups: [RBAC], resources: [resource], verbs: ['escalate'] }));

/** A rule per kind of role: for the names that are known, or for all. */
function binding(refs: readonly Fields[], granted: ReadonlySet<string>): object[] {
  return Object.entries(RESOURCES).flatMap(([kind, resource]) => {
    const names = [...new Set(refs.filter(ref => ref.kind === kind).map(ref => textAt(ref, 'name')))];
    const known = names.filter(name => !isComputed(name)).sort();
    const isOpen = known.length < names.length && !granted.has(`bind ${resource}`);
    if (!isOpen && known.length === 0) return [];
    const only = isOpen ? {} : { resourceNames: known };
    return [{ apiGroups: [RBAC], resources: [resource], ...only, verbs: ['bind'] }];
  });
}

/** The verbs on roles that ClusterRoles of the app give kro, as in `bind clusterroles`. */
export const grantedBy = (clusterRoles: readonly object[]): ReadonlySet<string> =>
  new Set(
    clusterRoles
      .flatMap(role => rulesOf(role as Fields) as Fields[])
      .filter(({ apiGroups }) => texts(apiGroups).includes(RBAC))
      .flatMap(({ verbs, resources }) => texts(verbs).flatMap(verb => texts(resources).map(each => `${verb} ${each}`))),
  );

const texts = (value: unknown): string[] => (Array.isArray(value) ? value : []);
