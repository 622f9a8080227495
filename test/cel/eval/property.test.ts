import fc from 'fast-check';
import { Environment } from '../../../lib/cel/env';
import { encode, evaluate, toPlain, UNKNOWN } from '../../../lib/cel/eval';
import { FUNCTIONS } from '../../../lib/cel/eval/library';
import { operators } from '../../../lib/cel/eval/library/standard';
import { expand } from '../../../lib/cel/expand';
import { parse } from '../../../lib/cel/parse';
import { run } from './run';

const ATOMS = [
  '0',
  '1',
  '-3',
  '9223372036854775807',
  '2u',
  '1.5',
  '-0.0',
  '1e300',
  '""',
  '"a"',
  '"b-c"',
  '"a,b"',
  '"é😀"',
  '"5m"',
  '"1Gi"',
  '"1.2.3"',
  '"10.0.0.0/8"',
  '"::1"',
  '"https://a.b:1/c?d=e"',
  '"2024-02-29T01:02:03Z"',
  '"(a|b)*"',
  '"%s %d"',
  'b"\\xff"',
  'true',
  'false',
  'null',
  '[]',
  '[1, 2]',
  '["x", "a"]',
  '[[1], [2]]',
  '{}',
  '{"a": 1}',
  '{1: [true]}',
  'duration("90s")',
  'timestamp("2024-02-29T01:02:03Z")',
  'optional.none()',
  'optional.of(1)',
  's',
  's.name',
  's.count',
  's.list',
  's.nope',
  's.nested.deep',
  'u',
  'u.field',
  'quantity("1")',
  'ip("1.2.3.4")',
  'x',
  'type(1)',
  'omit()',
]; // prettier-ignore
const NAMES = [...FUNCTIONS.keys()].filter(name => !name.startsWith('@'));
const MACROS = ['all', 'exists', 'exists_one', 'map', 'filter', 'sortBy'];

const values = { s: { name: 'n', count: 2, list: ['a', 'b'], nested: { deep: 1.5 } }, u: UNKNOWN, x: 'y' };
const object = { type: 'object' };
const schema = {
  ...object,
  properties: {
    name: { type: 'string' },
    count: { type: 'integer' },
    list: { type: 'array', items: { type: 'string' } },
    nested: { ...object, properties: { deep: { type: 'number' } } },
  },
};

/** Texts that mostly parse, and sometimes type-check: every function, every operator, every macro. */
const { expr } = fc.letrec<{ expr: string; args: string[] }>(tie => ({
  args: fc.array(tie('expr'), { maxLength: 3 }),
  expr: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...ATOMS),
    fc.tuple(fc.constantFrom(...NAMES), tie('args')).map(([fn, args]) => `${fn}(${args.join(', ')})`),
    fc
      .tuple(tie('expr'), fc.constantFrom(...NAMES), tie('args'))
      .map(([target, fn, args]) => `(${target}).${fn.replace(/^.*[.@]/, '')}(${args.join(', ')})`),
    fc
      .tuple(
        tie('expr'),
        fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', 'in', '&&', '||'),
        tie('expr'),
      )
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(tie('expr'), fc.constantFrom(...MACROS), tie('expr'))
      .map(([l, macro, e]) => `dyn(${l}).${macro}(x, ${e})`),
    fc.tuple(tie('expr'), tie('expr'), tie('expr')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    fc.tuple(tie('expr'), fc.constantFrom('[0]', '[?0]', '.a', '.?a', '["a"]', '[x]')).map(([e, s]) => `(${e})${s}`),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => `{${a}: ${b}}`),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => `[?${a}, ${b}]`),
  ),
}));

