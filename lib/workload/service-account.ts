import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ServiceAccount } from '../../imports/core';
import { PodIdentityAssociation } from '../../imports/eks.services.k8s.aws';
import { inRegion, isSynced } from '../aws';
import type { Expr, Input } from '../cel/ref';
import { refOf, resource } from '../kro/resource';
import type { Identity } from '../platform';

export interface PodRoleProps {
  readonly name: Input<string>;
  /** Of the instance. */
  readonly namespace: Expr<string>;
  readonly roleArn: Input<string>;
  readonly identity: Identity;
}

/** A ServiceAccount whose Pods have a role. */
export interface PodRole {
  readonly name: Expr<string>;
  /** What Pods have to wait for: EKS gives credentials only to those admitted after the association. @default nothing */
  readonly associationId?: Expr<string>;
}

/** A ServiceAccount with a role: `<id>ServiceAccount`, and with Pod Identity `<id>Association`. */
export function serviceAccount(scope: Construct, id: string, props: PodRoleProps): PodRole {
  const { name, namespace, roleArn, identity } = props;
  const part = new Construct(scope, id);
  const annotations = identity.type === 'irsa' ? { 'eks.amazonaws.com/role-arn': `${roleArn}` } : undefined;
  const made = new kplus.ServiceAccount(part, 'serviceAccount', { metadata: { name: `${name}`, annotations } });
  const accountName = refOf(made, ServiceAccount).metadata.name;
  if (identity.type === 'irsa') return { name: accountName };
  const { status } = resource(
    part,
    'association',
    PodIdentityAssociation,
    {
      metadata: { annotations: inRegion(identity.region) },
      spec: { clusterName: identity.clusterName, namespace, serviceAccount: accountName, roleARN: roleArn },
    },
    { readyWhen: isSynced },
  );
  return { name: accountName, associationId: status.associationID };
}
