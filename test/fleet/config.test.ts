import { readFileSync } from 'node:fs';
import { readFleet } from 'cdk8s-kro/fleet';
import fc from 'fast-check';
import { parse } from 'yaml';
import { changed, EXAMPLE, mistakesOf } from './fixtures';

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
  ['a list', '- name: extra', ['spokes/extra.yaml:1: The file holds no fields. Write for instance: name: my-spoke']],
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
    'a mistake in the defaults',
    'version: "1.33"',
    'version: "1.33"\n    verion: "1.33"',
    ['config.yaml:31: defaults.cluster.verion: There is no field verion. Did you mean version?'],
  ],
])('%s is refused', (_, from, to, mistakes) =>
  expect(mistakesOf(changed({ 'config.yaml': config.replace(from, to) }))).toEqual(mistakes),
);

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
