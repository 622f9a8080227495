import { RESERVED_FOLDERS } from '../../gitops';
import { numberOf } from '../network';
import { REGIONS, unknownRegion } from '../regions';
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

/** Fields of a hub and what is wrong with them. */
function problemsOf(hub: HubConfig, before: readonly HubConfig[]): (readonly [key: string, message: string])[] {
  const { name, spokes = 'spokes', aws_region: region, identity, oidc_issuer: issuer } = hub;
  const network = numberOf(hub.vpc_cidr!);
  const shared = before.find(other => isWithin(other.spokes!, spokes) || isWithin(spokes, other.spokes!));
  const checks: [isWrong: boolean, key: string, message: string][] = [
    [before.some(other => other.name === name), 'name', `Another hub is called ${name}. Rename one.`],
    [
      (RESERVED_FOLDERS as readonly string[]).includes(name),
      'name',
      `The output has a folder ${name} for something else. Give the hub another name.`,
    ],
    [!REGIONS.includes(region), 'aws_region', unknownRegion(region)],
    [typeof network !== 'number', 'vpc_cidr', typeof network === 'number' ? '' : network.problem],
    [
      shared !== undefined,
      'spokes',
      `Hub ${shared?.name} reads its spokes from ${shared?.spokes}. Give each hub a folder of its own, none inside another.`,
    ],
    [
      identity === 'irsa' && issuer === undefined,
      'oidc_issuer',
      'oidc_issuer is missing: roles have to trust it with identity: irsa.',
    ],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, key, message]) => [key, message]);
}

const isWithin = (folder: string, other: string): boolean => folder === other || folder.startsWith(`${other}/`);
