/** What there is before and after; one of them may be missing. */
export type Pair<T> = readonly [before: T | undefined, after: T | undefined];

/**
 * Pairs what has the same key, by the first of the keys that fits: who agrees in the first is not looked at by the second. What is
 * there twice is paired in its order.
 */
export function pairs<T>(
  before: readonly T[],
  after: readonly T[],
  keys: readonly ((value: T) => string)[],
): Pair<T>[] {
  const partner = new Map<T, T>();
  const taken = new Set<T>();
  for (const key of keys) {
    const open = groupBy(
      before.filter(each => !taken.has(each)),
      key,
    );
    for (const each of after) {
      const found = partner.has(each) ? undefined : open.get(key(each))?.shift();
      if (found === undefined) continue;
      partner.set(each, found);
      taken.add(found);
    }
  }
  return [
    ...after.map((each): Pair<T> => [partner.get(each), each]),
    ...before.filter(each => !taken.has(each)).map((each): Pair<T> => [each, undefined]),
  ];
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}
