import { type Document, isObject, type JsonObject } from './document';
import { factsOf } from './facts';
import { type ImportedKind, KIND, type Scope } from './kind';
import type { Problem, Report } from './problem';

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

/** The served versions of the kind a CustomResourceDefinition defines; none if something is wrong with it. */
export function kindsOfCrd({ origin, value }: Document, problems: Problem[]): ImportedKind[] {
  const own: Problem[] = [];
  const report: Report = problem => own.push({ ...origin, ...problem });
  const spec = mapAt(value, 'spec', 'spec', report);
  const names = spec && mapAt(spec, 'names', 'spec.names', report);
  const versions = spec && listAt(spec, 'versions', 'spec.versions', report);
  if (!spec || !names || !versions) {
    problems.push(...own);
    return [];
  }
  const head = {
    group: nameAt(spec, 'group', 'spec.group', DOMAIN, 'a domain name such as shop.example.com', report),
    kind: nameAt(names, 'kind', 'spec.names.kind', KIND, 'a name such as Table', report),
    plural: nameAt(names, 'plural', 'spec.names.plural', LABEL, 'a lower-case name such as tables', report),
    scope: scopeOf(spec, report),
  };
  const served = servedVersions(versions, report);
  const kinds = served.map(version => ({ ...head, ...version, from: 'crd' as const, origin }));
  problems.push(...own);
  return own.length === 0 ? kinds : [];
}

function servedVersions(versions: readonly unknown[], report: Report): Pick<ImportedKind, 'version' | 'schema'>[] {
  const served = versions.flatMap((version, i) => {
    const path = `spec.versions[${i}]`;
    if (!isObject(version)) {
      report({ path, message: 'It is not a map.', hint: 'Write name, served, storage and schema in it.' });
      return [];
    }
    return version.served === true ? [{ version, path }] : [];
  });
  if (served.length === 0)
    report({ path: 'spec.versions', message: 'No version is served.', hint: 'Set served: true on one of them.' });
  return served.map(({ version, path }) => ({
    version: nameAt(version, 'name', `${path}.name`, LABEL, 'a name such as v1', report),
    schema: schemaOf(version, path, report),
  }));
}

function schemaOf(version: JsonObject, path: string, report: Report) {
  const schema = isObject(version.schema) ? version.schema.openAPIV3Schema : undefined;
  if (isObject(schema)) return factsOf(schema, `${path}.schema.openAPIV3Schema`, report);
  report({
    path,
    message: `Version ${version.name} has no schema.openAPIV3Schema.`,
    hint: 'Add one; {type: object, x-kubernetes-preserve-unknown-fields: true} is a kind of any content.',
  });
  return {};
}

function scopeOf(spec: JsonObject, report: Report): Scope {
  const { scope } = spec;
  if (scope === 'Namespaced' || scope === 'Cluster') return scope;
  report({ path: 'spec.scope', message: 'The scope is not known.', hint: 'Write Namespaced or Cluster.' });
  return 'Namespaced';
}

function mapAt(map: JsonObject, key: string, path: string, report: Report): JsonObject | undefined {
  const value = map[key];
  if (isObject(value)) return value;
  report({ path, message: value == null ? 'It is missing.' : 'It is not a map.', hint: CRD_HINT });
  return undefined;
}

function listAt(map: JsonObject, key: string, path: string, report: Report): readonly unknown[] | undefined {
  const value = map[key];
  if (Array.isArray(value)) return value;
  report({ path, message: value == null ? 'It is missing.' : 'It is not a list.', hint: CRD_HINT });
  return undefined;
}

const CRD_HINT = 'Pass the CRD as the cluster has it: kubectl get crd NAME -o yaml.';

function nameAt(map: JsonObject, key: string, path: string, form: RegExp, expected: string, report: Report): string {
  const value = map[key];
  if (typeof value === 'string' && form.test(value)) return value;
  report({ path, message: value == null ? 'It is missing.' : 'It is no valid name.', hint: `Write ${expected}.` });
  return '';
}
