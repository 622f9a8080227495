import type { Environment } from '../cel/env';
import { format, held, type Type } from '../cel/types';
import { checkType } from './checking';
import type { Finding } from './finding';
import type { Inspection, Inspector } from './inspector';
import { showType } from './mistakes';
import type { Condition, GraphNode } from './node';
import { restrict } from './references';
import { findingOf, named } from './site';

type When = 'includeWhen' | 'readyWhen';

/** Checks that a condition is a bool, or an optional one. */
export function checkBool(
  id: string,
  when: When,
  condition: Condition,
  inspection: Inspection,
  env: Environment,
): Finding[] {
  const prefix = `failed to validate resource "${id}": `;
  const check = `failed to type-check ${when} expression ${named(condition)} in resource "${id}": `;
  const typed = checkType(condition, inspection, env, prefix + check);
  if ('findings' in typed) return [...typed.findings];
  if (isBool(typed.type)) return [];
  const kro = `${prefix}${when} expression ${named(condition)} in resource "${id}" must return bool or optional_type(bool), but returns "${format(typed.type)}"`;
  const message = `A condition is true or false; this is ${showType(typed.type)}.`;
  const hint = typed.type.kind === 'dyn' ? 'Wrap it in bool(…).' : 'Compare it with something.';
  return [findingOf(condition, { code: 'not-bool', message, kro, hint })];
}

const isBool = (type: Type): boolean => (held(type) ?? type).kind === 'bool';

/** A readyWhen of a resource that can be read. */
export interface Readiness {
  readonly node: GraphNode;
  readonly condition: Condition;
  readonly inspection: Inspection;
}

/** Reads the readyWhen of a resource: it sees the resource alone, or one item of a collection as `each`. */
export function readReadiness(
  node: GraphNode,
  known: ReadonlySet<string>,
  inspector: Inspector,
  findings: Finding[],
): Readiness[] {
  const { id } = node.resource;
  const allowed = node.type === 'Collection' ? 'each' : id;
  return node.conditions.readyWhen.flatMap(condition => {
    const prefix = `failed to validate resource "${id}": resource "${id}" readyWhen: `;
    const { inspection, findings: found } = restrict(condition, [allowed], known, inspector, prefix);
    findings.push(...found);
    return inspection ? [{ node, condition, inspection }] : [];
  });
}

/**
 * Checks conditions that see one item of a collection. kro v0.9.3 makes the type of `each` once per graph, of whichever collection
 * it comes to first, so a condition has to suit the items of every collection that has one.
 */
export function checkCollections(all: readonly Readiness[], envOf: (node: GraphNode) => Environment): Finding[] {
  const envs = new Map(all.map(({ node }) => [envOf(node), node.resource.id]));
  return all.flatMap(({ node, condition, inspection }) => {
    const own = envOf(node);
    const found = checkBool(node.resource.id, 'readyWhen', condition, inspection, own);
    if (found.length > 0) return found;
    return [...envs].flatMap(([env, other]) => (env === own ? [] : collision(node, condition, inspection, env, other)));
  });
}

function collision(
  node: GraphNode,
  condition: Condition,
  inspection: Inspection,
  env: Environment,
  other: string,
): Finding[] {
  const found = checkBool(node.resource.id, 'readyWhen', condition, inspection, env).slice(0, 1);
  return found.map(each => ({
    ...each,
    code: 'each-collision',
    message: `kro v0.9.3 may take each for an item of ${other}, another kind, and then refuses this.`,
    hint: `Write readyWhen for one of the two only, or what holds for both kinds.`,
  }));
}
