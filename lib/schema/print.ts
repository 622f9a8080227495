import type { AnyField, FieldType, Marker, Shape } from './field';

/** What stands in `spec.schema` of an RGD: the fields, and the custom types they use. */
export interface SimpleSchema {
  readonly fields: object;
  /** Absent where no field needs a custom type. */
  readonly types?: object;
}

/**
 * The SimpleSchema of a shape (https://kro.run/docs/concepts/rgd/schema).
 *
 * A field that SimpleSchema can only write under a name (an object with markers, an item with markers or fields) becomes a
 * custom type named after its path: `network.subnets` gives `NetworkSubnets`.
 *
 * @throws where SimpleSchema has no way to say it, with the field's path and what to do
 */
export function toSimpleSchema(shape: Shape): SimpleSchema {
  const printer = new Printer();
  const fields = printer.shape(shape, []);
  return printer.types.size ? { fields, types: Object.fromEntries(printer.types) } : { fields };
}

type Path = readonly string[];
const BUILTIN = new Set(['string', 'integer', 'float', 'boolean', 'object']);

class Printer {
  readonly types = new Map<string, unknown>();

  shape(shape: Shape, path: Path): object {
    return Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, this.field(field, [...path, name])]));
  }

  private field(field: AnyField, path: Path): unknown {
    const { type, markers } = field;
    if (markers.length === 0 && typeof type === 'object' && 'shape' in type) return this.shape(type.shape, path);
    checkMarkers(field, path);
    const text = this.typeName(type, path);
    return markers.length ? `${text} | ${markersOf(field, path)}` : text;
  }

  /** The type as one word of SimpleSchema. */
  private typeName(type: FieldType, path: Path): string {
    if (typeof type === 'string') return type;
    if ('list' in type) return `[]${this.item(type.list, path)}`;
    if ('map' in type) return `map[string]${this.item(type.map, path)}`;
    if ('shape' in type) return this.define(typeNameOf(path), this.shape(type.shape, path), path);
    if (!/^[A-Za-z]\w*$/.test(type.name) || BUILTIN.has(type.name))
      fail(path, `'${type.name}' cannot name a type. Write a name such as 'Port'.`);
    return this.define(type.name, this.field(optional(type.field, path), [type.name]), path);
  }

  private item(field: AnyField, path: Path): string {
    const item = optional(field, path);
    return item.markers.length
      ? this.define(typeNameOf(path), this.field(item, path), path)
      : this.typeName(item.type, path);
  }

  private define(name: string, definition: unknown, path: Path): string {
    const known = this.types.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition))
      fail(path, `two different types are named '${name}'. Give one another name with s.type().`);
    this.types.set(name, definition);
    return name;
  }
}

const typeNameOf = (path: Path) =>
  path.map(name => name.charAt(0).toUpperCase() + name.slice(1).replace(/\W/g, '_')).join('');

function optional(field: AnyField, path: Path): AnyField {
  if (has(field, 'required'))
    fail(path, 'what a list, a map or a type holds cannot be required. Put required() on the field itself.');
  return field;
}

const has = (field: AnyField, key: string) => field.markers.some(marker => marker.key === key);

function markersOf(field: AnyField, path: Path): string {
  return field.markers.map(marker => `${marker.key}=${markerValue(field, marker, path)}`).join(' ');
}

function markerValue(field: AnyField, { key, value }: Marker, path: Path): string {
  if (key === 'enum') return quoted((value as readonly unknown[]).map(v => enumValue(v, path)).join(','));
  if (key === 'default') return defaultValue(baseOf(field.type), value, path);
  if (typeof value === 'number') return numeral(key, value, path);
  if (typeof value === 'boolean') return String(value);
  const text = String(value);
  if (!text.trim() && (key === 'pattern' || key === 'validation')) fail(path, `${key}() needs a text.`);
  return WORDS.has(key) && /^\w+$/.test(text) ? text : quoted(text);
}

/** Markers whose value is a name, which kro's own examples leave bare. */
const WORDS = new Set(['listType', 'listMapKey']);

/** SimpleSchema unescapes `\"` and `\\` in a quoted value and nothing else. */
const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Bounds of texts and lists count; bounds of numbers do not have to be whole. */
function numeral(key: string, value: number, path: Path): string {
  const counts = key !== 'minimum' && key !== 'maximum';
  if (!Number.isFinite(value) || (counts && (!Number.isInteger(value) || value < 0)))
    fail(path, `${key}(${value}) needs ${counts ? 'a whole number from 0' : 'a number'}.`);
  return String(value);
}

function enumValue(value: unknown, path: Path): string {
  const text = String(value);
  if (text === '' || text !== text.trim())
    fail(
      path,
      `enum value ${JSON.stringify(text)}: SimpleSchema trims blanks and takes no empty value. Use pattern() instead.`,
    );
  if (text.includes(','))
    fail(
      path,
      `enum value ${JSON.stringify(text)}: SimpleSchema separates enum values by commas. Use pattern("^(a,b|c)$") instead.`,
    );
  if (hasControl(text))
    fail(
      path,
      `enum value ${JSON.stringify(text)}: SimpleSchema cannot hold control characters. Use pattern() instead.`,
    );
  return text;
}

function defaultValue(base: string, value: unknown, path: Path): string {
  if (base === 'string') return stringDefault(value, path);
  const json = JSON.stringify(value);
  const fits =
    base === 'integer'
      ? Number.isSafeInteger(value)
      : base === 'float'
        ? Number.isFinite(value)
        : base === 'boolean'
          ? typeof value === 'boolean'
          : typeof value === 'object' && value !== null && Array.isArray(value) === (base === 'list');
  if (!fits) fail(path, `default ${json ?? String(value)} is not of type ${base}.`);
  return json;
}

/** kro puts a string default between quotes as it stands, so whatever JSON would escape makes a CRD that is not JSON. */
function stringDefault(value: unknown, path: Path): string {
  if (typeof value !== 'string') return fail(path, `default ${JSON.stringify(value)} is not of type string.`);
  if (/["\\]/.test(value) || hasControl(value))
    fail(
      path,
      `default ${JSON.stringify(value)}: SimpleSchema cannot hold quotes, backslashes or line breaks in a default. ` +
        'Leave the default out and write orElse(spec.field, value) where the graph uses it.',
    );
  return quoted(value);
}

const hasControl = (text: string) => /[\u0000-\u001f\u007f]/.test(text);

function checkMarkers(field: AnyField, path: Path): void {
  const keys = field.markers.map(marker => marker.key).filter(key => key !== 'listMapKey');
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice) fail(path, `${twice}() is called twice.`);
  const listType = field.markers.find(marker => marker.key === 'listType')?.value;
  if (has(field, 'listMapKey') && listType !== 'map') fail(path, `listMapKey() needs listType('map').`);
  if (has(field, 'uniqueItems') && listType !== undefined && listType !== 'set')
    fail(path, `uniqueItems() makes the list a set, which contradicts listType('${listType}').`);
}

/** The type a default has to be of; a custom type is what it stands for. */
function baseOf(type: FieldType): string {
  if (typeof type === 'string') return type;
  if ('name' in type) return baseOf(type.field.type);
  return 'list' in type ? 'list' : 'object';
}

function fail(path: Path, problem: string): never {
  throw new Error(`${path.join('.')}: ${problem}`);
}
