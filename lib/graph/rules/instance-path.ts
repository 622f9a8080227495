import type { Comprehension, Node } from '../../cel/ast';
import { children } from '../../cel/walk';
import { joinPath } from '../../schema/problem';
import type { Linked } from '../edges';

/** A step from the instance inwards: a field, a key in brackets, or an item of a list or a map. */
export type Step = Named | { readonly is: 'item' };
export type Steps = readonly Step[];

interface Named {
  readonly is: 'field' | 'key';
  readonly name: string;
  /** Whether another expression reads it, and is told what of it may be missing. */
  readonly isTold?: boolean;
}

const ITEM: Step = { is: 'item' };

/** The first steps of a path, as far as `last`: `spec.books[].pages`. */
export const shown = (steps: Steps, last = steps.length - 1): string =>
  steps.slice(0, last + 1).reduce((path, step) => {
    if (step.is === 'item') return `${path}[]`;
    return step.is === 'key' ? `${path}["${step.name}"]` : joinPath(path, step.name);
  }, '');

/** What variables stand for, where that is part of the instance. */
export type Variables = ReadonlyMap<string, Steps>;

/** Outside of macros and collections: the instance alone. */
export const INSTANCE: Variables = new Map([['schema', []]]);

/** Each iterator is an item of its list. */
export function iteratorsOf({ forEach }: Linked): Variables {
  const lists = forEach.map(({ condition, inspection }) => [condition.name!, inspection.node] as const);
  return lists.reduce((all, [name, list]) => binding(name, stepsTo(list, INSTANCE), all), INSTANCE);
}

/** `variables` in which `name` is an item of a list, or nothing that is known. */
function binding(name: string, list: Steps | undefined, variables: Variables): Variables {
  const bound = new Map(variables);
  bound.delete(name);
  if (list) bound.set(name, [...list.map(step => (step.is === 'item' ? step : { ...step, isTold: true })), ITEM]);
  return bound;
}

/** The way from the instance to a node; nothing for what is reached in another way. */
export function stepsTo(node: Node, variables: Variables): Steps | undefined {
  if (node.kind === 'ident') return variables.get(node.name);
  if (node.kind === 'select' && !node.optional) {
    const steps = stepsTo(node.operand, variables);
    return node.test ? steps : steps && [...steps, { is: 'field', name: node.field }];
  }
  const step = node.kind === 'call' && node.fn === '_[_]' ? stepInto(node.args[1]) : undefined;
  const steps = step && node.kind === 'call' ? stepsTo(node.args[0], variables) : undefined;
  return steps && [...steps, step!];
}

function stepInto(index: Node): Step | undefined {
  const name = keyOf(index);
  if (name !== undefined) return { is: 'key', name };
  return index.kind === 'literal' && index.type === 'int' ? ITEM : undefined;
}

export const keyOf = (node: Node): string | undefined =>
  node.kind === 'literal' && node.type === 'string' ? node.value : undefined;

/** A node and what variables are where it stands. */
export interface Place {
  readonly node: Node;
  readonly variables: Variables;
}

/** The node and everything in it, from left to right; `isWhole` says of what nothing within is wanted. */
export function* placesIn(node: Node, variables: Variables, isWhole: (place: Place) => boolean): Generator<Place> {
  const open: Place[] = [{ node, variables }];
  for (let place = open.pop(); place; place = open.pop()) {
    yield place;
    if (!isWhole(place)) open.push(...within(place).reverse());
  }
}

/** The parts of a node; those of a macro know its variable. */
function within({ node, variables }: Place): Place[] {
  const inner = node.kind === 'comprehension' ? boundBy(node, variables) : variables;
  return children(node).map(each => ({
    node: each,
    variables: node.kind === 'comprehension' && each === node.range ? variables : inner,
  }));
}

/** Of two variables the first is an index or a key. That of one is the key, too, where it goes through a map: it has no fields. */
function boundBy({ iter, iter2, accu, range }: Comprehension, variables: Variables): Variables {
  const list = stepsTo(range, variables);
  const bound =
    iter2 === undefined ? binding(iter, list, variables) : binding(iter2, list, binding(iter, undefined, variables));
  return binding(accu, undefined, bound);
}
