import { format, held, isDyn, type MapType, parameters, type StructType, type Type } from '../cel/types';

/** Finds the struct with a name, as kro looks it up; nothing where kro does not find it, and then takes anything. */
export type Resolve = (name: string) => StructType | undefined;

/** kro's text of why it refuses a value of type `output` where `expected` is; nothing where it takes it. */
export function mismatch(output: Type, expected: Type, resolve: Resolve): string | undefined {
  if (isDyn(expected) || isDyn(output)) return undefined;
  const inner = held(output);
  if (inner) return mismatch(inner, expected, resolve);
  if (expected.kind === 'struct' && output.kind === 'map') return mapForStruct(output, expected, resolve);
  if (expected.kind === 'map' && output.kind === 'struct') return structForMap(output, expected, resolve);
  switch (expected.kind) {
    case 'list':
      return listMismatch(output, expected, resolve);
    case 'map':
      return mapMismatch(output, expected, resolve);
    case 'struct':
      return structMismatch(output, expected, resolve);
    default:
      if (output.kind === expected.kind) return undefined;
      return `type kind mismatch: got "${format(output)}", expected "${format(expected)}"`;
  }
}

const below = (what: string, problem: string | undefined): string | undefined => problem && `${what}: ${problem}`;

/** Looks at the first type the output is made of, and not at whether it is a list. */
function listMismatch(output: Type, expected: Type, resolve: Resolve): string | undefined {
  const [got] = parameters(output);
  if (!got) return `list parameter count mismatch: got 0, expected 1`;
  return below('list element type incompatible', mismatch(got, parameters(expected)[0], resolve));
}

function mapMismatch(output: Type, expected: Type, resolve: Resolve): string | undefined {
  const got = parameters(output);
  const [key, value] = parameters(expected);
  if (got.length < 2) return `map parameter count mismatch: got ${got.length}, expected 2`;
  return (
    below('map key type incompatible', mismatch(got[0], key, resolve)) ??
    below('map value type incompatible', mismatch(got[1], value, resolve))
  );
}

/** Scalars and lists have no fields, and no fields are some of any. */
function structMismatch(output: Type, expected: StructType, resolve: Resolve): string | undefined {
  const wanted = resolve(expected.name)?.fields;
  const got = output.kind === 'struct' ? resolve(output.name)?.fields : undefined;
  if (!wanted || !got || wanted === got || wanted.open) return undefined;
  for (const [name, type] of got.declared) {
    const field = wanted.declared.get(name);
    if (!field) return `field "${name}" exists in output but not in expected type`;
    const problem = below(`field "${name}" has incompatible type`, mismatch(type, field, resolve));
    if (problem) return problem;
  }
  return undefined;
}

function mapForStruct(output: MapType, expected: StructType, resolve: Resolve): string | undefined {
  const wanted = resolve(expected.name)?.fields;
  if (!wanted) return undefined;
  if (output.key.kind !== 'string') return 'map keys must be strings to assign to struct';
  for (const [name, type] of wanted.declared) {
    const problem = below(`map value incompatible with struct field "${name}"`, mismatch(output.value, type, resolve));
    if (problem) return problem;
  }
  return undefined;
}

function structForMap(output: StructType, expected: MapType, resolve: Resolve): string | undefined {
  if (expected.key.kind !== 'string') return 'map key type must be string when assigning struct → map';
  for (const [name, type] of resolve(output.name)?.fields?.declared ?? []) {
    const problem = below(
      `struct field "${name}" incompatible with map value type`,
      mismatch(type, expected.value, resolve),
    );
    if (problem) return problem;
  }
  return undefined;
}
