/** Lists that are known to have a first item, and so a last one. */

export type NonEmpty<T> = [T, ...T[]];

export function isNonEmpty<T>(items: T[]): items is NonEmpty<T>;
export function isNonEmpty<T>(items: readonly T[]): items is readonly [T, ...T[]];
export function isNonEmpty(items: readonly unknown[]): boolean {
  return items.length > 0;
}

/** For a list that is never empty because of what made it; an empty one is a fault of our own. */
export function nonEmpty<T>(items: T[], what: string): NonEmpty<T> {
  if (isNonEmpty(items)) return items;
  throw new Error(`there is none of ${what}`);
}

/** As `map`, which forgets that there is a first one. */
export function mapAll<From, To>(
  [first, ...others]: readonly [From, ...From[]],
  change: (item: From, index: number) => To,
): NonEmpty<To> {
  return [change(first, 0), ...others.map((item, index) => change(item, index + 1))];
}

/** The item at an index. A list that is too short is a fault of our own. */
export function itemAt<T>(items: readonly T[], index: number, what = "a list"): T {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no item ${index} of ${what}`);
  return item;
}

export function firstOf<T>(items: readonly T[], what?: string): T {
  return itemAt(items, 0, what);
}

export function lastOf<T>(items: readonly T[], what?: string): T {
  return itemAt(items, items.length - 1, what);
}
