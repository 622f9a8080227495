import { type Dialect, OWN, SHARED } from './functions';
import type { Type } from './types';
import * as types from './types';

/** One way to call a function. */
export interface Overload {
  /** Whether the first argument stands before the dot. */
  readonly member: boolean;
  readonly args: readonly Type[];
  readonly result: Type;
  /** The type parameters in `args` and `result`. */
  readonly params: readonly string[];
  /** Compares numbers of two types: declared, yet switched off by kro outside comprehensions. */
  readonly crossType: boolean;
}

const CONDITION_FIELDS: ReadonlyMap<string, Type> = new Map(
  ['type', 'status', 'reason', 'message'].map(name => [name, types.STRING]),
);

/** The types the notation of functions.ts has names for. */
const NAMED: Readonly<Record<string, Type>> = {
  bool: types.BOOL,
  bytes: types.BYTES,
  double: types.DOUBLE,
  duration: types.DURATION,
  dyn: types.DYN,
  int: types.INT,
  string: types.STRING,
  timestamp: types.TIMESTAMP,
  uint: types.UINT,
  CIDR: types.opaque('net.CIDR'),
  Format: types.opaque('kubernetes.NamedFormat'),
  IP: types.opaque('net.IP'),
  Quantity: types.struct('kubernetes.Quantity'),
  Semver: types.struct('kubernetes.Semver'),
  URL: types.struct('kubernetes.URL'),
  Condition: types.struct('kro.run.Condition', {
    declared: CONDITION_FIELDS,
    open: false,
    field: name => CONDITION_FIELDS.get(name),
  }),
  Runtime: types.struct('kro.run.Runtime'),
};

/** The types an expression can name, as values. */
export const TYPE_NAMES: Readonly<Record<string, Type>> = {
  bool: types.BOOL,
  bytes: types.BYTES,
  double: types.DOUBLE,
  int: types.INT,
  uint: types.UINT,
  string: types.STRING,
  null_type: types.NULL,
  type: types.typeOf(),
  list: types.list(types.DYN),
  map: types.map(types.DYN, types.DYN),
  optional_type: types.opaque('optional_type'),
  'google.protobuf.Timestamp': types.TIMESTAMP,
  'google.protobuf.Duration': types.DURATION,
  'google.protobuf.Value': types.DYN,
  'google.protobuf.Any': types.ANY,
  'net.IP': NAMED.IP,
  'net.CIDR': NAMED.CIDR,
  'kro.run.Runtime': NAMED.Runtime,
  'kro.run.Condition': NAMED.Condition,
};

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  COMPARABLE: ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'],
  SUMMABLE: ['int', 'uint', 'double', 'duration'],
};

/** The pairs of numbers in the order cel-go declares comparing them. */
const NUMBERS = [
  ...['int, int', 'int, double', 'int, uint', 'uint, uint', 'uint, double', 'uint, int'],
  ...['double, double', 'double, int', 'double, uint'],
];

const COMPARISONS: ReadonlySet<string> = new Set(['_<_', '_<=_', '_>_', '_>=_']);

const tables = new Map<Dialect, ReadonlyMap<string, readonly Overload[]>>();

/** All functions by name, read from the table when first asked for. */
export function functions(dialect: Dialect = 'kro'): ReadonlyMap<string, readonly Overload[]> {
  const table = tables.get(dialect) ?? read([...SHARED, OWN[dialect]].join('\n'));
  tables.set(dialect, table);
  return table;
}

function read(text: string): Map<string, Overload[]> {
  const found = new Map<string, Overload[]>();
  for (const [, name, signatures] of text.matchAll(/^ *(\S+) +(.+)$/gm)) {
    const overloads = signatures
      .split(' | ')
      .flatMap(members)
      .map(signature => overload(name, signature));
    found.set(name, [...(found.get(name) ?? []), ...overloads]);
  }
  return found;
}

/** The signatures a signature with a family in it stands for. */
function members(signature: string): string[] {
  if (signature.includes('NUMBER, NUMBER')) return NUMBERS.map(pair => signature.replace('NUMBER, NUMBER', pair));
  const family = Object.keys(FAMILIES).find(name => signature.includes(name));
  return family ? FAMILIES[family].map(type => signature.replaceAll(family, type)) : [signature];
}

function overload(name: string, signature: string): Overload {
  const words = signature.match(/\w+|->|[(),.]/g)!;
  const receiver = words[0] === '(' ? [] : [readType(words)];
  if (receiver.length) words.shift(); // the dot
  const args = [...receiver, ...readTypes(words)];
  words.shift(); // the arrow
  const result = readType(words);
  return {
    member: receiver.length > 0,
    args,
    result,
    params: [...new Set([...args, result].flatMap(paramsIn))],
    crossType: COMPARISONS.has(name) && !types.equal(args[0], args[1]),
  };
}

/** `(a, b)`, taken off the words. */
function readTypes(words: string[]): Type[] {
  const found: Type[] = [];
  while (words.shift() !== ')') if (words[0] !== ')') found.push(readType(words));
  return found;
}

function readType(words: string[]): Type {
  const name = words.shift()!;
  if (words[0] !== '(') return NAMED[name] ?? types.param(name);
  const of = readTypes(words);
  switch (name) {
    case 'list':
      return types.list(of[0]);
    case 'map':
      return types.map(of[0], of[1]);
    case 'type':
      return types.typeOf(of[0]);
    default:
      return types.optional(of[0]);
  }
}

const paramsIn = (t: Type): string[] => (t.kind === 'param' ? [t.name] : types.parameters(t).flatMap(paramsIn));
