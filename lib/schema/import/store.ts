import { LIST_OF_SCHEMAS, MAP_OF_SCHEMAS, mapSchemas, ONE_SCHEMA, type Schema } from './schema';

/** The file of what built-in kinds share, below `schema/`. */
export const COMMON_FILE = 'common.json';

/** A schema in which every schema directly inside it is the number of one. */
type Skeleton = { readonly [keyword: string]: unknown };

/** Prints schemas in the form `expand.ts` describes: equal subschemas once, those of `common` in a file of their own. */
export class SchemaStore {
  readonly #numbers = new Map<string, number>();
  readonly #skeletons: Skeleton[] = [];
  readonly #common = new Map<number, string>();
  readonly #usedCommon = new Set<number>();
  readonly #commonTexts = new Map<number, string>();

  constructor(common: ReadonlyMap<string, Schema> = new Map()) {
    for (const [name, schema] of [...common].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const number = this.#number(schema);
      if (!this.#common.has(number)) this.#common.set(number, name);
    }
  }

  /** The text of a file with `schema`; `shares` says whether it may refer to the common file. */
  print(schema: Schema, shares = false): string {
    const root = this.#number(schema);
    const uses = this.#usesBelow(root, shares);
    const defs: string[] = [];
    const slots = new Map<number, string>();
    const slot = (number: number): string => {
      const known = slots.get(number);
      if (known !== undefined) return known;
      const text =
        (shares && this.#commonRef(number)) || defined(this.#text(number, slot), uses.get(number) ?? 1, defs);
      slots.set(number, text);
      return text;
    };
    const members = this.#members(root, slot);
    return defs.length === 0 ? `{${members}}\n` : `{${[members, `"$defs":{\n${defs.join(',\n')}\n}`].join(',\n')}}\n`;
  }

  /** The text of the common file: what the schemas printed so far refer to. */
  printCommon(): string {
    const texts = [...this.#usedCommon].map(number => `${quote(this.#common.get(number))}:${this.#commonText(number)}`);
    return `{"$defs":{\n${texts.sort().join(',\n')}\n}}\n`;
  }

  /** Equal schemas have equal numbers. */
  #number(schema: Schema): number {
    const skeleton = mapSchemas(schema, child => this.#number(child) as unknown as Schema);
    const key = JSON.stringify(skeleton);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#skeletons.length);
    return this.#skeletons.push(skeleton) - 1;
  }

  /** How often each schema below `root` stands in it if every schema is written once. */
  #usesBelow(root: number, shares: boolean): Map<number, number> {
    const uses = new Map<number, number>();
    const visit = (number: number): string => {
      const before = uses.get(number) ?? 0;
      uses.set(number, before + 1);
      if (before === 0 && !(shares && this.#commonRef(number))) this.#members(number, visit);
      return '';
    };
    this.#members(root, visit);
    return uses;
  }

  /** A reference to the common file where that is shorter than the schema. */
  #commonRef(number: number): string | undefined {
    const name = this.#common.get(number);
    if (name === undefined) return undefined;
    const ref = `{"$ref":${quote(`${COMMON_FILE}#/$defs/${name}`)}}`;
    if (this.#commonText(number).length <= ref.length) return undefined;
    this.#usedCommon.add(number);
    return ref;
  }

  #commonText(number: number): string {
    const known = this.#commonTexts.get(number);
    if (known !== undefined) return known;
    const slot = (child: number): string => this.#commonRef(child) ?? this.#text(child, slot);
    const text = this.#text(number, slot);
    this.#commonTexts.set(number, text);
    return text;
  }

  #text = (number: number, slot: (number: number) => string) => `{${this.#members(number, slot)}}`;

  #members(number: number, slot: (number: number) => string): string {
    return Object.entries(this.#skeletons[number])
      .map(([keyword, value]) => `${quote(keyword)}:${valueText(keyword, value, slot)}`)
      .join(',');
  }
}

function valueText(keyword: string, value: unknown, slot: (number: number) => string): string {
  if (keyword === MAP_OF_SCHEMAS) {
    const entries = Object.entries(value as Record<string, number>);
    return `{${entries.map(([name, number]) => `${quote(name)}:${slot(number)}`).join(',')}}`;
  }
  if (ONE_SCHEMA.has(keyword) && typeof value === 'number') return slot(value);
  if (LIST_OF_SCHEMAS.has(keyword)) return `[${(value as number[]).map(slot).join(',')}]`;
  return quote(value);
}

/** `text`, or a reference to it among `defs` if that makes the file shorter. */
function defined(text: string, uses: number, defs: string[]): string {
  const ref = `{"$ref":"#/$defs/${defs.length}"}`;
  const entry = `"${defs.length}":${text}`;
  if (uses * ref.length + entry.length >= uses * text.length) return text;
  defs.push(entry);
  return ref;
}

const quote = (value: unknown) => JSON.stringify(value);
