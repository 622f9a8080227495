import { NESTED } from '../cel/scan';
import { typeOf } from '../schema/go';
import { didYouMean } from '../schema/nearest';
import { isObject, own, type Schema } from '../schema/openapi';
import { joinPath } from '../schema/problem';
import { error, type Finding, type LiteralCode } from './finding';
import { type Rewritten, readText } from './text';

/** An expression of a template. */
export interface Expression {
  /** In the object: `spec.containers[0].image`. */
  readonly path: string;
  /** As kro names it in messages: the CEL of a standalone expression, the whole text of an interpolation. */
  readonly text: string;
  readonly standalone: boolean;
  readonly cel: Rewritten;
}

export interface Walked {
  readonly expressions: readonly Expression[];
  readonly findings: readonly Finding[];
}

/** What kro says where it compares literals with schemas; `root` is where in the document the object stands. */
class Walk implements Walked {
  readonly expressions: Expression[] = [];
  readonly findings: Finding[] = [];

  constructor(private readonly root: string) {}

  value(value: unknown, schema: Schema, path: string): void {
    if (isUntyped(schema)) {
      const kro = `schema at path ${path} has no valid type, OneOf, AnyOf, or AdditionalProperties`;
      this.report('untyped-schema', path, 'The kind does not say what is in here, and kro takes nothing then.', kro);
      return;
    }
    const expected = expectedTypes(schema);
    if (!expected)
      this.report('untyped-schema', path, 'The kind does not say of which type this is.', 'unknown schema type');
    else if (value === null || value === undefined) return;
    else if (typeof value === 'string') this.string(value, path, expected);
    else if (typeof value !== 'object') this.scalar(value, path, expected);
    else if (isOpen(schema)) this.free(value, path);
    else if (Array.isArray(value)) this.array(value, schema, path, expected);
    else this.object(value as Readonly<Record<string, unknown>>, schema, path, expected);
  }

  /** Below unknown fields everything goes, and expressions are looked for all the same. */
  free(value: unknown, path: string): void {
    if (typeof value === 'string') this.string(value, path, ANY);
    else if (Array.isArray(value)) for (const [i, item] of value.entries()) this.free(item, `${path}[${i}]`);
    else if (isObject(value)) for (const [key, each] of Object.entries(value)) this.free(each, joinPath(path, key));
  }

  private object(
    value: Readonly<Record<string, unknown>>,
    schema: Schema,
    path: string,
    expected: readonly string[],
  ): void {
    if (!expected.includes('object') && !allowsMore(schema)) {
      this.mismatch(path, expected, 'object', value);
      return;
    }
    for (const [key, each] of Object.entries(value)) {
      const field = fieldOf(schema, key);
      if (field) this.value(each, field, joinPath(path, key));
      else this.unknown(key, schema, path);
    }
  }

  private unknown(key: string, schema: Schema, path: string): void {
    const kro = `error getting field schema for path ${path}.${key}: schema not found for field ${key}`;
    const hint = didYouMean(key, Object.keys(schema.properties ?? {}));
    this.report('unknown-field', joinPath(path, key), `There is no field ${key} here.`, kro, hint);
  }

  private array(value: readonly unknown[], schema: Schema, path: string, expected: readonly string[]): void {
    if (!expected.includes('array')) {
      this.mismatch(path, expected, 'array', value);
    } else if (!schema.items) {
      const kro = `invalid array schema for path ${path}: neither Items.Schema nor Properties are defined`;
      this.report('untyped-schema', path, 'The kind does not say what is in this list.', kro);
    } else for (const [i, item] of value.entries()) this.value(item, schema.items, `${path}[${i}]`);
  }

  private string(value: string, path: string, expected: readonly string[]): void {
    const text = readText(value);
    if (text.kind === 'nested') {
      this.report(
        'nested-expression',
        path,
        'An expression begins inside another.',
        NESTED,
        'Put the inner ${ into a string in double quotes, or leave it out.',
      );
    } else if (text.kind !== 'standalone' && !expected.includes('string') && !expected.includes('any')) {
      this.mismatch(path, expected, 'string', value);
    } else if (text.kind !== 'literal') {
      const standalone = text.kind === 'standalone';
      this.expressions.push({ path, text: standalone ? text.cel.text : value, standalone, cel: text.cel });
    }
  }

