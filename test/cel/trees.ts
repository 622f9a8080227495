import fc from 'fast-check';
import { type Call, ident, literal, type Node } from '../../lib/cel/ast';

/** The tree without the places of its nodes. */
export function withoutPlaces<T>(node: T): T {
  if (Array.isArray(node)) return node.map(withoutPlaces) as T;
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return node;
  const entries = Object.entries(node).filter(([key]) => key !== 'at');
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutPlaces(value)])) as T;
}

const WORDS =
  'as break const continue else false for function if import in let loop package namespace null return true';
const RESERVED = new Set(`${WORDS} var void while`.split(' '));

const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,5}$/).filter(word => !RESERVED.has(word));
const fieldName = fc.oneof(name, fc.constantFrom('namespace', 'loop', 'if'));
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }).filter(isWellFormed));

function isWellFormed(value: string): boolean {
  return !/[\ud800-\udfff]/.test(value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''));
}

const constant: fc.Arbitrary<Node> = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(value => literal(value)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(value => ({ kind: 'literal', type: 'uint', value }) as Node),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map(value => ({ kind: 'literal', type: 'double', value }) as Node),
  text.map(value => literal(value)),
  fc
    .uint8Array({ maxLength: 6 })
    .map(value => ({ kind: 'literal', type: 'bytes', value: Uint8Array.from(value) }) as Node),
  fc.constantFrom(literal(true), literal(false), literal(null)),
);

const INFIX = ['_==_', '_!=_', '_<_', '_<=_', '_>_', '_>=_', '@in', '_+_', '_-_', '_*_', '_/_', '_%_', '_[_]', '_[?_]'];

/** A chain as the parser makes it. */
function balanced(fn: string, terms: readonly Node[]): Node {
  if (terms.length === 1) return terms[0];
  const middle = Math.ceil(terms.length / 2);
  return { kind: 'call', fn, args: [balanced(fn, terms.slice(0, middle)), balanced(fn, terms.slice(middle))] };
}

/** Any tree the parser could make, but for places. */
export const tree: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>(tie => {
  const node = tie('node');
  const nodes = fc.array(node, { maxLength: 3 });
  const entry = <K>(key: fc.Arbitrary<K>) =>
    fc.tuple(key, node, fc.boolean()).map(([k, value, optional]) => ({ key: k, value, ...(optional && { optional }) }));
  const chain = fc
    .tuple(fc.constantFrom('_&&_', '_||_'), fc.array(node, { minLength: 2, maxLength: 6 }))
    .filter(([fn, terms]) => !terms.some(term => term.kind === 'call' && term.fn === fn));
  return {
    node: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'tree' },
      constant,
      name.map(n => ident(n)),
      fc.tuple(node, fieldName).map(([operand, field]): Node => ({ kind: 'select', operand, field })),
      fc.tuple(node, fieldName).map(([operand, field]): Node => ({ kind: 'select', operand, field, optional: true })),
      fc.tuple(fc.constantFrom(...INFIX), node, node).map(([fn, a, b]): Node => ({ kind: 'call', fn, args: [a, b] })),
      fc.tuple(node, node, node).map((args): Call => ({ kind: 'call', fn: '_?_:_', args })),
      fc.tuple(fc.constantFrom('!_', '-_'), node).map(([fn, arg]): Node => ({ kind: 'call', fn, args: [arg] })),
      chain.map(([fn, terms]) => balanced(fn, terms)),
      fc.tuple(name, nodes).map(([fn, args]): Node => ({ kind: 'call', fn, args })),
      fc.tuple(fieldName, node, nodes).map(([fn, target, args]): Node => ({ kind: 'call', fn, target, args })),
      fc.array(fc.tuple(node, fc.boolean()), { maxLength: 3 }).map(list),
      fc.array(entry(node), { maxLength: 3 }).map((entries): Node => ({ kind: 'map', entries })),
      fc
        .tuple(name, fc.array(entry(fieldName), { maxLength: 3 }))
        .map(([type, entries]): Node => ({ kind: 'struct', type, entries })),
    ),
  };
}).node;

function list(parts: readonly (readonly [Node, boolean])[]): Node {
  const optional = parts.flatMap(([, marked], i) => (marked ? [i] : []));
  return { kind: 'list', elements: parts.map(([part]) => part), ...(optional.length && { optional }) };
}
