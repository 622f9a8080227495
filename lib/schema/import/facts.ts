import { isObject, type JsonObject } from './document';
import { member, type Report } from './problem';
import { DROPPED, FORBIDDEN, LIST_OF_SCHEMAS, MAP_OF_SCHEMAS, ONE_SCHEMA, type Schema } from './schema';

const VALIDATIONS = 'x-kubernetes-validations';
/** The rule by which Crossplane says that a field has to be set unless the resource is only observed. */
const UNLESS_OBSERVED =
  /^!\('\*' in self\.managementPolicies \|\| 'Create' in self\.managementPolicies \|\| 'Update' in self\.managementPolicies\) \|\| has\(self\.forProvider\.(\w+)\)(?: \|\| \(has\(self\.initProvider\) && has\(self\.initProvider\.\1\)\))?$/;

/** The rule by which a CRD says that a value stays as it was first written. */
const IMMUTABLE = 'self == oldSelf';

/**
 * A schema with its facts only, keywords and names sorted.
 *
 * Prose and rules are gone, except that Crossplane's rules about fields which an unobserved resource needs
 * become `requiredUnlessObserved`, and that a value which may not change is `immutable`. Whatever is no schema is reported.
 */
export function factsOf(schema: unknown, path: string, report: Report): Schema {
  if (!isObject(schema)) {
    report({
      path,
      message: `It is ${nameOf(schema)} where a schema is expected.`,
      hint: 'Write a map, or remove it.',
    });
    return {};
  }
  const facts = Object.entries(schema)
    .filter(([keyword]) => !DROPPED.has(keyword))
    .map(([keyword, value]) => [keyword, factOf(keyword, value, member(path, keyword), report)]);
  const rules = rulesOf(schema);
  const needed = requiredUnlessObserved(rules);
  if (rules.includes(IMMUTABLE)) facts.push(['immutable', true]);
  if (needed.length > 0) facts.push(['requiredUnlessObserved', needed]);
  return sorted(Object.fromEntries(facts));
}

function factOf(keyword: string, value: unknown, path: string, report: Report): unknown {
  const wrong = (expected: string) => {
    report({ path, message: `It is ${nameOf(value)} where ${expected} is expected.`, hint: 'Correct or remove it.' });
    return undefined;
  };
  if (FORBIDDEN.has(keyword)) {
    report({ path, message: `A schema of a CRD has no ${keyword}.`, hint: 'Write out what it refers to.' });
    return undefined;
  }
  if (keyword === MAP_OF_SCHEMAS) {
    if (!isObject(value)) return wrong('a map of schemas');
    return sorted(mapValues(value, (child, name) => factsOf(child, member(path, name), report)));
  }
  if (ONE_SCHEMA.has(keyword))
    return keyword === 'additionalProperties' && typeof value === 'boolean' ? value : factsOf(value, path, report);
  if (LIST_OF_SCHEMAS.has(keyword))
    return Array.isArray(value)
      ? value.map((child, i) => factsOf(child, `${path}[${i}]`, report))
      : wrong('a list of schemas');
  if (keyword === 'type' && typeof value !== 'string') return wrong('the name of a type');
  if (keyword === 'enum' && !Array.isArray(value)) return wrong('a list of values');
  if (keyword === 'required' && !(Array.isArray(value) && value.every(name => typeof name === 'string')))
    return wrong('a list of names');
  return value;
}

function rulesOf(schema: JsonObject): string[] {
  const validations = schema[VALIDATIONS];
  return Array.isArray(validations) ? validations.map(validation => String(validation?.rule).trim()) : [];
}

function requiredUnlessObserved(rules: readonly string[]): string[] {
  const names = rules.flatMap(rule => UNLESS_OBSERVED.exec(rule)?.[1] ?? []);
  return [...new Set(names)].sort();
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : isObject(value) ? 'a map' : `the ${typeof value} ${JSON.stringify(value)}`;
}

const mapValues = (map: JsonObject, each: (value: unknown, name: string) => unknown) =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, each(value, name)]));

const sorted = <T extends object>(map: T): T =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
