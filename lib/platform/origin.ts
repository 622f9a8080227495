import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { readText } from '../graph/read';
import { nearest } from '../schema/nearest';
import { isObject } from '../schema/openapi';
import { joinPath } from '../schema/problem';

/** What was said under a key. */
export interface Said {
  readonly value: unknown;
  /** In front of a message: `platform.yaml:3: `. */
  readonly place: string;
}

/** Where a configuration comes from. */
export interface Origin {
  /** By key; undefined where nothing could be read. */
  readonly said?: ReadonlyMap<string, Said>;
  /** What keeps it from being read as a whole. */
  readonly problems: readonly string[];
  /** In front of a message about what is not there. */
  readonly place: string;
  /** What a key is called there. */
  readonly nameOf: (key: string) => string;
  /** How a value is written there. */
  readonly write: (key: string, value: string) => string;
}

/** Environment variables by name, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A YAML or JSON file that holds keys and values. */
export function fileOrigin(file: string): Origin {
  const path = relative(process.cwd(), file);
  const origin = { place: `${path}: `, nameOf: same, write: asYaml, problems: [] };
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    return { ...origin, problems: [`There is no file ${path || file}.`] };
  const [document, second] = readText(readFileSync(file));
  if (!document) return { ...origin, said: new Map() };
  const { value, findings, positionOf } = document;
  const problems = findings.map(each => `${path}${each.position ? `:${each.position.line}` : ''}: ${each.message}`);
  if (second) problems.push(`${path}: There is more than one document in it. Keep one.`);
  if (value !== undefined && !isObject(value)) problems.push(`${path}: It holds no keys and values.`);
  if (!isObject(value)) return { ...origin, problems };
  const place = (key: string) => `${path}:${positionOf(joinPath('', key))?.line ?? 1}: `;
  const said = new Map(Object.entries(value).map(([key, each]) => [key, { value: each, place: place(key) }]));
  return { ...origin, said, problems };
}

/** The variable of each key: `PLATFORM_USER_POOL_ID` for userPoolId. Others are nobody's business, unless one is a key misspelt. */
export function environmentOrigin(variables: Environment, keys: readonly string[]): Origin {
  const set = keys.filter(key => variables[variableOf(key)] !== undefined);
  const unset = keys.filter(key => !set.includes(key)).map(bare);
  const strange = Object.keys(variables).filter(
    name => name.startsWith(PREFIX) && !set.some(key => variableOf(key) === name),
  );
  const misspelt = strange.flatMap(name => {
    const meant = nearest(name.slice(PREFIX.length), unset);
    return meant ? [`${name} is set, and is no variable of the platform. Did you mean ${PREFIX}${meant}?`] : [];
  });
  return {
    said: new Map(set.map(key => [key, { value: variables[variableOf(key)], place: '' }])),
    problems: misspelt,
    place: '',
    nameOf: variableOf,
    write: (key, value) => `${variableOf(key)}=${value}`,
  };
}

/** Values somebody has put together in TypeScript. */
export const codeOrigin = (values: object = {}): Origin => ({
  said: new Map(Object.entries(values).map(([key, value]) => [key, { value, place: '' }])),
  problems: [],
  place: '',
  nameOf: same,
  write: (key, value) => `${key}: '${value}'`,
});

const same = (key: string) => key;
const PREFIX = 'PLATFORM_';
const bare = (key: string) => key.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase();
const variableOf = (key: string) => PREFIX + bare(key);
/** Digits alone are a number to YAML, which drops zeros in front of it. */
const asYaml = (key: string, value: string) => `${key}: ${/^[0-9]+$/.test(value) ? `"${value}"` : value}`;
