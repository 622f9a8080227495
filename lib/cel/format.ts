import type { Call, Node } from './ast';
import type { Mistake } from './source';
import { type Type, typeName } from './types';
import { children, nodesOf, placeOf } from './walk';

interface Clause {
  readonly takes: ReadonlySet<Type['kind']>;
  readonly otherwise: string;
}

const clause = (otherwise: string, ...takes: Type['kind'][]): Clause => ({ takes: new Set(takes), otherwise });

const NUMERIC = ['int', 'uint', 'double', 'dyn'] as const;
const HEX = clause(
  'only ints, uints, bytes, and strings can be formatted as hex',
  'int',
  'uint',
  'string',
  'bytes',
  'dyn',
);
const STRING_CLAUSE =
  'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps';

/** What each letter of a format takes; `s` looks into list and map literals and is checked apart. */
const CLAUSES: Readonly<Record<string, Clause>> = {
  b: clause('only ints, uints, and bools can be formatted as binary', 'bool', 'int', 'uint', 'dyn'),
  d: clause('decimal clause can only be used on ints, uints, and doubles', ...NUMERIC),
  e: clause('scientific clause can only be used on ints, uints, and doubles', ...NUMERIC),
  f: clause('fixed-point clause can only be used on ints, uints, and doubles', ...NUMERIC),
  o: clause('octal clause can only be used on ints and uints', 'int', 'uint', 'dyn'),
  x: HEX,
  X: HEX,
};

const PRINTABLE: ReadonlySet<Type['kind']> = new Set<Type['kind']>([
  ...(['list', 'map', 'int', 'uint', 'double', 'bool', 'string', 'timestamp'] as const),
  ...(['bytes', 'duration', 'type', 'null', 'dyn'] as const),
]);

type Types = (node: Node) => Type;

/** Checks `"…".format([…])` where both are literals, as cel-go's string extension does once everything else is right. */
export function checkFormats(root: Node, types: Types, mistakes: Mistake[]): void {
  for (const node of nodesOf(root))
    if (node.kind === 'call' && node.fn === 'format') checkFormat(node, types, mistakes);
}

function checkFormat(call: Call, types: Types, mistakes: Mistake[]): void {
  const [args] = call.args;
  if (call.target?.kind !== 'literal' || call.target.type !== 'string' || args?.kind !== 'list') return;
  const mistake = firstMistake(call, call.target.value, args.elements, types);
  if (mistake) mistakes.push(mistake);
}

/** cel-go stops at the first mistake of each format. */
function firstMistake(call: Call, text: string, args: readonly Node[], types: Types): Mistake | undefined {
  const at = placeOf(call);
  let used = 0;
  for (const [whole, letter] of text.matchAll(/%(?:%|(?:\.\d+)?(.?))/gsu)) {
    if (whole === '%%') continue;
    if (whole === '%') return { at, message: 'unexpected end of string' };
    if (used >= args.length) return { at, message: `index ${used} out of range` };
    const mistake = clauseMistake(call, letter, args[used++], types);
    if (mistake) return mistake;
  }
  if (used === args.length) return undefined;
  return { at, message: `too many arguments supplied to string.format (expected ${used}, got ${args.length})` };
}

function clauseMistake(call: Call, letter: string, arg: Node, types: Types): Mistake | undefined {
  if (letter === 's') {
    const bad = unprintable(arg, types);
    return bad && given(bad, STRING_CLAUSE, types);
  }
  const known = Object.hasOwn(CLAUSES, letter) ? CLAUSES[letter] : undefined;
  if (!known) {
    const message = `could not parse formatting clause: unrecognized formatting clause "${letter}"`;
    return { at: placeOf(call), message };
  }
  return known.takes.has(types(arg).kind) ? undefined : given(arg, known.otherwise, types);
}

function given(arg: Node, rule: string, types: Types): Mistake {
  const message = `error during formatting: ${rule}, was given ${typeName(types(arg))}`;
  return { at: placeOf(arg), message };
}

/** The first part of a literal, or the argument itself, that cannot be printed. */
function unprintable(node: Node, types: Types): Node | undefined {
  if (!PRINTABLE.has(types(node).kind)) return node;
  if (node.kind !== 'list' && node.kind !== 'map') return undefined;
  for (const part of children(node)) {
    const bad = unprintable(part, types);
    if (bad) return bad;
  }
  return undefined;
}
