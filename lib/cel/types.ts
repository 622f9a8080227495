/** The types of CEL as values, built once and shared: comparing by identity first pays. */
export type Type = Scalar | ListType | MapType | OpaqueType | StructType | TypeType | Param;

export type ScalarKind =
  | ('int' | 'uint' | 'double' | 'bool' | 'string' | 'bytes' | 'null' | 'timestamp' | 'duration')
  /** Anything at all; `any` is protobuf's name for it. */
  | ('dyn' | 'any')
  /** What an expression with a mistake has, so that one mistake is told once. */
  | 'error';

export interface Scalar {
  readonly kind: ScalarKind;
}

export interface ListType {
  readonly kind: 'list';
  readonly element: Type;
}

export interface MapType {
  readonly kind: 'map';
  readonly key: Type;
  readonly value: Type;
}

/** A type known by its name only, perhaps of other types: `kubernetes.Quantity`, `optional_type(int)`. */
export interface OpaqueType {
  readonly kind: 'opaque';
  readonly name: string;
  readonly of: readonly Type[];
}

/** An object with fields. Two structs are the same type if they have the same name. */
export interface StructType {
  readonly kind: 'struct';
  readonly name: string;
  /** Absent where nothing is known of the fields, which is a mistake to select from. */
  readonly fields?: Fields;
}

export interface Fields {
  /** The type of a field, or undefined where there is no such field. */
  field(name: string): Type | undefined;
  /** The declared fields by the names CEL knows them by. */
  readonly declared: ReadonlyMap<string, Type>;
  /** Whether fields that are not declared may be selected, as dyn. */
  readonly open: boolean;
}

/** What `type(x)` yields. */
export interface TypeType {
  readonly kind: 'type';
  readonly of?: Type;
}

/** A type to be found: of an overload (`T`), or of an expression (`_var0`). */
export interface Param {
  readonly kind: 'param';
  readonly name: string;
}

const scalar = (kind: ScalarKind): Scalar => ({ kind });

/** Whether a type has a kind and nothing else. */
export function isScalar(t: Type): t is Scalar {
  switch (t.kind) {
    case 'list':
    case 'map':
    case 'opaque':
    case 'struct':
    case 'type':
    case 'param':
      return false;
    default:
      return true;
  }
}

export const INT = scalar('int');
export const UINT = scalar('uint');
export const DOUBLE = scalar('double');
export const BOOL = scalar('bool');
export const STRING = scalar('string');
export const BYTES = scalar('bytes');
export const NULL = scalar('null');
export const TIMESTAMP = scalar('timestamp');
export const DURATION = scalar('duration');
export const DYN = scalar('dyn');
export const ANY = scalar('any');
export const ERROR = scalar('error');

export const list = (element: Type): ListType => ({ kind: 'list', element });
export const map = (key: Type, value: Type): MapType => ({ kind: 'map', key, value });
export const opaque = (name: string, ...of: Type[]): OpaqueType => ({ kind: 'opaque', name, of });
export const optional = (of: Type): OpaqueType => opaque('optional_type', of);
export const struct = (name: string, fields?: Fields): StructType => ({ kind: 'struct', name, fields });
export const typeOf = (of?: Type): TypeType => ({ kind: 'type', of });
export const param = (name: string): Param => ({ kind: 'param', name });

export const isDyn = (t: Type): boolean => t.kind === 'dyn' || t.kind === 'any';
export const isDynOrError = (t: Type): boolean => isDyn(t) || t.kind === 'error';

/** What an optional holds; undefined for a type that is no optional. */
export function held(t: Type): Type | undefined {
  return t.kind === 'opaque' && t.name === 'optional_type' ? t.of[0] : undefined;
}

/** The types a type is made of. */
export function parameters(t: Type): readonly Type[] {
  switch (t.kind) {
    case 'list':
      return [t.element];
    case 'map':
      return [t.key, t.value];
    case 'opaque':
      return t.of;
    case 'type':
      return t.of ? [t.of] : [];
    default:
      return [];
  }
}

/** The type with each type it is made of mapped; the same object where nothing changes. */
export function mapParameters(t: Type, change: (parameter: Type) => Type): Type {
  switch (t.kind) {
    case 'list': {
      const element = change(t.element);
      return element === t.element ? t : list(element);
    }
    case 'map': {
      const key = change(t.key);
      const value = change(t.value);
      return key === t.key && value === t.value ? t : map(key, value);
    }
    case 'opaque': {
      const of = t.of.map(change);
      return of.every((changed, i) => changed === t.of[i]) ? t : opaque(t.name, ...of);
    }
    case 'type': {
      const of = t.of && change(t.of);
      return of === t.of ? t : typeOf(of);
    }
    default:
      return t;
  }
}

export function equal(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || nameOf(a) !== nameOf(b)) return false;
  const x = parameters(a);
  const y = parameters(b);
  return x.length === y.length && x.every((type, i) => equal(type, y[i]));
}

/** The name of a type that has one of its own. */
export function nameOf(t: Type): string | undefined {
  return t.kind === 'opaque' || t.kind === 'struct' || t.kind === 'param' ? t.name : undefined;
}

const RUNTIME_NAMES: Partial<Record<Type['kind'], string>> = {
  null: 'null_type',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  any: 'google.protobuf.Any',
  error: '*error*',
};

/** The name of a type without what it is made of, as cel-go's `TypeName()`. */
export const typeName = (t: Type): string => nameOf(t) ?? RUNTIME_NAMES[t.kind] ?? t.kind;

/** A type as cel-go's `Type.String()` prints it: what an expression's result type is compared and reported by. */
export function format(t: Type): string {
  const of = parameters(t);
  return of.length ? `${typeName(t)}(${of.map(format).join(', ')})` : typeName(t);
}

/** A type as cel-go's messages print it: as `format`, but for the short names of a few. */
export function formatInMessage(t: Type): string {
  if (t.kind === 'error') return '!error!';
  const name = nameOf(t) ?? t.kind;
  const of = parameters(t);
  return of.length ? `${name}(${of.map(formatInMessage).join(', ')})` : name;
}
