import type { FleetConfig } from './config/shape';
import { CONTROLLERS, controllerRole, provisionerRoleArn, roleArn } from './names';

/** A fleet as its configuration describes it: complete, checked, and all that constructs need. */
export interface FleetPlan {
  /** The repository Argo CD reads. */
  readonly repository: {
    readonly url: string;
    readonly revision: string;
    /** Folder of the configuration in it. */
    readonly config: string;
    /** Folder of the manifests in it. */
    readonly output: string;
  };
  readonly hubs: readonly Hub[];
  readonly platform: { readonly group: string; readonly role: string };
  readonly teams: readonly Team[];
  readonly addons: { readonly crossplane: boolean; readonly metrics: boolean };
  /** Versions of charts. */
  readonly versions: Required<FleetConfig['versions']>;
}

export interface Hub {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly clusterName: string;
  readonly vpcCidr: string;
  /** Folder of its spoke files, below the configuration. */
  readonly spokeFiles: string;
  /** How controllers get their roles. */
  readonly identity: { readonly type: 'pod-identity' } | { readonly type: 'irsa'; readonly issuer: string };
  /** How ACK knows which role to take for an object. */
  readonly roleSelection: 'carm' | 'role-selector';
  /** Whether kro is to leave spokes alone for now. */
  readonly recovering: boolean;
  readonly spokes: readonly Spoke[];
}

/** People who have namespaces on spokes. */
export interface Team {
  readonly name: string;
  /** Of the single sign-on. */
  readonly group: string;
  /** Name of an IAM role. */
  readonly role: string;
  readonly namespaces: readonly string[];
  readonly repositories: readonly string[];
}

export interface Spoke {
  readonly name: string;
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
  readonly cluster: {
    readonly name: string;
    readonly version: string;
    readonly endpointPrivateAccess: boolean;
    readonly endpointPublicAccess: boolean;
    readonly publicAccessCidrs: readonly string[];
  };
  readonly network: {
    readonly cidr: string;
    readonly zones: readonly string[];
    readonly natGateways: 'PerZone' | 'Single' | 'None';
  };
  readonly nodeGroups: readonly NodeGroup[];
  readonly addons: { readonly autoscaler: boolean; readonly metricsServer: boolean; readonly efs: boolean };
  /** Applications a team brings. */
  readonly workloads?: {
    readonly team: string;
    readonly repository: string;
    readonly path: string;
    readonly revision: string;
    readonly wave: number;
  };
  readonly teams: readonly Team[];
  /** Role ACK takes in the account. */
  readonly provisionerRoleArn: string;
  readonly deletionPolicy: 'retain' | 'delete';
  /** Whether its hub no longer applies the cluster, and only keeps what ACK needs to delete it. */
  readonly removing: boolean;
  /** Ids in AWS by what they are of: `vpc`. */
  readonly adopt: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

export interface NodeGroup {
  readonly name: string;
  readonly instanceTypes: readonly string[];
  readonly amiType: 'AL2023_x86_64_STANDARD' | 'AL2023_ARM_64_STANDARD' | 'AL2023_x86_64_NVIDIA';
  readonly desiredSize: number;
  readonly minSize: number;
  readonly maxSize: number;
  /** In GiB. */
  readonly diskSize: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
}

/** An AWS account and the hubs that have spokes in it. */
export interface Account {
  readonly id: string;
  readonly hubs: readonly Hub[];
  readonly spokes: readonly Spoke[];
}

/** The accounts of a fleet's spokes, in the order of their ids. */
export function accountsOf({ hubs }: Pick<FleetPlan, 'hubs'>): Account[] {
  const ids = [...new Set(hubs.flatMap(hub => hub.spokes.map(spoke => spoke.accountId)))].sort();
  return ids.map(id => ({
    id,
    hubs: hubs.filter(hub => hub.spokes.some(spoke => spoke.accountId === id)),
    spokes: hubs.flatMap(hub => hub.spokes.filter(spoke => spoke.accountId === id)),
  }));
}

/** The part of an account whose spokes name no role of their own. */
export function enteredByDefault({ id, hubs, spokes }: Account): Account {
  const isMeant = (spoke: Spoke) => spoke.provisionerRoleArn === provisionerRoleArn(id);
  return { id, hubs: hubs.filter(hub => hub.spokes.some(isMeant)), spokes: spokes.filter(isMeant) };
}

/** The roles a hub's ACK controllers have in its account. */
export const controllersOf = ({ name, accountId }: Hub): string[] =>
  CONTROLLERS.map(controller => roleArn(accountId, controllerRole(name, controller)));

/** How many Applications the Argo CD of a hub carries: a hub's own, and those of its spokes. */
export const applicationsOf = (hub: Hub, plan: Pick<FleetPlan, 'addons'>): number =>
  hub.spokes.reduce((sum, spoke) => sum + applicationsOfSpoke(spoke), ownApplications(plan));

/** The root, the graphs, kro, five controllers of ACK, and what config.yaml adds. */
const ownApplications = ({ addons }: Pick<FleetPlan, 'addons'>): number =>
  8 + Number(addons.crossplane) + Number(addons.metrics);

/** The infrastructure, what the platform puts on the cluster, the autoscaler, and what a team does. */
const applicationsOfSpoke = ({ addons, workloads }: Spoke): number =>
  2 + Number(addons.autoscaler) + Number(workloads !== undefined);
