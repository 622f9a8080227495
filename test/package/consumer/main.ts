import { Chart } from 'cdk8s';
import { api, Instance, KroApp, ResourceGraph, refOf, resource, s, token, writeTo } from 'cdk8s-kro';
import { inlinePolicies } from 'cdk8s-kro/aws';
import { Environment } from 'cdk8s-kro/cel';
import { subnetsOf } from 'cdk8s-kro/fleet';
import { argoCd } from 'cdk8s-kro/gitops';
import { Deployment } from 'cdk8s-kro/imports/apps';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
import { CloudFoundry, docker } from 'cdk8s-kro/korifi';
import { readPlatformConfig } from 'cdk8s-kro/platform';
import { crud, ServerlessInstance, ServerlessStack, serverlessApi } from 'cdk8s-kro/workload';
import * as kplus from 'cdk8s-plus-28';
import { Widget } from './imports/ex.io';

const Carts = api({
  kind: 'Carts',
  spec: { name: s.string().required(), replicas: s.integer().default(1) },
  status: { arn: s.string(), ready: s.integer() },
});

class CartsGraph extends ResourceGraph<typeof Carts> {
  constructor(app: KroApp) {
    super(app, 'carts', Carts);
    const table = resource(this, 'table', Table, {
      spec: {
        tableName: `${this.spec.name}-carts`,
        keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
        attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
      },
    });
    resource(this, 'widget', Widget, { spec: { label: table.status.ackResourceMetadata.arn } });
    const web = new kplus.Deployment(this, 'web', {
      replicas: token.number(this.spec.replicas),
      containers: [{ image: 'web', portNumber: 80 }],
    });
    this.status({
      arn: table.status.ackResourceMetadata.arn,
      ready: refOf(web, Deployment).status.readyReplicas,
    });
  }
}

const app = new KroApp({ derive: argoCd() });
new CartsGraph(app);
const shop = new Chart(app, 'shop');
writeTo(shop, 'apps/shop/carts.yaml');
new Instance(shop, 'carts', Carts, { metadata: { name: 'carts' }, spec: { name: 'carts' } });

const platform = readPlatformConfig({
  values: {
    accountId: '111122223333',
    region: 'us-east-2',
    domain: 'apps.example.com',
    assetsBucket: 'example-assets',
    uiBucket: 'example-ui',
    lambdaRoleArn: 'arn:aws:iam::111122223333:role/lambda',
    uploaderRoleArn: 'arn:aws:iam::111122223333:role/uploader',
    userPoolId: 'us-east-2_a1B2c3D4e',
    userPoolClientId: '4h57kf5cpq17m0eml12abcdef3',
    loginDomain: 'example.auth.us-east-2.amazoncognito.com',
    oidcIssuer: 'oidc.eks.us-east-2.amazonaws.com/id/A1B2C3D4E5F60718293A4B5C6D7E8F90',
  },
});
const Items = serverlessApi({ kind: 'ItemShelf', region: platform.region });
new ServerlessStack(app, 'items', Items, { platform, routes: crud('item'), roles: 'perInstance' });
new ServerlessInstance(shop, 'items', Items, {
  spec: { teamName: 'shop', developerName: 'ada', appName: 'items', environment: 'prod' },
});

const cf = new CloudFoundry(app, 'cf', { backend: 'kro', defaultDomain: 'cf.example.com' });
const hello = cf
  .addOrg('shop')
  .addSpace('dev')
  .addApp('hello', { source: docker('nginx:1') });
hello.route(cf.defaultDomain!, 'hello');

const { site } = inlinePolicies({ site: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::example-ui/*'] }] });
if (!site.includes('s3:GetObject') || Environment.of({}).check('1 + 1').type !== 'int' || !subnetsOf)
  throw new Error('the sub-paths do not work together');
app.synth();
