import { analyze, Kinds, KroApp } from 'cdk8s-kro';
import { Environment } from 'cdk8s-kro/cel';
import {
  EfsStorageGraph,
  EKSClusterGraph,
  IamRoleGraph,
  SecurityGroupSetGraph,
  subnetsOf,
  VpcNetworkGraph,
} from 'cdk8s-kro/fleet';
import { GRAPHS } from '../../lib/fleet/graphs';

interface Rgd {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly schema: { readonly kind: string; readonly spec: object; readonly status: object };
    readonly resources: readonly { readonly id: string; readonly template: Template; readonly forEach?: object[] }[];
  };
}
// biome-ignore lint/suspicious/noExplicitAny: tests look into templates of all kinds
type Template = { readonly kind: string; readonly metadata: any; readonly spec?: any; readonly stringData?: any };

const app = new KroApp();
const rgdOf = (Graph: (typeof GRAPHS)[number]) => new Graph(app, Graph.name).toJson()[0] as Rgd;
const rgds = new Map(GRAPHS.map(Graph => [Graph, rgdOf(Graph)]));
const template = (Graph: (typeof GRAPHS)[number], id: string): Template =>
  rgds.get(Graph)!.spec.resources.find(resource => resource.id === id)!.template;

/** What kro makes of a text that is one expression. */
function evaluated(text: string, values: Readonly<Record<string, unknown>>): unknown {
  const env = Environment.of(Object.fromEntries(Object.keys(values).map(name => [name, DYN])));
  const result = env.evaluate(`json.marshal(${text.slice(2, -1)})`, values);
  if ('value' in result) return JSON.parse(result.value as string);
  throw new Error(JSON.stringify(result));
}
const DYN = { 'x-kubernetes-preserve-unknown-fields': true };

const kinds = Kinds.bundled();
describe.each(GRAPHS)('%p', Graph => {
  const report = analyze(rgds.get(Graph), { kinds });
  kinds.add(report.crd); // those after it use it
  test('kro accepts it, and nothing in it is a trap', () => {
    expect(report.findings).toEqual([]);
    expect(report.accepted).toBe(true);
  });
});

test.each([
  [
    VpcNetworkGraph,
    'vpc-network',
    'vpc internetGateway publicRouteTable publicSubnets elasticIPs natGateways privateRouteTables privateSubnets',
    'vpcID publicSubnetIDs privateSubnetIDs natGatewayIDs',
  ],
  [IamRoleGraph, 'iam-roles', 'role', 'roleARN'],
  [EfsStorageGraph, 'efs-storage', 'fileSystem mountTargets', 'fileSystemID'],
  [SecurityGroupSetGraph, 'security-groups', 'groups', 'securityGroupIDs'],
  [
    EKSClusterGraph,
    'ekscluster.kro.run',
    'network clusterRole secretsKey cluster oidcProvider volumesKey volumesAlias nodeRole nodeTemplates nodeGroups ' +
      'podIdentityAgent addons volumesRole volumesDriver storageGroups storage storageRole storageDriver ' +
      'autoscalerRole autoscalerIdentity argocdRole argocdAccess argocdClusterSecret access',
    'endpoint clusterARN oidcProvider oidcProviderARN vpcID fileSystemID',
  ],
])('%p is called %s; kro creates its resources in this order, and reports this', (Graph, name, order, status) => {
  const rgd = rgds.get(Graph)!;
  expect(rgd.metadata.name).toBe(name);
  expect(analyze(rgd, { kinds }).order.join(' ')).toBe(order);
  expect(Object.keys(rgd.spec.schema.status).join(' ')).toBe(status);
});

