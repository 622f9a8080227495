import { didYouMean } from '../../schema/nearest';
import { numberOf } from '../network';
import { unknownRegion, zonesOf } from '../regions';
import type { Layered } from './layers';
import type { Mistake } from './mistake';

/** What is wrong with one spoke, seen by itself, as far as it is of the types to look at. */
export const checkSpoke = (spoke: Layered, teams: readonly string[]): Mistake[] => [
  ...(spoke.isSound('aws_region', 'network.availability_zones') ? checkZones(spoke) : []),
  ...(spoke.isSound('network.vpc_cidr') ? checkCidr(spoke) : []),
  ...(spoke.isSound('network.enable_nat_gateway', 'network.single_nat_gateway') ? checkNat(spoke) : []),
  ...(spoke.isSound('cluster') ? checkEndpoint(spoke) : []),
  ...(spoke.isSound('node_groups') ? checkNodeGroups(spoke) : []),
  ...(spoke.isSound('teams', 'argocd') ? checkTeams(spoke, teams) : []),
  ...(spoke.isSound('aws_account_id', 'iam_role_arn') ? checkRole(spoke) : []),
  ...checkTags(spoke),
];

function checkZones({ value, mistake }: Layered): Mistake[] {
  const { aws_region: region, network } = value;
  const zones = zonesOf(region);
  if (zones.length === 0) return [mistake('aws_region', unknownRegion(region))];
  return network.availability_zones.flatMap((zone, i, all) => {
    const path = `network.availability_zones[${i}]`;
    if (all.indexOf(zone) < i)
      return [mistake(path, `${zone} is in the list twice. Every zone has a subnet of its own.`)];
    if (zones.includes(zone)) return [];
    const hint = didYouMean(zone, zones);
    return [
      mistake(path, [`There is no zone ${zone} in ${region}, which has ${zones.join(', ')}.`, hint].join(' ').trim()),
    ];
  });
}

function checkCidr({ value, mistake }: Layered): Mistake[] {
  const number = numberOf(value.network.vpc_cidr);
  return typeof number === 'number' ? [] : [mistake('network.vpc_cidr', number.problem)];
}

function checkNat({ value, mistake }: Layered): Mistake[] {
  const { enable_nat_gateway, single_nat_gateway } = value.network;
  if (enable_nat_gateway || !single_nat_gateway) return [];
  const message = 'There is no NAT gateway where enable_nat_gateway is false. Say one of both.';
  return [mistake('network.single_nat_gateway', message)];
}

function checkEndpoint({ value, mistake }: Layered): Mistake[] {
  const { endpoint_public_access, endpoint_private_access, public_access_cidrs = [] } = value.cluster;
  if (!endpoint_public_access && !endpoint_private_access)
    return [
      mistake('cluster', 'Nobody reaches an API server without an endpoint. Set endpoint_private_access to true.'),
    ];
  if (!endpoint_public_access || public_access_cidrs.length > 0) return [];
  const message =
    'The API server would be open to all the internet. Name the addresses of the hub and your own in public_access_cidrs, ' +
    'write [0.0.0.0/0] if everybody is meant, or set endpoint_public_access to false.';
  return [mistake('cluster.public_access_cidrs', message)];
}

function checkNodeGroups({ value, mistake }: Layered): Mistake[] {
  return value.node_groups.flatMap(({ name, min_size, max_size, desired_size }, i, all) => {
    const path = `node_groups[${i}]`;
    const isTwice = all.findIndex(other => other.name === name) < i;
    return [
      ...(isTwice ? [mistake(`${path}.name`, `Another node group is called ${name}. Rename one.`)] : []),
      ...(max_size < min_size
        ? [mistake(`${path}.max_size`, `max_size ${max_size} is less than min_size ${min_size}.`)]
        : desired_size < min_size || desired_size > max_size
          ? [
              mistake(
                `${path}.desired_size`,
                `desired_size ${desired_size} is not between min_size ${min_size} and max_size ${max_size}.`,
              ),
            ]
          : []),
    ];
  });
}

function checkTeams({ value, mistake }: Layered, teams: readonly string[]): Mistake[] {
  const named = (value.teams ?? []).map((name, i) => ({ name, path: `teams[${i}]` }));
  const all = value.argocd ? [...named, { name: value.argocd.team, path: 'argocd.team' }] : named;
  return all
    .filter(({ name }) => !teams.includes(name))
    .map(({ name, path }) => {
      const hint =
        didYouMean(name, teams) ?? (teams.length > 0 ? `There are ${teams.join(', ')}.` : 'There are none yet.');
      return mistake(path, `There is no team ${name} in config.yaml. ${hint}`);
    });
}

function checkRole({ value, mistake }: Layered): Mistake[] {
  const { aws_account_id: account, iam_role_arn: role } = value;
  if (role === undefined || role.startsWith(`arn:aws:iam::${account}:`)) return [];
  return [mistake('iam_role_arn', `${role} is a role of another account than aws_account_id ${account}.`)];
}

function checkTags({ value, mistake }: Layered): Mistake[] {
  if (!Object.hasOwn(value.tags ?? {}, 'Name')) return [];
  return [mistake('tags.Name', 'Everything has a tag Name that says what it is. Give the tag another name.')];
}
