import type { Construct } from 'constructs';
import { SecurityGroup } from '../../../imports/ec2.services.k8s.aws';
import { map } from '../../cel/ops';
import { ResourceGraph } from '../../kro/graph';
import { api } from '../../kro/kind';
import { collection } from '../../kro/resource';
import * as s from '../../schema/field';
import { foundById, regional, tagsOf, treatment } from './ack';

const rule = s.type(
  'Rule',
  s.object({
    ipProtocol: s.string().required().description('tcp, udp, icmp, or -1 for all'),
    fromPort: s.integer(),
    toPort: s.integer(),
    ipRanges: s.list(s.object({ cidrIP: s.string().required(), description: s.string() })),
  }),
);

/** Security groups of a VPC; without egress rules nothing leaves. */
export const SecurityGroupSet = api({
  kind: 'SecurityGroupSet',
  spec: {
    ...regional,
    vpcID: s.string().immutable().required(),
    groups: s
      .list(
        s.object({
          name: s.string().required(),
          description: s.string().required(),
          ingressRules: s.list(rule).default([]),
          egressRules: s.list(rule).default([]),
        }),
      )
      .required(),
    ...treatment,
  },
  status: { securityGroupIDs: s.list(s.string()) },
});

/** The graph behind SecurityGroupSet. */
export class SecurityGroupSetGraph extends ResourceGraph<typeof SecurityGroupSet> {
  constructor(scope: Construct, id: string) {
    super(scope, id, SecurityGroupSet, { metadata: { name: 'security-groups' } });
    const { spec, metadata } = this;
    const groups = collection(this, 'groups', SecurityGroup, { group: spec.groups }, ({ group }) => ({
      metadata: {
        name: `${metadata.name}-${group.name}`,
        annotations: foundById(spec, `securityGroup-${group.name}`, 'id'),
      },
      spec: {
        name: group.name,
        description: group.description,
        vpcID: spec.vpcID,
        ingressRules: group.ingressRules,
        egressRules: group.egressRules,
        tags: tagsOf(spec, `${group.name}`),
      },
    }));
    this.status({ securityGroupIDs: map(groups, group => group.status.id) });
  }
}
