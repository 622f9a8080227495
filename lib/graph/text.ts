import { type Found, scan } from '../cel/scan';
import { quote } from '../schema/go';

/** What a text of a template is to kro. */
export type Text =
  | { readonly kind: 'literal' }
  | { readonly kind: 'nested'; readonly at: number }
  | { readonly kind: 'standalone'; readonly cel: Rewritten }
  | { readonly kind: 'template'; readonly cel: Rewritten };

/** Tells a literal, one expression and nothing else, and an interpolation apart. */
export function readText(text: string): Text {
  const result = scan(text);
  if ('nested' in result) return { kind: 'nested', at: result.nested };
  const { found } = result;
  if (found.length === 0) return { kind: 'literal' };
  const [only] = found;
  if (found.length === 1 && only.start === 0 && only.end === text.length) {
    return { kind: 'standalone', cel: { text: only.cel, parts: [{ cel: 0, source: 2, length: only.cel.length }] } };
  }
  return { kind: 'template', cel: rewrite(text, found) };
}

/** CEL that kro makes of a text, and where its parts come from. */
export interface Rewritten {
  readonly text: string;
  readonly parts: readonly Part[];
}

/** A piece of CEL that stands in the source as it is, in UTF-16 units. */
interface Part {
  readonly cel: number;
  readonly source: number;
  /** Zero for plain text, which stands in the CEL as a string. */
  readonly length: number;
}

/** The parts that are expressions. */
export const expressionsOf = ({ parts }: Rewritten): Part[] => parts.filter(({ length }) => length > 0);

/** `a-${x}` becomes `"a-" + (x)`. */
function rewrite(text: string, found: readonly Found[]): Rewritten {
  const parts: Part[] = [];
  let cel = '';
  let at = 0;
  const add = (piece: string, source: number, length: number, inset: number) => {
    if (cel !== '') cel += ' + ';
    parts.push({ cel: cel.length + inset, source, length });
    cel += piece;
  };
  for (const each of found) {
    if (each.start > at) add(quote(text.slice(at, each.start)), at, 0, 0);
    add(`(${each.cel})`, each.start + 2, each.cel.length, 1);
    at = each.end;
  }
  if (at < text.length) add(quote(text.slice(at)), at, 0, 0);
  return { text: cel, parts };
}

/** Where in the source the character of the CEL at `offset` stands; for what kro added, where the next piece begins. */
export function sourceOf(cel: Rewritten, offset: number): number {
  const inside = cel.parts.find(part => offset >= part.cel && offset <= part.cel + part.length);
  if (inside) return inside.source + offset - inside.cel;
  const next = cel.parts.find(part => part.cel >= offset);
  const last = cel.parts[cel.parts.length - 1];
  return next ? next.source : last.source + last.length;
}
