/** Slopes and medians of samples: robust ones, which a step or a peak does not move. */

import { itemAt } from "../model/non-empty";

/** Pairs grow with the square: a long run is looked at in so many steps. */
const MOST_POINTS = 300;

/** Theil and Sen: the median of the slopes between all pairs of different x; 0 when there are none. */
export function slope<Sample>(
  samples: readonly Sample[],
  x: (sample: Sample) => number,
  y: (sample: Sample) => number,
): number {
  const every = Math.ceil(samples.length / MOST_POINTS);
  const points = samples.filter((_, index) => index % every === 0);
  const slopes: number[] = [];
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) {
      if (x(b) !== x(a)) slopes.push((y(b) - y(a)) / (x(b) - x(a)));
    }
  });
  return slopes.length > 0 ? median(slopes) : 0;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = itemAt(sorted, middle, "the values of a median");
  return sorted.length % 2 === 1 ? upper : (itemAt(sorted, middle - 1) + upper) / 2;
}
