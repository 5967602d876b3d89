/**
 * Tests whether two counts differ by more than chance. The test is exact, so that it holds for small counts too.
 *
 * Fisher's exact test deals the events of both sides out at random among all that could have had one. It asks in which share of the deals the
 * new side has at least as many as were seen. Each of several strata (the delays of a sweep) deals out its own events; the sums are compared.
 */

/** The number of cases with the event, of all cases that could have had it. */
export interface Count {
  events: number;
  of: number;
}

export interface Stratum {
  old: Count;
  new: Count;
}

/**
 * A comparison of journals makes about ten of these tests. At one in a thousand each, about one of a hundred releases that
 * changed nothing is called different by chance.
 */
export const ALPHA = 0.001;

/** Larger numbers of events (or of cases without one) are scaled down. That can hide a difference, and never makes one up. */
const MOST = 20_000;
/** The same limit for all strata together: their sums take as many steps as its square. */
const MOST_OF_SEVERAL = 8_000;

/** The probability, 0 to 1, that chance alone makes the two sides differ by as much as they do, in either direction. */
export function chanceOf(strata: readonly Stratum[]): number {
  const mostEach = strata.length === 1 ? MOST : MOST_OF_SEVERAL / strata.length;
  const fitting = strata.map((stratum) => scaled(stratum, mostEach));
  // The chances of each number of events on the new side, all strata together.
  const sums = fitting.map(chances).reduce(convolved, { from: 0, shares: [1] });
  const seen = fitting.reduce((sum, { new: { events } }) => sum + events, 0) - sums.from;
  const most = sums.shares.slice(seen).reduce(add, 0);
  const fewest = sums.shares.slice(0, seen + 1).reduce(add, 0);
  return Math.min(1, 2 * Math.min(most, fewest));
}

/** The share of the events is larger on the new side. */
export function isMore({ old, new: other }: Stratum): boolean {
  return other.events * old.of > old.events * other.of;
}

/** The fewest events on the new side that the test would call more than on the old one; null: not even all. */
export function fewestToShow(old: Count, of: number): number | null {
  let [tooFew, enough] = [Math.floor((old.events * of) / Math.max(1, old.of)), of];
  const shows = (events: number) => chanceOf([{ old, new: { events, of } }]) < ALPHA;
  if (of === 0 || tooFew >= of || !shows(of)) return null;
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (shows(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

function scaled({ old, new: other }: Stratum, most: number): Stratum {
  const events = old.events + other.events;
  const rarer = Math.min(events, old.of + other.of - events);
  const times = Math.min(1, most / Math.max(1, rarer));
  return { old: fewer(old, times), new: fewer(other, times) };
}

/** A count that is scaled down by a factor. */
export function fewer({ events, of }: Count, times: number): Count {
  const all = Math.round(of * times);
  return { events: Math.min(all, Math.round(events * times)), of: all };
}

interface Chances {
  /** The fewest events that the new side can have. */
  from: number;
  shares: number[];
}

/** The hypergeometric distribution, from its peak outwards, so that no factorial is needed. */
function chances({ old, new: other }: Stratum): Chances {
  const all = old.events + other.events;
  const from = Math.max(0, all - old.of);
  const to = Math.min(all, other.of);
  const peak = Math.min(to, Math.max(from, Math.floor(((all + 1) * (other.of + 1)) / (old.of + other.of + 2))));
  // The likelihood of one more event on the new side, relative to `k` events.
  const step = (k: number) => ((other.of - k) * (all - k)) / ((k + 1) * (old.of - all + k + 1));
  const shares = new Array<number>(to - from + 1).fill(0);
  shares[peak - from] = 1;
  for (let k = peak, share = 1; k < to; k++) shares[k + 1 - from] = share *= step(k);
  for (let k = peak, share = 1; k > from; k--) shares[k - 1 - from] = share /= step(k - 1);
  const total = shares.reduce(add, 0);
  return { from, shares: shares.map((share) => share / total) };
}

function convolved(a: Chances, b: Chances): Chances {
  if (a.shares.length === 1) return { from: a.from + b.from, shares: b.shares };
  const shares = new Float64Array(a.shares.length + b.shares.length - 1);
  a.shares.forEach((one, i) => b.shares.forEach((other, j) => (shares[i + j] = (shares[i + j] ?? 0) + one * other)));
  return { from: a.from + b.from, shares: [...shares] };
}

function add(sum: number, share: number): number {
  return sum + share;
}

/** Events at a rate, of which several may fall on one: so many, in so much of what they come with. */
export function rateOf(events: number, exposure: number): Count {
  return { events: Math.round(events), of: Math.max(Math.round(events), Math.round(exposure * SPLIT)) };
}

/** Split so finely, no part has two: then the test is that of two Poisson counts. */
const SPLIT = 1_000;
