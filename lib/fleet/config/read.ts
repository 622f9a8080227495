import { withDefaults } from '../../schema/fill';
import { provisionerRoleArn } from '../names';
import {
  accountsOf,
  applicationsOf,
  controllersOf,
  enteredByDefault,
  type FleetPlan,
  type Hub,
  type NodeGroup,
  type Spoke,
  type Team,
} from '../plan';
import { checkFleet, type HubConfig } from './check-fleet';
import { checkHubs } from './check-hubs';
import { checkSpoke } from './check-spoke';
import { checkTeams } from './check-teams';
import { type ConfigFolder, readFolder } from './folder';
import { ConfigurationError, type Mistake } from './mistake';
import { CONFIG } from './schema';
import type { FleetConfig, SpokeConfig } from './shape';

/**
 * Reads the configuration of a fleet: `config.yaml`, `environments/*.yaml` and the spoke files, each spoke's file over that of its
 * environment over the defaults.
 *
 * @param folder where `config.yaml` is
 * @throws ConfigurationError with every mistake, each with file and line
 */
export function readFleet(folder: string): FleetPlan {
  const read = readFolder(folder);
  if (read.config.mistakes.length > 0) throw new ConfigurationError(read.mistakes);
  const config = withDefaults({ versions: {}, addons: {}, ...read.config.value }, CONFIG) as FleetConfig;
  const mistakes = mistakesIn(read, config);
  if (mistakes.length > 0) throw new ConfigurationError(mistakes);
  const plan = planOf(read, config);
  const crowded = [...checkApplications(read, config, plan), ...checkTrust(read, plan)];
  if (crowded.length > 0) throw new ConfigurationError(crowded);
  return plan;
}

function mistakesIn(
  { config: file, spokes, mistakes }: ConfigFolder,
  { hubs, platform, teams = [] }: FleetConfig,
): Mistake[] {
  return [
    ...mistakes,
    ...checkHubs(file, hubs),
    ...checkTeams(file, { platform, teams }),
    ...spokes.flat().flatMap(spoke => checkSpoke(spoke, teams)),
    ...checkFleet(hubs, spokes),
  ];
}

function checkApplications({ config }: ConfigFolder, { hubs }: FleetConfig, plan: FleetPlan): Mistake[] {
  return plan.hubs.flatMap((hub, i) => {
    const [count, most] = [applicationsOf(hub, plan), hubs[i].max_applications!];
    if (count <= most) return [];
    const path = `hubs[${i}].max_applications`;
    const message =
      `Hub ${hub.name} would have ${count} Applications for ${hub.spokes.length} spokes, and its Argo CD is set to carry ${most}. ` +
      'Add a hub with a folder of its own, and move spoke files there.';
    return [{ file: config.file, line: config.lineOf(path), path, message }];
  });
}

/** Characters for the roles a role trusts: IAM takes 2,048 in all. */
const TRUSTED = 1_920;

/** Accounts that more hubs enter than the trust of one role has room for. */
function checkTrust({ spokes }: ConfigFolder, plan: FleetPlan): Mistake[] {
  return accountsOf(plan)
    .map(enteredByDefault)
    .filter(({ hubs }) => JSON.stringify(hubs.flatMap(controllersOf)).length > TRUSTED)
    .map(({ id, hubs }) => {
      const last = spokes
        .flat()
        .filter(({ value }) => value.aws_account_id === id)
        .at(-1)!;
      const names = hubs.map(hub => hub.name).join(', ');
      const message =
        `Hubs ${names} enter account ${id}, and the trust of one role has no room for so many. ` +
        'Put its spokes below fewer hubs, or give some a role of their own in iam_role_arn.';
      return last.mistake('aws_account_id', message);
    });
}

function planOf(
  { spokes }: ConfigFolder,
  { repository, hubs, platform, teams = [], addons, versions }: FleetConfig,
): FleetPlan {
  return {
    repository: repository as FleetPlan['repository'],
    hubs: hubs.map((hub, i) =>
      hubOf(
        hub,
        spokes[i].map(({ value }) => spokeOf(value, teams)),
      ),
    ),
    platform,
    teams,
    addons: addons as FleetPlan['addons'],
    versions: versions as FleetPlan['versions'],
  };
}

const hubOf = (hub: HubConfig, spokes: readonly Spoke[]): Hub => ({
  name: hub.name,
  accountId: hub.aws_account_id,
  region: hub.aws_region,
  clusterName: hub.cluster_name,
  vpcCidr: hub.vpc_cidr!,
  spokeFiles: hub.spokes!,
  identity: hub.identity === 'irsa' ? { type: 'irsa', issuer: hub.oidc_issuer! } : { type: 'pod-identity' },
  roleSelection: hub.role_selection!,
  recovering: hub.recovering!,
  spokes,
});

function spokeOf(value: SpokeConfig, teams: readonly Team[]): Spoke {
  const { name, aws_account_id: accountId, cluster, network, addons, argocd } = value;
  return {
    name,
    environment: value.environment,
    accountId,
    region: value.aws_region,
    cluster: {
      name: cluster.name ?? name,
      version: cluster.version,
      endpointPrivateAccess: cluster.endpoint_private_access!,
      endpointPublicAccess: cluster.endpoint_public_access!,
      publicAccessCidrs: cluster.public_access_cidrs ?? [],
    },
    network: {
      cidr: network.vpc_cidr,
      zones: network.availability_zones,
      natGateways: !network.enable_nat_gateway ? 'None' : network.single_nat_gateway ? 'Single' : 'PerZone',
    },
    nodeGroups: value.node_groups.map(nodeGroupOf),
    addons: {
      autoscaler: addons.enable_cluster_autoscaler!,
      metricsServer: addons.enable_metrics_server!,
      efs: addons.enable_efs_csi!,
    },
    ...(argocd && {
      workloads: {
        team: argocd.team,
        repository: argocd.repo_url,
        path: argocd.path,
        revision: argocd.target_revision!,
        wave: argocd.sync_wave!,
      },
    }),
    teams: teams.filter(team => value.teams?.includes(team.name)),
    provisionerRoleArn: value.iam_role_arn ?? provisionerRoleArn(accountId),
    deletionPolicy: value.deletion_policy!,
    removing: value.removing!,
    adopt: value.adopt ?? {},
    tags: value.tags ?? {},
  };
}

type NodeGroupConfig = SpokeConfig['node_groups'][number];

const nodeGroupOf = (group: NodeGroupConfig): NodeGroup => ({
  name: group.name,
  instanceTypes: group.instance_types,
  amiType: group.ami_type!,
  desiredSize: group.desired_size,
  minSize: group.min_size,
  maxSize: group.max_size,
  diskSize: group.disk_size!,
  labels: group.labels ?? {},
  taints: (group.taints ?? []).map(({ key, value = '', effect }) => ({ key, value, effect })),
});
