import { App, Chart, Names } from 'cdk8s';
import { foldersOf, problemOf } from './path';

const PLACE = Symbol.for('cdk8s-kro.place');
type Placed = Chart & { [PLACE]?: string };

/**
 * Says where a chart is written, below the output folder: `writeTo(chart, 'apps/shop/carts.yaml')`. A path that ends in `/` is a folder,
 * and the file in it has the chart's own name. Said again, the later path holds.
 *
 * @default the name cdk8s gives the file, without the running number that it puts before it where charts depend on each other: the
 * number would rename every later file when a chart is added
 * @throws where the path leaves the output folder, has characters some file system refuses, or does not end in `.yaml`, `.yml` or `/`
 */
export function writeTo(chart: Chart, path: string): void {
  if (!Chart.isChart(chart))
    throw new Error(`writeTo('${path}'): only a chart has a file of its own. Place the chart it is in.`);
  const file = typeof path === 'string' && path.endsWith('/') ? `${path}chart.yaml` : path;
  const problem =
    problemOf(file) ?? (/\.ya?ml$/.test(file) ? undefined : "ends neither in '.yaml' or '.yml' nor in '/'");
  if (problem)
    throw new Error(`${chart.node.path}: '${path}' ${problem}. Write a path such as 'apps/shop/carts.yaml'.`);
  (chart as Placed)[PLACE] = path;
}

/** The file a chart is written to, below the output folder. */
export function placementOf(chart: Chart): string {
  const path = (chart as Placed)[PLACE] ?? '';
  return path === '' || path.endsWith('/') ? path + Names.toDnsLabel(chart) + App.of(chart).outputFileExtension : path;
}

/** A file, and who wants to write it, in words. */
export interface Claim {
  readonly path: string;
  readonly by: string;
}

/**
 * Holds that files can stand beside each other, also where the file system takes upper and lower case for the same.
 *
 * @throws where a path is no path below the output folder, two claims name one file, one names a file where another needs a folder, or
 * two write a folder in different case
 */
export function checkClaims(claims: readonly Claim[]): void {
  const files = new Map<string, Claim>();
  const folders = new Map<string, Claim>();
  for (const claim of claims) {
    const problem = problemOf(claim.path);
    if (problem) throw new Error(`${claim.by}: '${claim.path}' ${problem}.`);
    const other = tryAdd(files, claim);
    if (other) throw new Error(`${other.by} and ${claim.by} would both be written to ${both(other, claim)}. ${ADVICE}`);
  }
  for (const { path, by } of claims) {
    for (const folder of foldersOf(path)) {
      const other = tryAdd(folders, { path: folder, by });
      if (other && other.path !== folder)
        throw new Error(`${other.by} needs the folder ${both(other, { path: folder, by })} of ${by}. ${ADVICE}`);
      const file = files.get(keyOf(folder));
      if (file)
        throw new Error(
          `${file.by} would be written to ${both(file, { path: folder, by })}, where ${by} needs a folder. ${ADVICE}`,
        );
    }
  }
}

const ADVICE = 'Place one of them with writeTo().';
const keyOf = (path: string) => path.normalize('NFC').toLowerCase();
const both = (a: Claim, b: Claim) =>
  a.path === b.path ? `'${a.path}'` : `'${a.path}', which to macOS and Windows is '${b.path}'`;

/** @returns the claim that was there before, if there was one */
function tryAdd(claims: Map<string, Claim>, claim: Claim): Claim | undefined {
  const other = claims.get(keyOf(claim.path));
  if (!other) claims.set(keyOf(claim.path), claim);
  return other;
}
