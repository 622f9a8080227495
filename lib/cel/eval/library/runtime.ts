import { fail } from '../failure';
import * as is from '../is';
import { entriesOf, MapValue } from '../map';
import { typeName } from '../types';
import { Opaque, type Value } from '../value';
import { type Library, on } from './library';

interface Fields {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

const EMPTY: Fields = { type: '', status: '', reason: '', message: '' };

/** A condition of an instance's status. */
export class Condition extends Opaque {
  readonly type = 'kro.run.Condition';

  constructor(readonly fields: Fields) {
    super();
  }

  get(name: string): string | undefined {
    return Object.hasOwn(this.fields, name) ? this.fields[name as keyof Fields] : undefined;
  }

  equals(other: Opaque): boolean {
    return other instanceof Condition && Object.keys(EMPTY).every(name => this.get(name) === other.get(name));
  }

  override toString(): string {
    return JSON.stringify(this.fields);
  }
}

class Runtime extends Opaque {
  readonly type = 'kro.run.Runtime';
  equals(other: Opaque): boolean {
    return other === this;
  }
  override toString(): string {
    return 'runtime';
  }
}

/** What the variable `runtime` stands for. */
export const RUNTIME: Opaque = new Runtime();

const it = is.instance(Runtime);

export const runtime: Library = {
  newCondition: [on(it, is.map)((_, fields) => newCondition(fields))],
  condition: [on(it, is.map, is.string)((_, object, type) => conditionOf(object, type))],
};

function newCondition(map: MapValue): Condition {
  const fields = {
    ...EMPTY,
    ...Object.fromEntries(entriesOf(map).map(([key, value]) => [String(key), text(key, value)])),
  };
  if (fields.type === '') fail('other', 'runtime.newCondition: type must not be empty');
  if (!['True', 'False', 'Unknown'].includes(fields.status))
    fail('other', `runtime.newCondition: status must be one of True, False, Unknown (got "${fields.status}")`);
  return new Condition(fields);
}

const text = (key: Value, value: Value) =>
  typeof value === 'string'
    ? value
    : fail('other', `runtime.newCondition: ${key} must be a string, got ${typeName(value)}`);

/** The condition of that type in `object.status.conditions`; an empty one where there is none. */
function conditionOf(object: MapValue, type: string): Condition {
  const status = object.get('status');
  const conditions = status instanceof MapValue ? status.get('conditions') : undefined;
  const all = Array.isArray(conditions) ? conditions.map(toCondition) : [];
  return all.find(condition => condition.fields.type === type) ?? new Condition(EMPTY);
}

function toCondition(value: Value): Condition {
  if (value instanceof Condition) return value;
  if (!(value instanceof MapValue)) return fail('other', 'runtime.condition: unexpected condition element type');
  const field = (name: string) => {
    const text = value.get(name);
    return typeof text === 'string' ? text : '';
  };
  return new Condition({
    type: field('type'),
    status: field('status'),
    reason: field('reason'),
    message: field('message'),
  });
}
