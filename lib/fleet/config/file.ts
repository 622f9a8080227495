import { readFileSync, statSync } from 'node:fs';
import { readText } from '../../graph/read';
import { isObject, own, type Schema } from '../../schema/openapi';
import { type Violation, violations } from '../../schema/validate';
import type { Mistake } from './mistake';

/** A configuration file as it was read. */
export interface ConfigFile {
  readonly file: string;
  /** Empty where the file cannot be read. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  /** The line of what stands at a path, or of the nearest part around it. */
  readonly lineOf: (path: string) => number;
}

/** Reads a file of one YAML document and holds it against a schema. An empty file says nothing, which is no mistake. */
export function readConfigFile(file: string, schema: Schema): ConfigFile {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return broken(file, 'There is no such file.');
  if (!stat.isFile()) return broken(file, 'This is a folder, and has to be a file.');
  const [source, second] = readText(readFileSync(file));
  if (!source) return checked(file, {}, schema, () => 1);
  const line = second?.positionOf('')?.line ?? 1;
  if (second) return broken(file, 'There are several documents in the file. Make a file of each.', line);
  const lineOf = (path: string) => source.positionOf(path)?.line ?? 1;
  if (source.findings.length > 0) {
    const mistakes = source.findings.map(({ path, message, hint, position }) => {
      return { file, line: position?.line ?? lineOf(path), path, message: sentence(message, hint) };
    });
    return { file, value: {}, mistakes, lineOf };
  }
  if (!isObject(source.value)) return broken(file, 'The file holds no fields. Write one to a line, as in name: value.');
  return checked(file, source.value, schema, lineOf);
}

const broken = (file: string, message: string, line = 1): ConfigFile => ({
  file,
  value: {},
  mistakes: [{ file, line, path: '', message }],
  lineOf: () => line,
});

function checked(
  file: string,
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  lineOf: ConfigFile['lineOf'],
): ConfigFile {
  const mistakes = violations(value, schema).map(found => {
    return { file, line: lineOf(found.path), path: found.path, message: explain(found, schema) };
  });
  return { file, value, mistakes, lineOf };
}

/** What is wrong and what is allowed there. */
export function explain({ rule, path, message, hint }: Violation, schema: Schema): string {
  const around = schemasAlong(schema, path);
  if (rule === 'unknown') {
    const names = Object.keys(around.at(-1)?.properties ?? {}).join(', ');
    return sentence(message, hint ?? `There are ${names}.`);
  }
  const description = around
    .map(each => each.description)
    .reverse()
    .find(Boolean);
  return sentence(message, hint, description && `${description}.`);
}

const sentence = (...parts: readonly (string | undefined)[]) => parts.filter(part => part).join(' ');

/** The schemas a path goes through, as far as it is known. */
function schemasAlong(schema: Schema, path: string): Schema[] {
  const along = [schema];
  for (const step of stepsOf(path)) {
    const { properties, items, additionalProperties } = along.at(-1)!;
    const next = typeof step === 'number' ? items : (own(properties, step) ?? additionalProperties);
    if (!isObject(next)) break;
    along.push(next as Schema);
  }
  return along;
}

/** The keys and indexes of a path: `a.b[0]["x.y"]`. */
function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, key]) =>
    index === undefined ? (quoted ?? key) : Number(index),
  );
}

/** What stands at a path of a value; undefined where nothing does. */
export function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const step of stepsOf(path)) {
    const isThere = (isObject(found) || Array.isArray(found)) && Object.hasOwn(found, step);
    if (!isThere) return undefined;
    found = (found as Readonly<Record<string | number, unknown>>)[step];
  }
  return found;
}
