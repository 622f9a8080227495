import { typeOf } from './go';
import { didYouMean } from './nearest';
import { isObject, own, type Schema } from './openapi';
import { joinPath } from './problem';

/** Where a value breaks its schema. */
export interface Violation {
  readonly rule: 'type' | 'required' | 'enum' | 'pattern' | 'bounds' | 'twice' | 'unknown';
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

/**
 * Checks a value as the API server does: types, required fields, enum, pattern, bounds; and names the fields it would drop. A value
 * that is undefined is there, and not known.
 */
export function violations(value: unknown, schema: Schema, path = ''): Violation[] {
  if (value === undefined || (value === null && schema.nullable)) return [];
  const type = typeProblem(value, schema);
  if (type) return [{ rule: 'type', path, message: type }];
  const own = scalar(value, schema).map(problem => ({ ...problem, path }));
  if (Array.isArray(value))
    return [
      ...own,
      ...twice(value, schema, path),
      ...value.flatMap((item, i) => (schema.items ? violations(item, schema.items, `${path}[${i}]`) : [])),
    ];
  return isObject(value) ? [...own, ...fields(value, schema, path)] : own;
}

/** Items that are equal, or have equal keys, in a list that is a set or a map. */
function twice(items: readonly unknown[], schema: Schema, path: string): Violation[] {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const seen = new Set<string>();
  return items.flatMap((item, i) => {
    const identity = JSON.stringify(type === 'set' || !isObject(item) ? item : keys.map(key => item[key]));
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    const message = type === 'set' ? 'Is in the list twice.' : `Another item has the same ${keys.join(', ')}.`;
    return [{ rule: 'twice' as const, path: `${path}[${i}]`, message }];
  });
}

function typeProblem(value: unknown, schema: Schema): string | undefined {
  const expected = schema['x-kubernetes-int-or-string'] ? ['integer', 'string'] : schema.type ? [schema.type] : [];
  if (expected.length === 0 || expected.some(type => isOfType(value, type))) return undefined;
  return `Must be ${expected.join(' or ')}, not ${plainType(value)}.`;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return typeof value === 'number' && typeOf(value) === 'int64';
    default:
      return typeof value === type;
  }
}

const PLAIN: Readonly<Record<string, string>> = {
  '<nil>': 'null',
  int64: 'integer',
  float64: 'number',
  bool: 'boolean',
  string: 'string',
};

/** The JSON type of a value. */
export const plainType = (value: unknown): string =>
  Array.isArray(value) ? 'array' : (PLAIN[typeOf(value)] ?? 'object');

type Local = Omit<Violation, 'path'>;
type Fields = Readonly<Record<string, unknown>>;

function scalar(value: unknown, schema: Schema): Local[] {
  const found: Local[] = [];
  if (schema.enum && !schema.enum.some(each => JSON.stringify(each) === JSON.stringify(value))) {
    const hint = typeof value === 'string' ? didYouMean(value, schema.enum.map(String)) : undefined;
    found.push({
      rule: 'enum',
      message: `Must be one of ${schema.enum.map(each => JSON.stringify(each)).join(', ')}.`,
      ...(hint && { hint }),
    });
  }
  if (typeof value === 'string' && schema.pattern && !matches(value, schema.pattern)) {
    found.push({ rule: 'pattern', message: `Must match ${schema.pattern}.` });
  }
  for (const [size, least, most, what] of bounds(value, schema)) {
    if (least !== undefined && size < least)
      found.push({ rule: 'bounds', message: `Must be at least ${least}${what}.` });
    if (most !== undefined && size > most) found.push({ rule: 'bounds', message: `Must be at most ${most}${what}.` });
  }
  return found;
}

type Bounds = readonly [size: number, least: number | undefined, most: number | undefined, what: string];

function bounds(value: unknown, schema: Schema): Bounds[] {
  if (typeof value === 'number') {
    // Go compares whole numbers with what is whole of a bound.
    const bound = (of: number | undefined) => (of === undefined || typeOf(value) !== 'int64' ? of : Math.trunc(of));
    return [[value, bound(schema.minimum), bound(schema.maximum), '']];
  }
  if (typeof value === 'string' && schema.minLength === undefined && schema.maxLength === undefined) return [];
  if (typeof value === 'string') return [[[...value].length, schema.minLength, schema.maxLength, ' characters long']];
  if (Array.isArray(value)) return [[value.length, schema.minItems, schema.maxItems, ' items long']];
  if (isObject(value))
    return [[Object.keys(value).length, schema.minProperties, schema.maxProperties, ' entries long']];
  return [];
}

/** The classes RE2 has names for, as JavaScript writes them between brackets. */
const POSIX: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\s',
  upper: 'A-Z',
};

/** RE2 and JavaScript agree on most patterns; one that JavaScript cannot read is taken for matched. */
function matches(value: string, pattern: string): boolean {
  try {
    const ours = pattern.replace(/\[:([a-z]+):\]/g, (all, name) => (Object.hasOwn(POSIX, name) ? POSIX[name] : all));
    return new RegExp(ours, 'u').test(value);
  } catch {
    return true;
  }
}

function fields(value: Fields, schema: Schema, path: string): Violation[] {
  const found = unobserved(value, schema, path);
  for (const name of schema.required ?? [])
    if (!Object.hasOwn(value, name))
      found.push({ rule: 'required', path: joinPath(path, name), message: `${name} is missing.` });
  for (const name of Object.keys(value)) found.push(...field(name, value[name], schema, joinPath(path, name)));
  return found;
}

/** What Crossplane needs of a resource unless it only observes it; an expression leaves open whether it does. */
function unobserved(value: Fields, { requiredUnlessObserved }: Schema, path: string): Violation[] {
  if (!requiredUnlessObserved) return [];
  const { forProvider, initProvider = {}, managementPolicies = ['*'] } = value;
  if (!isObject(forProvider) || !isObject(initProvider)) return [];
  const isManaged = Array.isArray(managementPolicies) && managementPolicies.some(each => MANAGES.includes(each));
  if (!isManaged) return [];
  return requiredUnlessObserved
    .filter(name => !Object.hasOwn(forProvider, name) && !Object.hasOwn(initProvider, name))
    .map(name => ({
      rule: 'required',
      path: joinPath(joinPath(path, 'forProvider'), name),
      message: `${name} is missing, and only what is merely observed may leave it out.`,
    }));
}

const MANAGES: readonly unknown[] = ['*', 'Create', 'Update'];

function field(name: string, value: unknown, schema: Schema, path: string): Violation[] {
  const known =
    own(schema.properties, name) ??
    (isObject(schema.additionalProperties) ? (schema.additionalProperties as Schema) : undefined);
  if (known) return violations(value, known, path);
  const open = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties === true;
  if (open || !schema.properties) return [];
  const hint = didYouMean(name, Object.keys(schema.properties));
  return [{ rule: 'unknown', path, message: `There is no field ${name}.`, ...(hint && { hint }) }];
}
