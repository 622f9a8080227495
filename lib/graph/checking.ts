import type { Environment } from '../cel/env';
import { DYN, type Type } from '../cel/types';
import type { Finding } from './finding';
import type { Inspection } from './inspector';
import { typeFindings } from './mistakes';
import { findingOf, type Site } from './site';

/** The type of an expression, or why it has none. */
export type Typed = { readonly type: Type } | { readonly findings: readonly Finding[] };

/**
 * Type-checks an expression that was read, and makes its program as kro does at the end. Of an expression that uses what it must not
 * it finds what else is wrong.
 */
export function checkType(site: Site, inspection: Inspection, env: Environment, prefix: string): Typed {
  const { node, refused, unknownFunctions } = inspection;
  const checked = (refused.length > 0 ? env.with(anything(refused)) : env).checkNode(node);
  const told = new Set(unknownFunctions.map(({ at }) => at));
  const mistakes = checked.mistakes.filter(({ at, message }) => !(told.has(at) && message.startsWith(UNDECLARED)));
  if (mistakes.length > 0 || told.size > 0)
    return { findings: typeFindings(site, node, { ...checked, mistakes }, prefix) };
  const problem = inspection.hasPattern ? env.programError(node) : undefined;
  if (problem === undefined) return { type: checked.type };
  const message = `A literal in the expression is wrong: ${problem}.`;
  return { findings: [findingOf(site, { code: 'bad-literal', message, kro: `${prefix}compile: ${problem}` })] };
}

/** How the checker begins to tell of a function there is not. */
const UNDECLARED = 'undeclared reference to ';

const anything = (names: readonly string[]): Record<string, Type> => Object.fromEntries(names.map(name => [name, DYN]));
