import type { Construct } from 'constructs';
import { ResourceGraph } from '../../../kro/graph';
import { resource } from '../../../kro/resource';
import { VpcNetwork } from '../vpc-network';
import { addAccess, addArgoCd } from './access';
import { addAddons, addAutoscalerIdentity } from './addons';
import { EKSCluster } from './api';
import { addControlPlane, addOidcProvider } from './control-plane';
import { addNodes } from './nodes';
import { isActive, regional } from './parts';
import { addSharedStorage, addVolumesDriver, addVolumesKey } from './volumes';

/** The graph behind EKSCluster. Its network, roles, storage and security groups are instances of the other graphs. */
export class EKSClusterGraph extends ResourceGraph<typeof EKSCluster> {
  constructor(scope: Construct, id: string) {
    super(scope, id, EKSCluster, { metadata: { name: 'ekscluster.kro.run' } });
    const { spec } = this;
    const network = resource(
      this,
      'network',
      VpcNetwork,
      {
        spec: {
          name: spec.clusterName,
          ...regional(this),
          cidr: spec.vpcCIDR,
          availabilityZones: spec.availabilityZones,
          natGateways: spec.natGateways,
        },
      },
      { readyWhen: isActive },
    );
    const { vpcID, privateSubnetIDs: subnets } = network.status;
    const cluster = addControlPlane(this, subnets);
    const oidcProvider = addOidcProvider(this, cluster);
    const keyARN = addVolumesKey(this);
    addNodes(this, cluster, { subnets, keyARN });
    addAddons(this, cluster);
    addVolumesDriver(this, cluster, keyARN);
    const storage = addSharedStorage(this, cluster, { network, keyARN });
    addAutoscalerIdentity(this, cluster);
    addArgoCd(this, cluster);
    addAccess(this, cluster);

    this.status({
      endpoint: cluster.status.endpoint,
      clusterARN: cluster.status.ackResourceMetadata.arn,
      oidcProvider: cluster.status.identity.oidc.issuer,
      oidcProviderARN: oidcProvider.status.ackResourceMetadata.arn,
      vpcID,
      fileSystemID: storage.status.fileSystemID,
    });
  }
}
