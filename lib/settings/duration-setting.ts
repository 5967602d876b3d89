/** Duration settings. A bare number is refused, because `TIMEOUT=30` may be a CI runner's own. */
import type { Syntax } from "../source/syntax";
import { durationText, LONGEST_MS, milliseconds } from "../text/duration";
import { refusal } from "../text/refusal";

/** `auto`, which leaves the length to the plan, or a duration. */
export function durationOrAuto(limits: { min: number }): Syntax<"auto" | number> {
  const given = duration(limits);
  const accepts = `auto, or ${given.accepts}`;
  return {
    accepts,
    read(text, name, outside) {
      if (text.toLowerCase() === "auto") return "auto";
      if (Number.isNaN(milliseconds(text))) throw refusal(name, text, accepts);
      return given.read(text, name, outside);
    },
  };
}

/** @param limits shortest and longest in ms; `zero`: `0s` is fine although it is shorter than the shortest */
export function duration(limits: { min: number; max?: number; zero?: boolean }): Syntax<number> {
  const { min, max = LONGEST_MS, zero = false } = limits;
  const accepts =
    "a duration with a unit, such as 250ms, 2s or 0.01s, " +
    `${zero ? "0s or " : ""}between ${durationText(min)} and ${durationText(max)}`;
  return {
    accepts,
    read(text, name) {
      const ms = milliseconds(text);
      if (!((zero && ms === 0) || (ms >= min && ms <= max))) throw refusal(name, text, accepts);
      return ms;
    },
  };
}
