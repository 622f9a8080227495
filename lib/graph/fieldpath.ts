import { joinPath } from '../schema/problem';

/** One step of a field path: the name of a field, or the index of an item. */
export type Segment = string | number;

/** A path as kro reads it back, or kro's text of why it cannot. */
export type FieldPath = { readonly segments: readonly Segment[] } | { readonly error: string };

/** Reads `spec.containers[0].env["a.b"]` with the rules of kro's own reader, which knows no escapes. */
export function parsePath(path: string): FieldPath {
  const segments: Segment[] = [];
  let at = 0;
  while (at < path.length) {
    const step = path.startsWith('["', at) ? quoted(path, at + 2) : path[at] === '[' ? undefined : named(path, at);
    if (step && 'error' in step) return step;
    if (step) {
      segments.push(step.segment);
      at = step.next;
    }
    if (path[at] === '[' && path[at + 1] !== '"') {
      const item = index(path, at + 1);
      if ('error' in item) return item;
      segments.push(item.segment);
      at = item.next;
    }
    if (path[at] === '.') at++;
  }
  return { segments };
}

type Step = { readonly segment: Segment; readonly next: number } | { readonly error: string };

function quoted(path: string, from: number): Step {
  const end = path.indexOf('"', from);
  if (end < 0) return { error: `unterminated quoted string starting at position ${bytes(path, from)}` };
  if (path[end + 1] !== ']')
    return { error: `expected closing bracket after quote at position ${bytes(path, end + 1)}` };
  return { segment: path.slice(from, end), next: end + 2 };
}

function named(path: string, from: number): Step {
  let end = from;
  while (end < path.length && path[end] !== '.' && path[end] !== '[') end++;
  if (end === from) return { error: `empty field name at position ${bytes(path, from)}` };
  return { segment: path.slice(from, end), next: end };
}

function index(path: string, from: number): Step {
  const end = path.indexOf(']', from);
  if (end < 0) return { error: `unterminated array index at position ${bytes(path, from)}` };
  const text = path.slice(from, end);
  if (!/^[+-]?[0-9]+$/.test(text)) return { error: `invalid array index '${text}' at position ${bytes(path, from)}` };
  return { segment: Number(text), next: end + 1 };
}

/** Go counts bytes. */
const bytes = (path: string, at: number): number => Buffer.byteLength(path.slice(0, at));

export const printPath = (segments: readonly Segment[]): string => segments.reduce<string>(appendPath, '');

/** `path` and one more step: `a.b`, `a["x.y"]`, `a[0]`. */
export const appendPath = (path: string, segment: Segment): string =>
  typeof segment === 'number' ? `${path}[${segment}]` : joinPath(path, segment);
