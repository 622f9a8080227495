import { Cluster } from '../../../../imports/eks.services.k8s.aws';
import { OpenIDConnectProvider } from '../../../../imports/iam.services.k8s.aws';
import { Key } from '../../../../imports/kms.services.k8s.aws';
import { isSynced } from '../../../aws';
import { eq, orElse } from '../../../cel/ops';
import type { Expr, Ref } from '../../../cel/ref';
import { cel } from '../../../cel/template';
import { resource } from '../../../kro/resource';
import { foundById, foundByName, kmsTagsOf, tagsOf } from '../ack';
import { byName, type ClusterGraph, role } from './parts';

/** The control plane in private subnets, with its Secrets encrypted by a key of their own, and access by entries of EKS only. */
export function addControlPlane(graph: ClusterGraph, subnetIDs: Expr<readonly string[]>): Ref<Cluster> {
  const { spec } = graph;
  const clusterRole = role(graph, 'clusterRole', {
    suffix: 'cluster',
    service: 'eks.amazonaws.com',
    policies: ['AmazonEKSClusterPolicy'],
  });
  const secretsKey = resource(
    graph,
    'secretsKey',
    Key,
    {
      metadata: { annotations: foundById(spec, 'secretsKey', 'keyID') },
      spec: {
        description: `Secrets of the EKS cluster ${spec.clusterName}`,
        enableKeyRotation: true,
        tags: kmsTagsOf(spec, `${spec.clusterName}-secrets`),
      },
    },
    { readyWhen: isSynced },
  );
  return resource(
    graph,
    'cluster',
    Cluster,
    {
      metadata: { name: spec.clusterName, annotations: byName(graph, { name: spec.clusterName }) },
      spec: {
        name: spec.clusterName,
        version: spec.version,
        roleARN: clusterRole.status.roleARN,
        resourcesVPCConfig: {
          subnetIDs,
          endpointPrivateAccess: spec.endpointPrivateAccess,
          endpointPublicAccess: spec.endpointPublicAccess,
          publicAccessCIDRs: spec.publicAccessCIDRs,
        },
        accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
        bootstrapSelfManagedAddons: false,
        deletionProtection: eq(spec.deletionPolicy, 'retain'),
        encryptionConfig: [{ provider: { keyARN: secretsKey.status.ackResourceMetadata.arn }, resources: ['secrets'] }],
        logging: {
          clusterLogging: [
            { enabled: true, types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'] },
          ],
        },
        tags: spec.tags,
      },
    },
    { readyWhen: self => eq(orElse(self.status.status, ''), 'ACTIVE') },
  );
}

/** Makes IAM believe the tokens of the cluster's ServiceAccounts. */
export function addOidcProvider(graph: ClusterGraph, cluster: Ref<Cluster>): Ref<OpenIDConnectProvider> {
  const { spec } = graph;
  const { issuer } = cluster.status.identity.oidc;
  const provider = cel<string>`${issuer}.replace("https://", "")`;
  return resource(
    graph,
    'oidcProvider',
    OpenIDConnectProvider,
    {
      metadata: { annotations: foundByName(spec, { arn: `arn:aws:iam::${spec.accountID}:oidc-provider/${provider}` }) },
      spec: { url: issuer, clientIDs: ['sts.amazonaws.com'], tags: tagsOf(spec, `${spec.clusterName}`) },
    },
    { readyWhen: isSynced },
  );
}
