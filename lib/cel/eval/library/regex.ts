import type { RE2JS } from 're2js';
import { fail } from '../failure';
import * as is from '../is';
import { type Library, on } from './library';

/** RE2, as Go has it. The engine is loaded by the first expression that matches. */
export const regex: Library = {
  matches: [on(is.string, is.string)((text, pattern) => compileRegex(pattern).matcher(text).find())],
  find: [on(is.string, is.string)((text, pattern) => findAll(text, pattern, 1)[0] ?? '')],
  findAll: [
    on(is.string, is.string)((text, pattern) => findAll(text, pattern)),
    on(
      is.string,
      is.string,
      is.int,
    )((text, pattern, limit) => findAll(text, pattern, limit < 0n ? undefined : Number(limit))),
  ],
};

const compiled = new Map<string, RE2JS>();
const REMEMBERED = 500;

export function compileRegex(pattern: string): RE2JS {
  const before = compiled.get(pattern);
  if (before) return before;
  if (compiled.size >= REMEMBERED) compiled.clear();
  const regex = parse(pattern);
  compiled.set(pattern, regex);
  return regex;
}

function parse(pattern: string): RE2JS {
  const { RE2JS } = require('re2js') as typeof import('re2js');
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return fail('parse-or-conversion', error instanceof Error ? error.message : String(error));
  }
}

/** Go leaves out an empty match that abuts the match before it. */
function findAll(text: string, pattern: string, limit = Number.POSITIVE_INFINITY): string[] {
  const matcher = compileRegex(pattern).matcher(text);
  const found: string[] = [];
  for (let end = -1; found.length < limit && matcher.find(); end = matcher.end()) {
    if (matcher.start() === matcher.end() && matcher.start() === end) continue;
    found.push(matcher.group() ?? '');
  }
  return found;
}
