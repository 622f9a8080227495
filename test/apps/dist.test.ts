import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { analyze } from '../../lib/graph/analyze';
import { Kinds } from '../../lib/schema/kinds';

const documentsOf = (file: string) => parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS());
const files = [
  ...readdirSync('dist/rgds').map(file => join('dist/rgds', file)),
  ...readdirSync('test/golden').map(file => join('test/golden', file)),
];

test.each(files)('kro accepts %s, and nothing in it is a trap', file => {
  for (const rgd of documentsOf(file)) {
    const { accepted, findings } = analyze(rgd, { kinds: Kinds.bundled() });
    expect(findings).toEqual([]);
    expect(accepted).toBe(true);
  }
});

test('kro creates the resources of Carts in this order', () => {
  const [rgd] = documentsOf('dist/rgds/cartsstack.yaml');
  const { order, dependencies } = analyze(rgd, { kinds: Kinds.bundled() });
  expect(order).toEqual(['ns', 'table', 'sa', 'config', 'deployment', 'service']);
  expect(dependencies).toMatchObject({ config: ['ns', 'table'], service: ['ns'] });
});
