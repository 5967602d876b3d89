/** The metrics that tell how a run ended. All of them are pushed in `teardown`. */
import { Gauge, type Counter } from "k6/metrics";
import type { Verdict } from "../model/journal";
import { gatesLostCounter } from "./exit-code";

export interface RunMetrics {
  gatesLost: Counter;
  verdict: Gauge;
}

/** For the init context: k6 knows no metric that is made later. */
export function runMetrics(): RunMetrics {
  return { gatesLost: gatesLostCounter(), verdict: new Gauge("hc_verdict") };
}

/**
 * The value is always 1: the tag has the verdict.
 *
 * @param checker of a comparison: whose verdict it is
 */
export function pushVerdict({ verdict }: RunMetrics, found: Verdict, checker?: string): void {
  verdict.add(1, { verdict: found, ...(checker !== undefined && { checker }) });
}
