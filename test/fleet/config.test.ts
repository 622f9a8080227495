import { readFileSync } from 'node:fs';
import { readFleet } from 'cdk8s-kro/fleet';
import fc from 'fast-check';
import { parse } from 'yaml';
import { changed, EXAMPLE, filesOf, find, mistakesOf } from './fixtures';

const config = readFileSync(`${EXAMPLE}/config.yaml`, 'utf8');

/** A spoke file of its own, with some lines more. */
const spoke = (...lines: string[]) =>
  [
    'name: extra',
    'environment: staging',
    ...lines,
    ...(lines.some(line => /^network:/.test(line)) ? [] : NETWORK),
  ].join('\n');
const NETWORK = ['network:', '  vpc_cidr: 10.9.0.0/16'];
const network = (...lines: string[]) => spoke('network:', ...lines.map(line => `  ${line}`));
const workloads = (...lines: string[]) => spoke('argocd:', ...lines.map(line => `  ${line}`));
const nodes = (...lines: string[]) =>
  spoke('node_groups:', '  - name: general', '    instance_types: [m6i.large]', ...lines.map(line => `    ${line}`));

test('the example has no mistake', () => expect(mistakesOf(EXAMPLE)).toEqual([]));

test('a spoke is its file, over its environment, over the defaults', () => {
  const [hub] = readFleet(EXAMPLE).hubs;
  const production = hub.spokes.find(each => each.name === 'payments-production')!;
  expect(production).toMatchObject({
    accountId: '333333333333', // environment
    region: 'us-east-1', // defaults
    cluster: { name: 'payments-production', version: '1.33' }, // schema, defaults
    network: { cidr: '10.3.0.0/16', zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'], natGateways: 'PerZone' },
    addons: { autoscaler: true, efs: true, metricsServer: true }, // environment, file, schema
    tags: { 'managed-by': 'cdk8s-kro', environment: 'production', 'cost-center': '4711' }, // all three
    deletionPolicy: 'retain',
  });
  expect(production.nodeGroups.map(group => group.name)).toEqual(['general', 'batch']); // a list is replaced
});

test.each<[what: string, text: string, mistakes: string[]]>([
  [
    'a network of another spoke',
    network('vpc_cidr: 10.2.0.0/16'),
    [
      'spokes/payments-staging.yaml:7: network.vpc_cidr: 10.2.0.0/16 is the network of spokes/extra.yaml already. 10.4.0.0/16 is free: write vpc_cidr: 10.4.0.0/16.',
    ],
  ],
  [
    'the network of the hub',
    network('vpc_cidr: 10.0.0.0/16'),
    [
      'spokes/extra.yaml:4: network.vpc_cidr: 10.0.0.0/16 is the network of hub hub already. 10.4.0.0/16 is free: write vpc_cidr: 10.4.0.0/16.',
    ],
  ],
  [
    'no network',
    spoke('network: {}'),
    ['spokes/extra.yaml:3: network.vpc_cidr: vpc_cidr is missing. 10.4.0.0/16 is free: write vpc_cidr: 10.4.0.0/16.'],
  ],
  [
    'a network that is none',
    network('vpc_cidr: 192.168.0.0/16'),
    [
      'spokes/extra.yaml:4: network.vpc_cidr: 192.168.0.0/16 is outside of 10.0.0.0/8. Write 10.N.0.0/16 with N from 0 to 255.',
    ],
  ],
  [
    'an unknown zone',
    network('vpc_cidr: 10.9.0.0/16', 'availability_zones:', '  - us-east-1a', '  - us-east-1z'),
    [
      'spokes/extra.yaml:7: network.availability_zones[1]: There is no zone us-east-1z in us-east-1, which has us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f. Did you mean us-east-1a?',
    ],
  ],
  [
    'a zone twice',
    network('vpc_cidr: 10.9.0.0/16', 'availability_zones: [us-east-1a, us-east-1a]'),
    [
      'spokes/extra.yaml:5: network.availability_zones[1]: us-east-1a is in the list twice. Every zone has a subnet of its own.',
    ],
  ],
  [
    '1 zone',
    network('vpc_cidr: 10.9.0.0/16', 'availability_zones: [us-east-1a]'),
    [
      'spokes/extra.yaml:5: network.availability_zones: Must be at least 2 items long. 2 or 3 zones of the region: [us-east-1a, us-east-1b].',
    ],
  ],
  [
    '4 zones',
    network('vpc_cidr: 10.9.0.0/16', 'availability_zones: [us-east-1a, us-east-1b, us-east-1c, us-east-1d]'),
    [
      'spokes/extra.yaml:5: network.availability_zones: Must be at most 3 items long. 2 or 3 zones of the region: [us-east-1a, us-east-1b].',
    ],
  ],
  [
    'a NAT gateway that is none',
    network('vpc_cidr: 10.9.0.0/16', 'enable_nat_gateway: false'),
    [
      'environments/staging.yaml:4: network.single_nat_gateway: There is no NAT gateway where enable_nat_gateway is false. Say one of both.',
    ],
  ],
  [
    'an unknown region',
    spoke('aws_region: us-est-1'),
    ['spokes/extra.yaml:3: aws_region: There is no region us-est-1. Did you mean us-east-1?'],
  ],
  [
    'a version EKS does not have',
    spoke('cluster:', '  version: "1.9"'),
    [
      'spokes/extra.yaml:4: cluster.version: Must be one of "1.30", "1.31", "1.32", "1.33", "1.34", "1.35". A Kubernetes version EKS offers, in quotes.',
    ],
  ],
  [
    'a version without quotes',
    spoke('cluster:', '  version: 1.33'),
    ['spokes/extra.yaml:4: cluster.version: Must be string, not number. A Kubernetes version EKS offers, in quotes.'],
  ],
  [
    'a name that another spoke has',
    spoke().replace('extra', 'payments-staging'),
    [
      'spokes/payments-staging.yaml:2: name: spokes/extra.yaml has a spoke called payments-staging already. Rename one.',
    ],
  ],
  [
    'a cluster that another spoke has',
    spoke('cluster:', '  name: orders-staging'),
    [
      'spokes/orders-staging.yaml:2: cluster.name: spokes/extra.yaml has a cluster called orders-staging already. Rename one.',
    ],
  ],
  [
    'an unknown key',
    spoke('aws_acount_id: "222222222222"'),
    ['spokes/extra.yaml:3: aws_acount_id: There is no field aws_acount_id. Did you mean aws_account_id?'],
  ],
  [
    'an unknown key that is near no other',
    spoke('cluster:', '  zzzzzzzz: 1'),
    [
      'spokes/extra.yaml:4: cluster.zzzzzzzz: There is no field zzzzzzzz. There are name, version, endpoint_private_access, endpoint_public_access, public_access_cidrs.',
    ],
  ],
  [
    'an account of 11 digits',
    spoke('aws_account_id: "22222222222"'),
    [
      'spokes/extra.yaml:3: aws_account_id: Must match ^[0-9]{12}$. The 12 digits of an AWS account, in quotes: "111122223333".',
    ],
  ],
  [
    'an account without quotes',
    spoke('aws_account_id: 222222222222'),
    [
      'spokes/extra.yaml:3: aws_account_id: Must be string, not integer. The 12 digits of an AWS account, in quotes: "111122223333".',
    ],
  ],
  [
    'max below min',
    nodes('desired_size: 2', 'min_size: 4', 'max_size: 3'),
    ['spokes/extra.yaml:8: node_groups[0].max_size: max_size 3 is less than min_size 4.'],
  ],
  [
    'desired outside of min and max',
    nodes('desired_size: 5', 'min_size: 1', 'max_size: 3'),
    ['spokes/extra.yaml:6: node_groups[0].desired_size: desired_size 5 is not between min_size 1 and max_size 3.'],
  ],
  [
    'a node group without a size',
    nodes('desired_size: 1', 'min_size: 1'),
    ['spokes/extra.yaml:4: node_groups[0].max_size: max_size is missing. Groups of nodes, at least one.'],
  ],
  [
    'node groups of one name',
    nodes('desired_size: 1', 'min_size: 1', 'max_size: 1').replace(
      'node_groups:\n',
      'node_groups:\n  - { name: general, instance_types: [m6i.large], desired_size: 1, min_size: 1, max_size: 1 }\n',
    ),
    ['spokes/extra.yaml:5: node_groups[1].name: Another node group is called general. Rename one.'],
  ],
  [
    'an environment that is not there',
    spoke().replace('staging', 'stagin'),
    ['spokes/extra.yaml:2: environment: There is no environments/stagin.yaml. Did you mean staging?'],
  ],
  [
    'a team that is not there',
    spoke('teams: [paymets]'),
    ['spokes/extra.yaml:3: teams[0]: There is no team paymets in config.yaml. Did you mean payments?'],
  ],
  [
    'an API server nobody reaches',
    spoke('cluster:', '  endpoint_public_access: false', '  endpoint_private_access: false'),
    [
      'spokes/extra.yaml:3: cluster: Nobody reaches an API server without an endpoint. Set endpoint_private_access to true.',
    ],
  ],
  [
    'an API server for everybody',
    spoke('cluster:', '  public_access_cidrs: []'),
    [
      'spokes/extra.yaml:4: cluster.public_access_cidrs: The API server would be open to all the internet. Name the addresses of the hub and your own in public_access_cidrs, write [0.0.0.0/0] if everybody is meant, or set endpoint_public_access to false.',
    ],
  ],
  [
    'a role that is not the one of the account',
    spoke('aws_account_id: "444444444444"', 'iam_role_arn: arn:aws:iam::333333333333:role/provisioner'),
    [
      'spokes/extra.yaml:4: iam_role_arn: arn:aws:iam::333333333333:role/provisioner is a role of another account than aws_account_id 444444444444.',
    ],
  ],
  [
    'an address that is no network',
    spoke('cluster:', '  public_access_cidrs: [203.0.113.7, 300.1.2.3/24]'),
    [
      'spokes/extra.yaml:4: cluster.public_access_cidrs[0]: 203.0.113.7 is no network. Write 203.0.113.0/24, or 203.0.113.7/32.',
      'spokes/extra.yaml:4: cluster.public_access_cidrs[1]: 300.1.2.3/24 is no network. Write 203.0.113.0/24, or 203.0.113.7/32.',
    ],
  ],
  [
    'an instance type that cannot start the image',
    nodes('desired_size: 1', 'min_size: 1', 'max_size: 1').replace('m6i.large', 'm6i.large, m7g.large'),
    [
      'spokes/extra.yaml:5: node_groups[0].instance_types[1]: m7g.large does not start from ami_type AL2023_x86_64_STANDARD. Change one.',
    ],
  ],
  [
    'a cluster called as Argo CD calls its own',
    spoke('cluster:', '  name: in-cluster'),
    ['spokes/extra.yaml:4: cluster.name: Argo CD calls the cluster it runs in in-cluster. Rename the cluster.'],
  ],
  [
    'a cluster called as the hub of the account, which ACK would take over',
    spoke('aws_account_id: "111111111111"', 'cluster:', '  name: hub'),
    ['spokes/extra.yaml:5: cluster.name: Hub hub is a cluster of this name in this account. Rename the cluster.'],
  ],
  [
    'applications of a team that has nothing on the spoke',
    workloads('team: payments', 'repo_url: https://github.com/myorg/payments.git', 'path: deploy'),
    ['spokes/extra.yaml:4: argocd.team: payments has no namespace on the spoke. Add it to teams.'],
  ],
  [
    'applications from a repository that is not of the team',
    `${workloads('team: payments', 'repo_url: https://github.com/other/x', 'path: deploy')}\nteams: [payments]`,
    [
      'spokes/extra.yaml:5: argocd.repo_url: https://github.com/other/x is no repository of payments. There are https://github.com/myorg/payments.',
    ],
  ],
  [
    'an id of nothing a spoke has',
    spoke('adopt:', '  vcp: vpc-1', '  mountTarget-subnet-1: fsmt-1', '  natGateway-us-east-1a: nat-1'),
    ['spokes/extra.yaml:4: adopt.vcp: A spoke has no vcp to take over. Did you mean vpc?'],
  ],
  [
    'tags of AWS and of the spoke',
    spoke('tags:', '  spoke: mine', '  "aws:a": b'),
    [
      'spokes/extra.yaml:4: tags.spoke: Everything has a tag spoke with the name of the spoke. Give the tag another name.',
      'spokes/extra.yaml:5: tags.aws:a: Tags whose names begin with aws: are made by AWS. Give the tag another name.',
    ],
  ],
  [
    'a tag that is taken',
    spoke('tags:', '  Name: mine'),
    ['spokes/extra.yaml:4: tags.Name: Everything has a tag Name that says what it is. Give the tag another name.'],
  ],
  [
    'no name',
    spoke().replace('name: extra\n', ''),
    [
      'spokes/extra.yaml:1: name: name is missing. Name of the spoke, unique in the fleet. Lower case letters, digits and -, at most 40 characters.',
    ],
  ],
  [
    'YAML that is none',
    'name: [',
    [
      'spokes/extra.yaml:1: The YAML cannot be read: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
  ],
  [
    'a list',
    '- name: extra',
    ['spokes/extra.yaml:1: The file holds no fields. Write one to a line, as in name: value.'],
  ],
  [
    'two documents',
    `${spoke()}\n---\nname: more\n`,
    ['spokes/extra.yaml:6: There are several documents in the file. Make a file of each.'],
  ],
])('%s is refused, with the place and what to write', (_, text, mistakes) => {
  expect(mistakesOf(changed({ 'spokes/extra.yaml': text }))).toEqual(mistakes);
});

test.each<[what: string, from: string | RegExp, to: string, mistakes: string[]]>([
  [
    'a hub called as a folder of the output',
    'name: hub',
    'name: spokes',
    ['config.yaml:9: hubs[0].name: The output has a folder spokes for something else. Give the hub another name.'],
  ],
  [
    'a hub without an account',
    /^ {4}aws_account_id.*\n/m,
    '',
    [
      'config.yaml:9: hubs[0].aws_account_id: aws_account_id is missing. The 12 digits of an AWS account, in quotes: "111122223333".',
    ],
  ],
  [
    'IRSA without an issuer',
    'cluster_name: hub',
    'cluster_name: hub\n    identity: irsa',
    ['config.yaml:9: hubs[0].oidc_issuer: oidc_issuer is missing: roles have to trust it with identity: irsa.'],
  ],
  [
    'an unknown way to get roles',
    'cluster_name: hub',
    'cluster_name: hub\n    identity: irs',
    [
      'config.yaml:13: hubs[0].identity: Must be one of "pod-identity", "irsa". Did you mean irsa? How controllers get their roles.',
    ],
  ],
  [
    'a name for all spokes',
    'defaults:',
    'defaults:\n  name: one',
    [
      'config.yaml:28: defaults.name: There is no field name. There are aws_account_id, aws_region, cluster, network, node_groups, addons, argocd, teams, iam_role_arn, deletion_policy, adopt, tags.',
    ],
  ],
  [
    'a folder that leads out of the repository',
    'output: dist',
    'output: ../dist',
    [
      'config.yaml:6: repository.output: Must match ^\\.?[\\w@+-][\\w.@+-]*(/\\.?[\\w@+-][\\w.@+-]*)*$. Where the manifests are. A folder as seen from the root of the repository: apps/fleet.',
    ],
  ],
  [
    'a mistake in the defaults',
    'version: "1.33"',
    'version: "1.33"\n    verion: "1.33"',
    ['config.yaml:31: defaults.cluster.verion: There is no field verion. Did you mean version?'],
  ],
])('%s is refused', (_, from, to, mistakes) =>
  expect(mistakesOf(changed({ 'config.yaml': config.replace(from, to) }))).toEqual(mistakes),
);

/** The example with another hub, and the file of its one spoke. */
const another = (hub: string, spokes = 'more') =>
  config.replace('\nplatform:', `  - { name: two, aws_region: us-east-1, ${hub}, spokes: ${spokes} }\n\nplatform:`);
const OTHER = 'aws_account_id: "111111111112", cluster_name: two';

test.each<[what: string, files: Readonly<Record<string, string>>, mistakes: string[]]>([
  [
    'one cluster',
    { 'config.yaml': another('aws_account_id: "111111111111", cluster_name: hub') },
    ['config.yaml:14: hubs[1].cluster_name: Hub hub is this cluster. Give each hub a cluster of its own.'],
  ],
  [
    'one folder',
    { 'config.yaml': another(OTHER, 'spokes') },
    [
      'config.yaml:14: hubs[1].spokes: Hub hub reads its spokes from spokes. Give each hub a folder of its own, none inside another.',
    ],
  ],
  [
    'the name of a spoke',
    { 'config.yaml': another(OTHER), 'more/a.yaml': spoke().replace('extra', 'orders-staging') },
    ['more/a.yaml:1: name: spokes/orders-staging.yaml has a spoke called orders-staging already. Rename one.'],
  ],
  [
    'the name of a cluster, and so its roles',
    { 'config.yaml': another(OTHER), 'more/a.yaml': spoke('cluster:', '  name: orders-staging') },
    [
      'more/a.yaml:4: cluster.name: spokes/orders-staging.yaml has a cluster called orders-staging already. Rename one.',
    ],
  ],
])('two hubs cannot share %s', (_, files, mistakes) => expect(mistakesOf(changed(files))).toEqual(mistakes));

test('a hub cannot read its spokes from environments', () => {
  const [first] = mistakesOf(changed({ 'config.yaml': another(OTHER, 'environments') }));
  expect(first).toBe(
    'config.yaml:14: hubs[1].spokes: The folder environments is for what spokes have in common. Put spoke files into another.',
  );
});

test.each<[what: string, team: string, mistake: string]>([
  [
    'the name of a project',
    'name: fleet',
    'name: Argo CD has a project fleet for something else. Give the team another name.',
  ],
  ['the name of another team', 'name: payments', 'name: Another team is called payments. Rename one.'],
  [
    'the role of another team',
    'role: PaymentsDeveloper',
    'role: PaymentsDeveloper is the role of payments too, and EKS lets a role in once. Give each team a role of its own.',
  ],
  [
    'the role of the platform',
    'role: PlatformAdmin',
    'role: PlatformAdmin is the role of the platform team too, and EKS lets a role in once. Give each team a role of its own.',
  ],
  [
    'a namespace of another team',
    'namespaces: [orders, payments]',
    'namespaces[1]: payments is a namespace of payments already. Rename one.',
  ],
  ['a namespace twice', 'namespaces: [orders, orders]', 'namespaces[1]: orders is in the list twice.'],
  [
    'a namespace of Kubernetes',
    'namespaces: [kube-system]',
    'namespaces[0]: kube-system is not for teams. Name a namespace of their own.',
  ],
])('a team cannot have %s', (_, own, mistake) => {
  const orders = {
    name: 'orders',
    group: 'orders-developers',
    role: 'OrdersDeveloper',
    namespaces: ['orders'],
    repositories: ['https://github.com/myorg/orders'],
    ...parse(own),
  };
  const text = config.replace('\n# What', `  - ${JSON.stringify(orders)}\n\n# What`);
  expect(mistakesOf(changed({ 'config.yaml': text }))).toEqual([`config.yaml:25: teams[1].${mistake}`]);
});

test('more hubs than a role can trust cannot enter an account', () => {
  const names = Array.from({ length: 7 }, (_, i) => `hub-${i}`);
  const hubs = names.map(
    (name, i) =>
      `  - { name: ${name}, aws_account_id: "11111111111${i}", aws_region: us-east-1, cluster_name: ${name}, spokes: ${name} }\n`,
  );
  const files = Object.fromEntries(names.map((name, i) => [`${name}/a.yaml`, spoke().replace('extra', `extra-${i}`)]));
  const text = config.replace(/ {2}- name: hub\n[\s\S]*?\n\n/, `${hubs.join('')}\n`);
  expect(mistakesOf(changed({ ...files, 'config.yaml': text }))).toEqual([
    'environments/staging.yaml:2: aws_account_id: Hubs hub-0, hub-1, hub-2, hub-3, hub-4, hub-5, hub-6 enter account 222222222222, and the trust of one role has no room for so many. Put its spokes below fewer hubs, or give some a role of their own in iam_role_arn.',
  ]);
  const fewer = readFleet(changed({ ...files, 'config.yaml': text.replace(hubs[6], '') }));
  expect(find(filesOf(fewer)['accounts/222222222222/provisioner.yaml'], 'Role')).toBeDefined();
});

test('all mistakes are told at once, in the order of files and lines', () => {
  const folder = changed({
    'environments/staging.yaml': 'aws_account_id: "2"\ndeletion_policy: keep\n',
    'spokes/a.yaml': 'name: A\nenvironment: production\n',
    'spokes/b.yml': '',
  });
  expect(mistakesOf(folder).map(mistake => mistake.split(': ').slice(0, 2).join(': '))).toEqual([
    'environments/staging.yaml:1: aws_account_id',
    'environments/staging.yaml:2: deletion_policy',
    'spokes/a.yaml:1: name',
    'spokes/a.yaml:1: network.vpc_cidr',
    expect.stringMatching(/^spokes\/b.yml:1: Argo CD reads spokes from \*\.yaml only/),
    'spokes/orders-staging.yaml:2: node_groups',
    'spokes/payments-staging.yaml:2: node_groups',
  ]);
});

test('with CARM an account has one role, and with IAMRoleSelector each spoke may have its own', () => {
  const extra = spoke('iam_role_arn: arn:aws:iam::222222222222:role/mine');
  expect(mistakesOf(changed({ 'spokes/z.yaml': extra }))).toEqual([
    'spokes/z.yaml:3: iam_role_arn: spokes/orders-staging.yaml takes another role in account 222222222222. With role_selection: carm an account has one role.',
  ]);
  const selecting = config.replace('cluster_name: hub', 'cluster_name: hub\n    role_selection: role-selector');
  expect(mistakesOf(changed({ 'spokes/z.yaml': extra, 'config.yaml': selecting }))).toEqual([]);
});

test('whatever a spoke file says, mistakes are told', () => {
  const example = parse(spoke('cluster:', '  version: "1.33"', 'teams: [payments]'));
  const paths = [
    ...[
      'name',
      'environment',
      'aws_account_id',
      'aws_region',
      'cluster',
      'network',
      'node_groups',
      'addons',
      'argocd',
      'teams',
    ],
    ...['tags', 'adopt', 'iam_role_arn', 'deletion_policy'],
  ];
  const value = fc.jsonValue({ maxDepth: 2 });
  fc.assert(
    fc.property(fc.constantFrom(...paths), value, (path, given) => {
      const text = JSON.stringify({ ...example, [path]: given });
      expect(mistakesOf(changed({ 'spokes/extra.yaml': text }))).toEqual(expect.any(Array)); // it does not throw
    }),
    { numRuns: 60 },
  );
});

test.each([
  [
    'a folder where a file should be',
    'spokes/a.yaml/b.yaml',
    'spokes/a.yaml:1: This is a folder, and has to be a file.',
  ],
  [
    'a folder in the folder of spoke files',
    'spokes/a/b.yaml',
    'spokes/a:1: Argo CD would read spokes from this folder too, and synth does not. Move its files up, or elsewhere.',
  ],
])('%s is told', (_, file, mistake) => expect(mistakesOf(changed({ [file]: spoke() }))).toEqual([mistake]));

test('a template is no spoke', () => {
  expect(mistakesOf(changed({ 'spokes/template.yaml': 'name: my-spoke\n' }))).toEqual([]);
});

test('a folder without config.yaml is told so', () => {
  expect(mistakesOf('nowhere')).toEqual(['config.yaml:1: There is no such file.']);
});

test('the 256th cluster of a hub finds no network', () => {
  const files = Object.fromEntries(
    Array.from({ length: 255 }, (_, i) => {
      const text = `name: s${i}\nenvironment: staging\nnetwork:\n  vpc_cidr: 10.${i + 1}.0.0/16\n`;
      return [`spokes/s${i}.yaml`, text];
    }),
  );
  const others = ['orders-staging', 'payments-staging', 'payments-production'];
  for (const name of others) files[`spokes/${name}.yaml`] = undefined as never;
  expect(mistakesOf(changed(files))).toEqual([]);
  expect(mistakesOf(changed({ ...files, 'spokes/s256.yaml': 'name: more\nenvironment: staging\n' }))).toEqual([
    'spokes/s256.yaml:1: network.vpc_cidr: vpc_cidr is missing. 10.0.0.0/8 is full: hub hub and its spokes have all 256 networks. Put the spoke below another hub.',
  ]);
});
