import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './row';

interface Run {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly bytes: number;
}

const SIZES = [100, 1000];

/** What a fleet costs from its configuration files to its manifests, in a fresh process: the best of three runs. */
export function measure(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    const runs = SIZES.map(spokes => best(spokes, folder));
    const growth = runs[1].milliseconds / runs[0].milliseconds;
    return [
      ...SIZES.map((spokes, i) => rowOf(spokes, runs[i])),
      { what: 'fleet, from 100 to 1,000 spokes', value: `${growth.toFixed(1)}x`, goal: '<= 12x', met: growth <= 12 },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function best(spokes: number, folder: string): Run {
  const args = ['--import', 'tsx', 'test/bench/fleet-app.ts', String(spokes), folder];
  const run = (): Run => JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  return Array.from({ length: 3 }, run).reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
}

const rowOf = (spokes: number, { milliseconds, megabytes, bytes }: Run): Row => ({
  what: `fleet of ${spokes.toLocaleString('en')} spokes`,
  value: `${milliseconds.toFixed(0)} ms, ${megabytes.toFixed(0)} MB, ${(bytes / 1e6).toFixed(1)} MB written`,
});
