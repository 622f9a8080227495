import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { KroApp } from 'cdk8s-kro';
import { APPS_NAMESPACE, readPlatformConfig } from 'cdk8s-kro/platform';
import { parseAllDocuments } from 'yaml';
import { sharedPlatform } from '../../apps/platform';
import { analyze, validate } from '../../lib/graph';
import { Kinds } from '../../lib/schema/kinds';

const documentsOf = (file: string) => parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS());
const [rgd] = documentsOf('dist/rgds/sharedplatform.kro.run.yaml');
const kinds = Kinds.bundled().add(analyze(rgd, { kinds: Kinds.bundled() }).crd!);
const files = readdirSync('dist/platform', { recursive: true })
  .map(file => join('dist/platform', String(file)))
  .filter(file => file.endsWith('.yaml'));

test('the layer of each environment is a file, and its sign-in page another', () => {
  expect(files.sort()).toEqual([
    'dist/platform/production/auth-callback.yaml',
    'dist/platform/production/shared-platform.yaml',
    'dist/platform/sandbox/auth-callback.yaml',
    'dist/platform/sandbox/shared-platform.yaml',
  ]);
});

test.each(files)('every object in %s is valid, and leaves nothing to replace', file => {
  const known = documentsOf(file).filter(({ kind }) => kind !== 'ClusterProviderConfig'); // of no bundled CRD
  for (const object of known) {
    expect([object.kind, validate(object, { kinds })]).toEqual([object.kind, []]);
    expect([object.kind, object.metadata.namespace]).toEqual([object.kind, APPS_NAMESPACE]);
    if (object.kind !== 'ConfigMap') expect(JSON.stringify(object)).not.toContain('${');
  }
});

test('the graph has no expression but those of kro', () => {
  expect(JSON.stringify(rgd)).not.toMatch(/\$\{PLATFORM_/);
});

test('the sandbox says all AWS has named, so that nothing of its layer is left out', () => {
  const app = new KroApp();
  sharedPlatform(app);
  const sandbox = app.charts.find(({ node }) => node.id === 'sandbox');
  expect(sandbox).toMatchObject({ pending: new Map() });
});

test('README shows what reading says of two mistakes', () => {
  const file = 'apps/environments/production/platform-config.yaml';
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  const wrong = join(folder, 'platform-config.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('us-east-2\n', 'us-east2\n')
    .replace(/^domain: .*$/m, '#');
  try {
    writeFileSync(wrong, text);
    readPlatformConfig(wrong);
  } catch (error) {
    const message = (error as Error).message.replaceAll(relative(process.cwd(), wrong), file);
    expect(readFileSync('README.md', 'utf8')).toContain(`\`\`\`\n${message}\n\`\`\``);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect.assertions(1);
});
