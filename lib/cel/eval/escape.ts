/** How a field is named in an expression: https://kubernetes.io/docs/reference/using-api/cel/#escaping */
const WORDS =
  'as break const continue else false for function if import in let loop namespace null package return true var void while';
const RESERVED: ReadonlySet<string> = new Set(WORDS.split(' '));
const ESCAPES: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};
const UNESCAPES: Readonly<Record<string, string>> = { underscores: '__', dot: '.', dash: '-', slash: '/' };

/** `a-b` as `a__dash__b`, `namespace` as `__namespace__`; undefined for a name no expression can spell. */
export function escapeField(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][\w./-]*$/.test(name)) return undefined;
  return name.replace(/__|[./-]/g, part => ESCAPES[part]!);
}

export const unescapeField = (name: string): string =>
  name.includes('__') ? name.replace(/__([a-z]+)__/g, (whole, word) => unescapeWord(word) ?? whole) : name;

const unescapeWord = (word: string) => UNESCAPES[word] ?? (RESERVED.has(word) ? word : undefined);
