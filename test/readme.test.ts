import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const readme = readFileSync('README.md', 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text);
const block = (language: string) => blocks(language)[0];

test("README's example is apps/minimal.ts", () => {
  expect(block('ts')).toBe(readFileSync('apps/minimal.ts', 'utf8'));
});

test("README's YAML is what the example yields", () => {
  const outdir = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'apps/minimal.ts'], {
      env: { ...process.env, CDK8S_OUTDIR: outdir },
    });
    expect(block('yaml')).toBe(readFileSync(join(outdir, 'rgds/carts.kro.run.yaml'), 'utf8'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test("README's commands exist", () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = [...readme.matchAll(/npm (?:run )?(test|synth)\b/g)].map(([, script]) => script);
  expect(named.filter(script => !(script in scripts))).toEqual([]);
});

describe('what README shows of checking', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  const put = (yaml: string) => writeFileSync(join(folder, 'shop.yaml'), yaml);
  const [, shop] = blocks('yaml');

  /** Runs what stands behind `$ npx cdk8s-kro`, and shows it as README does. */
  function session(shown: string): string {
    const [line] = shown.split('\n');
    const args = line.replace('$ npx cdk8s-kro ', '').split(' ');
    const { GITHUB_ACTIONS, ...env } = process.env;
    const program = ['--import', require.resolve('tsx'), resolve('lib/cli/main.ts'), ...args];
    const { stdout, stderr } = spawnSync(process.execPath, program, { cwd: folder, env, encoding: 'utf8' });
    return `${line}\n${stdout}${stderr}`;
  }

  test('check says what it says', () => {
    const [check] = blocks('console');
    put(shop);
    expect(session(check)).toBe(check);
  });

  test('diff says of the edit what it says', () => {
    const [, diff] = blocks('console');
    put(shop);
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    const edits = [...block('diff').matchAll(/^-(.*)\n\+(.*)$/gm)];
    put(edits.reduce((yaml, [, before, after]) => yaml.replace(`${before}\n`, () => `${after}\n`), shop));
    expect(edits).toHaveLength(3);
    expect(session(diff)).toBe(diff);
  });
});
