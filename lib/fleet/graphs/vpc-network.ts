import type { Construct } from 'constructs';
import {
  ElasticIPAddress,
  InternetGateway,
  NATGateway,
  RouteTable,
  type RouteTableSpecRoutes,
  Subnet,
  VPC,
} from '../../../imports/ec2.services.k8s.aws';
import { isSynced } from '../../aws';
import { eq, map, orElse, size } from '../../cel/ops';
import type { Expr } from '../../cel/ref';
import { cel } from '../../cel/template';
import { ResourceGraph } from '../../kro/graph';
import { api } from '../../kro/kind';
import { collection, resource } from '../../kro/resource';
import * as s from '../../schema/field';
import { PRIVATE, PUBLIC } from '../network';
import { foundById, regional, tagsOf, treatment } from './ack';
import { item } from './item';

/** A VPC with a public and a private /24 in each of 2 or 3 zones. */
export const VpcNetwork = api({
  kind: 'VpcNetwork',
  spec: {
    name: s.string().required(),
    ...regional,
    cidr: s.string().pattern('^10\\.[0-9]{1,3}\\.0\\.0/16$').immutable().required(),
    availabilityZones: s.list(s.string()).minItems(2).maxItems(3).immutable().required(),
    natGateways: s.string().enum('PerZone', 'Single', 'None').default('PerZone'),
    ...treatment,
  },
  status: {
    vpcID: s.string(),
    publicSubnetIDs: s.list(s.string()),
    privateSubnetIDs: s.list(s.string()),
    natGatewayIDs: s.list(s.string()),
  },
});

/** The graph behind VpcNetwork. */
export class VpcNetworkGraph extends ResourceGraph<typeof VpcNetwork> {
  constructor(scope: Construct, id: string) {
    super(scope, id, VpcNetwork, { metadata: { name: 'vpc-network' } });
    const { spec, metadata } = this;
    const { availabilityZones: zones, natGateways: mode } = spec;
    const eachZone = cel<number[]>`lists.range(${size(zones)})`;
    const eachGateway = cel<number[]>`lists.range(${mode} == "PerZone" ? ${size(zones)} : ${mode} == "Single" ? 1 : 0)`;
    const zone = (index: Expr<number>) => item(zones, index);
    const named = (what: string, index: Expr<number>) => `${metadata.name}-${what}-${zone(index)}`;

    const vpc = resource(
      this,
      'vpc',
      VPC,
      {
        metadata: { annotations: foundById(spec, 'vpc', 'vpcID') },
        spec: {
          cidrBlocks: [spec.cidr],
          enableDNSSupport: true,
          enableDNSHostnames: true,
          tags: tagsOf(spec, `${spec.name}`),
        },
      },
      { readyWhen: self => eq(orElse(self.status.state, ''), 'available') },
    );
    const internetGateway = resource(
      this,
      'internetGateway',
      InternetGateway,
      {
        metadata: { annotations: foundById(spec, 'internetGateway', 'internetGatewayID') },
        spec: { vpc: vpc.status.vpcID, tags: tagsOf(spec, `${spec.name}`) },
      },
      { readyWhen: isSynced },
    );
    const publicRouteTable = resource(
      this,
      'publicRouteTable',
      RouteTable,
      {
        metadata: { annotations: foundById(spec, 'publicRouteTable', 'routeTableID') },
        spec: {
          vpcID: vpc.status.vpcID,
          routes: [{ destinationCIDRBlock: '0.0.0.0/0', gatewayID: internetGateway.status.internetGatewayID }],
          tags: tagsOf(spec, `${spec.name}-public`),
        },
      },
      { readyWhen: isSynced },
    );
    const publicSubnets = collection(this, 'publicSubnets', Subnet, { index: eachZone }, ({ index }) => ({
      metadata: {
        name: named('public', index),
        annotations: foundById(spec, `publicSubnet-${zone(index)}`, 'subnetID'),
      },
      spec: {
        vpcID: vpc.status.vpcID,
        availabilityZone: zone(index),
        cidrBlock: this.block(PUBLIC, index),
        mapPublicIPOnLaunch: true,
        routeTables: [publicRouteTable.status.routeTableID],
        tags: tagsOf(spec, `${spec.name}-public-${zone(index)}`, { 'kubernetes.io/role/elb': '1' }),
      },
    }));
    const elasticIPs = collection(this, 'elasticIPs', ElasticIPAddress, { index: eachGateway }, ({ index }) => ({
      metadata: {
        name: named('nat', index),
        annotations: foundById(spec, `elasticIP-${zone(index)}`, 'allocationID'),
      },
      spec: { tags: tagsOf(spec, `${spec.name}-nat-${zone(index)}`) },
    }));
    const natGateways = collection(
      this,
      'natGateways',
      NATGateway,
      { index: eachGateway },
      ({ index }) => ({
        metadata: {
          name: named('nat', index),
          annotations: foundById(spec, `natGateway-${zone(index)}`, 'natGatewayID'),
        },
        spec: {
          subnetID: item(publicSubnets, index).status.subnetID,
          allocationID: item(elasticIPs, index).status.allocationID,
          tags: tagsOf(spec, `${spec.name}-${zone(index)}`),
        },
      }),
      { readyWhen: each => eq(orElse(each.status.state, ''), 'available') },
    );
    const privateRouteTables = collection(this, 'privateRouteTables', RouteTable, { index: eachZone }, ({ index }) => ({
      metadata: {
        name: named('private', index),
        annotations: foundById(spec, `privateRouteTable-${zone(index)}`, 'routeTableID'),
      },
      spec: {
        vpcID: vpc.status.vpcID,
        routes: cel<RouteTableSpecRoutes[]>`${mode} == "None" ? [] : [{
          "destinationCIDRBlock": "0.0.0.0/0",
          "natGatewayID": ${natGateways}[${mode} == "PerZone" ? ${index} : 0].status.natGatewayID
        }]`,
        tags: tagsOf(spec, `${spec.name}-private-${zone(index)}`),
      },
    }));
    const privateSubnets = collection(this, 'privateSubnets', Subnet, { index: eachZone }, ({ index }) => ({
      metadata: {
        name: named('private', index),
        annotations: foundById(spec, `privateSubnet-${zone(index)}`, 'subnetID'),
      },
      spec: {
        vpcID: vpc.status.vpcID,
        availabilityZone: zone(index),
        cidrBlock: this.block(PRIVATE, index),
        routeTables: [item(privateRouteTables, index).status.routeTableID],
        tags: tagsOf(spec, `${spec.name}-private-${zone(index)}`, { 'kubernetes.io/role/internal-elb': '1' }),
      },
    }));

    this.status({
      vpcID: vpc.status.vpcID,
      publicSubnetIDs: map(publicSubnets, subnet => subnet.status.subnetID),
      privateSubnetIDs: map(privateSubnets, subnet => subnet.status.subnetID),
      natGatewayIDs: map(natGateways, gateway => gateway.status.natGatewayID),
    });
  }

  /** A /24 of the network: `10.7.101.0/24` for the first private subnet of 10.7.0.0/16. */
  private block(first: number, index: Expr<number>): Expr<string> {
    const { cidr } = this.spec;
    return cel`${cidr}.split(".")[0] + "." + ${cidr}.split(".")[1] + "." + string(${first} + ${index}) + ".0/24"`;
  }
}
