import { analyze, Kinds } from '../../build/lib/index.js';

/** Judges `graphs` RGDs of `size` resources each, every one of which refers to the one before; prints milliseconds and megabytes at most. */
const [graphs, size] = process.argv.slice(2).map(Number);

const object = (apiVersion, kind, id, body) => ({
  id,
  template: { apiVersion, kind, metadata: { name: `\${schema.spec.name}-${id}` }, ...body },
});
const table = (id, before) =>
  object('dynamodb.services.k8s.aws/v1alpha1', 'Table', id, {
    spec: {
      tableName: `\${${before}.metadata.name + "-${id}"}`,
      billingMode: 'PAY_PER_REQUEST',
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
      attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    },
  });
const map = (id, before) =>
  object('v1', 'ConfigMap', id, {
    data: { before: `\${${before}.metadata.name}`, count: '${string(schema.spec.count)}' },
  });
const deployment = (id, before) =>
  object('apps/v1', 'Deployment', id, {
    spec: {
      replicas: '${schema.spec.count > 3 ? schema.spec.count : 3}',
      selector: { matchLabels: { app: id } },
      template: {
        metadata: { labels: { app: id } },
        spec: { containers: [{ name: 'web', image: `registry/\${${before}.metadata.name}:1` }] },
      },
    },
  });
const MAKERS = [map, table, deployment];

const rgd = n => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
  metadata: { name: `graph-${n}` },
  spec: {
    schema: {
      apiVersion: 'v1alpha1',
      kind: `Graph${n}`,
      spec: { name: 'string | required=true maxLength=20', count: 'integer | default=1' },
      status: { last: `\${r${size - 1}.metadata.name}` },
    },
    resources: Array.from({ length: size }, (_, i) => MAKERS[i % 3](`r${i}`, i === 0 ? 'schema' : `r${i - 1}`)),
  },
});

const documents = Array.from({ length: graphs }, (_, n) => rgd(n));
const start = performance.now();
const kinds = Kinds.bundled();
const reports = documents.map(document => analyze(document, { kinds }));
const milliseconds = performance.now() - start;
const wrong = reports.flatMap(({ findings }) => findings);
if (wrong.length > 0 || reports.some(({ order }) => order.length !== size)) throw new Error(JSON.stringify(wrong[0]));
console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
