import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { inTurn, median, type Row } from './row';

/** How long `check` takes, from cold start to exit. Needs build/. */
export function measure(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  try {
    const large = join(folder, 'large.yaml');
    writeFileSync(large, manyMaps(10_000_000));
    const check = (file: string) => () => {
      const start = performance.now();
      const { status } = spawnSync(process.execPath, ['build/lib/cli/main.js', 'check', file]);
      if (status !== 0) throw new Error(`check ${file} ended with ${status}`);
      return performance.now() - start;
    };
    const runs = inTurn(5, { one: check('dist/rgds/cartsstack.yaml'), large: check(large) });
    const [one, ten] = [median(runs.one), median(runs.large)];
    return [
      { what: 'check, one file', value: print(one), goal: '< 0.6 s', met: one < 600 },
      { what: 'check, a file of 10 MB', value: print(ten) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** ConfigMaps in one file of about so many characters. */
function manyMaps(size: number): string {
  const lines = Array.from({ length: 20 }, (_, i) => `  key${i}: value ${i}\n`).join('');
  const map = (i: number) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map-${i}\ndata:\n${lines}---\n`;
  return Array.from({ length: Math.ceil(size / map(10_000).length) }, (_, i) => map(i)).join('');
}

const print = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;
