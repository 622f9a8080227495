import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import { tests as parsing } from '@bufbuild/cel-spec/testdata/parsing.js';
import { check } from '../../lib/cel/check';
import { Environment } from '../../lib/cel/env';
import { expand } from '../../lib/cel/expand';
import { tryParse } from '../../lib/cel/parse';
import type { Overload } from '../../lib/cel/signature';
import * as types from '../../lib/cel/types';
import { formatInMessage, type Type } from '../../lib/cel/types';

/** The official suite, with the types and syntax errors cel-go finds: https://github.com/google/cel-spec */

interface Case {
  readonly file: string;
  readonly original: {
    readonly expr: string;
    readonly container?: string;
    readonly bindings?: object;
    readonly typeEnv?: readonly {
      readonly name: string;
      readonly ident?: { type: Wire };
      readonly function?: Functions;
    }[];
  };
  readonly type?: string;
  readonly ast?: string;
  readonly error?: string;
}

interface Functions {
  readonly overloads: readonly { readonly params: readonly Wire[]; readonly resultType: Wire }[];
}

interface Wire {
  readonly primitive?: string;
  readonly wellKnown?: string;
  readonly listType?: { readonly elemType: Wire };
  readonly mapType?: { readonly keyType: Wire; readonly valueType: Wire };
  readonly abstractType?: { readonly name: string; readonly parameterTypes?: readonly Wire[] };
  readonly messageType?: string;
  readonly typeParam?: string;
}

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly Omit<Case, 'file'>[];
}

const casesOf = (suite: Suite, file: string): Case[] => [
  ...(suite.tests ?? []).map(test => ({ ...test, file })),
  ...(suite.suites ?? []).flatMap(inner => casesOf(inner, file)),
];

const all = (tests as unknown as Suite).suites!.flatMap(suite => casesOf(suite, suite.name));
const MESSAGES = /TestAllTypes|google\.protobuf\.(?!Timestamp|Duration)|NestedEnum|GlobalEnum|cel\.expr\.conformance/;
/** What kro has no use for: protocol buffers, containers and two extensions. */
const inScope = ({ file, original, type }: Case) =>
  !MESSAGES.test(JSON.stringify(original)) &&
  !MESSAGES.test(type ?? '') &&
  !original.container &&
  !['block_ext', 'math_ext'].includes(file);

const NAMES: Readonly<Record<string, Type>> = {
  BOOL: types.BOOL,
  BYTES: types.BYTES,
  DOUBLE: types.DOUBLE,
  INT64: types.INT,
  STRING: types.STRING,
  UINT64: types.UINT,
  'google.protobuf.Duration': types.DURATION,
  'google.protobuf.Timestamp': types.TIMESTAMP,
  DURATION: types.DURATION,
  TIMESTAMP: types.TIMESTAMP,
};

function decode(wire: Wire): Type {
  const name = wire.primitive ?? wire.wellKnown ?? wire.messageType;
  if (name) return NAMES[name] ?? types.DYN;
  if (wire.listType) return types.list(decode(wire.listType.elemType));
  if (wire.mapType) return types.map(decode(wire.mapType.keyType), decode(wire.mapType.valueType));
  if (wire.typeParam) return types.param(wire.typeParam);
  if ('null' in wire) return types.NULL;
  const { abstractType } = wire;
  return abstractType ? types.opaque(abstractType.name, ...(abstractType.parameterTypes ?? []).map(decode)) : types.DYN;
}

function overloadsOf({ overloads }: Functions): Overload[] {
  return overloads.map(({ params, resultType }) => {
    const args = params.map(decode);
    const names = [...JSON.stringify(params).matchAll(/"typeParam":"(\w+)"/g)].map(match => match[1]);
    return { member: false, args, result: decode(resultType), params: [...new Set(names)], crossType: false };
  });
}

function typeOf({ original }: Case): string {
  const given = original.typeEnv ?? [];
  const unknown = Object.keys(original.bindings ?? {}).map(name => [name, types.DYN]);
  const declared = given.filter(d => d.ident).map(d => [d.name, decode(d.ident!.type)]);
  const env = Environment.of({}).with(Object.fromEntries([...unknown, ...declared]));
  const extra = new Map(given.filter(d => d.function).map(d => [d.name, overloadsOf(d.function!)]));
  // kro's parser refuses fields in backticks.
  const text = original.expr.replace(/`[^`]*`/g, 'quoted');
  const parsed = tryParse(text);
  if ('errors' in parsed) return parsed.errors[0].message;
  const { type, mistakes } = check(expand(parsed.node, text), {
    variable: name => env.variable(name),
    named: name => env.named(name),
    dialect: 'kro' as const,
    qualifies: () => true,
    overloads: name => extra.get(name) ?? env.overloads(name),
  });
  return mistakes[0]?.message ?? formatInMessage(type);
}

test('1,244 expressions have the type cel-go finds', () => {
  const cases = all.filter(test => test.type && inScope(test));
  const different = cases
    .map(test => ({ expr: test.original.expr, expected: test.type, found: typeOf(test) }))
    .filter(({ expected, found }) => expected !== found);
  expect(cases).toHaveLength(1244);
  expect(different).toEqual([]);
});

test("cel-go's parser takes and refuses the same texts", () => {
  // Its tests run with a bound of 32 on nesting, some without optional syntax or with backticks, and with other macros.
  const cases = casesOf(parsing as unknown as Suite, 'parsing').filter(
    test =>
      !/recursion|unsupported syntax|lookahead/.test(test.error ?? '') &&
      !/__result__|`|noop_macro/.test(test.original.expr),
  );
  const different = cases.filter(test => (test.ast !== undefined) !== takes(test.original.expr));
  expect(different.map(test => [test.original.expr, test.error])).toEqual([]);
  expect(cases.length).toBeGreaterThan(150);
});

function takes(text: string): boolean {
  return !('errors' in Environment.of({}).parse(text));
}
