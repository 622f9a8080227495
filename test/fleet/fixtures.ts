import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Derive, KroApp, type ManifestFile } from 'cdk8s-kro';
import { ConfigurationError, Fleet, type FleetPlan, readFleet } from 'cdk8s-kro/fleet';
import { argoCd } from 'cdk8s-kro/gitops';

export const EXAMPLE = 'apps/fleet/config';

const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of the example's configuration with some files changed; undefined removes one. */
export function changed(files: Readonly<Record<string, string | undefined>>): string {
  const copy = mkdtempSync(join(folder, 'config-'));
  cpSync(EXAMPLE, copy, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    if (text === undefined) rmSync(join(copy, file));
    else writeFileSync(join(copy, file), text);
  }
  return copy;
}

/** The mistakes of a configuration, with file names below its folder. */
export function mistakesOf(config: string): string[] {
  try {
    readFleet(config);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [, ...lines] = error.message.split('\n  ');
    return lines.map(line => line.replaceAll(`${config}/`, ''));
  }
  return [];
}

/** What synth would write for a fleet: objects by file. */
export function filesOf(plan: FleetPlan): Readonly<Record<string, readonly Manifest[]>> {
  let written: readonly ManifestFile[] = [];
  const note: Derive = files => {
    written = files;
    return files;
  };
  const app = new KroApp({ derive: [...argoCd(), note] });
  new Fleet(app, 'fleet', plan);
  app.synthYaml();
  return Object.fromEntries(written.map(({ path, objects }) => [path, objects as readonly Manifest[]]));
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: tests look into objects of all kinds
  readonly [field: string]: any;
}

/** The only object of a kind in some files. */
export function find(objects: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = objects.filter(each => each.kind === kind && (name === undefined || each.metadata.name === name));
  expect(found).toHaveLength(1);
  return found[0];
}
