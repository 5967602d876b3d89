/** Rates: `10` and `10/s` are ten a second, `12/m` is one every five seconds. */
import { refusal } from "../text/refusal";
import { type Syntax } from "../source/syntax";
import { decimal } from "../text/decimal";

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600 };

/** Per second. @param max per second */
export function rate(max: number): Syntax<number> {
  const accepts = `a rate above 0 and up to ${max} a second, such as 10, 0.2, 2/s or 12/m`;
  return {
    accepts,
    read(text, name) {
      const [, amount = "", unit = "s"] = /^([\d.]+)(?:\/(s|m|h))?$/.exec(text) ?? [];
      const perSecond = decimal(amount) / (SECONDS[unit] ?? NaN);
      if (!(perSecond > 0 && perSecond <= max)) throw refusal(name, text, accepts);
      return perSecond;
    },
  };
}

/** `auto`, or by how much the cadence is raised. */
export const speedup: Syntax<"auto" | number> = {
  accepts: "auto, or a number from 1 (the product's own cadence) to 100000",
  read(text, name) {
    if (text.toLowerCase() === "auto") return "auto";
    const factor = decimal(text);
    if (!(factor >= 1 && factor <= 100_000)) throw refusal(name, text, this.accepts);
    return factor;
  },
};
