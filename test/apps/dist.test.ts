import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { analyze } from '../../lib/graph/analyze';
import { Kinds } from '../../lib/schema/kinds';

const documentsOf = (file: string) => parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS());
const graphsIn = (folder: string) =>
  readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .flatMap(name => documentsOf(join(folder, name)))
    .filter(({ kind }) => kind === 'ResourceGraphDefinition');
const graphs = [...graphsIn('dist/rgds'), ...graphsIn('test/golden')].map(
  graph => [graph.metadata.name, graph] as const,
);

/** What is bundled, and what the graphs in `dist` serve: those that others use come first, whatever their names. */
const kinds = Kinds.bundled();
for (let i = 0; i < 2; i++) for (const graph of graphsIn('dist/rgds')) kinds.add(analyze(graph, { kinds }).crd);

test.each(graphs)('kro accepts %s, and nothing in it is a trap', (_, graph) => {
  const { accepted, findings } = analyze(graph, { kinds });
  expect(findings).toEqual([]);
  expect(accepted).toBe(true);
});

test('kro creates the resources of Carts in this order', () => {
  const [rgd] = documentsOf('dist/rgds/cartsstack.yaml');
  const { order, dependencies } = analyze(rgd, { kinds: Kinds.bundled() });
  expect(order).toEqual(['ns', 'table', 'sa', 'config', 'deployment', 'service']);
  expect(dependencies).toMatchObject({ config: ['ns', 'table'], service: ['ns'] });
});
