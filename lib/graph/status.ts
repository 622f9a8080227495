import type { Type } from '../cel/types';
import { quote, typeOf } from '../schema/go';
import { type Draft, isObject, type Schema } from '../schema/openapi';
import { joinPath } from '../schema/problem';
import { jsonType } from './api';
import { checkType } from './checking';
import { parsePath } from './fieldpath';
import { error, type Finding, prefixed } from './finding';
import { addField, schemaOfType } from './infer';
import type { Inspection, Inspector } from './inspector';
import { walkFree } from './literals';
import { restrict } from './references';
import type { Scope } from './scope';
import { findingOf, named, type Site, siteOf } from './site';
import { readText } from './text';

export interface Status {
  /** The schema of what the author writes. */
  readonly schema: Schema;
  /** The expressions of its fields that have a type. */
  readonly fields: readonly StatusField[];
  /** The author's conditions, as written. */
  readonly conditions: readonly unknown[];
  readonly findings: readonly Finding[];
}

/** An expression of the status. */
export interface StatusField {
  /** In the status: `endpoints[0].url`. */
  readonly path: string;
  readonly site: Site;
  readonly inspection: Inspection;
  readonly type: Type;
}

const ROOT = 'spec.schema.status';
const STATUS = 'failed to build instance status schema: ';

/** Checks `spec.schema.status` and finds the type of each of its fields. */
export function statusOf(
  written: unknown,
  ids: ReadonlySet<string>,
  known: ReadonlySet<string>,
  scope: Scope,
  inspector: Inspector,
): Status {
  if (!isObject(written ?? {})) return { schema: {}, fields: [], conditions: [], findings: [notAnObject(written)] };
  const { conditions, ...fields } = (written ?? {}) as Record<string, unknown>;
  const findings: Finding[] = [];
  if (conditions !== undefined && !Array.isArray(conditions)) findings.push(notAList(conditions));
  const walked = walkFree(fields, ROOT);
  findings.push(
    ...walked.findings.map(each => prefixed(`${STATUS}failed to extract CEL expressions from status: `, each)),
  );
  findings.push(...literals(fields));
  const schema: Draft = { type: 'object', properties: {} };
  const typed = walked.expressions.flatMap(
    expression => field(siteOf(expression, ROOT), expression.path, ids, known, scope, inspector, findings) ?? [],
  );
  for (const { site, path, type } of typed) add(schema, site, path, type, findings);
  return { schema, fields: typed, conditions: Array.isArray(conditions) ? conditions : [], findings };
}

function field(
  site: Site,
  path: string,
  ids: ReadonlySet<string>,
  known: ReadonlySet<string>,
  scope: Scope,
  inspector: Inspector,
  findings: Finding[],
): StatusField | undefined {
  const prefix = `${STATUS}status field ${quote(path)} expression ${named(site)}: `;
  const { inspection, dependencies, findings: found } = restrict(site, [...ids, 'schema'], known, inspector, prefix);
  findings.push(...found);
  if (!inspection) return undefined;
  const check = `failed to type-check status expression ${named(site)} at path ${quote(path)}: `;
  const typed = checkType(site, inspection, scope.env, STATUS + check);
  if ('findings' in typed) {
    findings.push(...typed.findings.map(each => compiled(each, site, path)));
    return undefined;
  }
  if (found.length > 0) return undefined;
  if (dependencies.length === 0) findings.push(unrelated(site, path));
  return { path, site, inspection, type: typed.type };
}

/** kro makes programs later, and says so in other words. */
const compiled = (finding: Finding, site: Site, path: string): Finding =>
  finding.code === 'bad-literal'
    ? {
        ...finding,
        kro: `failed to compile status expression ${named(site)} at path ${quote(path)}: ${finding.kro!.slice(finding.kro!.lastIndexOf(': compile: ') + 2)}`,
      }
    : finding;

function unrelated(site: Site, path: string): Finding {
  const kro = `failed to create instance node: instance status field must refer to a resource or schema: status.${path}`;
  const message = 'A status field tells something of a resource or of the instance; this one refers to neither.';
  return findingOf(site, { code: 'status-reference', message, kro });
}

function add(schema: Draft, site: Site, path: string, type: Type, findings: Finding[]): void {
  const parsed = parsePath(path);
  if ('segments' in parsed) {
    addField(schema, parsed.segments, schemaOfType(type));
    return;
  }
  const kro = `${STATUS}failed to generate status schema from CEL types: failed to parse path ${path}: ${parsed.error}`;
  findings.push(
    error({
      code: 'status-path',
      path: site.path,
      message: 'kro cannot read the name of this field back.',
      kro,
      hint: 'Leave brackets out of it.',
    }),
  );
}

function notAnObject(value: unknown): Finding {
  const kro = `${STATUS}failed to unmarshal status schema: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(value)} into Go value of type map[string]interface {}`;
  return error({ code: 'status-not-object', path: ROOT, message: 'spec.schema.status is not an object.', kro });
}

function notAList(value: unknown): Finding {
  const kro = `${STATUS}failed to extract conditions block: status.conditions must be a list, got ${typeOf(value)}`;
  const hint = 'Write a list of "${runtime.newCondition({…})}".';
  return error({
    code: 'conditions-shape',
    path: `${ROOT}.conditions`,
    message: 'status.conditions is not a list.',
    kro,
    hint,
  });
}

/** Fields without an expression: a status is found out, never given. */
function literals(fields: unknown): Finding[] {
  const paths = plainPaths(fields, '');
  const kro = `${STATUS}status fields without expressions are not supported: [${paths.join(' ')}]`;
  return paths.map(path =>
    error({
      code: 'status-literal',
      path: `${ROOT}.${path}`,
      message: 'A status field is an expression, and this is none.',
      kro,
      hint: 'Write "${…}", or a type in spec.schema.spec.',
    }),
  );
}

function plainPaths(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => plainPaths(item, `${path}[${i}]`));
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => plainPaths(each, joinPath(path, key)));
  return typeof value !== 'string' || readText(value).kind === 'literal' ? [path] : [];
}
