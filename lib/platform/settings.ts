import { didYouMean } from '../schema/nearest';
import type { Field } from './field';
import { codeOrigin, type Environment, environmentOrigin, fileOrigin, type Origin, type Said } from './origin';

type Texts = Readonly<Record<string, string>>;

/** What a configuration has to say. All its values are texts. */
export interface Settings {
  /** Names the whole in errors. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Values that are right by themselves and do not fit each other: the key to blame, and why. */
  readonly misfits: (values: Texts) => readonly Misfit[];
}
export type Misfit = readonly [key: string, problem: string];

/** The path of a YAML file; or environment variables, such as `process.env`; or the values themselves. */
export type ConfigSource<T> = string | { readonly env: Environment } | { readonly values: T };

/**
 * The values a configuration says.
 *
 * @throws with every problem there is, each with its file and line or its variable, and what to write instead
 */
export function readSettings(settings: Settings, source: ConfigSource<object>): Texts {
  const origin = originOf(source, Object.keys(settings.fields));
  const { values, problems } = origin.said ? check(settings, origin, origin.said) : { values: {}, problems: [] };
  const all = [...origin.problems, ...problems];
  if (all.length > 0) throw new Error(`The ${settings.name} cannot be used:\n  ${all.join('\n  ')}`);
  return values;
}

function originOf(source: ConfigSource<object>, keys: readonly string[]): Origin {
  if (typeof source === 'string') return fileOrigin(source);
  return 'env' in source ? environmentOrigin(source.env, keys) : codeOrigin(source.values);
}

function check({ fields, misfits }: Settings, origin: Origin, all: ReadonlyMap<string, Said>) {
  const said = new Map([...all].filter(([, { value }]) => value !== '' && value !== null && value !== undefined));
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const [key, field] of Object.entries(fields)) {
    const problem = said.has(key) ? problemOf(key, said.get(key)!, field, origin) : missing(key, field, origin);
    if (problem) problems.push(problem);
    else if (said.has(key)) values[key] = said.get(key)!.value as string;
  }
  for (const [key, { place }] of all) if (!(key in fields)) problems.push(`${place}${unknown(key, fields)}`);
  for (const [key, problem] of misfits(values))
    problems.push(`${said.get(key)!.place}${origin.nameOf(key)} is ${JSON.stringify(values[key])}, ${problem}.`);
  return { values, problems };
}

function missing(key: string, { optional, what, example }: Field, origin: Origin): string | undefined {
  if (optional) return undefined;
  return `${origin.place}${origin.nameOf(key)} is missing: ${what}. ${advice(key, example, origin)}`;
}

function problemOf(key: string, { value, place }: Said, field: Field, origin: Origin): string | undefined {
  const problem = wrong(value, field);
  return problem && `${place}${origin.nameOf(key)} is ${problem}. ${advice(key, field.example, origin)}`;
}

function wrong(value: unknown, { pattern, what }: Field): string | undefined {
  if (typeof value === 'object') return `${Array.isArray(value) ? 'a list' : 'a map'}, and has to be a text`;
  if (typeof value !== 'string') return `the ${typeof value} ${value}, and has to be a text, in quotes`;
  if (value.includes('${')) return `${JSON.stringify(value)}, and nothing has put a value in place of that`;
  return pattern.test(value) ? undefined : `${JSON.stringify(value)}, not ${what}`;
}

const unknown = (key: string, fields: object) =>
  `There is no ${key} in it. ${didYouMean(key, Object.keys(fields)) ?? `There are ${Object.keys(fields).join(', ')}.`}`;

const advice = (key: string, example: string, { write }: Origin) => `Write for instance ${write(key, example)}`;
