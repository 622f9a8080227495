import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The order of the layers; folders of one entry do not import each other. */
const LAYERS = [
  ['cel'],
  ['schema'],
  ['graph'],
  ['kro'],
  ['imports'],
  ['aws', 'gitops'],
  ['platform'],
  ['workload', 'fleet', 'korifi'],
  ['cli'],
];
const lib = resolve('lib');
const files = readdirSync(lib, { recursive: true })
  .map(String)
  .filter(file => file.endsWith('.ts') && file.includes('/'));

const folderOf = (file: string) => file.replace(/^\.\.\//, '').split('/')[0];
const rank = (folder: string) => LAYERS.findIndex(layer => layer.includes(folder));

test.each(files)('%s imports only from its own folder and from layers to the left', file => {
  const own = folderOf(file);
  const source = readFileSync(join(lib, file), 'utf8');
  const imported = [...source.matchAll(/(?:from|import\(|require\() ?'(\.[^']+)'/g)]
    .map(match => folderOf(relative(lib, resolve(lib, dirname(file), match[1]))))
    .filter(folder => folder !== own);
  expect(imported.filter(folder => rank(folder) < 0 || rank(folder) >= rank(own))).toEqual([]);
});
