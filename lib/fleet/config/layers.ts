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
  /** With defaults; of its type where `isSound`. */
  readonly value: SpokeConfig;
  /** Whether what stands at the paths is there and of the types it should be, so that it can be looked at closer. */
  isSound(...paths: readonly string[]): boolean;
  /** What is missing in all layers, save for the network, of which the fleet knows a free one. */
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
    // a list is of one layer as a whole
    const [said] = path.split('[');
    const { from, at } = layers.find((_, i) => valueAt(parts[i], said) !== undefined) ?? layers[0];
    return { file: from.file, line: from.lineOf(at === undefined ? path : `${at}.${path}`), path, message };
  };
  const found = violations(value, SPOKE).filter(({ rule }) => rule !== 'unknown');
  const unsound = found.filter(({ rule }) => rule === 'type' || rule === 'required').map(({ path }) => path);
  return {
    file,
    value: value as SpokeConfig,
    isSound: (...paths) =>
      !unsound.some(broken => paths.some(path => isWithin(broken, path) || isWithin(path, broken))),
    missing: found
      .filter(({ rule, path }) => rule === 'required' && path !== 'network.vpc_cidr')
      .map(each => mistake(each.path, explain(each, SPOKE))),
    mistake,
  };
}

const isWithin = (path: string, outer: string): boolean =>
  path === outer || (path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length)));

/** Objects are merged field by field; anything else, lists too, is replaced. */
function merge(below: unknown, above: unknown): unknown {
  if (!isObject(below) || !isObject(above)) return above;
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(
    keys.map(key => [key, key in above ? (key in below ? merge(below[key], above[key]) : above[key]) : below[key]]),
  );
}
