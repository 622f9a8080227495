import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './row';

interface Run {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const SIZES = [100, 1000, 4000];

/** How long synth takes in a fresh process: the best of several runs, for a disk that is busy elsewhere says nothing about us. */
export function measure(): Row[] {
  // all folders stay to the end: ext4 is slow to make files for half a minute after it removed as many
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const ours = SIZES.map(charts => best('ours', charts, 5, folder));
    // the stock App takes half a minute for 4,000 charts, so it has one go there
    const stock = SIZES.map(charts => best('stock', charts, charts < 4000 ? 3 : 1, folder));
    const growth = ours[2].milliseconds / ours[1].milliseconds;
    return [
      ...SIZES.flatMap((charts, i) => rowsOf(charts, ours[i], stock[i])),
      { what: 'synth, from 1,000 to 4,000 charts', value: `${growth.toFixed(1)}x`, goal: '<= 5x', met: growth <= 5 },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function best(kind: 'ours' | 'stock', charts: number, times: number, folder: string): Run {
  const args = ['--import', 'tsx', 'test/bench/synth-app.ts', kind, String(charts), folder];
  const run = (): Run => JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  return Array.from({ length: times }, run).reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
}

function rowsOf(charts: number, ours: Run, stock: Run): Row[] {
  const what = `synth of ${charts.toLocaleString('en')} charts`;
  const print = ({ milliseconds, megabytes }: Run) => `${milliseconds.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`;
  const ratio = stock.milliseconds / ours.milliseconds;
  return [
    { what: `${what}, App`, value: print(stock) },
    { what: `${what}, KroApp`, value: print(ours) },
    { what: '  faster', value: `${ratio.toFixed(1)}x`, ...(charts === 4000 && { goal: '>= 20x', met: ratio >= 20 }) },
  ];
}
