import { didYouMean } from '../schema/nearest';

/** Where a role is granted: in the foundation, an organization or a space. */
export type Level = 'foundation' | 'org' | 'space';

/** Cloud Foundry's roles for which there is a ClusterRole, `name`; those that propagate hold in everything below as well. */
const ROLES = {
  admin: { level: 'foundation', name: 'admin', propagates: true },
  cf_user: { level: 'foundation', name: 'root-namespace-user', propagates: false },
  organization_manager: { level: 'org', name: 'organization-manager', propagates: true },
  organization_user: { level: 'org', name: 'organization-user', propagates: false },
  space_developer: { level: 'space', name: 'space-developer', propagates: false },
  space_manager: { level: 'space', name: 'space-manager', propagates: false },
  space_auditor: { level: 'space', name: 'space-auditor', propagates: false },
} as const satisfies Record<string, { level: Level; name: string; propagates: boolean }>;

/** Roles Korifi's API names and its chart ships no ClusterRole for: a RoleBinding to one would grant nothing. */
const UNSHIPPED: ReadonlySet<string> = new Set([
  'admin_read_only',
  'global_auditor',
  'organization_auditor',
  'organization_billing_manager',
  'space_supporter',
]);

export type Role = keyof typeof ROLES;
/** The roles one can have at a level. */
export type RoleAt<L extends Level> = { [R in Role]: (typeof ROLES)[R]['level'] extends L ? R : never }[Role];

export const ROLE_NAMES = Object.keys(ROLES) as Role[];
export const roleOf = (role: Role): { readonly level: Level; readonly name: string; readonly propagates: boolean } =>
  ROLES[role];

/**
 * Holds that a role can be granted at a level.
 *
 * @throws with what to grant instead
 */
export function checkRole(where: string, role: string, level: Level): void {
  const at = ROLE_NAMES.filter(name => ROLES[name].level === level);
  if (at.some(name => name === role)) return;
  const one = `Grant one of ${at.join(', ')}.`;
  if (UNSHIPPED.has(role.replaceAll('-', '_')))
    throw new Error(`${where}: Korifi ships no ClusterRole for ${role}, so the role would grant nothing. ${one}`);
  if (role in ROLES)
    throw new Error(`${where}: ${role} is a role of the ${ROLES[role as Role].level}, not of the ${level}. ${one}`);
  throw new Error(`${where}: ${role} is no role of Cloud Foundry. ${didYouMean(role, at) ?? one}`);
}

/** Who has a role: a subject of RBAC. */
export interface Subject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of a service account. */
  readonly namespace?: string;
}

/** A user as the cluster's authentication calls it. */
export const user = (name: string): Subject => ({ kind: 'User', name });
/** All users of a group. */
export const group = (name: string): Subject => ({ kind: 'Group', name });
export const serviceAccount = (namespace: string, name: string): Subject => ({
  kind: 'ServiceAccount',
  name,
  namespace,
});

/** How Korifi writes a subject where it makes a name of it. */
export const subjectName = ({ name, namespace }: Subject): string =>
  namespace === undefined ? name : `${namespace}/${name}`;
