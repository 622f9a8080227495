import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { joinPath } from '../schema/problem';
import type { Position } from './finding';

/**
 * Where in a file the value at a path stands: a scalar where it is written, a list or an object where its key is, as is a scalar where
 * the `key` is asked for. Of a path that is not there, the part that is.
 */
export function positionIn(
  document: Document,
  path: string,
  lines: LineCounter,
  part: 'key' | 'value' = 'value',
): Position | undefined {
  let node: unknown = document.contents;
  let place: Node | undefined = isNode(node) ? node : undefined;
  for (let rest = path; rest !== ''; ) {
    const step = next(resolve(node, document), rest, document);
    if (!step) break;
    node = step.value;
    const value = resolve(node, document);
    const isWritten = isScalar(value) && value === node;
    place = isWritten && !(part === 'key' && step.rest === '' && step.place) ? value : step.place;
    rest = step.rest;
  }
  return place?.range ? position(place, lines) : undefined;
}

/** The scalar a path leads to, through aliases and merged maps; undefined where there is none. */
export function scalarAt(document: Document, path: string): Scalar | undefined {
  let node = resolve(document.contents, document);
  for (let rest = path; rest !== ''; ) {
    const step = next(node, rest, document);
    if (!step) return undefined;
    node = resolve(step.value, document);
    rest = step.rest;
  }
  return isScalar(node) ? node : undefined;
}

const resolve = (node: unknown, document: Document): unknown => (isAlias(node) ? node.resolve(document) : node);

interface Step {
  readonly value: unknown;
  readonly place: Node | undefined;
  readonly rest: string;
}

/** One step along a path. A key may hold anything, so the longest that fits is taken. */
function next(node: unknown, path: string, document: Document): Step | undefined {
  if (isSeq(node)) {
    const match = /^\[(\d+)\]/.exec(path);
    const item = match ? node.items[Number(match[1])] : undefined;
    return isNode(item) ? { value: item, place: item, rest: after(path, match![0].length) } : undefined;
  }
  if (!isMap(node)) return undefined;
  const fitting = node.items
    .filter(pair => isPair(pair) && isScalar(pair.key) && fits(path, pair))
    .sort((a, b) => printed(b).length - printed(a).length);
  const [pair] = fitting;
  if (!pair)
    return merged(node, document)
      .map(each => next(each, path, document))
      .find(step => step);
  return {
    value: pair.value,
    place: isNode(pair.key) ? pair.key : undefined,
    rest: after(path, printed(pair).length),
  };
}

/** The maps that a map takes further keys from, with `<<`; the first that has a key wins. */
function merged({ items }: YAMLMap, document: Document): unknown[] {
  const sources = items
    .filter(({ key }) => isScalar(key) && (key.value === '<<' || String(key.value) === 'Symbol(<<)'))
    .map(({ value }) => resolve(value, document));
  return sources.flatMap(source => (isSeq(source) ? source.items.map(item => resolve(item, document)) : [source]));
}

const printed = ({ key }: Pair): string => joinPath('', isScalar(key) ? String(key.value) : '');

const fits = (path: string, pair: Pair): boolean => {
  const key = printed(pair);
  return path.startsWith(key) && ['', '.', '['].includes(path[key.length] ?? '');
};

const after = (path: string, length: number): string => path.slice(path[length] === '.' ? length + 1 : length);

function position(node: Node, lines: LineCounter): Position {
  const [start, end] = node.range!;
  const from = lines.linePos(start);
  const to = lines.linePos(end);
  return {
    line: from.line,
    column: from.col,
    ...(to.line === from.line && to.col > from.col && { endColumn: to.col }),
  };
}
