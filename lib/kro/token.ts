import type { ApiObject, IResolver, ResolutionContext } from 'cdk8s';
import { text } from '../cel/ops';
import { type Expr, isExpr, nodeOf, outsideGraph, template } from '../cel/ref';
import { freeNames, show } from '../cel/template';
import { tryGraphOf } from './scope';
import { visibleIn } from './visibility';

const NUMBER = Symbol.for('cdk8s-kro.token.number');
const LIST = Symbol.for('cdk8s-kro.token.list');

/** Carries references through props of cdk8s-plus that want a number or a list; strings need no token, a template literal does. */
export const token = {
  /**
   * A reference where a prop wants a number: `new Deployment(graph, 'web', { replicas: token.number(spec.replicas) })` yields
   * `replicas: ${schema.spec.replicas}`.
   *
   * @throws at the line that computes with it (a Duration, a Size, arithmetic), with the JsonPatch to write instead
   */
  number: (expr: Expr<number | undefined>): number => new NumberToken(expr) as unknown as number,

  /** A reference where a prop wants a list: `args: token.list(spec.args)` yields `args: ${schema.spec.args}`. */
  list: <T>(expr: Expr<readonly T[] | undefined>): T[] => [new ListItem(expr) as unknown as T],
};

class NumberToken {
  readonly [NUMBER]: Expr<unknown>;

  constructor(expr: Expr<unknown>) {
    this[NUMBER] = expr;
  }

  /** cdk8s-plus builds keys and quantities of numbers, where kro wants a string. */
  toString(): string {
    return template(text(this[NUMBER] as Expr<number>));
  }

  toJSON(): string {
    return template(this[NUMBER]);
  }

  [Symbol.toPrimitive](hint: string): string | number {
    if (hint === 'string') return this.toString();
    if (hint === 'number' && !isComputedWith()) return Number.NaN; // bounds are compared: no comparison fails
    throw new Error(
      `${show(this[NUMBER])} has no value at synth, so it cannot be computed with (a Duration, a Size, arithmetic). ` +
        `Give the prop a number and replace it afterwards: ApiObject.of(construct).addJsonPatch(JsonPatch.replace('/spec/…', \`${template(this[NUMBER])}\`)).`,
    );
  }

  /** cdk8s asks every value it serialises; inside a graph our resolver answers first. */
  resolve(): never {
    throw new Error(outsideGraph(nodeOf(this[NUMBER])));
  }
}

/**
 * Whether a Duration or a Size takes the number. Both only compare it at first, as an autoscaler compares its bounds, and compute later,
 * far from the line of the mistake. Where a bundler has renamed them, cdk8s refuses the number at synth.
 */
const isComputedWith = (): boolean => /\bnew (Duration|Size)\b/.test(new Error().stack ?? '');

class ListItem {
  readonly [LIST]: Expr<unknown>;

  constructor(expr: Expr<unknown>) {
    this[LIST] = expr;
  }

  resolve(): never {
    throw new Error(
      `${show(this[LIST])} is a list, and stands beside other items or outside its graph. Build the whole list in CEL: token.list(cel\`["-v"] + \${list}\`).`,
    );
  }
}

/** What a resolver put into an object while it was last rendered. */
interface Rendered {
  /** Texts with expressions in them. */
  readonly texts: Set<string>;
  /** Those that stand for a whole list; they are rendered as its one item, for cdk8s and its classes map over lists. */
  readonly lists: Set<string>;
}

const rendered = new WeakMap<ApiObject, Rendered>();

export const renderedIn = (object: ApiObject): Rendered =>
  rendered.get(object) ?? { texts: new Set(), lists: new Set() };

/** Puts references into the objects of graphs; cdk8s calls it for every value it serialises. */
export const graphResolver: IResolver = {
  resolve(context: ResolutionContext): void {
    const { value } = context;
    if (typeof value !== 'object' && !(typeof value === 'string' && value.includes('${'))) return;
    if (context.key.length === 0) rendered.set(context.obj, { texts: new Set(), lists: new Set() });
    const replacement = replace(value, context);
    if (replacement !== undefined) context.replaceValue(replacement);
  },
};

function replace(value: unknown, context: ResolutionContext): unknown {
  if (typeof value === 'string') return note(value, context);
  const expr = referenceIn(value);
  if (expr) return print(expr, context);
  if (Array.isArray(value) && value.length === 1 && isHolder(value[0], LIST)) return [listed(value[0][LIST], context)];
  // IntOrString and the like hold the number in a field, and cdk8s looks into plain objects only
  const inner = isHolder(value, 'value') && value.constructor !== Object ? referenceIn(value.value) : undefined;
  return inner && { value: print(inner, context) };
}

const isHolder = <K extends PropertyKey>(value: unknown, key: K): value is { readonly [P in K]: Expr<unknown> } =>
  typeof value === 'object' && value !== null && !isExpr(value) && key in value;

function referenceIn(value: unknown): Expr<unknown> | undefined {
  if (isExpr(value)) return value;
  return isHolder(value, NUMBER) ? value[NUMBER] : undefined;
}

function print(expr: Expr<unknown>, context: ResolutionContext): string {
  const { path } = context.obj.node;
  const graph = tryGraphOf(context.obj);
  if (!graph) throw new Error(`${path}: ${outsideGraph(nodeOf(expr))}`);
  const visible = visibleIn(graph, path);
  for (const name of freeNames(nodeOf(expr))) visible(name, expr);
  note(template(expr), context);
  return template(expr);
}

function listed(expr: Expr<unknown>, context: ResolutionContext): string {
  const text = print(expr, context);
  rendered.get(context.obj)?.lists.add(text);
  return text;
}

function note(text: string, { obj }: ResolutionContext): undefined {
  rendered.get(obj)?.texts.add(text);
  return undefined;
}
