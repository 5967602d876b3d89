/** AWS's matchers of status codes: `200`, `200,202`, `200-399`, or several of them. */
import type { Data } from "../../source/data";
import { refused } from "../../source/fields";

/** @returns first and last of each part */
export function matcherOf(data: Data, least: number, most: number): [first: number, last: number][] {
  const accepts = `status codes from ${least} to ${most}, such as 200, 200,202 or 200-299`;
  if (data.kind !== "scalar") throw refused(data, accepts);
  return data.text.split(",").map((part) => {
    const [, first = "", last = first] = /^\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?\s*$/.exec(part) ?? [];
    const range: [number, number] = [Number(first || NaN), Number(last || NaN)];
    if (!(range[0] >= least && range[0] <= range[1] && range[1] <= most)) throw refused(data, accepts);
    return range;
  });
}
