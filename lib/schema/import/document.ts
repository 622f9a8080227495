import { Composer, type CST, LineCounter, Parser, type Document as YamlDocument } from 'yaml';
import type { Origin, Problem } from './problem';

/** A text to import, and the name problems call it by. */
export interface Input {
  readonly source: string;
  readonly text: string;
}

export interface Document {
  readonly origin: Origin;
  readonly value: JsonObject;
}

export type JsonObject = { readonly [key: string]: unknown };

/** Levels of a document; schemas of real CRDs have less than 50. */
const DEEPEST = 250;
/** How many times as long aliases may make a text, which has at least a character per value. */
const ALIASED = 10;
const LISTS = ['List', 'CustomResourceDefinitionList'];

/** The documents of a YAML or JSON text, with lists taken apart and empty documents left out. */
export function readDocuments({ source, text }: Input, problems: Problem[]): Document[] {
  const values = parse(source, text.replace(/^\uFEFF/, ''), problems);
  const documents = values.flatMap(({ place, value }) => {
    const origin = { source, place };
    const fault = new FaultFinder(ALIASED * text.length).tryFind(value);
    if (!fault) return unfold(value, origin, problems);
    problems.push({ ...origin, ...fault });
    return [];
  });
  if (values.length === 0 && !problems.some(problem => problem.source === source))
    problems.push({ source, message: 'Nothing is in it.', hint: 'Pass a file with a CustomResourceDefinition.' });
  return documents;
}

interface Parsed {
  readonly place: string;
  readonly value: unknown;
}

function parse(source: string, text: string, problems: Problem[]): Parsed[] {
  if (/^\s*[{[]/.test(text)) {
    try {
      return [{ place: 'document 1', value: JSON.parse(text) }];
    } catch {
      // Flow YAML, or wrong: the YAML parser says where.
    }
  }
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isTooDeep(tokens)) {
    problems.push({ source, ...TOO_DEEP });
    return [];
  }
  return [...new Composer({ merge: true }).compose(tokens)].flatMap((document, i) => {
    const origin = { source, place: `document ${i + 1}` };
    const values = readValue(document, lines);
    problems.push(...values.errors.map(message => ({ ...origin, message, hint: 'Correct the YAML.' })));
    return values.value === null || values.value === undefined ? [] : [{ place: origin.place, value: values.value }];
  });
}

function readValue(document: YamlDocument, lines: LineCounter): { value?: unknown; errors: readonly string[] } {
  const errors = document.errors.map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return `${message} at line ${line}, column ${col}.`;
  });
  if (errors.length > 0) return { errors };
  try {
    return { value: document.toJS(), errors };
  } catch (error) {
    return { errors: [`${(error as Error).message}.`] }; // aliases that lead nowhere, or multiply
  }
}

/** Whether the YAML parser would run out of stack, which V8 does not always survive. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  const open = tokens.map(token => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) return true;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items)
      for (const inner of [key, value]) if (inner) open.push({ token: inner, depth: depth + 1 });
  }
  return false;
}

function unfold(value: unknown, origin: Origin, problems: Problem[]): Document[] {
  if (!isObject(value)) {
    problems.push({ ...origin, message: 'It is not a map.', hint: 'Pass CustomResourceDefinitions only.' });
    return [];
  }
  if (!LISTS.includes(value.kind as string)) return [{ origin, value }];
  if (Array.isArray(value.items))
    return value.items.flatMap((item, i) =>
      unfold(item, { ...origin, place: `${origin.place}, item ${i + 1}` }, problems),
    );
  problems.push({
    ...origin,
    path: 'items',
    message: `A ${value.kind} without a list of items.`,
    hint: 'Write it again: kubectl get crd NAME… -o json.',
  });
  return [];
}

type Fault = Pick<Problem, 'message' | 'hint'>;

const TOO_DEEP: Fault = {
  message: `It is nested more than ${DEEPEST} levels deep.`,
  hint: 'Flatten the schema; no API server serves such a CRD.',
};
const CIRCULAR: Fault = {
  message: 'It contains itself through a YAML alias.',
  hint: 'Write the schema out, without the alias.',
};
const TOO_LARGE: Fault = {
  message: 'YAML aliases make it many times as long.',
  hint: 'Write the schema out, without the aliases.',
};

/** Why a pass over a value would not come to an end; passes rely on there being no such reason. */
class FaultFinder {
  readonly #above = new Set<unknown>();

  /** @param values how many values there may be */
  constructor(public values: number) {}

  tryFind(value: unknown): Fault | undefined {
    if (this.values-- === 0) return TOO_LARGE;
    if (typeof value !== 'object' || value === null) return undefined;
    if (this.#above.has(value)) return CIRCULAR;
    if (this.#above.size === DEEPEST) return TOO_DEEP;
    this.#above.add(value);
    for (const child of Object.values(value)) {
      const fault = this.tryFind(child);
      if (fault) return fault;
    }
    this.#above.delete(value);
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
