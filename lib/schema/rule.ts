import type { Node } from '../cel/ast';
import type { Checked } from '../cel/check';
import { Environment } from '../cel/env';
import type { Issue } from '../cel/error';
import { typeOfSchema } from '../cel/schema';
import { Source } from '../cel/source';
import { DYN, format, isDyn } from '../cel/types';
import { nodesOf, placeOf } from '../cel/walk';
import { isObject, own, type Schema } from './openapi';
import { joinPath } from './problem';

/**
 * The rules of a CRD as the API server reads them: CEL over `self`, with the libraries of Kubernetes 1.35
 * (https://github.com/kubernetes/kubernetes/blob/v1.35.0/staging/src/k8s.io/apiserver/pkg/cel/environment/base.go).
 * What a rule costs is not reckoned, and one that uses sets, formats or images is taken for right.
 */
interface Reading {
  readonly issues: readonly Issue[];
  /** Whether a value can be tested with it, without the value there was before. */
  readonly isTested: boolean;
}

/** Functions of kro, or of libraries that kro has and the API server has not. */
const KRO_ONLY =
  /^(?:(?:base64|json|hash|random|lists)\..+|omit|slice|flatten|sort|@sortByAssociatedKeys|distinct|first|last|reverse|merge)$/;
/** Functions of the API server that are not known here, and the names some of them begin with. */
const UNKNOWN_HERE = /^(?:sets|format|validate|image|isImage)$/;

const environments = new WeakMap<Schema, Environment>();

function environmentOf(schema: Schema): Environment {
  const known = environments.get(schema);
  if (known) return known;
  const self = closed(schema);
  const env = Environment.of({ self }, { omit: false, runtime: false, crossType: true }).with({
    oldSelf: typeOfSchema(self, '__type_self') ?? DYN,
  });
  environments.set(schema, env);
  return env;
}

/** To a rule only declared fields exist, whatever else an object may hold. */
function closed(schema: Schema): Schema {
  const { 'x-kubernetes-preserve-unknown-fields': _, ...rest } = schema;
  const { properties, items, additionalProperties } = rest;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, closed(each)])),
    }),
    ...(items && { items: closed(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: closed(additionalProperties as Schema) }),
  };
}

/** Everything the API server finds wrong with a rule on values of a schema. */
export const ruleIssues = (rule: string, schema: Schema): readonly Issue[] => readRule(rule, schema).issues;

function readRule(rule: string, schema: Schema): Reading {
  const env = environmentOf(schema);
  const expanded = env.parse(rule);
  if ('errors' in expanded) return { issues: expanded.errors, isTested: false };
  const { variables, functions, methods } = env.inspect(expanded.node);
  const calls = [...functions, ...methods];
  if ([...variables, ...calls].some(({ name }) => UNKNOWN_HERE.test(name))) return { issues: [], isTested: false };
  const source = new Source(rule);
  const absent = calls
    .filter(({ name }) => KRO_ONLY.test(name))
    .map(({ name, at }) => source.issue({ at, message: `the API server has no function '${name}'` }));
  const checked = env.checkNode(expanded.node);
  const mistakes = [...checked.mistakes, ...mixedLiterals(expanded.node, checked)].map(each => source.issue(each));
  const isBool = checked.mistakes.length > 0 || checked.type.kind === 'bool' || checked.type.kind === 'error';
  const notBool = isBool ? [] : [source.issue({ at: 0, message: `must be bool, and is ${format(checked.type)}` })];
  const issues = [...absent, ...mistakes, ...notBool];
  return { issues, isTested: issues.length === 0 && !variables.some(({ name }) => name === 'oldSelf') };
}

/** The API server wants the elements of a literal list, and the values of a literal map, to be of one type. */
function mixedLiterals(root: Node, checked: Checked) {
  return [...nodesOf(root)].flatMap(node => {
    const parts = node.kind === 'list' ? node.elements : node.kind === 'map' ? node.entries.map(e => e.value) : [];
    const types = parts.flatMap(part => checked.typeOf(part) ?? []).filter(type => !isDyn(type));
    const other = types.findIndex(type => format(type) !== format(types[0]));
    if (other < 0) return [];
    const message = `expected type '${format(types[0])}' but found '${format(types[other])}'`;
    return [{ at: placeOf(parts[other]), message }];
  });
}

/** A rule that a value breaks. */
export interface BrokenRule {
  readonly path: string;
  readonly rule: string;
  readonly message?: string;
  /** Why it could not be tested, where that is so; the API server then refuses the value too. */
  readonly failure?: string;
}

/** The rules of a schema, and of all schemas in it, that a value breaks; those about what was there before are left out. */
export function brokenRules(value: unknown, schema: Schema, path = ''): BrokenRule[] {
  if (value === null || value === undefined) return [];
  return [
    ...(schema['x-kubernetes-validations'] ?? []).flatMap(each => test(each.rule, each.message, value, schema, path)),
    ...children(value, schema, path).flatMap(([child, inner, at]) => brokenRules(child, inner, at)),
  ];
}

function test(rule: string, message: string | undefined, value: unknown, schema: Schema, path: string): BrokenRule[] {
  if (!readRule(rule, schema).isTested) return [];
  const result = environmentOf(schema).evaluate(rule, { self: value });
  if ('value' in result && result.value === true) return [];
  const failure = 'error' in result ? result.error.message : undefined;
  return [{ path, rule, ...(message && { message }), ...(failure && { failure }) }];
}

function children(value: unknown, schema: Schema, path: string): [value: unknown, schema: Schema, path: string][] {
  if (Array.isArray(value)) return schema.items ? value.map((item, i) => [item, schema.items!, `${path}[${i}]`]) : [];
  if (!isObject(value)) return [];
  const others = isObject(schema.additionalProperties) ? (schema.additionalProperties as Schema) : undefined;
  return Object.entries(value).flatMap(([key, each]) => {
    const field = own(schema.properties, key) ?? others;
    return field ? [[each, field, joinPath(path, key)]] : [];
  });
}
