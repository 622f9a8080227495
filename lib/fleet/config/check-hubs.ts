import { RESERVED_FOLDERS } from '../../gitops';
import { numberOf } from '../network';
import { REGIONS, unknownRegion } from '../regions';
import type { HubConfig } from './check-fleet';
import type { ConfigFile } from './file';
import type { Mistake } from './mistake';

/** What is wrong with the hubs in `config.yaml`. */
export const checkHubs = ({ file, lineOf }: ConfigFile, hubs: readonly HubConfig[]): Mistake[] =>
  hubs.flatMap((hub, i) =>
    problemsOf(hub, hubs.slice(0, i)).map(([key, message]) => {
      const path = `hubs[${i}].${key}`;
      return { file, line: lineOf(path), path, message };
    }),
  );

/** Fields of a hub and what is wrong with them. */
function problemsOf(hub: HubConfig, before: readonly HubConfig[]): (readonly [key: string, message: string])[] {
  const { name, spokes = 'spokes', aws_region: region, identity, oidc_issuer: issuer } = hub;
  const network = numberOf(hub.vpc_cidr!);
  const shared = before.find(other => isWithin(other.spokes!, spokes) || isWithin(spokes, other.spokes!));
  const twin = before.find(
    other =>
      other.cluster_name === hub.cluster_name &&
      other.aws_region === region &&
      other.aws_account_id === hub.aws_account_id,
  );
  const checks: [isWrong: boolean, key: string, message: string][] = [
    [before.some(other => other.name === name), 'name', `Another hub is called ${name}. Rename one.`],
    [
      (RESERVED_FOLDERS as readonly string[]).includes(name),
      'name',
      `The output has a folder ${name} for something else. Give the hub another name.`,
    ],
    [twin !== undefined, 'cluster_name', `Hub ${twin?.name} is this cluster. Give each hub a cluster of its own.`],
    [!REGIONS.includes(region), 'aws_region', unknownRegion(region)],
    [typeof network !== 'number', 'vpc_cidr', typeof network === 'number' ? '' : network.problem],
    [
      isWithin(spokes, 'environments'),
      'spokes',
      'The folder environments is for what spokes have in common. Put spoke files into another.',
    ],
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