  private scalar(value: unknown, path: string, expected: readonly string[]): void {
    const type = SCALARS[typeOf(value)] ?? typeOf(value);
    if (expected.some(each => each === 'any' || FITS[each]?.includes(type))) return;
    this.mismatch(path, expected, type, value);
  }

  private mismatch(path: string, expected: readonly string[], got: string, value: unknown): void {
    const kro = `expected ${expected.join(' or ')} type for path ${path}, got ${got}`;
    this.report(
      'literal-type',
      path,
      `This has to be ${expected.join(' or ')}, and is ${got}.`,
      kro,
      mismatchHint(expected, value),
    );
  }

  private report(code: LiteralCode, path: string, message: string, kro: string, hint?: string): void {
    this.findings.push(error({ code, path: this.root + below(path), message, kro, ...(hint && { hint }) }));
  }
}

const ANY = ['any'];
const SCALARS: Readonly<Record<string, string>> = { bool: 'boolean', int64: 'integer', float64: 'float64' };
const FITS: Readonly<Record<string, readonly string[]>> = {
  number: ['integer', 'float64'],
  integer: ['integer'],
  int: ['integer'],
  boolean: ['boolean'],
  bool: ['boolean'],
};

const below = (path: string): string => (path === '' || path.startsWith('[') ? path : `.${path}`);

/** Compares the literals of an object with the schema of its kind and collects its expressions. */
export function walkTemplate(object: unknown, schema: Schema, root: string): Walked {
  const walk = new Walk(root);
  walk.value(object, schema, '');
  return walk;
}

/** Collects the expressions of an object without a schema. */
export function walkFree(object: unknown, root: string, path = ''): Walked {
  const walk = new Walk(root);
  walk.free(object, path);
  return walk;
}

const isOpen = (schema: Schema): boolean => schema['x-kubernetes-preserve-unknown-fields'] === true;
const allowsMore = (schema: Schema): boolean =>
  schema.additionalProperties !== undefined && schema.additionalProperties !== false;

const isUntyped = (schema: Schema): boolean =>
  !isOpen(schema) &&
  !schema.type &&
  !schema.oneOf?.length &&
  !schema.anyOf?.length &&
  schema.additionalProperties === undefined;

/** The types kro takes for a literal; nothing where it cannot tell. */
function expectedTypes(schema: Schema): readonly string[] | undefined {
  if (isOpen(schema)) return ANY;
  if (schema['x-kubernetes-int-or-string'] === true) return ['string', 'integer'];
  for (const branches of [schema.oneOf, schema.anyOf]) {
    const types = typesOf(branches ?? []);
    if (types.length > 0) return types;
  }
  if (schema.type) return [schema.type];
  return allowsMore(schema) ? ANY : undefined;
}

function typesOf(branches: readonly Schema[]): string[] {
  const types = branches.flatMap(branch => [
    ...(branch.required?.length || branch.not ? ['object'] : []),
    ...(branch.type ? [branch.type] : []),
  ]);
  return [...new Set(types)];
}

function fieldOf(schema: Schema, key: string): Schema | undefined {
  const found = own(schema.properties, key);
  if (found) return found;
  if (isObject(schema.additionalProperties)) return schema.additionalProperties as Schema;
  return schema.additionalProperties === true ? {} : undefined;
}

function mismatchHint(expected: readonly string[], value: unknown): string | undefined {
  if (typeof value === 'string' && value.includes('${'))
    return 'Text around an expression makes a string: leave only the expression.';
  if (typeof value === 'string')
    return expected.includes('object') || expected.includes('array') ? undefined : 'Remove the quotes.';
  return expected.includes('string') && typeof value !== 'object' ? 'Put it in quotes.' : undefined;
}