describe('evaluating any expression', () => {
  test('gives a value, an error or an unknown, and the value can be encoded', () => {
    fc.assert(
      fc.property(expr, text => {
        const result = evaluate(expand(parse(text)), values);
        if ('value' in result) encode(result.value);
        expect(Object.keys(result)).toHaveLength(1);
      }),
      { numRuns: 3000 },
    );
  });

  test('that type-checks gives what a template can hold, or says that it cannot', () => {
    const env = Environment.of({ s: schema, u: schema, x: { type: 'string' } });
    fc.assert(
      fc.property(expr, text => {
        fc.pre(env.check(text).phase === 'ok');
        const result = evaluate(expand(parse(text)), values);
        if ('value' in result) toPlain(result.value);
        expect(Object.keys(result)).toHaveLength(1);
      }),
      { numRuns: 300, maxSkipsPerRun: 1000 },
    );
  });
});

const int64 = fc.oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.bigInt(-20n, 20n));
const uint64 = fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 20n));

describe('whole numbers are those of mathematics, as far as 64 bits go', () => {
  const operations: Record<string, (a: bigint, b: bigint) => bigint> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  };

  test.each(Object.entries(operations))('int %s int', (sign, operation) => {
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const expected = reference(operation, a, b);
        const fits = expected !== undefined && expected >= -(2n ** 63n) && expected < 2n ** 63n;
        const error = expected === undefined ? 'error: divide-by-zero' : 'error: other';
        expect(run(`a ${sign} b`, { a, b })).toEqual(fits ? { int: String(expected) } : error);
      }),
    );
  });

  test.each(Object.entries(operations))('uint %s uint', (sign, operation) => {
    fc.assert(
      fc.property(uint64, uint64, (a, b) => {
        const expected = reference(operation, a, b);
        const fits = expected !== undefined && expected >= 0n && expected < 2n ** 64n;
        const error = expected === undefined ? 'error: divide-by-zero' : 'error: other';
        expect(run(`${a}u ${sign} ${b}u`)).toEqual(fits ? { uint: String(expected) } : error);
      }),
    );
  });

  function reference(operation: (a: bigint, b: bigint) => bigint, a: bigint, b: bigint): bigint | undefined {
    try {
      return operation(a, b);
    } catch {
      return undefined;
    }
  }
});

describe('laws', () => {
  const scalar = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.double({ noNaN: true }), fc.constant(null));

  test('&& and || commute, whatever is unknown or wrong', () => {
    const operand = fc.constantFrom('true', 'false', 'u', 'u2', '1 / 0 > 0');
    fc.assert(
      fc.property(operand, operand, fc.constantFrom('&&', '||'), (a, b, sign) => {
        const sorted = (result: unknown) => String(result).split(/[:,] /).sort();
        const unknowns = { u: UNKNOWN, u2: UNKNOWN };
        expect(sorted(run(`${a} ${sign} ${b}`, unknowns))).toEqual(sorted(run(`${b} ${sign} ${a}`, unknowns)));
      }),
    );
  });

  test('not (a && b) is not a || not b', () => {
    const operand = fc.constantFrom('true', 'false', 'u', '1 / 0 > 0');
    fc.assert(
      fc.property(operand, operand, (a, b) => {
        expect(run(`!(${a} && ${b})`, { u: UNKNOWN })).toEqual(run(`!(${a}) || !(${b})`, { u: UNKNOWN }));
      }),
    );
  });

  test('what is known does not change when something else becomes known', () => {
    fc.assert(
      fc.property(expr, scalar, (text, later) => {
        const tree = expand(parse(text));
        const before = evaluate(tree, values);
        fc.pre('value' in before);
        const after = evaluate(tree, { ...values, u: later });
        expect(after).toEqual(before);
      }),
      { numRuns: 2000 },
    );
  });

  test('every operator waits for an unknown operand', () => {
    for (const fn of Object.keys(operators)) {
      const call = { kind: 'call', fn, args: [parse('u'), parse('u2')] } as const;
      expect(evaluate(call, { u: UNKNOWN, u2: UNKNOWN })).toEqual({ unknown: ['u', 'u2'] });
    }
  });
});
