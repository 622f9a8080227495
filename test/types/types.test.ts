import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const tsc = require.resolve('typescript/bin/tsc');

test('the compiler catches every mistake in references.ts', () => {
  const compile = () => execFileSync(process.execPath, [tsc, '-p', __dirname], { encoding: 'utf8', stdio: 'pipe' });
  expect(compile()).toBe('');
  const mistakes = readFileSync(join(__dirname, 'references.ts'), 'utf8').match(/@ts-expect-error/g) ?? [];
  expect(mistakes.length).toBeGreaterThanOrEqual(40 + 1); // one stands in the first line
}, 60_000);
