import type { Construct } from 'constructs';
import { Role } from '../../../imports/iam.services.k8s.aws';
import { isSynced } from '../../aws';
import { map } from '../../cel/ops';
import type { Expr } from '../../cel/ref';
import { cel } from '../../cel/template';
import { ResourceGraph } from '../../kro/graph';
import { api } from '../../kro/kind';
import { resource } from '../../kro/resource';
import * as s from '../../schema/field';
import { ROLE_PATH } from '../names';
import { foundByName, tagsOf, treatment } from './ack';

/** An IAM role and who may take it; say at least one service or principal. */
export const IamRole = api({
  kind: 'IamRole',
  spec: {
    roleName: s.string().maxLength(64).immutable().required(),
    trustedServices: s.list(s.string()).default([]).description('Such as ec2.amazonaws.com'),
    trustedPrincipals: s.list(s.string()).default([]).description('ARNs of roles, also of other accounts'),
    policyARNs: s.list(s.string()).default([]).description('Managed policies'),
    inlinePolicies: s.map(s.string()).default({}).description('Policies as JSON, by name'),
    permissionsBoundary: s.string().required().description('ARN of the policy that says the most the role may ever do'),
    ...treatment,
  },
  status: { roleARN: s.string() },
});

/** The graph behind IamRole. */
export class IamRoleGraph extends ResourceGraph<typeof IamRole> {
  constructor(scope: Construct, id: string) {
    super(scope, id, IamRole, { metadata: { name: 'iam-roles' } });
    const { spec } = this;
    const role = resource(
      this,
      'role',
      Role,
      {
        metadata: { annotations: foundByName(spec, { name: spec.roleName }) },
        spec: {
          name: spec.roleName,
          path: ROLE_PATH,
          permissionsBoundary: spec.permissionsBoundary,
          assumeRolePolicyDocument: this.trust(),
          policies: spec.policyARNs,
          inlinePolicies: spec.inlinePolicies,
          tags: tagsOf(spec, `${spec.roleName}`),
        },
      },
      { readyWhen: isSynced },
    );
    this.status({ roleARN: role.status.ackResourceMetadata.arn });
  }

  /** A statement for each service and principal. Pod Identity, and roles it gave, hand on session tags. */
  private trust(): Expr<string> {
    const { trustedServices, trustedPrincipals } = this.spec;
    const allow = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'] };
    const statements = cel`${map(trustedServices, service => ({ ...allow, Principal: { Service: service } }))}
      + ${map(trustedPrincipals, principal => ({ ...allow, Principal: { AWS: principal } }))}`;
    return cel`json.marshal({"Version": "2012-10-17", "Statement": ${statements}})`;
  }
}
