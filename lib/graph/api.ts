import { isObject, type Schema } from '../schema/openapi';
import { buildSimpleSchema } from '../schema/simple/build';
import { error, type Finding, prefixed } from './finding';
import type { Rgd } from './rgd';

export interface ApiSchema {
  /** The schema of `spec`. */
  readonly spec: Schema;
  readonly findings: readonly Finding[];
}

/** The schema of an API's spec and what is wrong with it. */
export function apiSchema(rgd: Rgd): ApiSchema {
  const prefix = `failed to build resourcegraphdefinition "${rgd.name}": `;
  const findings: Finding[] = [];
  const block = (key: 'spec' | 'types', what: string) => {
    const value = rgd.schema[key];
    if (isObject(value) || value === undefined || value === null) return value ?? {};
    const kro = `${prefix}failed to unmarshal ${what}: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(value)} into Go value of type map[string]interface {}`;
    findings.push(
      error({
        code: 'schema-not-object',
        path: `spec.schema.${key}`,
        message: `spec.schema.${key} is not an object.`,
        kro,
      }),
    );
    return {};
  };
  const { schema, problems } = buildSimpleSchema(block('spec', 'spec schema'), block('types', 'predefined types'));
  const wrapped = problems.map(problem => {
    // A panic has no wrappers.
    const kro = problem.code === 'marker-panic' ? (problem.kro ?? '').replace(/^.*(?=PANIC: )/s, '') : undefined;
    if (kro !== undefined) return error({ ...problem, kro });
    return prefixed(`${prefix}failed to build OpenAPI schema for instance: `, error(problem));
  });
  return { spec: schema, findings: [...findings, ...wrapped] };
}

/** A value's type as Go's JSON decoder names it. */
export const jsonType = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
};
