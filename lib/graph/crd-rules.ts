import type { Call, Literal, Node } from '../cel/ast';
import { Environment } from '../cel/env';
import type { Issue } from '../cel/error';
import { Program } from '../cel/eval';
import { functions } from '../cel/signature';
import { children } from '../cel/walk';
import { isObject, own, type Schema } from '../schema/openapi';
import { joinPath } from '../schema/problem';

/** What is known of a rule, whatever the value. */
interface Reading {
  /** Everything the API server finds wrong with it, as CEL, on values of its schema. */
  readonly issues: readonly Issue[];
  /** Whether it looks at what a value was before. */
  readonly usesOldSelf: boolean;
  /** Whether it can be tried here: some functions only the API server has. */
  readonly isTried: boolean;
}

/** A schema has rules for many values. */
const readings = new WeakMap<Schema, Map<string, Reading>>();

/** Everything the API server finds wrong with a rule, as CEL, on values of a schema. */
export const ruleIssues = (rule: string, schema: Schema): readonly Issue[] => readingOf(rule, schema).issues;

/** Whether the rule looks at what a value was before. */
export const usesOldSelf = (rule: string, schema: Schema): boolean => readingOf(rule, schema).usesOldSelf;

function readingOf(rule: string, schema: Schema): Reading {
  const known = readings.get(schema) ?? new Map<string, Reading>();
  readings.set(schema, known);
  const reading = known.get(rule) ?? read(rule, environmentOf(schema));
  known.set(rule, reading);
  return reading;
}

function read(rule: string, env: Environment): Reading {
  const expanded = env.parse(rule);
  if ('errors' in expanded) return { issues: expanded.errors, usesOldSelf: false, isTried: false };
  const { type, errors } = env.check(rule);
  const problem = type === 'bool' ? badLiteral(expanded.node) : `must be bool, and is ${type}`;
  const { variables, functions: called, methods } = env.inspect(expanded.node);
  return {
    issues: errors.length > 0 || problem === undefined ? errors : [{ line: 1, column: 0, message: problem }],
    usesOldSelf: variables.some(({ name }) => name === 'oldSelf'),
    isTried: [...called, ...methods].every(({ name }) => functions('kro').has(name)),
  };
}

/** A rule that a value breaks, and the place of the value. */
export interface Broken {
  readonly path: string;
  readonly rule: string;
  readonly message?: string;
}

/**
 * The rules that a value breaks: those of its schema, and those of the parts it has. A new value has nothing before it to be compared
 * with; a default is taken to have been there before.
 */
export function brokenRules(value: unknown, schema: Schema, as: 'new' | 'default', path = ''): Broken[] {
  const rules = (schema['x-kubernetes-validations'] ?? []).filter(({ rule }) => {
    const { issues, usesOldSelf, isTried } = readingOf(rule, schema);
    return issues.length === 0 && isTried && (as === 'default' || !usesOldSelf);
  });
  const broken = rules.filter(({ rule }) => isBroken(rule, value, schema)).map(each => ({ ...each, path }));
  const parts = partsOf(value, schema, path);
  return [...broken, ...parts.flatMap(part => brokenRules(part.value, part.schema, as, part.path))];
}

function isBroken(rule: string, value: unknown, schema: Schema): boolean {
  const result = environmentOf(schema).evaluate(rule, { self: value, oldSelf: value });
  // What the types allow and no function takes is an overload that only the API server has.
  if ('error' in result) return result.error.kind !== 'no-such-overload';
  return 'value' in result && result.value !== true;
}

interface Part {
  readonly value: unknown;
  readonly schema: Schema;
  readonly path: string;
}

function partsOf(value: unknown, schema: Schema, path: string): Part[] {
  const { items } = schema;
  if (Array.isArray(value))
    return items ? value.map((item, i) => ({ value: item, schema: items, path: `${path}[${i}]` })) : [];
  if (!isObject(value)) return [];
  const values = isObject(schema.additionalProperties) ? (schema.additionalProperties as Schema) : undefined;
  return Object.entries(value).flatMap(([name, part]) => {
    const field = own(schema.properties, name) ?? values;
    return field ? [{ value: part, schema: field, path: joinPath(path, name) }] : [];
  });
}

const environments = new WeakMap<Schema, Environment>();

function environmentOf(schema: Schema): Environment {
  const known = environments.get(schema);
  if (known) return known;
  const alone = Environment.of({ self: closed(schema) }, { dialect: 'crd', runtime: false });
  const env = alone.with({ oldSelf: alone.variable('self')! });
  environments.set(schema, env);
  return env;
}

/** The schema as rules see it: what is not declared cannot be selected, preserved or not. */
function closed(schema: Schema): Schema {
  const { 'x-kubernetes-preserve-unknown-fields': _, properties, items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(items && { items: closed(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: closed(additionalProperties as Schema) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, closed(field)])),
    }),
  };
}

/** Durations, timestamps and patterns that are written out are tried when the rule is compiled. */
function badLiteral(node: Node): string | undefined {
  const call = node.kind === 'call' ? triedOf(node) : undefined;
  const result = call && new Program(call).evaluate({});
  if (result && 'error' in result) return result.error.message;
  for (const child of children(node)) {
    const problem = badLiteral(child);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function triedOf(call: Call): Call | undefined {
  const literal = call.args[call.args.length - 1];
  if (literal?.kind !== 'literal' || literal.type !== 'string') return undefined;
  if (call.fn === 'duration' || call.fn === 'timestamp') return call;
  return call.fn === 'matches' ? { kind: 'call', fn: 'matches', target: NO_TEXT, args: [literal] } : undefined;
}

const NO_TEXT: Literal = { kind: 'literal', type: 'string', value: '' };
