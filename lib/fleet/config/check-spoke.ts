import { IPv4 } from 'ipaddr.js';
import { didYouMean } from '../../schema/nearest';
import { own } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { adoptable, MOUNT_TARGET } from '../names';
import { numberOf } from '../network';
import { unknownRegion, zonesOf } from '../regions';
import type { TeamConfig } from './check-teams';
import type { Layered } from './layers';
import type { Mistake } from './mistake';

/** What is wrong with one spoke, seen by itself, as far as it is of the types to look at. */
export const checkSpoke = (spoke: Layered, teams: readonly TeamConfig[]): Mistake[] => [
  ...(spoke.isSound('aws_region', 'network.availability_zones') ? checkZones(spoke) : []),
  ...(spoke.isSound('network.vpc_cidr') ? checkCidr(spoke) : []),
  ...(spoke.isSound('network.enable_nat_gateway', 'network.single_nat_gateway') ? checkNat(spoke) : []),
  ...(spoke.isSound('cluster') ? checkEndpoint(spoke) : []),
  ...(spoke.isSound('node_groups') ? checkNodeGroups(spoke) : []),
  ...(spoke.isSound('teams', 'argocd') ? [...checkTeams(spoke, teams), ...checkWorkloads(spoke, teams)] : []),
  ...(spoke.isSound('adopt', 'network', 'node_groups', 'cluster', 'name') ? checkAdopted(spoke) : []),
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
  if (!endpoint_public_access) return [];
  if (public_access_cidrs.length > 0)
    return public_access_cidrs.flatMap((cidr, i) =>
      IPv4.isValidCIDR(cidr)
        ? []
        : [
            mistake(
              `cluster.public_access_cidrs[${i}]`,
              `${cidr} is no network. Write 203.0.113.0/24, or 203.0.113.7/32.`,
            ),
          ],
    );
  const message =
    'The API server would be open to all the internet. Name the addresses of the hub and your own in public_access_cidrs, ' +
    'write [0.0.0.0/0] if everybody is meant, or set endpoint_public_access to false.';
  return [mistake('cluster.public_access_cidrs', message)];
}

function checkNodeGroups({ value, mistake }: Layered): Mistake[] {
  return value.node_groups.flatMap(({ name, instance_types, ami_type, min_size, max_size, desired_size }, i, all) => {
    const path = `node_groups[${i}]`;
    const isTwice = all.findIndex(other => other.name === name) < i;
    return [
      ...(isTwice ? [mistake(`${path}.name`, `Another node group is called ${name}. Rename one.`)] : []),
      ...instance_types.flatMap((type, n) =>
        ARM.test(type) === ami_type!.includes('_ARM_')
          ? []
          : [mistake(`${path}.instance_types[${n}]`, `${type} does not start from ami_type ${ami_type}. Change one.`)],
      ),
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

/** Instance types with processors of Arm: `m7g`, `c6gn`, `g5g`. */
const ARM = /^(?:a1|[a-z]+[0-9]+g[a-z]*)[.-]/;

function checkTeams({ value, mistake }: Layered, teams: readonly TeamConfig[]): Mistake[] {
  const names = teams.map(({ name }) => name);
  const named = (value.teams ?? []).map((name, i) => ({ name, path: `teams[${i}]` }));
  const all = value.argocd ? [...named, { name: value.argocd.team, path: 'argocd.team' }] : named;
  return all
    .filter(({ name }) => !names.includes(name))
    .map(({ name, path }) => {
      const hint =
        didYouMean(name, names) ?? (names.length > 0 ? `There are ${names.join(', ')}.` : 'There are none yet.');
      return mistake(path, `There is no team ${name} in config.yaml. ${hint}`);
    });
}

function checkRole({ value, mistake }: Layered): Mistake[] {
  const { aws_account_id: account, iam_role_arn: role } = value;
  if (role === undefined || role.startsWith(`arn:aws:iam::${account}:`)) return [];
  return [mistake('iam_role_arn', `${role} is a role of another account than aws_account_id ${account}.`)];
}

/** An Application that goes nowhere, or takes from where its team may not. */
function checkWorkloads({ value, mistake }: Layered, teams: readonly TeamConfig[]): Mistake[] {
  const { argocd } = value;
  const team = teams.find(({ name }) => name === argocd?.team);
  if (!argocd || !team) return [];
  const { name, repositories } = team;
  return [
    ...(value.teams?.includes(name)
      ? []
      : [mistake('argocd.team', `${name} has no namespace on the spoke. Add it to teams.`)]),
    ...(repositories.some(each => /[*?!{[]/.test(each) || repositoryOf(each) === repositoryOf(argocd.repo_url))
      ? []
      : [
          mistake(
            'argocd.repo_url',
            `${argocd.repo_url} is no repository of ${name}. There are ${repositories.join(', ')}.`,
          ),
        ]),
  ];
}

/** A repository as Argo CD compares them. */
const repositoryOf = (url: string): string => url.toLowerCase().replace(/\.git$/, '');

/** An id under a wrong key adopts nothing: ACK would make another VPC. */
function checkAdopted({ value, mistake }: Layered): Mistake[] {
  const known = adoptable({
    cluster: value.cluster.name ?? value.name,
    zones: value.network.availability_zones,
    nodeGroups: value.node_groups.map(({ name }) => name),
  });
  return Object.keys(value.adopt ?? {})
    .filter(key => !known.includes(key) && !key.startsWith(`${MOUNT_TARGET}-subnet-`))
    .map(key => {
      const hint = didYouMean(key, known) ?? `There are ${known.join(', ')}, and ${MOUNT_TARGET}-<id of its subnet>.`;
      return mistake(joinPath('adopt', key), `A spoke has no ${key} to take over. ${hint}`);
    });
}

function checkTags({ value, mistake }: Layered): Mistake[] {
  const why = {
    Name: 'Everything has a tag Name that says what it is.',
    spoke: 'Everything has a tag spoke with the name of the spoke.',
  };
  return Object.keys(value.tags ?? {}).flatMap(key => {
    const taken =
      own(why, key) ?? (/^aws:/i.test(key) ? 'Tags whose names begin with aws: are made by AWS.' : undefined);
    return taken ? [mistake(joinPath('tags', key), `${taken} Give the tag another name.`)] : [];
  });
}
