import { execFileSync } from 'node:child_process';
import pc from 'picocolors';
import type { Row } from './row';

/** `npm run bench` measures all, `npm run bench -- synth` one. Nothing here is a test: times depend on the machine. */
const measurements: Readonly<
  Record<string, { readonly build: boolean; readonly load: () => { measure(): Row[] | Promise<Row[]> } }>
> = {
  import: { build: true, load: () => require('./import') },
  types: { build: true, load: () => require('./types') },
  synth: { build: false, load: () => require('./synth') },
  cel: { build: true, load: () => require('./cel') },
  check: { build: true, load: () => require('./check') },
  analyze: { build: true, load: () => require('./analyze') },
  fleet: { build: false, load: () => require('./fleet') },
};

const asked = process.argv.slice(2);
const unknown = asked.find(name => !(name in measurements));
if (unknown) {
  console.error(`There is no measurement '${unknown}'. There are ${Object.keys(measurements).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.entries(measurements).filter(([name]) => asked.length === 0 || asked.includes(name));
if (chosen.some(([, { build }]) => build)) execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });

async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const [name, { load }] of chosen) {
    console.error(pc.dim(`measuring ${name} …`));
    rows.push(...(await load().measure()));
  }
  const width = (column: 'what' | 'value') => Math.max(...rows.map(row => row[column].length));
  for (const { what, value, goal, met } of rows) {
    const verdict = goal ? `goal ${goal}: ${met ? pc.green('met') : pc.red('missed')}` : '';
    console.log(`${what.padEnd(width('what'))}  ${value.padStart(width('value'))}  ${verdict}`.trimEnd());
  }
  process.exitCode = rows.some(({ met }) => met === false) ? 1 : 0;
}

void main();
