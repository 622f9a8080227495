import type { Environment } from '../cel/env';
import { format, held, type Type } from '../cel/types';
import { quote } from '../schema/go';
import { checkType } from './checking';
import { mismatch } from './compatible';
import type { Finding } from './finding';
import type { Inspection } from './inspector';
import type { Expression } from './literals';
import { showType } from './mistakes';
import type { GraphNode } from './node';
import type { Scope } from './scope';
import { findingOf, named, type Site } from './site';

/** A template expression that may be written where it is, and is to be type-checked. */
export interface Readable {
  readonly site: Site;
  readonly expression: Expression;
  readonly inspection: Inspection;
}

/** Checks the type of a template expression and whether its field takes it; `env` has the iterators. */
export function checkTemplate(
  node: GraphNode,
  { site, expression, inspection }: Readable,
  scope: Scope,
  env: Environment,
): Finding[] {
  const { id } = node.resource;
  const at = quote(expression.path);
  const prefix = `failed to validate resource "${id}": `;
  const compile = `failed to compile template expression ${named(site)} at path ${at}: `;
  const typed = checkType(site, inspection, env, prefix + compile);
  if ('findings' in typed) return [...typed.findings];
  const expected = scope.expected(node, expression.path);
  const why = mismatch(typed.type, expected, scope.resolve);
  if (why === undefined) return [];
  const types = `returns type "${format(typed.type)}" but expected "${format(expected)}"`;
  const kro = `${prefix}type mismatch in resource "${id}" at path ${at}: expression ${named(site)} ${types}: ${why}`;
  const message = `The field takes ${showType(expected)}, and the expression yields ${showType(typed.type)}.`;
  const hint = hintFor(expected, typed.type);
  return [findingOf(site, { code: 'type-mismatch', message, kro, ...(hint && { hint }) })];
}

/** The conversion there is from one type to the other. */
function hintFor(expected: Type, type: Type): string | undefined {
  const { kind } = held(type) ?? type;
  switch (expected.kind) {
    case 'string':
      if (kind === 'list') return 'Join the items: .join(",").';
      return kind === 'map' || kind === 'struct' ? 'Write json.marshal(…).' : 'Wrap the expression in string(…).';
    case 'double':
      return kind === 'int' ? 'Wrap the expression in double(…), or declare its field as float.' : undefined;
    case 'int':
      return kind === 'double' ? 'Wrap the expression in int(…), or declare its field as integer.' : undefined;
    case 'bytes':
      return kind === 'string' ? 'Write stringData, or dyn(base64.encode(bytes(…))).' : undefined;
    default:
      return undefined;
  }
}