describe('a network', () => {
  const schema = (spec: object) => ({ schema: { metadata: { name: 'n' }, spec: { ...BASE, ...spec } } });
  const BASE = { name: 'n', region: 'us-east-1', adopt: {}, tags: {}, deletionPolicy: 'retain' };
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

  test.each(['public', 'private'] as const)('has the %s subnets of the network plan', side => {
    const { cidrBlock } = template(VpcNetworkGraph, `${side}Subnets`).spec;
    const values = schema({ cidr: '10.7.0.0/16', availabilityZones: zones });
    expect(zones.map((_, index) => evaluated(cidrBlock, { ...values, index: BigInt(index) }))).toEqual(
      subnetsOf(7, zones).map(each => each[side]),
    );
  });

  test.each([
    ['PerZone', [0, 1, 2], ['nat-0', 'nat-1', 'nat-2']],
    ['Single', [0], ['nat-0', 'nat-0', 'nat-0']],
    ['None', [], [undefined, undefined, undefined]],
  ])('with NAT gateways %s routes each zone to one', (natGateways, indexes, routes) => {
    const entry = rgds.get(VpcNetworkGraph)!.spec.resources.find(each => each.id === 'natGateways')!;
    const values = schema({ availabilityZones: zones, natGateways });
    expect(evaluated((entry.forEach![0] as { index: string }).index, values)).toEqual(indexes);
    const gateways = indexes.map(index => ({ status: { natGatewayID: `nat-${index}` } }));
    const { routes: expression } = template(VpcNetworkGraph, 'privateRouteTables').spec;
    const made = zones.map((_, i) => evaluated(expression, { ...values, natGateways: gateways, index: BigInt(i) }));
    expect(made.map(each => (each as { natGatewayID: string }[])[0]?.natGatewayID)).toEqual(routes);
  });

  test('is adopted by the id that is written down, and made where there is none', () => {
    const { annotations } = template(VpcNetworkGraph, 'vpc').metadata;
    const always = { 'services.k8s.aws/region': 'us-east-1', 'services.k8s.aws/deletion-policy': 'retain' };
    expect(evaluated(annotations, schema({}))).toEqual(always);
    expect(evaluated(annotations, schema({ adopt: { vpc: 'vpc-0123' } }))).toEqual({
      ...always,
      'services.k8s.aws/adoption-policy': 'adopt-or-create',
      'services.k8s.aws/adoption-fields': '{"vpcID":"vpc-0123"}',
    });
  });

  test('has the tags of the instance', () => {
    const { tags } = template(VpcNetworkGraph, 'vpc').spec;
    expect(evaluated(tags, schema({ tags: { team: 'a' } }))).toEqual([
      { key: 'Name', value: 'n' },
      { key: 'team', value: 'a' },
    ]);
  });
});

describe('a cluster', () => {
  const at = (id: string) => template(EKSClusterGraph, id);

  test('is made of instances of the other graphs', () => {
    const used = rgds
      .get(EKSClusterGraph)!
      .spec.resources.filter(each => /kro\.run/.test(JSON.stringify(each.template)));
    const kindsUsed = new Set(used.map(({ template: { kind } }) => kind));
    expect([...kindsUsed].sort()).toEqual(['EfsStorage', 'IamRole', 'SecurityGroupSet', 'VpcNetwork']);
  });

  test('keeps its name and is found by it, so that a rebuilt hub takes it over', () => {
    expect(at('cluster').metadata.annotations).toEqual({
      'services.k8s.aws/region': '${schema.spec.region}',
      'services.k8s.aws/deletion-policy': '${schema.spec.deletionPolicy}',
      'services.k8s.aws/adoption-policy': 'adopt-or-create',
      'services.k8s.aws/adoption-fields': '{"name":"${schema.spec.clusterName}"}',
    });
    expect(at('cluster').spec.deletionProtection).toBe('${schema.spec.deletionPolicy == "retain"}');
  });

  test('encrypts Secrets, and the volumes of nodes by a template', () => {
    expect(at('cluster').spec.encryptionConfig).toEqual([
      { provider: { keyARN: '${secretsKey.status.ackResourceMetadata.arn}' }, resources: ['secrets'] },
    ]);
    const [{ ebs }] = at('nodeTemplates').spec.data.blockDeviceMappings;
    expect(ebs).toMatchObject({ encrypted: true, kmsKeyID: '${volumesKey.status.ackResourceMetadata.arn}' });
    const group = at('nodeGroups').spec;
    expect(group.launchTemplate.id).toBe('${nodeTemplates[index].status.id}');
    expect(group).not.toHaveProperty('diskSize'); // EKS refuses it beside a template
  });

  test('is registered with Argo CD once Argo CD is let in', () => {
    const secret = at('argocdClusterSecret');
    expect(secret.metadata).toMatchObject({
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    });
    expect(secret.stringData).toEqual({
      name: '${schema.spec.clusterName}',
      server: '${cluster.status.endpoint}',
      config:
        '{"awsAuthConfig":{"clusterName":"${schema.spec.clusterName}","roleARN":"${argocdAccess.spec.principalARN}"},' +
        '"tlsClientConfig":{"caData":"${cluster.status.certificateAuthority.data}"}}',
    });
  });
});
