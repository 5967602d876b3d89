/** The figures of a journal's gate with their unit; a measure that a later version has keeps its bare number. */
import { MEASURES } from "../measures";
import type { Measure } from "../model/measures";
import type { GateFigures } from "../model/journal-figures";
import { digits, duration } from "../text/format";
import { inUnit } from "./gate-text";

/** `at least 99 %`, `at most 5 times, or less than 50 ms more`; empty where there is none. */
export function limitsText({ measure, atLeast, atMost, ignoreBelowMs }: GateFigures): string {
  const ignored = ignoreBelowMs === null ? "" : `, or less than ${duration(ignoreBelowMs)} more`;
  return [
    ...(atLeast === null ? [] : [`at least ${valueText(measure, atLeast)}`]),
    ...(atMost === null ? [] : [`at most ${valueText(measure, atMost)}${ignored}`]),
  ].join(", ");
}

export function valueText(measure: string, value: number): string {
  const known = Object.prototype.hasOwnProperty.call(MEASURES, measure);
  return known ? inUnit({ measure: measure as Measure }, value) : digits(value);
}
