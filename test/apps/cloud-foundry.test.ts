import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kinds, KroApp } from 'cdk8s-kro';
import { argoCd } from 'cdk8s-kro/gitops';
import { parseAllDocuments } from 'yaml';
import { Platform } from '../../apps/cloud-foundry';
import { analyze } from '../../lib/graph/analyze';
import { validate } from '../../lib/graph/instance';
import type { Manifest } from '../korifi/fixtures';

const BACKENDS = [
  ['korifi', 'controllers'],
  ['kro', 'graphs'],
] as const;

/** What the platform writes, by file. */
function filesOf(backend: 'korifi' | 'kro', id: string): Map<string, string> {
  const files = new Map<string, string>();
  const app = new KroApp({
    outdir: '/nowhere',
    derive: [...argoCd(), all => all.filter(({ path, objects }) => files.set(path, JSON.stringify(objects)))],
  });
  new Platform(app, id, { backend });
  app.synthYaml();
  return files;
}

const objectsIn = (files: ReadonlyMap<string, string>): Manifest[] =>
  [...files.values()].flatMap(text => JSON.parse(text) as Manifest[]);

test.each(BACKENDS)('with the backend %s the platform is the golden one', (backend, id) => {
  const files = filesOf(backend, id);
  expect(files.size).toBeGreaterThan(10);
  for (const [path, objects] of files) {
    const golden = parseAllDocuments(readFileSync(join('dist', path), 'utf8')).map(each => each.toJS());
    expect({ path, objects: JSON.parse(objects) }).toEqual({ path, objects: golden });
  }
});

test.each(BACKENDS)('with the backend %s every object is one the API server takes', (backend, id) => {
  const objects = objectsIn(filesOf(backend, id));
  const kinds = Kinds.bundled();
  const graphs = objects.filter(each => each.kind === 'ResourceGraphDefinition');
  for (const rgd of graphs) {
    const { crd, findings } = analyze(rgd, { kinds: Kinds.bundled() });
    expect([rgd.metadata.name, findings]).toEqual([rgd.metadata.name, []]);
    kinds.add(crd);
  }
  const others = objects.filter(each => !graphs.includes(each));
  expect(others.flatMap(each => validate(each, { kinds }).map(finding => [each.kind, finding]))).toEqual([]);
});

test.each(BACKENDS)('with the backend %s there are two organizations, three spaces and five apps', (backend, id) => {
  const objects = objectsIn(filesOf(backend, id));
  const count = (korifi: string, kro: string) =>
    objects.filter(each => each.kind === (backend === 'kro' ? kro : korifi)).length;
  expect([count('CFOrg', 'Organization'), count('CFSpace', 'Space'), count('CFApp', 'App')]).toEqual([2, 3, 5]);
});

test("README's table of Cloud Foundry has every row of the document, and its links lead somewhere", () => {
  const readme = readFileSync('README.md', 'utf8').split('## Cloud Foundry')[1].split('\n## ')[0];
  const rows = readme
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(1);
  expect(rows.map(row => row.split('|')[1].trim())).toEqual([
    ...['User', 'UAA token', 'Roles', 'Organization', 'Space', 'App', 'App env vars', 'Package', 'Build', 'Droplet'],
    ...['Process', 'Task', 'Route', 'Domain', 'Service instance', 'Service binding', 'Service credentials'],
    ...['Desired LRP', 'Actual LRP'],
  ]);
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, link]) => link)
    .filter(link => !link.startsWith('http'));
  expect(links.length).toBeGreaterThan(rows.length);
  expect(links.filter(link => !existsSync(link))).toEqual([]);
});

test("README's code is a part of the app", () => {
  const flat = (code: string) => code.replace(/\s+/g, ' ').trim();
  const [, code] = /\n## Cloud Foundry\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))!;
  expect(flat(readFileSync('apps/cloud-foundry.ts', 'utf8'))).toContain(flat(code));
});

test('both backends can be written side by side, again and again', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cloud-foundry-'));
  const synth = () => {
    const app = new KroApp({ outdir });
    for (const [backend, id] of BACKENDS) new Platform(app, id, { backend });
    app.synth();
  };
  synth();
  expect(synth).not.toThrow(); // nothing of the one is taken for the past of the other
  rmSync(outdir, { recursive: true });
});
