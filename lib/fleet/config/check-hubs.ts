import { RESERVED_FOLDERS } from '../../gitops';
import { didYouMean } from '../../schema/nearest';
import { numberOf } from '../network';
import { REGIONS } from '../regions';
import type { HubConfig } from './check-fleet';
import type { ConfigFile } from './file';
import type { Mistake } from './mistake';

/** What is wrong with the hubs and teams in `config.yaml`. */
export function checkHubs(
  { file, lineOf }: ConfigFile,
  hubs: readonly HubConfig[],
  teams: readonly { name: string }[],
): Mistake[] {
  const mistake = (path: string, message: string): Mistake => ({ file, line: lineOf(path), path, message });
  return [
    ...hubs.flatMap((hub, i) =>
      problemsOf(hub, hubs.slice(0, i)).map(([key, why]) => mistake(`hubs[${i}].${key}`, why)),
    ),
    ...teams.flatMap(({ name }, i) =>
      teams.findIndex(other => other.name === name) < i
        ? [mistake(`teams[${i}].name`, `Another team is called ${name}. Rename one.`)]
        : [],
    ),
  ];
}

type Problem = readonly [key: string, message: string];

function problemsOf(hub: HubConfig, before: readonly HubConfig[]): Problem[] {
  const { name, spokes = 'spokes', aws_region: region, identity, oidc_issuer: issuer } = hub;
  const network = numberOf(hub.vpc_cidr!);
  const reserved = (RESERVED_FOLDERS as readonly string[]).includes(name);
  const shared = before.find(other => isWithin(other.spokes!, spokes) || isWithin(spokes, other.spokes!));
  const known = REGIONS.includes(region);
  return [
    ...(before.some(other => other.name === name)
      ? [['name', `Another hub is called ${name}. Rename one.`] as const]
      : []),
    ...(reserved
      ? [['name', `The output has a folder ${name} for something else. Give the hub another name.`] as const]
      : []),
    ...(known
      ? []
      : [['aws_region', `There is no region ${region}. ${didYouMean(region, REGIONS) ?? ''}`.trim()] as const]),
    ...(typeof network === 'number' ? [] : [['vpc_cidr', network.problem] as const]),
    ...(shared
      ? [
          [
            'spokes',
            `Hub ${shared.name} reads its spokes from ${shared.spokes}. Give each hub a folder of its own, none inside another.`,
          ] as const,
        ]
      : []),
    ...(identity === 'irsa' && issuer === undefined
      ? [['oidc_issuer', 'oidc_issuer is missing: roles have to trust it with identity: irsa.'] as const]
      : []),
  ];
}

const isWithin = (folder: string, other: string): boolean => folder === other || folder.startsWith(`${other}/`);
