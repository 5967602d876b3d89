/** DELAYS: the close delays that a sweep looks at, from the shortest to the longest. */
import { refusal } from "../text/refusal";
import { milliseconds } from "../text/duration";
import type { Syntax } from "../source/syntax";

export interface Range {
  fromMs: number;
  toMs: number;
}

const LONGEST_MS = 10_000;

export const delays: Syntax<Range> = {
  accepts:
    "two durations with two dots between them, the shorter one first and the longer one up to 10s, such as 0s..1s or 0.5ms..20ms",
  read(text, name) {
    const [from = "", to = "", ...others] = text.split("..");
    const fromMs = milliseconds(from);
    const toMs = milliseconds(to);
    const shortest = fromMs === 0 || fromMs >= 0.1;
    if (others.length > 0 || !shortest || !(toMs > fromMs && toMs >= 0.2 && toMs <= LONGEST_MS))
      throw refusal(name, text, this.accepts);
    return { fromMs, toMs };
  },
};
