import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import type { Node } from '../../../lib/cel/ast';
import { CelError } from '../../../lib/cel/error';
import { encode, Program, type Result, type Shape, shapeOf } from '../../../lib/cel/eval';
import { Entries } from '../../../lib/cel/eval/map';
import { Duration, parseTimestamp, type Timestamp } from '../../../lib/cel/eval/time';
import { TypeValue, Uint, type Value } from '../../../lib/cel/eval/value';
import { expand } from '../../../lib/cel/expand';
import { parse } from '../../../lib/cel/parse';

/** The official suite: https://github.com/google/cel-spec/tree/master/tests/simple */

interface Case {
  readonly name: string;
  readonly expr: string;
  readonly container?: string;
  readonly bindings?: Readonly<Record<string, { readonly value: Wire }>>;
  readonly value?: Wire;
  readonly typedResult?: { readonly result?: Wire };
  readonly evalError?: object;
}

type Wire = Readonly<Record<string, unknown>>;

/** What kro has no use for: protocol buffers, enums, and two extensions. */
const OTHER_FILES = new Set([
  'block_ext',
  'dynamic',
  'enums',
  'math_ext',
  'proto2',
  'proto2_ext',
  'proto3',
  'unknowns',
  'wrappers',
]);
const MESSAGES = /TestAllTypes|google\.protobuf\.(?!Timestamp|Duration)|NestedEnum|GlobalEnum|cel\.expr\.conformance/;

/** Tests whose result kro's own differs from, with the reason. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'fields/map_key_float': "kro's environment takes keys of any type, doubles too; golden data has such maps",
  'fields/map_value_repeat_key': 'of equal keys the last one counts',
  'fields/map_value_repeat_key_heterogeneous': 'as above, and keys of different types are different',
  'optionals/map_null_entry_no_such_key': 'what has no fields has none of any name, to an optional selection',
  'optionals/map_present_key_invalid_field': 'as above',
  'string_ext/indexof_out_of_range': 'nothing is found behind the end',
  'string_ext/lastindexof_out_of_range': 'as above',
  'timestamps/get_milliseconds': 'all of a duration in milliseconds, not what seconds leave',
};

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: Case }[];
}

const casesOf = (suite: Suite): Case[] => [
  ...(suite.tests ?? []).map(test => test.original),
  ...(suite.suites ?? []).flatMap(casesOf),
];

/** Tests of a type alone are for the checker. */
const hasResult = (test: Case) => !test.typedResult || test.typedResult.result !== undefined;

const files = ((tests as unknown as Suite).suites ?? [])
  .filter(file => !OTHER_FILES.has(file.name))
  .map(
    file =>
      [
        file.name,
        casesOf(file).filter(test => hasResult(test) && !test.container && !MESSAGES.test(JSON.stringify(test))),
      ] as const,
  );

describe('the official suite', () => {
  test('has the tests this is about', () => {
    expect(Object.fromEntries(files.map(([name, cases]) => [name, cases.length]))).toMatchInlineSnapshot(`
{
  "basic": 43,
  "bindings_ext": 5,
  "comparisons": 334,
  "conversions": 109,
  "encoders_ext": 4,
  "fields": 60,
  "fp_math": 30,
  "integer_math": 64,
  "lists": 39,
  "logic": 30,
  "macros": 44,
  "macros2": 46,
  "namespace": 1,
  "optionals": 59,
  "parse": 193,
  "plumbing": 5,
  "string": 51,
  "string_ext": 206,
  "timestamps": 76,
  "type_deductions": 12,
}
`);
  });

  test.each(files)('%s', (file, cases) => {
    const failures = cases
      .filter(test => !(`${file}/${test.name}` in DIFFERENT))
      .map(test => ({ test: `${file}/${test.name}: ${test.expr}`, expected: expected(test), result: run(test) }))
      .filter(({ expected, result }) => JSON.stringify(expected) !== JSON.stringify(result));
    expect(failures).toEqual([]);
  });
});

function expected(test: Case): unknown {
  if (test.evalError) return 'error';
  return encode(decode(test.value ?? test.typedResult?.result ?? { boolValue: true }));
}

function run(test: Case): unknown {
  const names = Object.keys(test.bindings ?? {});
  const values = Object.fromEntries(names.map(name => [name, decode(test.bindings![name]!.value)]));
  const shapes = Object.fromEntries(names.map(name => [name, shapeOf(numbersIn(values[name]!))])) as Record<
    string,
    Shape
  >;
  const result = evaluate(test.expr, values, shapes);
  return 'value' in result ? encode(result.value) : 'error' in result ? 'error' : result;
}

/** A mistake in an expression nobody checked is an error of its evaluation. */
function evaluate(expr: string, values: object, shapes: Record<string, Shape>): Result {
  try {
    const program = new Program(expand(parseQuoted(expr)), { shapes, typeNames: true });
    return program.evaluate(values as Record<string, unknown>);
  } catch (error) {
    if (error instanceof CelError) return { error: { kind: 'other', message: error.message } };
    throw error;
  }
}

/** The tree of an expression with fields in backticks, which kro's parser refuses. */
function parseQuoted(expr: string): Node {
  const names: string[] = [];
  const text = expr.replace(/`([^`]*)`/g, (_, name: string) => `quoted_${names.push(name) - 1}`);
  return names.length === 0 ? parse(expr) : (rename(parse(text), names) as Node);
}

function rename(part: unknown, names: readonly string[]): unknown {
  if (Array.isArray(part)) return part.map(item => rename(item, names));
  if (typeof part === 'string') return part.replace(/^quoted_(\d+)$/, (_, i) => names[i]!);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, rename(value, names)]));
}

/** A double is a number in JavaScript, which without a schema is an int if it is whole. */
const numbersIn = (value: Value) => ({ type: typeof value === 'number' ? 'number' : undefined });

function decode(wire: Wire): Value {
  const [[kind, value]] = Object.entries(wire) as [[string, never]];
  switch (kind) {
    case 'int64Value':
      return BigInt(value);
    case 'uint64Value':
      return new Uint(BigInt(value));
    case 'doubleValue':
      return Number(value === '-Infinity' ? -Infinity : value);
    case 'bytesValue':
      return Uint8Array.from(Buffer.from(value, 'base64'));
    case 'nullValue':
      return null;
    case 'listValue':
      return ((value as { values?: Wire[] }).values ?? []).map(decode);
    case 'mapValue':
      return Entries.of(
        ((value as { entries?: { key: Wire; value: Wire }[] }).entries ?? []).map(e => [
          decode(e.key),
          decode(e.value),
        ]),
      );
    case 'typeValue':
      return new TypeValue(value);
    case 'objectValue':
      return decodeTime(value);
    default:
      return value;
  }
}

function decodeTime({ '@type': type, value }: { '@type': string; value: string }): Value {
  if (type.endsWith('Timestamp')) return parseTimestamp(value) satisfies Timestamp;
  const [whole = '', fraction = ''] = value.replace('s', '').split('.');
  return new Duration(BigInt(whole + fraction.padEnd(9, '0').slice(0, 9)));
}
