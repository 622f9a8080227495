import { isObject } from '../schema/openapi';
import { joinPath } from '../schema/problem';
import type { Finding } from './finding';

/** Findings in the order in which what they are about stands in the document. */
export function inDocumentOrder(findings: readonly Finding[], document: unknown): Finding[] {
  const ranks = new Map(findings.map(each => [each, rankOf(each.path, document)]));
  return [...findings].sort((a, b) => compare(ranks.get(a)!, ranks.get(b)!) || place(a) - place(b));
}

const place = ({ position }: Finding): number => (position ? position.line * 1e6 + position.column : 0);

/** Which child of which child a path leads to. What is not there comes first of its parent. */
function rankOf(path: string, document: unknown): number[] {
  const rank: number[] = [];
  let value = document;
  let rest = path;
  while (rest !== '') {
    const step = next(value, rest);
    if (!step) break;
    rank.push(step.index);
    value = step.value;
    rest = step.rest;
  }
  return rank;
}

interface Step {
  readonly index: number;
  readonly value: unknown;
  readonly rest: string;
}

/** One step along a path. A key may hold anything, so the longest that fits is taken. */
function next(value: unknown, path: string): Step | undefined {
  if (Array.isArray(value)) {
    const match = /^\[(\d+)\]\.?/.exec(path);
    const index = Number(match?.[1]);
    return match && index < value.length
      ? { index, value: value[index], rest: path.slice(match[0].length) }
      : undefined;
  }
  if (!isObject(value)) return undefined;
  let best: (Step & { readonly size: number }) | undefined;
  for (const [index, key] of Object.keys(value).entries()) {
    const printed = joinPath('', key);
    if (!fits(path, printed) || printed.length <= (best?.size ?? -1)) continue;
    const from = path[printed.length] === '.' ? printed.length + 1 : printed.length;
    best = { index, value: value[key], rest: path.slice(from), size: printed.length };
  }
  return best;
}

const fits = (path: string, key: string): boolean =>
  path.startsWith(key) && ['', '.', '['].includes(path[key.length] ?? '');

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((step, i) => step !== b[i]);
  if (at < 0) return a.length - b.length;
  return at < b.length ? a[at] - b[at] : 1;
}
