import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, graph, run } from '../run';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = folderOf({
  'a b/ü.yaml': graph({ spec: '{ size: string }', data: '{ a: "${schema.spec.size}", b: "${schema.spec.sise}" }' }),
  'right.yaml': graph({ name: 'right', kind: 'Right' }),
});

async function sarif(...paths: string[]) {
  const args = ['check', '--format', 'sarif', ...paths.map(path => join(folder, path))];
  const { stdout } = await run(args, { env: { GITHUB_WORKSPACE: folder } });
  return JSON.parse(stdout);
}

test('findings are results at their regions, their URIs relative to the repository', async () => {
  const log = await sarif('.');
  expect(log).toMatchObject({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' });
  expect(log.runs).toHaveLength(1);
  expect(log.runs[0].columnKind).toBe('utf16CodeUnits');
  expect(log.runs[0].results).toEqual([
    {
      ruleId: 'optional-field',
      ruleIndex: 0,
      level: 'warning',
      message: { text: expect.stringContaining('An instance may lack spec.size') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b/%C3%BC.yaml' },
            region: { startLine: 18, startColumn: 34 },
          },
          logicalLocations: [{ fullyQualifiedName: 'spec.resources[0].template.data.a' }],
        },
      ],
    },
    expect.objectContaining({ ruleId: 'undefined-field', ruleIndex: 1, level: 'error' }),
  ]);
});

test('rules are those of the findings, with their pages', async () => {
  const [{ tool }] = (await sarif('.')).runs;
  expect(tool.driver).toMatchObject({ name: 'cdk8s-kro', semanticVersion: version });
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['optional-field', 'undefined-field']);
  expect(tool.driver.rules[0]).toEqual({
    id: 'optional-field',
    shortDescription: { text: expect.stringMatching(/^[^.]+\.$/) },
    fullDescription: { text: expect.any(String) },
    help: {
      text: expect.stringContaining('\n\nRejected:\n\n'),
      markdown: expect.stringContaining('```yaml\napiVersion: kro.run'),
    },
    defaultConfiguration: { level: 'warning' },
  });
});

test('without findings there is a run without results', async () => {
  expect((await sarif('right.yaml')).runs).toEqual([
    {
      tool: { driver: { name: 'cdk8s-kro', semanticVersion: version, rules: [] } },
      columnKind: 'utf16CodeUnits',
      results: [],
    },
  ]);
});
