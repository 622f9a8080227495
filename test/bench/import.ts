import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { inTurn, median, type Row } from './row';

/** How long a fresh process takes to load the library, and cdk8s alone. Needs build/. */
export function measure(): Row[] {
  const load = (module: string) => () => {
    const program = `const start = performance.now(); require(${JSON.stringify(module)}); console.log(performance.now() - start)`;
    return Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
  };
  const times = inTurn(15, { cdk8s: load('cdk8s'), ours: load(resolve('build/lib/index.js')) });
  const [cdk8s, ours] = [median(times.cdk8s), median(times.ours)];
  return [
    { what: 'import of cdk8s alone', value: `${cdk8s.toFixed(0)} ms` },
    { what: 'import of cdk8s-kro', value: `${ours.toFixed(0)} ms`, goal: '< 150 ms', met: ours < 150 },
    { what: '  against cdk8s alone', value: `${(ours / cdk8s).toFixed(2)}x`, goal: '<= 2x', met: ours / cdk8s <= 2 },
  ];
}
