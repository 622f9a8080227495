import type { Grant } from '../backend';
import type { CloudFoundry } from '../foundation';
import { roleOf, type Subject } from '../role';
import { clusterRoleName } from './cluster-roles';

/** The ClusterRoles that hold in a place, and whose they are: those granted there, and those that propagate from above. */
export function grantsIn({ grants }: CloudFoundry, isIn: (grant: Grant) => boolean) {
  const subjects = new Map<string, Subject[]>();
  for (const grant of grants) {
    const { level } = grant.in;
    if (!isIn(grant) && !(level === 'foundation' && roleOf(grant.role).propagates)) continue;
    const role = clusterRoleName(grant.role);
    subjects.set(role, [...(subjects.get(role) ?? []), grant.subject]);
  }
  return [...subjects].map(([role, all]) => ({ role, subjects: all.map(toRbac) }));
}

const toRbac = (subject: Subject) =>
  subject.kind === 'ServiceAccount' ? subject : { apiGroup: 'rbac.authorization.k8s.io', ...subject };
