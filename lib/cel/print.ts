import type { Call, Constant, Entry, Node } from './ast';
import { quote, quoteBytes } from './quote';
import { INFIX, isInfix } from './walk';

export { quote };

/** How tightly a place binds; what binds less tightly is put in parentheses there. INFIX has the places between. */
const CHOICE = 0;
const CONDITION = 1;
const UNARY = 6;
const MEMBER = 7;

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** The only words the grammar does not take after a dot. */
const NO_FIELD: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null']);

/**
 * A tree as source, with the fewest parentheses that keep it: parsing what a parsed tree prints yields the same tree.
 *
 * Strings stand in double quotes: kro's search for `${…}` knows no others.
 */
export function print(node: Node, place = CHOICE): string {
  switch (node.kind) {
    case 'literal':
      return constant(node);
    case 'ident':
      return node.name;
    case 'select': {
      const text = print(node.operand, MEMBER) + field(node.field, node.optional);
      return node.test ? `has(${text})` : text;
    }
    case 'call':
      return isInfix(node) ? infix(node, place) : call(node, place);
    case 'list': {
      const marked = new Set(node.optional);
      return `[${node.elements.map((element, i) => mark(marked.has(i)) + print(element)).join(', ')}]`;
    }
    case 'map':
      return `{${node.entries.map(e => entry(e, print(e.key))).join(', ')}}`;
    case 'struct':
      return `${node.type}{${node.entries.map(e => entry(e, e.key)).join(', ')}}`;
    case 'comprehension':
      return print(node.macro, place);
  }
}

function call({ fn, target, args }: Call, place: number): string {
  const [a, b, c] = args;
  switch (fn) {
    case '_?_:_':
      return wrap(`${print(a, CONDITION)} ? ${print(b, CONDITION)} : ${print(c)}`, place > CHOICE);
    case '!_':
      return wrap(`!${print(a, MEMBER)}`, place > UNARY);
    case '-_': {
      const operand = print(a, MEMBER);
      return wrap(`-${wrap(operand, /^[-0-9]/.test(operand))}`, place > UNARY); // or the sign would be the number's
    }
    case '_[_]':
      return `${print(a, MEMBER)}[${print(b)}]`;
    case '_[?_]':
      return `${print(a, MEMBER)}[?${print(b)}]`;
    default:
      return `${target ? `${print(target, MEMBER)}.` : ''}${fn}(${args.map(arg => print(arg)).join(', ')})`;
  }
}

/** `a + b * c`. Goes down the left side in a loop: long chains are common. */
function infix(node: Call, place: number): string {
  const [, binding] = INFIX[node.fn];
  const right: string[] = [];
  let left: Node = node;
  let least = binding;
  for (; isInfix(left) && !isLogical(left) && INFIX[left.fn][1] >= least; left = left.args[0]) {
    const [sign, own] = INFIX[left.fn];
    right.push(` ${sign} ${print(left.args[1], own + 1)}`);
    least = own;
  }
  const text = isInfix(left) && left === node ? logical(node) : print(left, least) + right.reverse().join('');
  return wrap(text, binding < place);
}

/**
 * A chain of `&&` or `||`. The parser balances such a chain, so that a parsed tree of another shape had parentheses; the
 * shape of a tree that was not parsed means nothing.
 */
function logical(node: Call): string {
  const [sign, binding] = INFIX[node.fn];
  const plain = node.at === undefined || balancedTerms(node, node.fn) > 0;
  const terms = plain ? termsOf(node) : node.args;
  return terms.map(term => print(term, binding + 1)).join(` ${sign} `);
}

const isLogical = (node: Call) => node.fn === '_&&_' || node.fn === '_||_';

function termsOf(chain: Call): Node[] {
  const terms: Node[] = [];
  const open: Node[] = [chain];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'call' && node.fn === chain.fn) open.push(node.args[1], node.args[0]);
    else terms.push(node);
  }
  return terms;
}

/** How many terms the chain has, or NaN where the parser would have balanced them otherwise. */
function balancedTerms(node: Node, fn: string): number {
  if (node.kind !== 'call' || node.fn !== fn) return 1;
  const left = balancedTerms(node.args[0], fn);
  const right = balancedTerms(node.args[1], fn);
  return left === right || left === right + 1 ? left + right : Number.NaN;
}

const entry = (e: Entry<unknown>, key: string) => `${mark(e.optional)}${key}: ${print(e.value)}`;

const mark = (optional = false) => (optional ? '?' : '');

function field(name: string, optional?: boolean): string {
  const plain = IDENTIFIER.test(name) && !NO_FIELD.has(name);
  return plain ? `.${mark(optional)}${name}` : `[${mark(optional)}${quote(name)}]`;
}

function constant(literal: Constant): string {
  switch (literal.type) {
    case 'string':
      return quote(literal.value);
    case 'bytes':
      return quoteBytes(literal.value);
    case 'uint':
      return `${literal.value}u`;
    case 'double':
      return double(literal.value);
    default:
      return String(literal.value);
  }
}

/** A double keeps a point or an exponent, or it would be read as an int. */
function double(value: number): string {
  if (!Number.isFinite(value)) return `double("${value}")`;
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text.replace('e+', 'e') : `${text}.0`;
}

const wrap = (text: string, needed: boolean) => (needed ? `(${text})` : text);
