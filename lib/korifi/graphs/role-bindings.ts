import type { Construct } from 'constructs';
import { RoleBinding } from '../../../imports/rbac.authorization.k8s.io';
import type { Expr, Input } from '../../cel/ref';
import { collection } from '../../kro/resource';

interface Grant {
  readonly role: string;
  readonly subjects: readonly { readonly kind: 'User' | 'Group' | 'ServiceAccount'; readonly name: string }[];
}

/** A RoleBinding for each role that is granted: to its ClusterRole, in one namespace. */
export function roleBindings(
  graph: Construct,
  grants: Expr<readonly Grant[] | undefined>,
  namespace: Input<string>,
): void {
  collection(graph, 'roleBindings', RoleBinding, { grant: grants }, ({ grant }) => ({
    metadata: { name: grant.role, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: grant.role },
    subjects: grant.subjects,
  }));
}
