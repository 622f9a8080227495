import { execFileSync } from 'node:child_process';
import { inTurn, median, type Row } from './row';

interface Run {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** How long a fresh process takes to judge graphs, the loading of judge and kinds included. Needs build/. */
export function measure(): Row[] {
  const judge = (graphs: number, size: number) => (): Run => {
    const args = ['test/bench/analyze-graphs.mjs', String(graphs), String(size)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  };
  const runs = inTurn(5, { small: judge(1, 100), large: judge(1, 1000), many: judge(500, 20) });
  const [small, large, many] = [runs.small, runs.large, runs.many].map(middle);
  const growth = large.milliseconds / small.milliseconds;
  return [
    { what: 'analyze, a chain of 100 resources', value: print(small) },
    {
      what: 'analyze, a chain of 1,000 resources',
      value: print(large),
      goal: '< 1 s',
      met: large.milliseconds < 1000,
    },
    { what: '  from 100 to 1,000', value: `${growth.toFixed(1)}x`, goal: '<= 12x', met: growth <= 12 },
    {
      what: 'analyze, 500 RGDs of 20 resources',
      value: print(many),
      goal: '< 5 s, < 300 MB',
      met: many.milliseconds < 5000 && many.megabytes < 300,
    },
  ];
}

const middle = (runs: readonly Run[]): Run => ({
  milliseconds: median(runs.map(run => run.milliseconds)),
  megabytes: median(runs.map(run => run.megabytes)),
});

const print = ({ milliseconds, megabytes }: Run): string => `${milliseconds.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`;
