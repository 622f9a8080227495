import { quote } from '../go';

/** A type expression of SimpleSchema: `[]map[string]integer`. */
export type TypeExpr =
  | { readonly kind: 'builtin'; readonly name: Builtin }
  | { readonly kind: 'list' | 'map'; readonly of: TypeExpr }
  | { readonly kind: 'custom'; readonly name: string };

export type Builtin = (typeof BUILTINS)[number];
export const BUILTINS = ['string', 'integer', 'boolean', 'float', 'object'] as const;

/** kro's text where it takes a type expression for broken, with our name of the mistake. */
export interface BrokenType {
  readonly code: 'empty-type' | 'deep-type' | 'map-key';
  readonly kro: string;
}

const DEEPEST = 16;

/** Reads a type expression as kro does; a name that is no builtin is a custom type, known or not. */
export function parseType(text: string, depth = 0): TypeExpr | BrokenType {
  const type = text.trim();
  if (type === '') return { code: 'empty-type', kro: 'empty type' };
  if (depth > DEEPEST) {
    return { code: 'deep-type', kro: `type nesting too deep (max ${DEEPEST}): ${quote(type)}` };
  }
  if (type.startsWith('[]')) return wrap('list', type.slice(2), 'empty slice element type', depth);
  if (type.startsWith('map[string]'))
    return wrap('map', type.slice('map[string]'.length), 'map value type is required', depth);
  if (type.startsWith('map[')) return { code: 'map-key', kro: 'map key must be string' };
  const builtin = BUILTINS.find(name => name === type);
  return builtin ? { kind: 'builtin', name: builtin } : { kind: 'custom', name: type };
}

function wrap(kind: 'list' | 'map', inner: string, whenEmpty: string, depth: number): TypeExpr | BrokenType {
  if (inner.trim() === '') return { code: 'empty-type', kro: whenEmpty };
  const of = parseType(inner, depth + 1);
  return 'code' in of ? of : { kind, of };
}

/** The custom type an expression is made of, if any. */
export function customOf(type: TypeExpr): string | undefined {
  if (type.kind === 'builtin') return undefined;
  return type.kind === 'custom' ? type.name : customOf(type.of);
}

/** A field as written, cut at the first bar: what stands before it is the type, what stands after it the markers. */
export function cut(text: string): { readonly type: string; readonly markers?: string } {
  const bar = text.indexOf('|');
  return bar < 0 ? { type: text } : { type: text.slice(0, bar), markers: text.slice(bar + 1) };
}
