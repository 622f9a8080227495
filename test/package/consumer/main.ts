import { Chart } from 'cdk8s';
import { api, Instance, KroApp, ResourceGraph, refOf, resource, s, token, writeTo } from 'cdk8s-kro';
import { Deployment } from 'cdk8s-kro/imports/apps';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
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

const app = new KroApp();
new CartsGraph(app);
const shop = new Chart(app, 'shop');
writeTo(shop, 'apps/shop/carts.yaml');
new Instance(shop, 'carts', Carts, { metadata: { name: 'carts' }, spec: { name: 'carts' } });
app.synth();
