import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KroApp } from '../../lib';
import { Fleet, readFleet } from '../../lib/fleet';
import { argoCd } from '../../lib/gitops';

/** A hub has at most 255 spokes, and ten spokes share an account. */
const PER_HUB = 250;
const PER_ACCOUNT = 10;

/** Writes the configuration of a fleet, with the environments of the example. */
function generate(folder: string, spokes: number): void {
  cpSync('apps/fleet/config/environments', join(folder, 'environments'), { recursive: true });
  const hubs = Array.from({ length: Math.ceil(spokes / PER_HUB) }, (_, i) => hubConfig(i));
  const example = readFileSync('apps/fleet/config/config.yaml', 'utf8');
  writeFileSync(join(folder, 'config.yaml'), example.replace(/\nhubs:\n[\s\S]*?\n\n/, `\nhubs:\n${hubs.join('')}\n`));
  for (let i = 0; i < spokes; i++) {
    const below = join(folder, `spokes-${Math.floor(i / PER_HUB)}`);
    mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `spoke-${i}.yaml`), spokeConfig(i));
  }
}

const hubConfig = (i: number) => `  - name: hub-${i}
    aws_account_id: "${111111110000 + i}"
    aws_region: us-east-1
    cluster_name: hub-${i}
    spokes: spokes-${i}
`;

const spokeConfig = (i: number) => `name: spoke-${i}
environment: ${i % 2 ? 'production' : 'staging'}
aws_account_id: "${222222220000 + Math.floor(i / PER_ACCOUNT)}"
network:
  vpc_cidr: 10.${(i % PER_HUB) + 1}.0.0/16
teams: [payments]
argocd:
  team: payments
  repo_url: https://github.com/myorg/payments
  path: deploy/spoke-${i}
`;

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true })
    .map(name => statSync(join(folder, String(name))))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);

/** Reads and synthesises a fleet of `spokes` below a folder; prints milliseconds, megabytes at most, files and bytes. */
const [spokes, below] = [Number(process.argv[2]), process.argv[3]];
const folder = mkdtempSync(join(below, 'fleet-'));
generate(folder, spokes);
const outdir = join(folder, 'dist');
const start = performance.now();
const app = new KroApp({ outdir, derive: argoCd() });
new Fleet(app, 'fleet', readFleet(folder));
app.synth();
const milliseconds = performance.now() - start;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ milliseconds, megabytes, bytes: bytesBelow(outdir) }));
