/** Loops: what macros become. Each form of step has a loop of its own; any other is run as it is written. */
import type { Call, Comprehension, Node } from '../ast';
import { Failure, fail, noOverload } from './failure';
import { attempt, type Frame, type Run } from './frame';
import { Decision } from './logic';
import { Entries, entriesOf, MapValue } from './map';
import { typeName } from './types';
import { Unknown } from './unknown';
import type { Value } from './value';

/** Where the variables of a loop are in the frame. */
export interface Slots {
  readonly iter: number;
  readonly iter2?: number;
  readonly accu: number;
}

/** Compiles a part of the comprehension as seen from its step, or from outside. */
export interface Parts {
  readonly range: Run;
  readonly inner: (node: Node) => Run;
  readonly outer: (node: Node) => Run;
  readonly result: (node: Node) => Run;
}

export function fold(node: Comprehension, slots: Slots, parts: Parts): Run {
  return quantified(node, slots, parts) ?? gathered(node, slots, parts) ?? general(node, slots, parts);
}

/** `cel.bind` folds over nothing. */
export const isBind = (node: Comprehension): boolean =>
  node.range.kind === 'list' && node.range.elements.length === 0 && isLiteral(node.condition, false);

const isLiteral = (node: Node, value: boolean) => node.kind === 'literal' && node.value === value;

const isAccu = (node: Node | undefined, accu: string) => node?.kind === 'ident' && node.name === accu;

/** The variable of `cel.bind`: computed when it is first read. */
export function bind(slot: number, init: Run, body: Run): { readonly read: Run; readonly run: Run } {
  return {
    read: frame => {
      frame.slots[slot] ??= init(frame);
      return frame.slots[slot]!;
    },
    run: frame => {
      frame.slots[slot] = undefined;
      return body(frame);
    },
  };
}

/** Runs the body for each element until it gives true; the Unknown there is to loop over instead. */
function each(range: Value, { iter, iter2 }: Slots, frame: Frame, body: () => boolean): void {
  const { slots } = frame;
  if (iter2 !== undefined) {
    eachPair(range, iter, iter2, frame, body);
    return;
  }
  const items = itemsOf(range);
  for (let i = 0; i < items.length; i++) {
    slots[iter] = items[i];
    if (body()) return;
  }
}

function eachPair(range: Value, iter: number, iter2: number, { slots }: Frame, body: () => boolean): void {
  for (const [key, item] of pairsOf(range)) {
    slots[iter] = key;
    slots[iter2] = item;
    if (body()) return;
  }
}

function itemsOf(range: Value): readonly Value[] {
  if (Array.isArray(range)) return range;
  if (range instanceof MapValue) return range.keys();
  if (range instanceof Unknown) throw range.used();
  return fail('other', `got '${typeName(range)}', expected iterable type`);
}

function pairsOf(range: Value): readonly (readonly [Value, Value])[] {
  if (Array.isArray(range)) return range.map((item, i) => [BigInt(i), item]);
  return range instanceof MapValue ? entriesOf(range) : itemsOf(range).map(item => [item, item]);
}

/** `all` and `exists` */
function quantified(node: Comprehension, slots: Slots, parts: Parts): Run | undefined {
  const { step, accu } = node;
  const isQuantifier = step.kind === 'call' && (step.fn === '_&&_' || step.fn === '_||_') && isAccu(step.args[0], accu);
  if (!isQuantifier || !isAccu(node.result, accu)) return undefined;
  const decisive = step.fn === '_||_';
  const predicate = parts.inner(step.args[1]!);
  return frame => {
    let decision: Decision | undefined;
    let decided = false;
    each(parts.range(frame), slots, frame, () => {
      const value = attempt(predicate, frame);
      if (value === decisive) decided = true;
      else if (value !== !decisive) decision = Decision.with(decision, value, decisive);
      return decided;
    });
    if (decided) return decisive;
    return decision ? decision.open() : !decisive;
  };
}

/** Puts what one turn of the loop made into the result. */
type Put<R> = (result: R, frame: Frame) => Unknown | undefined;

