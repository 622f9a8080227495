import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { KroApp } from '../../lib/kro/app';

/** Writes an app of `charts` charts with 5 small objects each below a folder; prints how many milliseconds synth took, and megabytes at most. */
const [kind, charts, folder] = [process.argv[2], Number(process.argv[3]), process.argv[4]];
const outdir = mkdtempSync(join(folder, 'dist-'));
const app = kind === 'ours' ? new KroApp({ outdir }) : new App({ outdir });
for (let i = 0; i < charts; i++) {
  const chart = new Chart(app, `chart-${i}`);
  for (let n = 0; n < 5; n++) {
    const data = { name: `object ${n}`, url: `https://example.com/${i}`, enabled: 'true' };
    new ApiObject(chart, `object-${n}`, { apiVersion: 'v1', kind: 'ConfigMap', data } as never);
  }
}
const start = performance.now();
app.synth();
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
