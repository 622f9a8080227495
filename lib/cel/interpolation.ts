/** A piece of a string as kro reads it: plain text, or the CEL between `${` and `}`. */
export interface Segment {
  readonly text: string;
  readonly isExpression: boolean;
}

/**
 * Splits a string the way kro looks for expressions: only `"` begins a string inside one, and `${` without its `}` is plain text.
 */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let rest = 0;
  const push = (from: number, to: number, isExpression: boolean) => {
    if (from < to || isExpression) segments.push({ text: text.slice(from, to), isExpression });
  };
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', at)) {
    const end = endOf(text, at + 2);
    if (end < 0) {
      at += 2;
      continue;
    }
    push(rest, at, false);
    push(at + 2, end, true);
    at = rest = end + 1;
  }
  push(rest, text.length, false);
  return segments;
}

/** Where the brace stands that closes an expression; -1 where there is none. */
function endOf(text: string, start: number): number {
  let braces = 1;
  for (let i = start, quoted = false; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{') braces++;
    else if (c === '}' && --braces === 0) return i;
  }
  return -1;
}
