import type { Environment } from '../cel/env';
import type { Type } from '../cel/types';
import type { Finding } from './finding';
import type { Inspection } from './inspector';
import { typeFindings } from './mistakes';
import { findingOf, type Site } from './site';

/** The type of an expression, or why it has none. */
export type Typed = { readonly type: Type } | { readonly findings: readonly Finding[] };

/** Type-checks an expression that was read, and makes its program as kro does at the end. */
export function checkType(site: Site, inspection: Inspection, env: Environment, prefix: string): Typed {
  const checked = env.checkNode(inspection.node);
  if (checked.mistakes.length > 0) return { findings: typeFindings(site, inspection.node, checked, prefix) };
  const problem = inspection.hasPattern ? env.programError(inspection.node) : undefined;
  if (problem === undefined) return { type: checked.type };
  const message = `A literal in the expression is wrong: ${problem}.`;
  return { findings: [findingOf(site, { code: 'bad-literal', message, kro: `${prefix}compile: ${problem}` })] };
}
