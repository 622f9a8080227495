import type { Call, Constant, Entry, Node } from './ast';

/** How tightly an operator binds; a child that binds less tightly than its place asks for is put in parentheses. */
const BINARY: Readonly<Record<string, readonly [symbol: string, binding: number]>> = {
  '_||_': ['||', 1],
  '_&&_': ['&&', 2],
  '_==_': ['==', 3],
  '_!=_': ['!=', 3],
  '_<_': ['<', 3],
  '_<=_': ['<=', 3],
  '_>_': ['>', 3],
  '_>=_': ['>=', 3],
  '@in': ['in', 3],
  '_+_': ['+', 4],
  '_-_': ['-', 4],
  '_*_': ['*', 5],
  '_/_': ['/', 5],
  '_%_': ['%', 5],
};
const CHOICE = 0;
const UNARY = 6;
const MEMBER = 7;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PATH = /^[A-Za-z_][\w.]*$/;
/** The only words the CEL grammar does not take after a dot. */
const NOT_A_FIELD = new Set(['in', 'true', 'false', 'null']);

/**
 * Prints a tree as CEL source, with the fewest parentheses that keep its meaning.
 *
 * Strings stand in double quotes: kro's search for `${…}` knows no others.
 */
export function print(node: Node, place = CHOICE): string {
  switch (node.kind) {
    case 'literal':
      return wrap(constant(node), startsNegative(node) && place >= MEMBER);
    case 'ident':
      return node.name;
    case 'select':
      return node.test
        ? `has(${print(node.operand, MEMBER)}${field(node.field)})`
        : print(node.operand, MEMBER) + field(node.field, node.optional);
    case 'call':
      return printCall(node, place);
    case 'list':
      return `[${node.elements.map((e, i) => (node.optional?.includes(i) ? '?' : '') + print(e)).join(', ')}]`;
    case 'map':
      return `{${node.entries.map(entry => printEntry(entry, print(entry.key))).join(', ')}}`;
    case 'struct':
      return `${node.type}{${node.entries.map(entry => printEntry(entry, entry.key)).join(', ')}}`;
    case 'comprehension':
      return print(node.macro, place);
    case 'raw': {
      const text = node.parts.map(part => (typeof part === 'string' ? part : print(part, MEMBER))).join('');
      return wrap(text, place > CHOICE && !PATH.test(text));
    }
  }
}

function printCall({ fn, target, args }: Call, place: number): string {
  const [a, b, c] = args;
  if (fn in BINARY) {
    const [symbol, binding] = BINARY[fn];
    return wrap(`${print(a, binding)} ${symbol} ${print(b, binding + 1)}`, binding < place);
  }
  switch (fn) {
    case '_?_:_':
      return wrap(`${print(a, 1)} ? ${print(b, 1)} : ${print(c)}`, place > CHOICE);
    case '!_':
      return wrap(`!${print(a, UNARY)}`, place > UNARY);
    case '-_':
      return wrap(`-${wrap(print(a, UNARY), startsNumeric(a))}`, place > UNARY);
    case '_[_]':
      return `${print(a, MEMBER)}[${print(b)}]`;
    case '_[?_]':
      return `${print(a, MEMBER)}[?${print(b)}]`;
    default:
      return `${target ? `${print(target, MEMBER)}.` : ''}${fn}(${args.map(arg => print(arg)).join(', ')})`;
  }
}

const printEntry = (entry: Entry<unknown>, key: string) => `${entry.optional ? '?' : ''}${key}: ${print(entry.value)}`;

function field(name: string, optional = false): string {
  return IDENTIFIER.test(name) && !NOT_A_FIELD.has(name)
    ? `.${optional ? '?' : ''}${name}`
    : `[${optional ? '?' : ''}${quote(name)}]`;
}

function constant(literal: Constant): string {
  switch (literal.type) {
    case 'string':
      return quote(literal.value);
    case 'bytes':
      return `b"${Array.from(literal.value, byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
    case 'uint':
      return `${literal.value}u`;
    case 'double':
      return double(literal.value);
    default:
      return String(literal.value);
  }
}

/** A double keeps a point or an exponent, or CEL would read an int. */
function double(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text.replace('e+', 'e') : `${text}.0`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** A CEL string literal in double quotes. */
export function quote(text: string): string {
  const escaped = text.replace(
    /["\\\u0000-\u001f\u007f]/g,
    c => ESCAPES[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

const wrap = (source: string, needed: boolean) => (needed ? `(${source})` : source);
const isNumber = (node: Node) =>
  node.kind === 'literal' && (node.type === 'int' || node.type === 'double' || node.type === 'uint');
const startsNegative = (node: Node) => isNumber(node) && constant(node as Constant & Node).startsWith('-');
/** `-` before a number would become part of the number. */
const startsNumeric = (node: Node) => isNumber(node);
