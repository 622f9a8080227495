import { execFileSync } from 'node:child_process';
import { readText } from '../../lib/graph/read';
import { CODES, pageOf } from '../../lib/graph/rules/pages';
import { widthOf } from '../../lib/graph/show/width';
import { run } from './run';

test('a code is explained with what is wrong, what is right and why', async () => {
  const { code, stdout, stderr } = await run(['explain', 'same-object']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^same-object \(warning\)\n\n/);
  const [, suspicious, accepted] = stdout.split(/^(?:Suspicious|Accepted)$/m);
  const names = (yaml: string) => [...yaml.matchAll(/name: (\$\{.*)/g)].map(([, name]) => name);
  expect(new Set(names(suspicious)).size).toBe(1);
  expect(new Set(names(accepted)).size).toBe(2);
  expect(readText(accepted)[0].findings).toEqual([]);
});

test.each(CODES.map(code => [code]))('%s has a page that fits', async code => {
  const { stdout } = await run(['explain', code]);
  const { says, rejected, accepted } = pageOf(code)!;
  const prose = stdout.replace(/^ {2}.*\n/gm, '').split('\n');
  expect(prose.filter(line => widthOf(line) > 80)).toEqual([]);
  for (const text of [says.split(' ')[0], rejected.split('\n')[0], accepted.split('\n')[0]])
    expect(stdout).toContain(text);
});

test('without a code, all are listed, a line for each', async () => {
  const { code, stdout } = await run(['explain']);
  const lines = stdout.trimEnd().split('\n');
  expect(code).toBe(0);
  expect(lines.map(line => line.split(' ')[0])).toEqual(CODES);
  expect(lines.filter(line => widthOf(line) > 80)).toEqual([]);
});

test('a code there is not is wrong usage, and the nearest is named', async () => {
  const { code, stdout, stderr } = await run(['explain', 'same-objct']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^There is no finding same-objct\. Did you mean same-object\? There are:\n {2}/);
  for (const each of CODES) expect(stderr).toContain(each);
});

test('colours are for terminals', async () => {
  expect((await run(['explain', 'same-object'])).stdout).not.toContain('\x1b');
  expect((await run(['explain', 'same-object'], { isTTY: true })).stdout).toContain('\x1b[33mwarning');
});

test('the program explains as a user runs it', () => {
  const stdout = execFileSync(process.execPath, ['--import', 'tsx', 'lib/cli/main.ts', 'explain', 'same-object'], {
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/^same-object \(warning\)\n/);
});
