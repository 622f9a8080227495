import type { Shape, Type } from './types';

/** The names of a module: each is given once, and an interface keeps the one it got first. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #shapes = new Map<Shape, string>();
  readonly #declared = new Set<Shape>();

  /** `name` or the first of `others` that is free, or else `name` with the first free number. */
  take(name: string, ...others: string[]): string {
    const free = [name, ...others].find(each => !this.#taken.has(each)) ?? this.#numbered(name);
    this.#taken.add(free);
    return free;
  }

  /** Takes a name that people rely on; structures of several such names have the first, and aliases for the others. */
  promise(type: Type, name: string): string {
    const taken = this.take(name);
    if (type.kind === 'object' && !this.#shapes.has(type.shape)) this.#shapes.set(type.shape, taken);
    return taken;
  }

  /** The name of an interface; it is made of `path` if it has none yet. */
  nameOf(shape: Shape, path: string): string {
    const known = this.#shapes.get(shape);
    if (known !== undefined) return known;
    const name = this.take(path);
    this.#shapes.set(shape, name);
    return name;
  }

  /** A type in TypeScript. */
  textOf(type: Type, path: string): string {
    switch (type.kind) {
      case 'text':
        return type.text;
      case 'object':
        return orNull(this.nameOf(type.shape, path), type.nullable);
      case 'map':
        return orNull(`{ readonly [key: string]: ${this.textOf(type.of, path)} }`, type.nullable);
      case 'list': {
        const element = this.textOf(type.of, path);
        return orNull(`readonly ${isCompound(type.of, element) ? `(${element})` : element}[]`, type.nullable);
      }
    }
  }

  /** The shapes in `type` that were not asked for before, outermost first. */
  undeclared(type: Type, path: string): Shape[] {
    if (type.kind === 'text') return [];
    if (type.kind !== 'object') return this.undeclared(type.of, path);
    if (this.#declared.has(type.shape)) return [];
    this.#declared.add(type.shape);
    const name = this.nameOf(type.shape, path);
    return [type.shape, ...type.shape.fields.flatMap(field => this.undeclared(field.type, name + pascal(field.name)))];
  }

  #numbered(name: string): string {
    let i = 2;
    while (this.#taken.has(name + i)) i++;
    return name + i;
  }
}

/** `FooBar` of `foo-bar`: a name as part of a longer one. */
export const pascal = (name: string) =>
  name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, first: string) => first.toUpperCase());

const orNull = (text: string, nullable: boolean) => (nullable ? `${text} | null` : text);

/** Whether the text of a type has to stand in parentheses before `[]`. */
const isCompound = (type: Type, text: string) => type.kind === 'list' || text.includes(' | ');
