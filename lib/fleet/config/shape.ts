import type { Infer, Shape } from '../../schema/field';
import * as s from '../../schema/field';

/** A name that fits wherever it ends up: labels, names of roles and of what graphs make, host names. */
const name = () => s.string().pattern('^[a-z]([-a-z0-9]*[a-z0-9])?$').maxLength(40);
const NAME = 'Lower case letters, digits and -, at most 40 characters';
const accountId = () =>
  s.string().pattern('^[0-9]{12}$').description('The 12 digits of an AWS account, in quotes: "111122223333"');
const region = () => s.string().description('A region of AWS: us-east-1');
/** A folder of the repository: no `/` at its ends, and no way up. */
const folder = () => s.string().pattern('^\\.?[\\w@+-][\\w.@+-]*(/\\.?[\\w@+-][\\w.@+-]*)*$');
const FOLDER = 'A folder as seen from the root of the repository: apps/fleet';
const enabled = (text: string, fallback: boolean) => s.boolean().default(fallback).description(text);

/** Versions EKS offers, in standard or extended support: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html. */
const VERSIONS = ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35'] as const;
const AMI_TYPES = ['AL2023_x86_64_STANDARD', 'AL2023_ARM_64_STANDARD', 'AL2023_x86_64_NVIDIA'] as const;

const taint = {
  key: s.string().required(),
  value: s.string(),
  effect: s.string().enum('NO_SCHEDULE', 'NO_EXECUTE', 'PREFER_NO_SCHEDULE').required(),
};

const nodeGroup = {
  name: name().description(NAME).required(),
  instance_types: s
    .list(s.string().pattern('^[a-z][a-z0-9-]*\\.[a-z0-9-]+$'))
    .minItems(1)
    .description('EC2 instance types: [m6i.large]')
    .required(),
  // the launch template encrypts /dev/xvda, which is the root volume of these
  ami_type: s
    .string()
    .enum(...AMI_TYPES)
    .default('AL2023_x86_64_STANDARD'),
  desired_size: s.integer().minimum(0).description('Nodes at first; an autoscaler changes it').required(),
  min_size: s.integer().minimum(0).required(),
  max_size: s.integer().minimum(1).required(),
  disk_size: s.integer().minimum(20).maximum(16384).default(50).description('GiB of the encrypted root volume'),
  labels: s.map(s.string()),
  taints: s.list(s.object(taint)),
};

/** What `spokes/*.yaml` says once the files above it are merged in. */
export const spoke = {
  name: name().description(`Name of the spoke, unique in the fleet. ${NAME}`).required(),
  aws_account_id: accountId().required(),
  aws_region: region().required(),
  environment: name().description('The file below environments/ the spoke builds on, without .yaml').required(),
  cluster: s
    .object({
      name: name().description(`Name of the EKS cluster. ${NAME}. Default: the name of the spoke`),
      version: s
        .string()
        .enum(...VERSIONS)
        .description('A Kubernetes version EKS offers, in quotes')
        .required(),
      endpoint_private_access: enabled('Whether nodes reach the API server inside the VPC', true),
      endpoint_public_access: enabled('Whether the hub reaches the API server over the internet', true),
      public_access_cidrs: s.list(s.string()).description('Who reaches the public endpoint: [203.0.113.0/24]'),
    })
    .required(),
  network: s
    .object({
      vpc_cidr: s.string().description('10.N.0.0/16, with an N no other cluster of the hub has').required(),
      availability_zones: s
        .list(s.string())
        .minItems(2)
        .maxItems(3)
        .description('2 or 3 zones of the region: [us-east-1a, us-east-1b]')
        .required(),
      enable_nat_gateway: enabled('Whether private subnets reach the internet', true),
      single_nat_gateway: enabled('One NAT gateway for all zones instead of one each', false),
    })
    .required(),
  node_groups: s.list(s.object(nodeGroup)).minItems(1).description('Groups of nodes, at least one').required(),
  addons: s
    .object({
      enable_cluster_autoscaler: enabled('Changes the size of node groups as Pods need it', false),
      enable_metrics_server: enabled('Serves kubectl top and autoscalers', true),
      enable_efs_csi: enabled('A file system that Pods of all zones share', false),
    })
    .required(),
  argocd: s.object({
    team: s.string().description('The team whose applications these are; one of teams in config.yaml').required(),
    repo_url: s.string().pattern('^(https|ssh)://|^git@').description('Repository of the applications').required(),
    path: folder().description('Folder of the applications in the repository: deploy/staging').required(),
    target_revision: s.string().default('main'),
    sync_wave: s.integer().default(5),
  }),
  teams: s.list(s.string()).description('Teams with a namespace on the spoke; names from teams in config.yaml'),
  iam_role_arn: s
    .string()
    .pattern('^arn:aws:iam::[0-9]{12}:role/[\\w+=,.@/-]+$')
    .description('The role ACK takes in the account. Default: spoke-provisioner-role'),
  deletion_policy: s
    .string()
    .enum('retain', 'delete')
    .default('retain')
    .description('What happens in AWS when the EKSCluster is deleted'),
  removing: enabled('Lets the hub forget the cluster, so that it stays deleted once somebody deletes it', false),
  adopt: s.map(s.string()).description('Ids of what exists in AWS already, as a rebuilt hub needs them: vpc: vpc-0123'),
  tags: s.map(s.string()).description('Tags of everything in AWS'),
} satisfies Shape;

