/** An expression of a text: its CEL, and where `${` begins and `}` ends, in UTF-16 units. */
export interface Found {
  readonly cel: string;
  readonly start: number;
  readonly end: number;
}

/** The expressions of a text, or where kro gives up because one begins inside another. */
export type Scan = { readonly found: readonly Found[] } | { readonly nested: number };

export const NESTED = 'nested expressions are not allowed unless inside string literals';

/**
 * Finds `${…}` as kro does. Only double quotes delimit strings, so a brace or a quotation mark in single quotes misleads it; what
 * is never closed is plain text.
 */
export function scan(text: string): Scan {
  const found: Found[] = [];
  let start = text.indexOf('${');
  while (start >= 0) {
    const end = close(text, start + 2);
    if (typeof end === 'object') return end;
    if (end !== undefined) found.push({ cel: text.slice(start + 2, end), start, end: end + 1 });
    start = text.indexOf('${', end === undefined ? start + 1 : end + 1);
  }
  return { found };
}

/** Where the brace is that closes an expression; nothing where none does. */
function close(text: string, from: number): number | { readonly nested: number } | undefined {
  let depth = 1;
  let quoted = false;
  for (let i = from; i < text.length; i++) {
    const char = text[i];
    if (quoted && char === '\\') i++;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i;
    else if (char === '$' && text[i + 1] === '{' && text[i - 1] !== '"') return { nested: i };
  }
  return undefined;
}
