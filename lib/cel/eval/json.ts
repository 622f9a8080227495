import { escapeField } from './escape';
import { fail } from './failure';
import { isInt64 } from './int';
import { decodeBase64 } from './library/encoders';
import { MapValue } from './map';
import { ANYTHING, type ObjectShape, type Shape } from './shape';
import { Duration, parseDuration, parseTimestamp, Timestamp } from './time';
import { type Place, UNKNOWN, Unknown } from './unknown';
import { Opaque, Optional, TypeValue, Uint, type Value } from './value';

export type Json = Readonly<Record<string, unknown>>;

/** A JSON object, whose fields are read when they are asked for. */
export class JsonObject extends MapValue implements Place {
  constructor(
    readonly json: Json,
    private readonly shape: ObjectShape,
    readonly parent: Place | undefined,
    readonly key: string | number,
  ) {
    super();
  }

  get size(): number {
    return this.keys().length;
  }

  get(key: Value): Value | undefined {
    return typeof key === 'string' ? this.select(key) : undefined;
  }

  /** A field of a struct that is null is absent. */
  select(name: string): Value | undefined {
    if (this.shape.kind !== 'struct')
      return this.entry(name, this.shape.kind === 'map' ? this.shape.value : this.shape);
    const field = this.shape.field(name);
    return field && this.json[field.key] !== null ? this.entry(field.key, field.shape) : undefined;
  }

  /** The same object without its schema. */
  untyped(): JsonObject {
    return new JsonObject(this.json, ANYTHING, this.parent, this.key);
  }

  /** The fields of a struct by what an expression calls them. */
  keys(): string[] {
    const { json, shape } = this;
    const keys = Object.keys(json).filter(key => json[key] !== undefined);
    if (shape.kind !== 'struct') return keys;
    return keys.flatMap(key => {
      const name = json[key] === null ? undefined : escapeField(key);
      return name !== undefined && shape.field(name) ? [name] : [];
    });
  }

  private entry(key: string, shape: Shape): Value | undefined {
    const json = own(this.json, key);
    return json === undefined ? undefined : read(json, shape, this, key);
  }
}

/** What the object itself has under the key; JSON holds nothing of what every object inherits. */
export function own(object: Json, key: string): unknown {
  const value = object[key];
  return typeof value === 'function' || value === Object.prototype ? undefined : value;
}

/** The value that JSON of a shape stands for; `parent` and `key` say where it is. */
export function read(json: unknown, shape: Shape, parent: Place | undefined, key: string | number): Value {
  switch (typeof json) {
    case 'string':
      return readString(json, shape.kind);
    case 'number':
      return readNumber(json, shape.kind);
    case 'boolean':
      return shape.kind === 'bool' || isOpen(shape.kind) ? json : unexpected(shape.kind, 'bool');
    case 'bigint':
      return shape.kind === 'double' ? Number(json) : json;
    case 'symbol':
      return json === UNKNOWN ? Unknown.at({ parent, key }) : unexpected(shape.kind, 'symbol');
    case 'object':
      return readObject(json, shape, parent, key);
    default:
      return unexpected(shape.kind, typeof json);
  }
}

type Kind = Shape['kind'];

const isOpen = (kind: Kind) => kind === 'any' || kind === 'json';

function readString(text: string, kind: Kind): Value {
  switch (kind) {
    case 'string':
    case 'any':
    case 'json':
      return text;
    case 'timestamp':
      return parseTimestamp(text);
    case 'date':
      return parseTimestamp(`${text}T00:00:00Z`);
    case 'duration':
      return parseDuration(text);
    case 'bytes':
      return decodeBase64(text);
    default:
      return unexpected(kind, 'string');
  }
}

/** A whole number of no declared type is an int, unless 64 bits do not hold it. */
function readNumber(number: number, kind: Kind): Value {
  switch (kind) {
    case 'double':
    case 'json':
      return number;
    case 'int':
      return Number.isInteger(number) ? BigInt(number) : unexpected(kind, `non-integer float ${number}`);
    case 'any':
      return Number.isInteger(number) && isInt64(BigInt(number)) ? BigInt(number) : number;
    default:
      return unexpected(kind, 'number');
  }
}

function readObject(json: object | null, shape: Shape, parent: Place | undefined, key: string | number): Value {
  if (json === null) return null;
  if (Array.isArray(json)) return readList(json, shape, parent, key);
  if (isValue(json)) return json;
  const { kind } = shape;
  if (kind === 'struct' || kind === 'map' || kind === 'any' || kind === 'json')
    return new JsonObject(json as Json, shape, parent, key);
  return unexpected(kind, 'object');
}

function readList(json: readonly unknown[], shape: Shape, parent: Place | undefined, key: string | number): Value {
  if (shape.kind !== 'list' && !isOpen(shape.kind)) return unexpected(shape.kind, 'list');
  const place = { parent, key };
  const element = shape.kind === 'list' ? shape.element : shape;
  const values: Value[] = new Array(json.length);
  for (let i = 0; i < json.length; i++) values[i] = read(json[i] ?? null, element, place, i);
  return values;
}

const MADE = [Uint, Uint8Array, Timestamp, Duration, Optional, TypeValue, Opaque, MapValue];

/** Values a caller made itself, which JSON cannot express. */
const isValue = (json: object): json is Value & object => !isPlain(json) && MADE.some(type => json instanceof type);

const isPlain = (json: object) => json.constructor === Object;

const unexpected = (kind: Kind, found: string): never => fail('other', `invalid data, expected ${kind}, got ${found}`);

/** Where JSON that holds UNKNOWN waits for. */
export function unknownsIn(json: unknown, place: Place): Unknown | undefined {
  if (json === UNKNOWN) return Unknown.at(place).used();
  if (typeof json !== 'object' || json === null) return undefined;
  let unknown: Unknown | undefined;
  const visit = (item: unknown, key: string | number) => {
    const inner = typeof item === 'object' || item === UNKNOWN ? unknownsIn(item, { parent: place, key }) : undefined;
    if (inner) unknown = unknown ? unknown.and(inner) : inner;
  };
  if (Array.isArray(json)) json.forEach(visit);
  else for (const [key, item] of Object.entries(json)) visit(item, key);
  return unknown;
}
