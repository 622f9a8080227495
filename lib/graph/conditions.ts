import type { Call, Node } from '../cel/ast';
import { format, type Type } from '../cel/types';
import { nodesOf } from '../cel/walk';
import { quote, typeOf } from '../schema/go';
import { checkType } from './checking';
import { error, type Finding, prefixed } from './finding';
import { type Inspection, type Inspector, isInspection } from './inspector';
import { showType } from './mistakes';
import { type Condition, standalone } from './node';
import { restrict } from './references';
import type { Scope } from './scope';
import { findingAt, findingOf, named } from './site';

const ROOT = 'spec.schema.status.conditions';
const BLOCK = 'failed to build instance conditions: ';
/** What of its own kro lets a condition read. */
const BUILT_IN = ['InstanceManaged', 'GraphResolved', 'ResourcesReady', 'Ready'];
const STATUSES = ['True', 'False', 'Unknown'];

/** Checks the conditions an author adds to those of kro. */
export function checkConditions(
  written: readonly unknown[],
  ids: ReadonlySet<string>,
  known: ReadonlySet<string>,
  scope: Scope,
  inspector: Inspector,
): Finding[] {
  const findings: Finding[] = [];
  const conditions = written.flatMap((value, i) => read(value, i, findings));
  findings.push(...checkLiterals(conditions, inspector));
  for (const condition of conditions) findings.push(...checkOne(condition, ids, known, scope, inspector));
  return findings;
}

function read(value: unknown, i: number, findings: Finding[]): Condition[] {
  const path = `${ROOT}[${i}]`;
  if (typeof value !== 'string') {
    const kro = `failed to build instance status schema: failed to extract conditions block: status.conditions[${i}] must be a CEL expression string, got ${typeOf(value)}`;
    findings.push(
      error({
        code: 'conditions-shape',
        path,
        message: 'A condition is one expression in a text.',
        kro,
        hint: 'Write "${runtime.newCondition({…})}".',
      }),
    );
    return [];
  }
  const condition = standalone({ text: value, path });
  if ('cel' in condition) return [condition];
  findings.push(prefixed(`${BLOCK}invalid conditions block: `, condition));
  return [];
}

function checkOne(
  condition: Condition,
  ids: ReadonlySet<string>,
  known: ReadonlySet<string>,
  scope: Scope,
  inspector: Inspector,
): Finding[] {
  const prefix = `${BLOCK}condition ${named(condition)}: `;
  const { inspection, findings } = restrict(condition, [...ids, 'schema', 'runtime'], known, inspector, prefix);
  if (!inspection) return [...findings];
  const typed = checkType(
    condition,
    inspection,
    scope.env,
    `${BLOCK}failed to type-check condition ${named(condition)}: `,
  );
  if ('findings' in typed) return [...findings, ...typed.findings];
  if (isCondition(typed.type.kind === 'list' ? typed.type.element : typed.type)) return [...findings];
  const kro = `${prefix}condition expressions must return runtime.newCondition(...) or a list of them, got "${format(typed.type)}"`;
  const message = `This is ${showType(typed.type)} and no condition.`;
  return [
    ...findings,
    findingOf(condition, {
      code: 'not-condition',
      message,
      kro,
      hint: 'Write runtime.newCondition({type: …, status: …}).',
    }),
  ];
}

const isCondition = (type: Type): boolean =>
  type.kind === 'dyn' || (type.kind === 'struct' && type.name === 'kro.run.Condition');

/** What literals say: a type of its own for each entry, a status there is, and no condition that reads another. */
function checkLiterals(conditions: readonly Condition[], inspector: Inspector): Finding[] {
  const entries = conditions.flatMap(condition => {
    const read = inspector.inspect(condition.cel.text);
    return isInspection(read) ? [{ condition, calls: runtimeCalls(read) }] : [];
  });
  const declared = new Set<string>();
  const findings: Finding[] = [];
  for (const { condition, calls } of entries) {
    const types = new Set(calls.flatMap(call => (call.fn === 'newCondition' ? (entry(call, 'type') ?? []) : [])));
    for (const type of types) {
      if (declared.has(type)) findings.push(twice(condition, type));
      declared.add(type);
    }
  }
  return [
    ...findings,
    ...entries.flatMap(({ condition, calls }) => calls.flatMap(call => checkCall(condition, call, declared))),
  ];
}

function twice(condition: Condition, type: string): Finding {
  const kro = `${BLOCK}condition type ${quote(type)} is declared by more than one conditions entry`;
  return findingOf(condition, { code: 'condition-twice', message: `Another condition has the type ${type}.`, kro });
}

function checkCall(condition: Condition, call: Call, declared: ReadonlySet<string>): Finding[] {
  return call.fn === 'newCondition' ? checkNew(condition, call) : checkLookup(condition, call, declared);
}

function checkNew(condition: Condition, call: Call): Finding[] {
  const status = entry(call, 'status');
  const found: Finding[] = [];
  const add = (message: string, kro: string) =>
    found.push(
      findingAt(condition, call.at ?? 0, {
        code: 'condition-value',
        message,
        kro: `${BLOCK}runtime.newCondition: ${kro} in expression ${named(condition)}`,
      }),
    );
  if (status !== undefined && !STATUSES.includes(status))
    add(
      `The status of a condition is ${STATUSES.join(', ')}.`,
      `status must be one of ${STATUSES.join(', ')} (got ${quote(status)})`,
    );
  if (entry(call, 'type') === '') add('The type of a condition is empty.', 'type must not be empty');
  return found;
}

function checkLookup(condition: Condition, call: Call, declared: ReadonlySet<string>): Finding[] {
  const [object, name] = call.args;
  const type = literal(name);
  if (call.args.length !== 2 || object.kind !== 'ident' || object.name !== 'schema') return [];
  if (type === undefined || BUILT_IN.includes(type)) return [];
  const why = declared.has(type)
    ? 'custom conditions cannot reference each other'
    : `unknown condition type; only kro's built-in types (${BUILT_IN.join(', ')}) can be read from schema`;
  const kro = `${BLOCK}runtime.condition(schema, ${quote(type)}): ${why} in expression ${named(condition)}`;
  const message = `Of the instance only the conditions ${BUILT_IN.join(', ')} can be read.`;
  return [findingAt(condition, call.at ?? 0, { code: 'condition-lookup', message, kro })];
}

/** The calls of runtime.newCondition and runtime.condition in an expression. */
export function runtimeCalls({ node }: Pick<Inspection, 'node'>): Call[] {
  return [...nodesOf(node)].filter(isRuntimeCall);
}

const isRuntimeCall = (node: Node): node is Call =>
  node.kind === 'call' &&
  /^(?:newC|c)ondition$/.test(node.fn) &&
  node.target?.kind === 'ident' &&
  node.target.name === 'runtime';

const literal = (node: Node | undefined): string | undefined =>
  node?.kind === 'literal' && node.type === 'string' ? node.value : undefined;

/** The text at a key of the map a call is given, where it is a literal. */
export function entry(call: Call, key: string): string | undefined {
  const [map] = call.args;
  if (call.args.length !== 1 || map.kind !== 'map') return undefined;
  return literal(map.entries.find(each => literal(each.key) === key)?.value);
}
