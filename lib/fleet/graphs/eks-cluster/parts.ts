import { Addon, type Cluster } from '../../../../imports/eks.services.k8s.aws';
import { isSynced } from '../../../aws';
import type { Expr, Input, Ref } from '../../../cel/ref';
import { cel } from '../../../cel/template';
import type { ResourceGraph } from '../../../kro/graph';
import type { Kind } from '../../../kro/kind';
import { resource } from '../../../kro/resource';
import type { When } from '../../../kro/settings';
import { boundaryArn } from '../../names';
import { foundByName } from '../ack';
import { IamRole } from '../iam-role';
import type { EKSCluster } from './api';

/** What the parts of the graph behind EKSCluster are added to. */
export type ClusterGraph = ResourceGraph<typeof EKSCluster>;

/** The object of a kind: header, spec and status. */
export type ObjectOf<K> = K extends Kind<infer O> ? O : never;

type Include = Pick<When<unknown>, 'includeWhen'>;

/** What every instance of another graph is told. */
export const treated = ({ spec }: ClusterGraph) => ({ tags: spec.tags, deletionPolicy: spec.deletionPolicy });

/** What an instance of another graph is told whose resources AWS gives ids to. */
export const regional = (graph: ClusterGraph) => ({
  region: graph.spec.region,
  adopt: graph.spec.adopt,
  ...treated(graph),
});

/** What every role of a cluster is told. */
export const bounded = (graph: ClusterGraph) => ({
  permissionsBoundary: boundaryArn(`${graph.spec.accountID}`),
  ...treated(graph),
});

/** Whether kro has made everything of an instance of another graph. */
export const isActive = (self: Ref<object>): Expr<boolean> => cel`${self}.status.?state.orValue("") == "ACTIVE"`;

/** Annotations of what is found by names in the region of the cluster. */
export const byName = ({ spec }: ClusterGraph, fields: Readonly<Record<string, Input<string>>>) =>
  foundByName(spec, fields, spec.region);

export interface ServiceRole {
  /** The role is called `<cluster>-<suffix>`. */
  readonly suffix: string;
  /** Who takes it. */
  readonly service: 'eks.amazonaws.com' | 'ec2.amazonaws.com' | 'pods.eks.amazonaws.com';
  /** Policies of AWS. @default none */
  readonly policies?: readonly string[];
  /** @default none */
  readonly inlinePolicies?: Readonly<Record<string, string>>;
}

/** A role for a service of AWS, or for Pods by Pod Identity. */
export function role(
  graph: ClusterGraph,
  id: string,
  props: ServiceRole,
  when: Include = {},
): Ref<ObjectOf<typeof IamRole>> {
  const { suffix, service, policies = [], inlinePolicies } = props;
  return resource(
    graph,
    id,
    IamRole,
    {
      spec: {
        roleName: `${graph.spec.clusterName}-${suffix}`,
        trustedServices: [service],
        policyARNs: policies.map(name => `arn:aws:iam::aws:policy/${name}`),
        inlinePolicies,
        ...bounded(graph),
      },
    },
    { ...when, readyWhen: isActive },
  );
}

/** An add-on of EKS. @param identity the ServiceAccount of it that has a role, and the role */
export function addon(
  graph: ClusterGraph,
  id: string,
  {
    name,
    cluster,
    identity,
  }: {
    readonly name: string;
    readonly cluster: Ref<Cluster>;
    readonly identity?: { readonly serviceAccount: string; readonly roleARN: Input<string> };
  },
  when: Include = {},
): void {
  const { spec } = graph;
  resource(
    graph,
    id,
    Addon,
    {
      metadata: { annotations: byName(graph, { clusterName: spec.clusterName, name }) },
      spec: {
        name,
        clusterName: cluster.spec.name,
        resolveConflicts: 'OVERWRITE',
        podIdentityAssociations: identity && [identity],
        tags: spec.tags,
      },
    },
    { ...when, readyWhen: isSynced },
  );
}
