import { readFileSync } from 'node:fs';
import { isObject } from '../../schema/openapi';
import { type AppText, readApp } from './app';
import { readYaml } from './document';
import { fieldsOf } from './fields';
import { ManifestError, type ManifestFinding, type Place } from './finding';
import { substitute, type Variables } from './variables';

/** A manifest that was read. */
export interface ManifestText {
  readonly apps: readonly AppText[];
  /** A mistake at a path of it. */
  readonly findingAt: (path: string, message: string, hint: string) => ManifestFinding;
}

/**
 * Reads a manifest of `cf push`; https://docs.cloudfoundry.org/devguide/deploy-apps/manifest-attributes.html.
 *
 * @throws ManifestError with everything that is wrong in it
 */
export function readManifest(file: string, variables: Variables): ManifestText {
  const { value, place, findingAt, findings } = open(file);
  const apps = findings.length > 0 ? [] : readApps(substitute(value, variables, place), place);
  refuse(findings);
  return { apps, findingAt };
}

/** @throws ManifestError where the file is no map of variables */
export function readVariables(file: string): Variables {
  const { value, place, findings } = open(file);
  refuse(findings);
  if (value === null || value === undefined) return {};
  if (isObject(value)) return value;
  place.report('', 'The file holds no variables.', 'Write a name and a value on each line.');
  throw new ManifestError(findings);
}

function open(file: string) {
  const { value, findings: problems, positionOf, sourceOf } = readYaml(readFileSync(file, 'utf8'));
  const findingAt: ManifestText['findingAt'] = (path, message, hint) => {
    const { line, column } = positionOf(path) ?? { line: 1, column: 1 };
    return { file, line, column, path, message, hint };
  };
  const findings: ManifestFinding[] = problems.map(({ message, hint = 'Correct the YAML.', position }) => {
    const { line, column } = position ?? { line: 1, column: 1 };
    return { ...findingAt('', message, hint), line, column };
  });
  const place: Place = { report: (...problem) => findings.push(findingAt(...problem)), sourceOf };
  return { value, place, findingAt, findings };
}

function refuse(findings: readonly ManifestFinding[]): void {
  if (findings.length > 0) throw new ManifestError(findings);
}

/** What old manifests said once for all apps. */
const GLOBAL = [
  'memory',
  'disk_quota',
  'instances',
  'buildpack',
  'buildpacks',
  'env',
  'services',
  'stack',
  'timeout',
  'routes',
];

function readApps(value: unknown, place: Place): AppText[] {
  const fields = fieldsOf(value, '', place);
  if (!fields) return [];
  if ((fields.integer('version', 1) ?? 1) !== 1)
    fields.wrong('version', 'There is only version 1 of manifests.', 'Write version: 1.');
  const seen = new Map<string, string>();
  const apps = fields.list('applications', (item, path) => {
    const app = readApp(item, path, place);
    const other = app && seen.get(app.name.toLowerCase());
    if (app && other) place.report(`${path}.name`, `${other} has the name '${app.name}' too.`, 'Rename one of them.');
    if (app) seen.set(app.name.toLowerCase(), path);
    return app;
  });
  if (!fields.has('applications'))
    place.report('', 'There are no applications.', 'Write applications: and a list of apps.');
  fields.close({
    inherit: 'Use a YAML anchor and <<.',
    ...Object.fromEntries(GLOBAL.map(key => [key, 'Move it into each app, with a YAML anchor and <<.'])),
  });
  return apps;
}