/** The objects of a spoke that hold defaults, and so are always there. */
export const SKELETON: object = { cluster: {}, network: {}, addons: {} };

const hub = {
  name: name().description(`Name of the hub and of its folder in the output. ${NAME}`).required(),
  aws_account_id: accountId().required(),
  aws_region: region().required(),
  cluster_name: name().description('Name of the EKS cluster the hub is').required(),
  vpc_cidr: s.string().default('10.0.0.0/16').description('10.N.0.0/16'),
  spokes: folder().default('spokes').description('Folder of its spoke files, below the configuration: spokes-eu'),
  identity: s
    .string()
    .enum('pod-identity', 'irsa')
    .default('pod-identity')
    .description('How controllers get their roles'),
  oidc_issuer: s.string().pattern('^https://[^/]+/.*[^/]$').description('OIDC issuer of the hub, for identity: irsa'),
  role_selection: s
    .string()
    .enum('carm', 'role-selector')
    .default('carm')
    .description('How ACK knows the role to take: the ConfigMap ack-role-account-map, or IAMRoleSelector (alpha)'),
  max_applications: s.integer().minimum(10).default(1000).description('Applications its Argo CD can carry'),
  recovering: enabled('Keeps kro from acting on spokes until the ids to adopt are written down', false),
};

const team = {
  name: name().description(NAME).required(),
  group: s.string().description('Group of the single sign-on').required(),
  role: s.string().description('Name of the IAM role its people have in the accounts of spokes').required(),
  namespaces: s.list(name()).minItems(1).description(`Namespaces that are the team's alone. ${NAME}`).required(),
  repositories: s.list(s.string()).minItems(1).required(),
};

const version = (chart: string, value: string) =>
  s.string().pattern('^[0-9]+\\.[0-9]+\\.[0-9]+').default(value).description(`Version of ${chart}`);

/** What `config.yaml` says. */
export const config = {
  repository: s
    .object({
      url: s.string().pattern('^(https|ssh)://|^git@').description('This repository, as Argo CD reaches it').required(),
      revision: s.string().default('main'),
      config: folder().description(`Where this file is. ${FOLDER}`).required(),
      output: folder().default('dist').description(`Where the manifests are. ${FOLDER}`),
    })
    .required(),
  hubs: s.list(s.object(hub)).minItems(1).required(),
  platform: s
    .object({
      group: s.string().description('Group of the platform team in the single sign-on').required(),
      role: s.string().description('Name of the IAM role the platform team has in every account').required(),
    })
    .required(),
  teams: s.list(s.object(team)),
  addons: s
    .object({
      crossplane: enabled('Installs Crossplane, for graphs that use it', false),
      metrics: enabled('Installs Prometheus and Grafana', true),
    })
    .required(),
  versions: s
    .object({
      kro: version('the chart kro', '0.9.3'),
      ack_ec2: version('the chart ec2-chart', '1.20.0'),
      ack_efs: version('the chart efs-chart', '1.4.1'),
      ack_eks: version('the chart eks-chart', '1.20.0'),
      ack_iam: version('the chart iam-chart', '1.8.1'),
      ack_kms: version('the chart kms-chart', '1.4.1'),
      crossplane: version('the chart crossplane', '2.0.2'),
      metrics: version('the chart kube-prometheus-stack', '75.6.1'),
      cluster_autoscaler: version('the chart cluster-autoscaler', '9.46.6'),
    })
    .required(),
  defaults: s.object().description('What spokes say where neither they nor their environment do'),
} satisfies Shape;

export type SpokeConfig = Infer<typeof spoke>;
export type FleetConfig = Infer<typeof config>;
