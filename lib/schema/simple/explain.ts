import { quote } from '../go';
import { nearest } from '../nearest';
import { type LexError, MARKERS } from './lex';
import type { FieldProblem } from './problem';
import { type BrokenType, BUILTINS } from './type';

/** What people write who know other schema languages. */
const MEANT: Readonly<Record<string, string>> = {
  int: 'integer',
  int32: 'integer',
  int64: 'integer',
  number: 'float',
  double: 'float',
  bool: 'boolean',
  str: 'string',
  any: 'object',
  map: 'map[string]string',
  array: '[]string',
  list: '[]string',
};

export const unknownType = (name: string, customs: Iterable<string>): FieldProblem => ({
  code: 'unknown-type',
  message: `There is no type ${quote(name)}.`,
  hint: typeHint(name, customs),
  kro: `unknown type: ${name}`,
});

export function typeHint(name: string, customs: Iterable<string>): string {
  const meant = (Object.hasOwn(MEANT, name) && MEANT[name]) || nearest(name, [...BUILTINS, ...customs]);
  return meant
    ? `Did you mean ${meant}?`
    : `Write ${BUILTINS.join(', ')}, []T, map[string]T, or declare it in spec.schema.types.`;
}

const TYPE_MESSAGES: Readonly<Record<BrokenType['code'], readonly [message: string, hint: string]>> = {
  'empty-type': ['A type is missing.', 'Write a type before the bar, and one after [] and map[string].'],
  'deep-type': ['The type nests deeper than 16 levels.', 'Declare a custom type for what is inside.'],
  'map-key': ['The keys of a map are strings.', 'Write map[string]T, without blanks in the brackets.'],
};

export function typeProblem(error: BrokenType): FieldProblem {
  const [message, hint] = TYPE_MESSAGES[error.code];
  return { code: error.code, message, hint, kro: error.kro };
}

export function lexProblem({ code, kro, word }: LexError): FieldProblem {
  switch (code) {
    case 'marker-panic':
      return {
        code,
        kro,
        message: "A marker's value is one lone quotation mark, which makes kro panic.",
        hint: 'Close the quotation, or write "" for an empty text.',
      };
    case 'unknown-marker':
      return { code, kro, message: `There is no marker ${quote(word ?? '')}.`, hint: markerHint(word ?? '') };
    case 'marker-syntax':
      return { code, kro, message: `The markers cannot be read: ${kro}.`, hint: syntaxHint(kro, word) };
  }
}

function markerHint(word: string): string {
  if (word.startsWith('|')) return 'Separate markers by blanks; only the type is followed by a bar.';
  const front = MARKERS.find(name => word !== name && word.startsWith(name));
  const back = front && MARKERS.find(name => name === word.slice(front.length));
  if (back) return `Every marker takes a value: ${front}=true ${back}=…`;
  const close = nearest(word, MARKERS);
  return close ? `Did you mean ${close}?` : `kro knows ${MARKERS.join(', ')}.`;
}

function syntaxHint(kro: string, word: string | undefined): string {
  if (word === '') return 'Remove the bar, or the blank at the end.';
  if (MARKERS.some(name => name === word)) return `Write ${word}=true.`;
  if (word !== undefined && kro.endsWith('without a value'))
    return 'Put values that hold blanks in double quotes, and none around =.';
  return 'Put the value in double quotes, and close what is opened.';
}