/** `map`, `filter` and the transformations: gather into a list or a map. */
function gathered(node: Comprehension, slots: Slots, parts: Parts): Run | undefined {
  const { accu, init, result } = node;
  if (!isLiteral(node.condition, true) || !isAccu(result, accu)) return undefined;
  const { condition, step } = guarded(node.step, accu);
  if (step.kind !== 'call' || !isAccu(step.args[0], accu)) return undefined;
  const guard = condition && parts.inner(condition);
  const isEmpty = init.kind === 'list' ? init.elements.length === 0 : init.kind === 'map' && init.entries.length === 0;
  if (!isEmpty) return undefined;
  if (step.fn === 'cel.@mapInsert') return loop(slots, parts, guard, () => new Entries(), insertion(step, parts));
  const added = step.fn === '_+_' ? step.args[1] : undefined;
  if (added?.kind !== 'list' || added.elements.length !== 1 || added.optional?.length) return undefined;
  return loop<Value[]>(slots, parts, guard, () => [], append(parts.inner(added.elements[0]!)));
}

/** `condition ? step : accu` in its parts. */
function guarded(step: Node, accu: string): { readonly condition?: Node; readonly step: Node } {
  const isGuarded = step.kind === 'call' && step.fn === '_?_:_' && isAccu(step.args[2], accu);
  return isGuarded ? { condition: step.args[0]!, step: step.args[1]! } : { step };
}

/** An unknown part makes the result unknown, and from then on errors do not count. */
function loop<R extends Value>(slots: Slots, parts: Parts, guard: Run | undefined, start: () => R, put: Put<R>): Run {
  const turn: Run = guard ? frame => guard(frame) : () => true;
  return frame => {
    const result = start();
    let unknown: Unknown | undefined;
    const body = () => {
      const missing = putIf(turn, put, result, frame);
      if (missing) unknown = unknown ? unknown.and(missing) : missing.used();
      return false;
    };
    each(parts.range(frame), slots, frame, () => (unknown ? ignoringErrors(body) : body()));
    return unknown ?? result;
  };
}

function putIf<R>(guard: Run, put: Put<R>, result: R, frame: Frame): Unknown | undefined {
  const wanted = guard(frame);
  if (wanted === true) return put(result, frame);
  if (wanted === false) return undefined;
  return wanted instanceof Unknown ? wanted : noOverload('_?_:_');
}

function ignoringErrors(body: () => boolean): boolean {
  try {
    return body();
  } catch (thrown) {
    if (thrown instanceof Failure) return false;
    throw thrown;
  }
}

function append(value: Run): Put<Value[]> {
  return (list, frame) => {
    const item = value(frame);
    if (item instanceof Unknown) return item;
    list.push(item);
    return undefined;
  };
}

/** `cel.@mapInsert(accu, key, value)` and `cel.@mapInsert(accu, map)` */
function insertion({ args }: Call, parts: Parts): Put<Entries> {
  const [first, second] = args.slice(1).map(parts.inner) as [Run, Run | undefined];
  if (!second) return insertAll(first);
  return (map, frame) => {
    const [key, value] = [first(frame), second(frame)];
    if (key instanceof Unknown || value instanceof Unknown) return key instanceof Unknown ? key : (value as Unknown);
    insert(map, key, value);
    return undefined;
  };
}

function insertAll(entries: Run): Put<Entries> {
  return (map, frame) => {
    const added = entries(frame);
    if (added instanceof Unknown) return added;
    if (!(added instanceof MapValue)) return noOverload('cel.@mapInsert');
    for (const [key, value] of entriesOf(added)) insert(map, key, value);
    return undefined;
  };
}

function insert(map: Entries, key: Value, value: Value): void {
  if (!map.add(key, value)) fail('map-key', `insert failed: key ${key} already exists`);
}

/** Any other loop, as the language defines it. */
function general(node: Comprehension, slots: Slots, parts: Parts): Run {
  const [init, result] = [parts.outer(node.init), parts.result(node.result)];
  const [condition, step] = [parts.inner(node.condition), parts.inner(node.step)];
  return frame => {
    const range = parts.range(frame);
    frame.slots[slots.accu] = init(frame);
    each(range, slots, frame, () => {
      if (condition(frame) !== true) return true;
      const value = attempt(step, frame);
      if (value instanceof Failure) throw value;
      frame.slots[slots.accu] = value;
      return false;
    });
    return result(frame);
  };
}
