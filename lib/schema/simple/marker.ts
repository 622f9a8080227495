import { type Parsed, parseBool, parseFloat64, parseInt64, quote } from '../go';
import type { Draft } from '../openapi';
import { checkRe2 } from '../re2';
import { setDefault, setEnum } from './defaults';
import type { Marker } from './lex';
import type { FieldProblem, SimpleCode } from './problem';

/** Applies markers in the order they are written, and yields all that kro would object to. */
export function applyMarkers(schema: Draft, markers: readonly Marker[], require: () => void): FieldProblem[] {
  const problems = markers.flatMap(marker => applyMarker(schema, marker, require) ?? []);
  const keys = schema['x-kubernetes-list-map-keys'];
  const listType = schema['x-kubernetes-list-type'];
  if (!keys || listType === 'map') return problems;
  const kro = `listMapKey set while listType is ${listType === undefined ? 'unset' : `set to ${listType}`}, listType must be set to map`;
  return [...problems, wrong('list-type', 'listMapKey needs listType=map.', kro, 'Add listType=map.')];
}

const wrong = (code: SimpleCode, message: string, kro: string, hint?: string): FieldProblem => ({
  code,
  message,
  kro,
  ...(hint && { hint }),
});

function applyMarker(schema: Draft, marker: Marker, require: () => void): FieldProblem | undefined {
  switch (marker.name) {
    case 'required':
      return flag(marker, 'required marker value', on => on && require());
    case 'immutable':
      return flag(
        marker,
        'immutable marker value',
        on => on && addRule(schema, 'self == oldSelf', 'field is immutable'),
      );
    case 'description':
      schema.description = marker.value || undefined;
      return undefined;
    case 'validation':
      return validation(schema, marker);
    case 'default':
      return defaultOf(schema, marker.value);
    case 'minimum':
    case 'maximum':
      return number(marker, `${marker.name} enum value`, parseFloat64(marker.value), value => {
        schema[marker.name as 'minimum'] = value;
      });
    case 'minLength':
    case 'maxLength':
      return misplaced(schema, marker, 'string') ?? count(schema, marker, marker.name);
    case 'minItems':
    case 'maxItems':
      return misplaced(schema, marker, 'array') ?? count(schema, marker, marker.name);
    case 'enum':
      return enumOf(schema, marker.value);
    case 'pattern':
      return pattern(schema, marker);
    case 'uniqueItems':
      return uniqueItems(schema, marker);
    case 'listType':
      return listType(schema, marker);
    case 'listMapKey':
      return listMapKey(schema, marker);
  }
}

function flag(marker: Marker, what: string, apply: (on: boolean) => void): FieldProblem | undefined {
  const parsed = parseBool(marker.value);
  if (!('error' in parsed)) {
    apply(parsed.value);
    return undefined;
  }
  const message = `${marker.name} takes true or false, not ${quote(marker.value)}.`;
  return wrong('marker-value', message, `failed to parse ${what}: ${parsed.error}`, `Write ${marker.name}=true.`);
}

function number<T>(
  marker: Marker,
  what: string,
  parsed: Parsed<T>,
  apply: (value: T) => void,
): FieldProblem | undefined {
  if (!('error' in parsed)) {
    apply(parsed.value);
    return undefined;
  }
  const message = `${marker.name} takes a number, not ${quote(marker.value)}.`;
  return wrong('marker-value', message, `failed to parse ${what}: ${parsed.error}`, `Write ${marker.name}=1.`);
}

const count = (schema: Draft, marker: Marker, name: 'minLength' | 'maxLength' | 'minItems' | 'maxItems') =>
  number(marker, `${name} value`, parseInt64(marker.value), value => {
    schema[name] = Number(value);
  });

/** A marker on a type it is not for. */
function misplaced(schema: Draft, marker: Marker, type: 'string' | 'array'): FieldProblem | undefined {
  if (schema.type === type) return undefined;
  const kro = `${marker.name} marker is only valid for ${type} types, got type: ${schema.type}`;
  const what = type === 'array' ? 'lists' : 'strings';
  return wrong(
    'marker-misplaced',
    `${marker.name} is for ${what}; this field is of type ${schema.type}.`,
    kro,
    `Remove ${marker.name}.`,
  );
}

function addRule(schema: Draft, rule: string, message: string): void {
  schema['x-kubernetes-validations'] = [...(schema['x-kubernetes-validations'] ?? []), { rule, message }];
}

function validation(schema: Draft, marker: Marker): FieldProblem | undefined {
  if (marker.value.trim() !== '') {
    addRule(schema, marker.value, 'validation failed');
    return undefined;
  }
  return wrong(
    'marker-value',
    'validation holds no rule.',
    'validation failed',
    'Write a CEL rule: validation="self > 3".',
  );
}

const SCALARS = {
  integer: [parseInt64, '5'],
  number: [parseFloat64, '0.5'],
  boolean: [parseBool, 'true'],
} as const;

