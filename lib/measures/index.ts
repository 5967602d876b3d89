/** All measures, by the name that a gate has for them: one file each, which also says what its limit is about. */
import type { MeasureRow } from "../model/measure-row";
import type { Measure, FindingMeasure } from "../model/measures";
import { accepted } from "./accepted";
import { answer, connect, firstByte } from "./client-times";
import { busyAfterMeasure } from "./cpu";
import { growthMeasure } from "./leaks";
import { logNoiseMeasure } from "./log-noise";
import { memoryJumpMeasure } from "./memory-jump";
import { outage } from "./outage";
import { queueGrowth } from "./queue-growth";
import { restartsMeasure } from "./restarts";
import { slowdown } from "./slowdown-of-clients";
import { threadsEndedMeasure } from "./threads-ended";

export const MEASURES = {
  accepted,
  outage,
  connect,
  "first-byte": firstByte,
  answer,
  slowdown,
  "queue-growth": queueGrowth,
  growth: growthMeasure,
  "threads-ended": threadsEndedMeasure,
  "memory-jump": memoryJumpMeasure,
  "busy-after": busyAfterMeasure,
  restarts: restartsMeasure,
  "log-noise": logNoiseMeasure,
} as const satisfies Readonly<Record<string, MeasureRow>>;

type Listed = typeof MEASURES;

declare module "../model/measures" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface Measures extends Listed {}
}

export const measureNames = Object.keys(MEASURES) as Measure[];

export function measureRow(measure: Measure): MeasureRow {
  return MEASURES[measure];
}

export function isFinding(measure: Measure): measure is FindingMeasure {
  return MEASURES[measure].seenIn === "service";
}
