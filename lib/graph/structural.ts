import type { Issue } from '../cel/error';
import { withDefaults } from '../schema/fill';
import { isObject, type Schema } from '../schema/openapi';
import { joinPath } from '../schema/problem';
import { defaultText, enumTexts, isJson } from '../schema/simple/defaults';
import { plainType, violations } from '../schema/validate';
import type { Crd } from './crd';
import { columnFindings, nameFindings, refused } from './crd-names';
import { brokenRules, ruleIssues, usesOldSelf } from './crd-rules';
import { type CrdCode, error, type Finding } from './finding';

/** What the API server refuses of a CRD that kro generates, by the field of the RGD it comes from. */
export function checkCrd(crd: Crd): Finding[] {
  const [version] = crd.spec.versions;
  const { spec } = version.schema.openAPIV3Schema.properties ?? {};
  return [
    ...nameFindings(crd),
    ...columnFindings(crd),
    ...(spec ? new Structure().check(spec, 'spec.schema.spec', true) : []),
  ];
}

/** Whether Go can write the CRD as JSON at all. */
export const isWritable = (findings: readonly Finding[]): boolean =>
  !findings.some(each => each.code === 'invalid-json');

/** Walks the schema of spec; what is inside lists and maps is reported at the field that holds them. */
class Structure {
  private readonly findings: Finding[] = [];

  check(schema: Schema, path: string, correlated: boolean): Finding[] {
    this.json(schema, path);
    this.default(schema, path);
    this.list(schema, path);
    this.rules(schema, path, correlated);
    for (const [name, field] of Object.entries(schema.properties ?? {}))
      this.check(field, joinPath(path, name), correlated);
    if (isObject(schema.additionalProperties)) this.check(schema.additionalProperties as Schema, path, correlated);
    if (schema.items) this.check(schema.items, path, correlated && schema['x-kubernetes-list-type'] === 'map');
    return this.findings;
  }

  private json(schema: Schema, path: string): void {
    const texts = [defaultText(schema) ?? 'null', ...enumTexts(schema)];
    const bad = texts.find(text => !isJson(text));
    if (bad !== undefined)
      this.notJson(
        path,
        `${bad} is not JSON, and kro writes it into the CRD as it is.`,
        `json: error calling MarshalJSON for type *v1.JSON: ${jsonError(bad)}`,
      );
    for (const value of [schema.minimum, schema.maximum]) {
      if (value === undefined || Number.isFinite(value)) continue;
      this.notJson(
        path,
        `${value} is not a number of JSON.`,
        `json: unsupported value: ${value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : 'NaN'}`,
      );
    }
  }

  private notJson(path: string, message: string, kro: string): void {
    const code: CrdCode = 'invalid-json';
    this.findings.push(
      error({ code, path, message, kro: `failed to create CRD: ${kro}`, hint: 'Write the value as JSON does.' }),
    );
  }

  private default(schema: Schema, path: string): void {
    const text = defaultText(schema);
    if (text === undefined || !isJson(text) || schema.default === null) return;
    // A default below that does not fit is reported where it is.
    const missing = violations(withDefaults(schema.default, schema), schema).filter(each => each.rule === 'required');
    const wrong = violations(schema.default, schema).filter(each => each.rule !== 'required');
    for (const { path: below, message, hint } of [...wrong, ...missing]) {
      const where = below === '' ? '' : ` at ${below}`;
      this.findings.push(refused(path, `The default ${text} does not fit its own field${where}. ${message}`, hint));
    }
    if (wrong.length + missing.length > 0) return;
    for (const { rule } of brokenRules(schema.default, schema, 'default'))
      this.findings.push(refused(path, `The default ${text} breaks the rule ${rule}.`));
  }

  private list(schema: Schema, path: string): void {
    const type = schema['x-kubernetes-list-type'];
    const items = schema.items ?? {};
    const isAtomic = items.type === 'array' && (items['x-kubernetes-list-type'] ?? 'atomic') === 'atomic';
    if (type === 'set' && !isScalar(items) && !isAtomic) {
      this.findings.push(
        refused(
          path,
          `The items of a set are scalars or atomic lists; these are of type ${items.type}.`,
          'Use listType=map listMapKey=…, or validation.',
        ),
      );
    }
    if (type !== 'map') return;
    if (items.type !== 'object')
      this.findings.push(refused(path, `listType=map is for lists of objects; these are of type ${items.type}.`));
    const keys = schema['x-kubernetes-list-map-keys'] ?? [];
    if (keys.length === 0) this.findings.push(refused(path, 'listType=map needs a listMapKey.'));
    for (const key of keys) this.mapKey(key, items, path);
  }

  private mapKey(key: string, items: Schema, path: string): void {
    const field = items.properties && Object.hasOwn(items.properties, key) ? items.properties[key] : undefined;
    if (!field) this.findings.push(refused(path, `The items have no field ${key}, which listMapKey names.`));
    else if (!isScalar(field))
      this.findings.push(refused(path, `The field ${key}, which listMapKey names, is no scalar.`));
    else if (!items.required?.includes(key) && field.default === undefined) {
      this.findings.push(
        refused(
          path,
          `The field ${key}, which listMapKey names, may be missing.`,
          `Give ${key} required=true or a default.`,
        ),
      );
    }
  }

  private rules(schema: Schema, path: string, correlated: boolean): void {
    for (const { rule } of schema['x-kubernetes-validations'] ?? []) {
      const issues = ruleIssues(rule, schema);
      this.findings.push(...issues.map(issue => badRule(path, rule, issue)));
      if (issues.length === 0 && !correlated && usesOldSelf(rule, schema)) this.uncorrelated(path);
    }
  }

  /** Where items have no identity, the API server cannot tell what an item was before. */
  private uncorrelated(path: string): void {
    this.findings.push(
      refused(
        path,
        'Items of this list cannot be compared with what they were (immutable, oldSelf).',
        'Use listType=map listMapKey=….',
      ),
    );
  }
}

function badRule(path: string, rule: string, { line, column, message }: Issue): Finding {
  const told = error({
    code: 'invalid-rule',
    path,
    message: `The rule is none for this field: ${message}. The API server refuses the CRD.`,
    hint: 'Write CEL that is true or false of self, with the functions of Kubernetes; it has not those of kro.',
  });
  return { ...told, expression: { text: rule, line, column: column + 1 } };
}

const isScalar = (schema: Schema): boolean =>
  schema.type !== undefined && schema.type !== 'object' && schema.type !== 'array';

/** Go's complaint about a text that is no JSON, as far as one character tells. */
function jsonError(text: string): string {
  const first = text.trim()[0];
  if (first === undefined) return 'unexpected end of JSON input';
  return plainType(first) === 'string' && !/["[{0-9tfn-]/.test(first)
    ? `invalid character '${first}' looking for beginning of value`
    : `invalid character in ${text}`;
}