function defaultOf(schema: Draft, value: string): FieldProblem | undefined {
  if (schema.type === 'string') {
    setDefault(schema, `"${value}"`); // kro escapes nothing
    return undefined;
  }
  const type = schema.type as keyof typeof SCALARS;
  const parsed = Object.hasOwn(SCALARS, type) ? SCALARS[type][0](value) : undefined;
  if (!parsed || 'value' in parsed) {
    setDefault(schema, value);
    return undefined;
  }
  const kro = `default value must be a valid ${type}, got: ${value}`;
  return wrong(
    'invalid-default',
    `The default ${quote(value)} is no ${type}.`,
    kro,
    `Write default=${SCALARS[type][1]}, or change the type.`,
  );
}

function enumOf(schema: Draft, value: string): FieldProblem | undefined {
  const texts: string[] = [];
  for (const each of value.split(',').map(item => item.trim())) {
    if (each === '') {
      return wrong(
        'invalid-enum',
        'enum holds an empty value.',
        'empty enum values are not allowed',
        'Write enum="a,b,c".',
      );
    }
    if (schema.type !== 'string' && schema.type !== 'integer') {
      const kro = `enum values only supported for string and integer types, got type: ${schema.type}`;
      const message = `enum is for strings and integers; this field is of type ${schema.type}.`;
      return wrong('marker-misplaced', message, kro, 'Say it with validation="…" instead.');
    }
    const parsed = schema.type === 'integer' ? parseInt64(each) : undefined;
    if (parsed && 'error' in parsed) {
      return wrong(
        'invalid-enum',
        `The enum value ${quote(each)} is no integer.`,
        `failed to parse integer enum value: ${parsed.error}`,
      );
    }
    texts.push(parsed ? each : quote(each));
  }
  setEnum(schema, texts);
  return undefined;
}

function pattern(schema: Draft, marker: Marker): FieldProblem | undefined {
  const { value } = marker;
  if (value === '')
    return wrong(
      'invalid-pattern',
      'pattern is empty.',
      'pattern marker value cannot be empty',
      'Write pattern="^[a-z]+$".',
    );
  const elsewhere = misplaced(schema, marker, 'string');
  if (elsewhere) return elsewhere;
  const error = checkRe2(value);
  if (error === undefined) {
    schema.pattern = value;
    return undefined;
  }
  const message = `The pattern is no regular expression of RE2: ${error}.`;
  const hint = /\(\?<?[=!]/.test(value) ? 'RE2 has no look-around; say it with validation="…".' : undefined;
  return wrong('invalid-pattern', message, `invalid pattern regex: error parsing regexp: ${error}`, hint);
}

const LIST_TYPE = 'x-kubernetes-list-type';

function uniqueItems(schema: Draft, marker: Marker): FieldProblem | undefined {
  let on = false;
  const invalid = flag(marker, 'uniqueItems marker value', value => {
    on = value;
  });
  const problem = invalid ?? misplaced(schema, marker, 'array');
  if (problem || !on) return problem;
  const before = schema[LIST_TYPE];
  if (before === undefined || before === 'set') {
    schema[LIST_TYPE] = 'set';
    return undefined;
  }
  return wrong(
    'list-type',
    `uniqueItems makes the list a set, but its listType is ${before}.`,
    `cannot set unique when listType is set to ${before}`,
    'Keep one of the two.',
  );
}

function listType(schema: Draft, { value }: Marker): FieldProblem | undefined {
  if (schema.type !== 'array') {
    return wrong(
      'marker-misplaced',
      `listType is for lists; this field is of type ${schema.type}.`,
      'listType marker only applies to array types',
    );
  }
  if (!['atomic', 'set', 'map'].includes(value)) {
    const kro = `unsupported value for listType ${value}, needs to be one of atomic, set, or map`;
    return wrong('list-type', `listType is atomic, set or map, not ${quote(value)}.`, kro);
  }
  const before = schema[LIST_TYPE];
  if (before !== undefined && before !== value) {
    const kro = `listType attempting to overwrite set type of ${before}, this can happen if you set contradictory markers like unique=true | listType=map`;
    return wrong('list-type', `The list is a ${before} already.`, kro, 'Keep one of uniqueItems and listType.');
  }
  schema[LIST_TYPE] = value;
  return undefined;
}

function listMapKey(schema: Draft, { value }: Marker): FieldProblem | undefined {
  if (schema.type !== 'array') {
    return wrong(
      'marker-misplaced',
      `listMapKey is for lists; this field is of type ${schema.type}.`,
      'listMapKey marker only applies to array types',
    );
  }
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (keys.includes(value))
    return wrong('list-type', `listMapKey ${value} is said twice.`, `duplicate listMapKey marker, value ${value}`);
  schema['x-kubernetes-list-map-keys'] = [...keys, value];
  return undefined;
}
