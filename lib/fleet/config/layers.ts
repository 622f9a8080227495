import { withDefaults } from '../../schema/fill';
import { isObject } from '../../schema/openapi';
import { violations } from '../../schema/validate';
import { type ConfigFile, explain, valueAt } from './file';
import type { Mistake } from './mistake';
import { SPOKE } from './schema';
import { SKELETON, type SpokeConfig } from './shape';

/** A spoke: its file, over that of its environment, over the defaults in `config.yaml`. */
export interface Layered {
  readonly file: string;
  /** With defaults; complete where `isSound`. */
  readonly value: SpokeConfig;
  /** Whether the value is of the types it should be, so that it can be looked at closer. */
  readonly isSound: boolean;
  /** What is missing in all layers. */
  readonly missing: readonly Mistake[];
  /** A mistake about what stands at a path, in the layer that said it. */
  mistake(path: string, message: string): Mistake;
}

/** One file, or a part of it, among those that make up a spoke. */
export interface Layer {
  readonly from: ConfigFile;
  /** The part, such as `defaults`. @default the whole file */
  readonly at?: string;
}

/** @param layers the spoke's own file first */
export function layered(layers: readonly Layer[]): Layered {
  const parts = layers.map(({ from, at }) => (at === undefined ? from.value : (from.value[at] ?? {})));
  const value = withDefaults([...parts].reverse().reduce(merge, SKELETON), SPOKE);
  const { file } = layers[0].from;
  const mistake = (path: string, message: string): Mistake => {
    const { from, at } = layers.find((_, i) => valueAt(parts[i], path) !== undefined) ?? layers[0];
    return { file: from.file, line: from.lineOf(at === undefined ? path : `${at}.${path}`), path, message };
  };
  const found = violations(value, SPOKE).filter(({ rule }) => rule !== 'unknown');
  return {
    file,
    value: value as SpokeConfig,
    isSound: found.length === 0,
    missing: found.filter(({ rule }) => rule === 'required').map(each => mistake(each.path, explain(each, SPOKE))),
    mistake,
  };
}

/** Objects are merged field by field; anything else, lists too, is replaced. */
function merge(below: unknown, above: unknown): unknown {
  if (!isObject(below) || !isObject(above)) return above;
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(
    keys.map(key => [key, key in above ? (key in below ? merge(below[key], above[key]) : above[key]) : below[key]]),
  );
}
