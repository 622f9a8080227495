import type { Construct } from 'constructs';
import { Role } from '../../imports/iam.services.k8s.aws';
import { inlinePolicies, isSynced, type Statement, type Tags, tagList, trustPolicy } from '../aws';
import type { Expr, Input } from '../cel/ref';
import { resource } from '../kro/resource';

export interface RoleProps {
  /** At most 64 characters. */
  readonly name: Input<string>;
  /** Who may take the role. */
  readonly trust: readonly Statement[];
  /** What it may do, by the name of a policy. */
  readonly allows: Readonly<Record<string, readonly Statement[]>>;
  /** @default none */
  readonly tags?: Tags;
}

/** An IAM role of one instance, ready once ACK has made it; yields its ARN. */
export function role(scope: Construct, id: string, { name, trust, allows, tags }: RoleProps): Expr<string> {
  const { status } = resource(
    scope,
    id,
    Role,
    {
      spec: {
        name,
        assumeRolePolicyDocument: trustPolicy(trust),
        inlinePolicies: inlinePolicies(allows),
        ...(tags && { tags: tagList(tags) }),
      },
    },
    { readyWhen: isSynced },
  );
  return status.ackResourceMetadata.arn;
}
