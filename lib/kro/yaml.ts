import type * as Library from 'yaml';

const OPTIONS = { version: '1.1', lineWidth: 0, keepUndefined: true, aliasDuplicateObjects: false } as const;
const LONGEST_KEY = 1024; // a longer one is written `? key`
const DEEPEST = 1000; // no manifest is nested that deep; an object that holds itself is

/** A line that needs no escapes, even between quotes. */
const SIMPLE = /^[\x20-\x7e]+$/;
/** What cannot stand unquoted: an indicator in front, `: ` or ` #` inside, a space or a colon at the end. */
const INDICATOR = /^[ ,[\]{}#&*!|>'"%@`]|^[?-](?: |$)|: | #|[ :]$/;
const DOCUMENT_MARKER = /^(?:---|\.\.\.)/;
/** What some reader refuses unescaped, or takes for a line break where others do not. */
const UNSAFE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Nothing but blanks and line breaks, which the library prints in a form that does not read back as it was. */
const BLANK_LINES = /^[ \t]*\n[ \t\n]*$/;

/** The first characters of ambiguous text: most text is settled by a look at its first. */
const SUSPECT = /^[-+.\d~=<eEfFnNoOtTyY]/;
/** What some reader takes unquoted for another type than text. */
const AMBIGUOUS = [
  /^(?:null|Null|NULL|true|True|TRUE|false|False|FALSE|y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|~|=|<<)$/,
  // YAML 1.1 (https://yaml.org/type/int.html, float.html, timestamp.html), and what the library quotes in its name
  /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*(?:(?::[0-5]?\d)+(?:\.[\d_]*)?)?|(?:\d[\d_]*)?\.[\d_]*)$/,
  /^[-+]?(?:\d[\d_]*)?(?:\.[\d_]*)?[eE][-+]?\d+$/,
  /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
  /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d?:\d\d?(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?)?$/,
];
/** YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema) and the prefixes Go takes; Go drops underscores before it looks. */
const NUMBER = /^[-+]?(?:0[bB][01]+|0[oO][0-7]+|0[xX][\da-fA-F]+|(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;

/**
 * Prints documents with `---` between them, byte for byte as cdk8s' `Yaml.stringify` does, only faster, and with three
 * exceptions for the reader's sake:
 * - text (keys too) that a reader of YAML 1.1 or 1.2 takes for a number, a boolean, null, a date, a merge key or a
 *   default value is always quoted; cdk8s leaves `0o7`, `.5e3`, `=` and `<<` as they are;
 * - characters some readers refuse or take for line breaks (U+2028, a byte order mark) are escaped, and so is text of
 *   nothing but blank lines;
 * - a key whose value is undefined is left out, and an object that appears twice is printed twice, never as an alias.
 *
 * @throws where an object holds itself, or a value has no YAML, such as a function
 */
export const toYaml = (documents: readonly unknown[]): string => documents.map(toDocument).join('---\n');

function toDocument(value: unknown): string {
  if (value === undefined) return '\n'; // as cdk8s does
  if (isPlain(value) && !isEmpty(value)) return `${block(value, 0)}\n`;
  return typeof value === 'string' && mustEscape(value) ? `${escaped(value)}\n` : stringify(value);
}

/** The lines of a map or list, the first one without its indentation. */
function block(value: object, indent: number): string {
  if (indent > 2 * DEEPEST) throw new Error('An object that holds itself has no YAML.');
  const newLine = `\n${' '.repeat(indent)}`;
  let lines = '';
  if (Array.isArray(value)) {
    for (const item of value) lines += `${lines && newLine}-${after('-', item, indent)}`;
    return lines;
  }
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const key = keyText(name, indent);
    lines += lines && newLine;
    lines +=
      key.length > LONGEST_KEY
        ? `? ${key}${newLine}:${after('-', item, indent)}`
        : `${key}:${after('k:', item, indent)}`;
  }
  return lines;
}

/** What stands after a dash, or after a key: there a map or list starts on a line of its own. */
function after(lead: '-' | 'k:', value: unknown, indent: number): string {
  if (typeof value === 'string') return ` ${text(value, indent)}`;
  if (typeof value === 'boolean') return value ? ' true' : ' false';
  if (value === null || value === undefined) return ' null';
  if (Number.isSafeInteger(value) && value !== 0) return ` ${value}`;
  if (!isPlain(value)) return below(stringify(lead === '-' ? [value] : { k: value }).slice(lead.length, -1), indent);
  if (isEmpty(value)) return Array.isArray(value) ? ' []' : ' {}';
  return `${lead === '-' ? ' ' : `\n${' '.repeat(indent + 2)}`}${block(value, indent + 2)}`;
}

function text(value: string, indent: number): string {
  if (SIMPLE.test(value)) return isAmbiguous(value) || INDICATOR.test(value) ? quoted(value) : value;
  return mustEscape(value) ? escaped(value) : below(stringify({ k: value }).slice(3, -1), indent);
}

function keyText(key: string, indent: number): string {
  // a document marker is one at the start of a line only
  if (SIMPLE.test(key) && !(indent === 0 && DOCUMENT_MARKER.test(key))) return text(key, indent);
  return mustEscape(key) ? escaped(key) : stringify({ [key]: 0 }).replace(/^\? |\n?: 0\n$/g, '');
}

/** Loads the library when something is hard to print; it takes longer to load than all the rest of ours. */
const stringify = (value: unknown) => (require('yaml') as typeof Library).stringify(value, OPTIONS);
const below = (lines: string, indent: number) => lines.replace(/\n(?=[^\n])/g, `\n${' '.repeat(indent)}`);
const quoted = (line: string) => (line.includes('"') && !line.includes("'") ? `'${line}'` : JSON.stringify(line));

const isAmbiguous = (value: string) =>
  SUSPECT.test(value) && (AMBIGUOUS.some(pattern => pattern.test(value)) || NUMBER.test(value.replaceAll('_', '')));
const mustEscape = (value: string) => value.search(UNSAFE) >= 0 || BLANK_LINES.test(value) || isAmbiguous(value);
const escaped = (value: string) =>
  JSON.stringify(value).replace(UNSAFE, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A list or a map of literals; dates, bytes and instances of classes are the library's business. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return (prototype === null || Object.getPrototypeOf(prototype) === null) && !('toJSON' in value);
}

function isEmpty(value: object): boolean {
  for (const item of Object.values(value)) if (item !== undefined || Array.isArray(value)) return false;
  return true;
}
