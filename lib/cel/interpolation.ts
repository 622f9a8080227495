import { NESTED, scan } from './scan';

/** A piece of a string as kro reads it: plain text, or the CEL between `${` and `}`. */
export interface Segment {
  readonly text: string;
  readonly isExpression: boolean;
}

/**
 * Splits a string into text and expressions, as kro finds them.
 *
 * @throws where an expression begins inside another
 */
export function segmentsOf(text: string): Segment[] {
  const result = scan(text);
  if ('nested' in result) throw new Error(`'${text}': ${NESTED}.`);
  const segments: Segment[] = [];
  let at = 0;
  for (const { cel, start, end } of result.found) {
    if (start > at) segments.push({ text: text.slice(at, start), isExpression: false });
    segments.push({ text: cel, isExpression: true });
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at), isExpression: false });
  return segments;
}
