/** AWS's matchers of status codes: `200`, `200,202`, `200-399`, or several of them. */
import type { Data } from "../../source/data";
import { refused } from "../../source/fields";
import { codeRange, type CodeRange } from "../../source/http-values";

export function matcherOf(data: Data, least: number, most: number): CodeRange[] {
  const accepts = `status codes from ${least} to ${most}, such as 200, 200,202 or 200-299`;
  if (data.kind !== "scalar") throw refused(data, accepts);
  return data.text.split(",").map((part) => {
    const range = codeRange(part.trim().replace(/\s*-\s*/, "-"), least, most);
    if (range === undefined) throw refused(data, accepts);
    return range;
  });
}
