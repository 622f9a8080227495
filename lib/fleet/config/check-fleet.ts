import { IN_CLUSTER } from '../../gitops';
import { provisionerRoleArn } from '../names';
import { freeNetworks, numberOf } from '../network';
import type { Layered } from './layers';
import type { Mistake } from './mistake';
import type { FleetConfig } from './shape';

export type HubConfig = FleetConfig['hubs'][number];

/** What is wrong between spokes: names, networks and roles that several of them say. */
export const checkFleet = (hubs: readonly HubConfig[], spokes: readonly (readonly Layered[])[]): Mistake[] => [
  ...twice(spokes.flat(), 'name', 'spoke', ({ value }) => value.name),
  // spokes of one name are told already
  ...twice(distinct(spokes.flat()), 'cluster.name', 'cluster', clusterOf),
  ...checkHubClusters(hubs, spokes.flat()),
  ...hubs.flatMap((hub, i) => [
    ...checkNetworks(hub, spokes[i]),
    ...(hub.role_selection === 'carm' ? checkRoles(spokes[i]) : []),
  ]),
];

const clusterOf = ({ value }: Layered): string => value.cluster?.name ?? value.name;

/** What is found by its name is taken over: a spoke must not find a hub, in Argo CD or in AWS. */
const checkHubClusters = (hubs: readonly HubConfig[], spokes: readonly Layered[]): Mistake[] =>
  spokes.flatMap(spoke => {
    const name = clusterOf(spoke);
    if (name === IN_CLUSTER)
      return [spoke.mistake('cluster.name', `Argo CD calls the cluster it runs in ${name}. Rename the cluster.`)];
    const hub = hubs.find(
      ({ cluster_name, aws_account_id }) => cluster_name === name && aws_account_id === spoke.value.aws_account_id,
    );
    return hub
      ? [
          spoke.mistake(
            'cluster.name',
            `Hub ${hub.name} is a cluster of this name in this account. Rename the cluster.`,
          ),
        ]
      : [];
  });

const distinct = (spokes: readonly Layered[]) => [...new Map(spokes.map(spoke => [spoke.value.name, spoke])).values()];

/** Spokes of which an earlier one has the same. */
function twice(
  spokes: readonly Layered[],
  path: string,
  what: string,
  of: (spoke: Layered) => string | undefined,
): Mistake[] {
  const first = new Map<string, Layered>();
  return spokes.flatMap(spoke => {
    const value = of(spoke);
    const other = value === undefined ? undefined : first.get(value);
    if (value !== undefined && !other) first.set(value, spoke);
    // hubs that read the same folder are told of that
    return other && other.file !== spoke.file
      ? [spoke.mistake(path, `${other.file} has a ${what} called ${value} already. Rename one.`)]
      : [];
  });
}

/** Networks that overlap, and for spokes without one a free network to write down: a network never changes, so nothing may choose it anew. */
function checkNetworks(hub: HubConfig, spokes: readonly Layered[]): Mistake[] {
  const taken = new Map([[numberOf(hub.vpc_cidr!), `hub ${hub.name}`]]);
  const found: Mistake[] = [];
  for (const spoke of spokes) {
    const { vpc_cidr } = spoke.value.network ?? {};
    const number = vpc_cidr === undefined ? undefined : numberOf(vpc_cidr);
    if (typeof number !== 'number') continue;
    const other = taken.get(number);
    if (other) found.push(spoke.mistake('network.vpc_cidr', `${vpc_cidr} is the network of ${other} already.`));
    else taken.set(number, spoke.file);
  }
  const numbers = new Set([...taken.keys()].filter(number => typeof number === 'number'));
  const overlapping = found.length;
  const without = spokes.filter(({ value }) => value.network?.vpc_cidr === undefined);
  const free = freeNetworks(numbers, overlapping + without.length);
  return [
    ...found.map((each, i) => ({ ...each, message: `${each.message} ${advice(hub, free[i])}` })),
    ...without.map((spoke, i) =>
      spoke.mistake('network.vpc_cidr', `vpc_cidr is missing. ${advice(hub, free[overlapping + i])}`),
    ),
  ];
}

const advice = (hub: HubConfig, free: string | undefined) =>
  free === undefined
    ? `10.0.0.0/8 is full: hub ${hub.name} and its spokes have all 256 networks. Put the spoke below another hub.`
    : `${free} is free: write vpc_cidr: ${free}.`;

const roleOf = ({ value }: Layered) => value.iam_role_arn ?? provisionerRoleArn(value.aws_account_id);

/** CARM knows one role per account. */
function checkRoles(spokes: readonly Layered[]): Mistake[] {
  const first = new Map<string, Layered>();
  return spokes.flatMap(spoke => {
    const { aws_account_id: account } = spoke.value;
    const other = first.get(account);
    if (!other) first.set(account, spoke);
    if (!other || roleOf(other) === roleOf(spoke)) return [];
    const message = `${other.file} takes another role in account ${account}. With role_selection: carm an account has one role.`;
    return [spoke.mistake('iam_role_arn', message)];
  });
}
