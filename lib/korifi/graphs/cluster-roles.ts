import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterRole, type ClusterRoleRules } from '../../../imports/rbac.authorization.k8s.io';
import { AGGREGATED } from '../../gitops/kro-role';
import { pluralize } from '../../graph/plural';
import { ROLE_NAMES, type Role, roleOf } from '../role';
import type { Apis } from './apis';

/** The ClusterRole behind a role, as the graphs' own kinds need it: Korifi's name the kinds of Korifi. */
export const clusterRoleName = (role: Role): string => `cf-${roleOf(role).name}`;

const READ = ['get', 'list', 'watch'];
const WRITE = [...READ, 'create', 'update', 'patch', 'delete'];

type Kind = keyof Apis;
interface Rights {
  readonly reads?: readonly Kind[];
  readonly writes?: readonly Kind[];
  /** Whether it reads and writes the Secrets with variables and credentials. */
  readonly secrets?: boolean;
}

const WORKLOADS: readonly Kind[] = [
  'App',
  'HttpProcess',
  'PortProcess',
  'PlainProcess',
  'Build',
  'Route',
  'ContourRoute',
  'ServiceInstance',
  'ServiceBinding',
  'ProjectedBinding',
  'Task',
];

const RIGHTS: Readonly<Record<Role, Rights>> = {
  admin: { writes: ['Organization', 'Space', 'Domain', ...WORKLOADS], secrets: true },
  cf_user: { reads: ['Organization', 'Domain'] },
  organization_manager: { writes: ['Space'], reads: WORKLOADS },
  organization_user: { reads: ['Space'] },
  space_developer: { writes: WORKLOADS, secrets: true },
  space_manager: { reads: WORKLOADS },
  space_auditor: { reads: WORKLOADS },
};

/** A ClusterRole per role of Cloud Foundry, for the RoleBindings that organizations and spaces make. */
export function clusterRoles(scope: Construct, apis: Apis): void {
  const { apiVersion, kind } = ClusterRole;
  for (const role of ROLE_NAMES)
    new ApiObject(scope, role, {
      apiVersion,
      kind,
      metadata: { name: clusterRoleName(role) },
      rules: rules(role, apis),
    });
}

/** Lets kro bind these roles, which the API server allows nobody who neither has nor may bind them. */
export function bindingRole(scope: Construct): void {
  const { apiVersion, kind } = ClusterRole;
  const rule: ClusterRoleRules = {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['clusterroles'],
    resourceNames: ROLE_NAMES.map(clusterRoleName),
    verbs: ['bind'],
  };
  const metadata = { name: 'kro-cf-roles', labels: { [AGGREGATED]: 'true' } };
  new ApiObject(scope, 'bind', { apiVersion, kind, metadata, rules: [rule] });
}

function rules(role: Role, apis: Apis): readonly ClusterRoleRules[] {
  const { reads = [], writes = [], secrets = false } = RIGHTS[role];
  const group = apis.App.group;
  const plurals = (kinds: readonly Kind[]) => kinds.map(kind => pluralize(kind.toLowerCase()));
  return [
    { apiGroups: [group], resources: plurals(reads), verbs: READ },
    { apiGroups: [group], resources: plurals(writes), verbs: WRITE },
    { apiGroups: [''], resources: secrets ? ['secrets'] : [], verbs: WRITE },
    { apiGroups: [''], resources: role === 'cf_user' ? [] : ['pods', 'pods/log'], verbs: READ },
  ].filter(rule => rule.resources.length > 0);
}
