import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const readme = readFileSync('README.md', 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1];

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
