import { typeOf } from '../go';
import { type Draft, isObject, put, type Schema } from '../openapi';
import { joinPath } from '../problem';
import { copyOf, setDefault } from './defaults';
import { lexProblem, typeProblem, unknownType } from './explain';
import { lex } from './lex';
import { applyMarkers } from './marker';
import { type FieldProblem, located, type Place, type SimpleProblem } from './problem';
import { cut, parseType, type TypeExpr } from './type';

/** A custom type once it is built: its schema, and whether every direct use of it is required. */
export interface Custom {
  readonly schema: Schema;
  readonly required: boolean;
}

/** What fields may refer to: custom types by name; undefined for one that is declared and broken. */
export type Customs = ReadonlyMap<string, Custom | undefined>;

interface Built {
  readonly schema: Draft;
  /** How often the field is to be named in `required` of the object around it. */
  readonly required: number;
}

/** Builds schemas and collects what kro would object to. */
export class Builder {
  readonly problems: SimpleProblem[] = [];

  constructor(private readonly customs: Customs) {}

  /** A field: a text is a type with markers, an object an object; nothing else means anything. */
  field(value: unknown, place: Place): Built {
    if (typeof value === 'string') return this.text(value, place);
    if (isObject(value)) return { schema: this.object(value, place), required: 0 };
    this.report(unexpected(value), place);
    return { schema: {}, required: 0 };
  }

  /** An object of fields. It defaults to `{}` where a field has a default and none is required. */
  object(fields: Readonly<Record<string, unknown>>, place: Place): Draft {
    const schema: Draft = { type: 'object' };
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const [name, value] of Object.entries(fields)) {
      const built = this.field(value, { path: joinPath(place.path, name), prefix: `${place.prefix}field ${name}: ` });
      put(properties, name, built.schema);
      for (let i = 0; i < built.required; i++) required.push(name);
    }
    if (Object.keys(properties).length > 0) schema.properties = properties;
    if (required.length > 0) schema.required = required;
    else if (Object.values(properties).some(each => 'default' in each)) setDefault(schema, '{}');
    return schema;
  }

  private text(text: string, place: Place): Built {
    const { type, markers } = cut(text);
    const parsed = parseType(type);
    if ('code' in parsed) this.report(typeProblem(parsed), place);
    const lexed = markers === undefined ? { markers: [] } : lex(markers);
    if (lexed.error) this.report(lexProblem(lexed.error), place);
    const resolved = 'code' in parsed ? undefined : this.resolve(parsed, place);
    if (!resolved) return { schema: {}, required: 0 };
    let { required } = resolved;
    // What is left over behind a marker is often the rest of its value.
    const whole = lexed.error ? lexed.markers.slice(0, -1) : lexed.markers;
    for (const problem of applyMarkers(resolved.schema, whole, () => required++)) this.report(problem, place);
    return { schema: resolved.schema, required };
  }

  /** The schema of a type; nothing where it holds an unknown or a broken type. */
  private resolve(type: TypeExpr, place: Place): Built | undefined {
    switch (type.kind) {
      case 'builtin':
        return { schema: builtin(type.name), required: 0 };
      case 'custom':
        return this.custom(type.name, place);
      case 'list': {
        const items = this.resolve(type.of, place)?.schema;
        return items && { schema: { type: 'array', items }, required: 0 };
      }
      case 'map': {
        const values = this.resolve(type.of, place)?.schema;
        return values && { schema: { type: 'object', additionalProperties: values }, required: 0 };
      }
    }
  }

  private custom(name: string, place: Place): Built | undefined {
    const custom = this.customs.get(name);
    if (custom) return { schema: copyOf(custom.schema), required: custom.required ? 1 : 0 };
    if (!this.customs.has(name)) this.report(unknownType(name, this.customs.keys()), place);
    return undefined;
  }

  private report(problem: FieldProblem, place: Place): void {
    this.problems.push(located(problem, place));
  }
}

export const unexpected = (value: unknown): FieldProblem => ({
  code: 'unexpected-type',
  message: `A field is a text such as "string | default=a", or an object of fields; this is ${article(value)}.`,
  hint: Array.isArray(value) ? 'Write a list as "[]T".' : 'Put it in quotes.',
  kro: `unexpected type: ${typeOf(value)}`,
});

function article(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function builtin(name: Extract<TypeExpr, { kind: 'builtin' }>['name']): Draft {
  switch (name) {
    case 'float':
      return { type: 'number' };
    case 'object':
      return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    default:
      return { type: name };
  }
}
