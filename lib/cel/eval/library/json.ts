import { Failure, fail } from '../failure';
import * as is from '../is';
import { read } from '../json';
import { plain } from '../plain';
import { JSON_SHAPE } from '../shape';
import { compareText } from '../text';
import type { Value } from '../value';
import { type Library, on } from './library';

export const json: Library = {
  'json.marshal': [on(is.any)(value => marshal(marshalable(value)))],
  'json.unmarshal': [on(is.string)(unmarshal)],
};

/** As a template would have it; what cannot be written is an error of this function. */
function marshalable(value: Value): unknown {
  try {
    return plain(value);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return fail(failure.kind, `json.marshal failed to convert value: ${failure.message}`);
  }
}

/** JSON as Go writes it: keys in order, and no character that HTML or JavaScript would stumble over. */
function marshal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(marshal).join(',')}]`;
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) return marshalObject(value);
  if (typeof value === 'number' && !Number.isFinite(value))
    return fail('other', `json.marshal failed to encode value: json: unsupported value: ${value > 0 ? '+Inf' : value}`);
  if (typeof value === 'bigint') return String(value);
  return quote(value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);
}

function marshalObject(object: object): string {
  const entries = Object.entries(object).sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([key, value]) => `${quote(key)}:${marshal(value)}`).join(',')}}`;
}

const quote = (value: unknown) =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Every number is a double, as Go's decoder has it. */
function unmarshal(text: string) {
  try {
    return read(JSON.parse(text), JSON_SHAPE, undefined, 'json');
  } catch (error) {
    return fail(
      'parse-or-conversion',
      `json.unmarshal failed to parse JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}
