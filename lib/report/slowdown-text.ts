/** Why a slowdown is measured in another way than its gate says, or not at all. */
import type { BaselineNoise, SharedSlowdown } from "../model/gate-result";
import { duration } from "../text/format";

export function noiseText({ stat, ms, medianMs }: BaselineNoise): string {
  return `baseline ${stat} ${duration(ms)} is noise: its median is ${duration(medianMs)}`;
}

export function sharedSlowdownText({ phase, what, stat, slowerMs, sharedMs }: SharedSlowdown): string {
  return (
    `${what} ${stat} was ${duration(slowerMs)} longer in the ${phase} than in the baseline, and so was by ` +
    `${duration(sharedMs)} an exchange inside this process: this machine was busy, with or without the checks`
  );
}
