import { accountsOf, applicationsOf, type FleetPlan, type Hub, type Spoke } from './plan';

/** A picture of a fleet in Mermaid: hubs, the accounts they enter, and the spokes there. */
export function picture(plan: FleetPlan): string {
  const { hubs, repository } = plan;
  const lines = [
    'flowchart LR',
    `  git[("${repository.url.replace(/^https:\/\//, '')}")]`,
    ...hubs.flatMap(hub => [
      `  subgraph home-${hub.name}["account ${hub.accountId}"]`,
      `    hub-${hub.name}["${describeHub(hub)}<br/>${applicationsOf(hub, plan)} Applications"]`,
      '  end',
      `  git -->|Argo CD| hub-${hub.name}`,
    ]),
    ...accountsOf(plan).flatMap(({ id, spokes }) => [
      `  subgraph account-${id}["account ${id}"]`,
      ...spokes.map(spoke => `    spoke-${spoke.name}["${describeSpoke(spoke)}"]`),
      '  end',
    ]),
    ...accountsOf(plan).flatMap(({ id, hubs: entering }) =>
      entering.map(hub => `  hub-${hub.name} -->|kro, ACK| account-${id}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const describeHub = ({ clusterName, region, vpcCidr }: Hub) =>
  [`hub ${clusterName}`, `${region}, ${vpcCidr}`].join('<br/>');

const describeSpoke = ({ name, cluster, environment, network, nodeGroups }: Spoke) =>
  [
    name,
    `EKS ${cluster.version}, ${environment}`,
    `${network.cidr} in ${network.zones.length} zones`,
    `nodes: ${nodeGroups.map(group => group.name).join(', ')}`,
  ].join('<br/>');
