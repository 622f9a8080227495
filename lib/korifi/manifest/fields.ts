import { didYouMean } from '../../schema/nearest';
import { isObject } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { isCount, sizeProblem, tryMegabytes } from '../size';
import { type Place, told } from './finding';

/** The fields of an object of a manifest, asked for one by one. What is null is not there, as Cloud Foundry sees it. */
export class Fields {
  private readonly asked = new Set<string>();

  constructor(
    private readonly value: Readonly<Record<string, unknown>>,
    readonly path: string,
    readonly place: Place,
  ) {}

  has(key: string): boolean {
    this.asked.add(key);
    return this.value[key] !== undefined && this.value[key] !== null;
  }

  /** Where a field is. */
  at(key: string): string {
    return joinPath(this.path, key);
  }

  wrong(key: string, message: string, hint: string): undefined {
    this.place.report(this.at(key), message, hint);
    return undefined;
  }

  text(key: string): string | undefined {
    if (!this.has(key)) return undefined;
    const value = this.value[key];
    if (typeof value === 'number') return this.written(key, value);
    if (typeof value === 'string' && value !== '') return value;
    return this.wrong(key, `${key} is ${show(value)}, and has to be a text.`, `Write ${key}: "…".`);
  }

  /** As `text`, and a mistake where it is missing. */
  required(key: string): string | undefined {
    if (this.has(key)) return this.text(key);
    this.place.report(this.path, `${key} is missing.`, `Write ${key}: ….`);
    return undefined;
  }

  integer(key: string, least: number): number | undefined {
    if (!this.has(key)) return undefined;
    const value = this.value[key];
    if (isCount(value, least)) return value;
    return this.wrong(key, `${key} is ${show(value)}.`, `Write a whole number, ${least} or more.`);
  }

  flag(key: string): boolean {
    if (!this.has(key)) return false;
    const value = this.value[key];
    if (typeof value === 'boolean') return value;
    if (/^(?:y|yes|on)$/i.test(String(value))) return true;
    if (!/^(?:n|no|off)$/i.test(String(value)))
      this.wrong(key, `${key} is ${show(value)}.`, 'Write true or false, without quotes.');
    return false;
  }

  oneOf<T extends string>(key: string, values: readonly T[]): T | undefined {
    const value = this.text(key);
    if (value === undefined || values.some(each => each === value)) return value as T | undefined;
    return this.wrong(key, `${key} cannot be '${value}'.`, `Write one of ${values.join(', ')}.`);
  }

  /** A size of a megabyte or more, as it is written. */
  size(key: string): string | undefined {
    if (!this.has(key)) return undefined;
    const value = this.value[key];
    if (typeof value === 'string' && tryMegabytes(value) !== undefined) return value;
    return this.wrong(key, ...told(`${key}: ${sizeProblem(value)}`));
  }

  list<T>(key: string, read: (item: unknown, path: string) => T | undefined): T[] {
    if (!this.has(key)) return [];
    const value = this.value[key];
    if (!Array.isArray(value)) {
      this.wrong(key, `${key} is ${show(value)}, and has to be a list.`, 'Put a dash before each item.');
      return [];
    }
    return value.map((item, i) => read(item, `${this.at(key)}[${i}]`)).filter(item => item !== undefined);
  }

  object(key: string): Fields | undefined {
    return this.has(key) ? fieldsOf(this.value[key], this.at(key), this.place) : undefined;
  }

  /** Names and texts; numbers and booleans are texts as they are written. */
  map(key: string): Record<string, string> {
    const found = this.object(key);
    if (!found) return {};
    const entries = Object.entries(found.value).filter(([, value]) => value !== null);
    for (const [name, value] of entries)
      if (typeof value === 'object')
        found.wrong(name, `${key}.${name} is ${show(value)}, and has to be a text.`, 'Write it as JSON in quotes.');
    return Object.fromEntries(entries.map(([name, value]) => [name, found.written(name, value)]));
  }

  /** A value as it is written, or what a variable made of it. */
  private written(key: string, value: unknown): string {
    const source = typeof value === 'string' ? undefined : this.place.sourceOf(this.at(key));
    return source === undefined || source.includes('((') ? String(value) : source;
  }

  /** A map of anything. */
  free(key: string): Readonly<Record<string, unknown>> | undefined {
    return this.object(key)?.value;
  }

  /**
   * Calls every field that was not asked for a mistake.
   *
   * @param gone fields there are elsewhere, and what to write instead
   */
  close(gone: Readonly<Record<string, string>> = {}): void {
    for (const key of Object.keys(this.value)) {
      if (this.asked.has(key)) continue;
      const isGone = Object.hasOwn(gone, key);
      const hint = isGone ? gone[key] : (didYouMean(key, this.asked) ?? `There are ${[...this.asked].join(', ')}.`);
      this.wrong(key, isGone ? `${key} is not supported here.` : `${key} is no field of a manifest.`, hint);
    }
  }
}

/** The fields of a value that has to be an object. */
export function fieldsOf(value: unknown, path: string, place: Place): Fields | undefined {
  if (isObject(value)) return new Fields(value, path, place);
  const key = path === '' ? 'The manifest' : path.slice(path.lastIndexOf('.') + 1);
  place.report(path, `${key} is ${show(value)}, and has to be a map.`, 'Write names and values below it.');
  return undefined;
}

export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a map';
  return value === null || value === undefined ? 'empty' : `${typeof value === 'string' ? `'${value}'` : value}`;
}
