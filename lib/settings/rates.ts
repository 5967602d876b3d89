/** RATES: the check rates that a sweep looks at. */
import { refusal } from "../text/refusal";
import { rate } from "./rate";
import type { Syntax } from "../source/syntax";

export const rates: Syntax<number[]> = {
  accepts: `one or more, comma-separated, each ${rate(1_000).accepts}`,
  read(text, name, outside) {
    const all = text.split(",").map((part) => {
      const trimmed = part.trim();
      if (trimmed === "") throw refusal(name, text, this.accepts);
      return rate(1_000).read(trimmed, name, outside);
    });
    if (new Set(all).size < all.length) throw refusal(name, text, "each rate once");
    return all;
  },
};
