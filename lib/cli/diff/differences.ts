import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';

/** The outermost paths at which two documents differ; lists are compared as a whole. */
export function differences(before: unknown, after: unknown, path = ''): string[] {
  if (!isObject(before) || !isObject(after)) return isDeepStrictEqual(before, after) ? [] : [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap(key => differences(before[key], after[key], joinPath(path, key)));
}
