import { isObject } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import type { Place } from './finding';

/** Values of `((variables))`, by name; `((db.user))` is a value inside that of `db`. */
export type Variables = Readonly<Record<string, unknown>>;

const VARIABLE = /\(\(!?([-\w/.]+)\)\)/g;

/** The value with its `((variables))` replaced, keys left alone: a text that is one variable becomes its value, whatever it is. */
export function substitute(value: unknown, variables: Variables, place: Place, path = ''): unknown {
  if (typeof value === 'string') return inText(value, variables, place, path);
  if (Array.isArray(value)) return value.map((item, i) => substitute(item, variables, place, `${path}[${i}]`));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    substitute(each, variables, place, joinPath(path, key)),
  ]);
  return Object.fromEntries(entries);
}

function inText(text: string, variables: Variables, place: Place, path: string): unknown {
  const find = (name: string): unknown => {
    const found = lookUp(name, variables);
    if (found === undefined)
      place.report(
        path,
        `The variable ((${name})) has no value.`,
        `Give it one in the file with variables, or with --var.`,
      );
    return found ?? '';
  };
  const [whole] = text.matchAll(VARIABLE);
  if (whole && whole[0] === text) return find(whole[1]);
  return text.replace(VARIABLE, (variable, name: string) => {
    const found = find(name);
    if (!isObject(found) && !Array.isArray(found)) return String(found);
    place.report(
      path,
      `${variable} is a list or a map, inside a text.`,
      'Let it stand alone, or name one of its fields.',
    );
    return variable;
  });
}

/** A name may hold dots of its own. */
function lookUp(name: string, variables: Variables): unknown {
  if (Object.hasOwn(variables, name)) return variables[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      variables,
    );
}
