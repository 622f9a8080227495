import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inTurn, median, type Row } from './row';

const OURS = `import { api, KroApp, ResourceGraph, resource, s } from 'cdk8s-kro';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
import { PodIdentityAssociation } from 'cdk8s-kro/imports/eks.services.k8s.aws';
import { Function as Lambda } from 'cdk8s-kro/imports/lambda.services.k8s.aws';

const Stack = api({ kind: 'Stack', spec: { name: s.string().required() }, status: { arn: s.string() } });
const app = new KroApp();
const graph = new ResourceGraph(app, 'stack', Stack);
const table = resource(graph, 'table', Table, {
  spec: {
    tableName: graph.spec.name,
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
  },
});
resource(graph, 'lambda', Lambda, { spec: { name: graph.spec.name, code: {}, role: 'role' } });
resource(graph, 'identity', PodIdentityAssociation, {
  spec: { clusterName: 'hub', namespace: 'default', roleARN: 'role', serviceAccount: graph.spec.name },
});
graph.status({ arn: table.status.ackResourceMetadata.arn });
app.synth();
`;
const CDK8S = `import { ApiObject, App, Chart } from 'cdk8s';

const app = new App();
const chart = new Chart(app, 'stack');
for (const [apiVersion, kind] of [
  ['dynamodb.services.k8s.aws/v1alpha1', 'Table'],
  ['lambda.services.k8s.aws/v1alpha1', 'Function'],
  ['eks.services.k8s.aws/v1alpha1', 'PodIdentityAssociation'],
])
  new ApiObject(chart, kind, { apiVersion, kind });
app.synth();
`;

/** How long the compiler takes to check a program of three kinds, and one that uses cdk8s alone. Needs build/. */
export function measure(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    for (const name of readdirSync('node_modules').filter(name => !name.startsWith('.')))
      symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
    symlinkSync(resolve('.'), join(folder, 'node_modules/cdk8s-kro'));
    writeFileSync(join(folder, 'ours.ts'), OURS);
    writeFileSync(join(folder, 'cdk8s.ts'), CDK8S);
    const flags = '--noEmit --strict --skipLibCheck --target es2022 --module node16 --types node'.split(' ');
    const check = (file: string) => () => {
      const start = performance.now();
      execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...flags, file], { cwd: folder });
      return (performance.now() - start) / 1000;
    };
    const times = inTurn(5, { cdk8s: check('cdk8s.ts'), ours: check('ours.ts') });
    const [cdk8s, ours] = [median(times.cdk8s), median(times.ours)];
    return [
      { what: 'type check with cdk8s alone', value: `${cdk8s.toFixed(2)} s` },
      { what: 'type check with cdk8s-kro, 3 kinds', value: `${ours.toFixed(2)} s` },
      { what: '  more', value: `${(ours - cdk8s).toFixed(2)} s`, goal: '<= 0.5 s', met: ours - cdk8s <= 0.5 },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
