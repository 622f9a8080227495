import { api, KroApp, ResourceGraph, resource, s } from 'cdk8s-kro';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';

const Carts = api({
  kind: 'Carts',
  spec: { name: s.string().required() },
  status: { arn: s.string() },
});

const app = new KroApp();
const graph = new ResourceGraph(app, 'carts', Carts);
const table = resource(graph, 'table', Table, {
  spec: {
    tableName: `${graph.spec.name}-carts`,
    billingMode: 'PAY_PER_REQUEST',
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
  },
});
graph.status({ arn: table.status.ackResourceMetadata.arn });
app.synth();
