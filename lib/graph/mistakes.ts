import type { Node } from '../cel/ast';
import type { Checked } from '../cel/check';
import { unescapeField } from '../cel/eval/escape';
import { print as printNode } from '../cel/print';
import type { Mistake } from '../cel/source';
import { formatInMessage, held, type Type } from '../cel/types';
import { INFIX, nodesOf, placeOf } from '../cel/walk';
import { didYouMean } from '../schema/nearest';
import type { Finding } from './finding';
import { findingAt, printMistakes, type Site, type Told } from './site';

/** One finding per mistake of the type checker; kro tells them all at once. */
export function typeFindings(site: Site, node: Node, checked: Checked, prefix: string): Finding[] {
  const kro = prefix + printMistakes(checked.mistakes, site.cel.text);
  const seen = new Set<string>();
  return checked.mistakes.flatMap(mistake => {
    const key = `${mistake.at} ${mistake.message}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [findingAt(site, mistake.at, { ...tell(mistake, node, checked), kro })];
  });
}

function tell({ at, message }: Mistake, root: Node, checked: Checked): Told {
  const field = /^undefined field '(.*)'$/s.exec(message);
  if (field) return undefinedField(field[1], at, root, checked);
  const undeclared = /^undeclared reference to '(.*?)'/s.exec(message);
  if (undeclared) return { code: 'unknown-function', message: `There is no function ${undeclared[1]}.` };
  const overload = /^found no matching overload for '(.*?)' applied to '(.*)'$/s.exec(message);
  if (overload) return noOverload(overload[1], overload[2]);
  const operand = /^type '(.*)' does not support field selection$/s.exec(message);
  if (operand) return noFields(operand[1]);
  return { code: 'wrong-operand', message: `${message[0].toUpperCase()}${named(message.slice(1))}.` };
}

function noFields(type: string): Told {
  const hint = type.startsWith('list(') ? { hint: 'Take one item of the list, [0], or all: .map(i, …).' } : {};
  return { code: 'wrong-operand', message: `A value of type ${named(type)} has no fields.`, ...hint };
}

function undefinedField(name: string, at: number, root: Node, checked: Checked): Told {
  const operand = operandAt(root, at, name);
  const type = operand && checked.typeOf(operand);
  const names = type ? fieldsOf(type) : [];
  const where = operand ? printNode(operand) : 'The object';
  const hint = didYouMean(name, names);
  return { code: 'undefined-field', message: `${where} has no field ${name}.`, ...(hint && { hint }) };
}

function fieldsOf(type: Type): string[] {
  const inner = held(type) ?? type;
  return inner.kind === 'struct' ? [...(inner.fields?.declared.keys() ?? [])].map(unescapeField) : [];
}

/** What the field is selected from. */
function operandAt(root: Node, at: number, name: string): Node | undefined {
  for (const node of nodesOf(root))
    if (node.kind === 'select' && placeOf(node) === at && node.field === name) return node.operand;
  return undefined;
}

function noOverload(fn: string, types: string): Told {
  const name = INFIX[fn]?.[0] ?? fn.replace(/^_(.*)_$/, '$1');
  return { code: 'no-overload', message: `${name} takes no ${named(types)}.`, ...overloadHint(fn, types) };
}

function overloadHint(fn: string, types: string): { hint?: string } {
  const optional = /optional_type\(/.test(types);
  if (optional) return { hint: 'An optional has to become a value first: .orValue(…).' };
  const parts = types.slice(1, -1).split(', ');
  if (fn === '_+_' && parts.includes('string')) return { hint: 'Wrap what is no string in string(…).' };
  if (parts.includes('int') && parts.includes('double'))
    return { hint: 'Write numbers for a double with a point: 1.0.' };
  if (fn === '_?_:_') return { hint: 'Both branches need one type; dyn(…) around them takes any.' };
  return {};
}

/** A type as a reader knows it: a struct by where in which kind it is. */
export const showType = (type: Type): string => named(formatInMessage(type));

const named = (types: string): string =>
  types.replaceAll('__type_', '').replaceAll('.@idx', '[]').replaceAll('.@elem', '[…]');
