import type { Environment } from '../cel/env';
import { DYN, format, type Type } from '../cel/types';
import { checkType } from './checking';
import { error, type Finding } from './finding';
import type { Inspection } from './inspector';
import { showType } from './mistakes';
import type { Condition, GraphNode } from './node';
import { OMIT, OMIT_PLACE, type References } from './references';
import { findingOf } from './site';

/** Iterators are independent of each other, so that an order of them has no meaning. */
export function crossReferences(node: GraphNode, condition: Condition, { iterators }: References): Finding[] {
  if (iterators.length === 0) return [];
  const kro = `failed to build dependency graph: node "${node.resource.id}": forEach iterator "${condition.name}" cannot reference other iterators [${iterators.join(' ')}] - forEach iterators are independent (cartesian product)`;
  const message = `The list of ${condition.name} uses ${iterators.join(', ')}, and lists cannot use iterators.`;
  return [findingOf(condition, { code: 'iterator-reference', message, kro })];
}

/** Every iterator has to be in the name, or the namespace, of the objects: they would be one object otherwise. */
export function checkIdentity(node: GraphNode, used: ReadonlySet<string>): Finding[] {
  const names = node.conditions.forEach.map(each => each.name!);
  const missing = names.filter(name => !used.has(name));
  if (missing.length === 0) return [];
  const { id, path } = node.resource;
  const kro = `failed to build dependency graph: node "${id}": all forEach dimensions must be used to produce a unique resource identity, missing: [${missing.join(' ')}]`;
  const message = `The name does not tell the objects apart: it lacks ${missing.join(', ')}.`;
  return [
    error({
      code: 'iterator-identity',
      path: `${path}.template.metadata`,
      message,
      kro,
      hint: `Put \${${missing[0]}} into metadata.name.`,
    }),
  ];
}

/** The type of an iterator: what its list holds. */
export function iteratorType(
  node: GraphNode,
  condition: Condition,
  inspection: Inspection,
  env: Environment,
): { type: Type; findings: readonly Finding[] } {
  const { id } = node.resource;
  const prefix = `failed to validate resource "${id}": node "${id}": forEach iterator "${condition.name}"`;
  if (inspection.usesOmit && !inspection.refused.includes(OMIT)) {
    const message = 'omit() is only there in templates.';
    return {
      type: DYN,
      findings: [findingOf(condition, { code: 'omit-place', message, kro: `${prefix}: ${OMIT_PLACE}` })],
    };
  }
  const typed = checkType(condition, inspection, env, `${prefix}: `);
  if ('findings' in typed) return { type: DYN, findings: typed.findings };
  if (typed.type.kind === 'list') return { type: typed.type.element, findings: [] };
  const type = format(typed.type);
  const kro = `${prefix} must return a list, got "${type}": type "${type}" is not a list type`;
  const message = `forEach goes through a list, and this is ${showType(typed.type)}.`;
  const hint =
    typed.type.kind === 'map'
      ? 'Go through a list of its keys: x.map(k, k).'
      : typed.type.kind === 'dyn'
        ? 'Make a list of it: x.map(i, i).'
        : undefined;
  return { type: DYN, findings: [findingOf(condition, { code: 'not-list', message, kro, ...(hint && { hint }) })] };
}
