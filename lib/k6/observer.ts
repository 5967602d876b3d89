/**
 * Watches the target from this host, where that can be done: its accept queue four times a second, its process and its log once a
 * second, and its own counters (METRICS) every other second, over HTTP. Four times a second it looks at this machine as well: a polite
 * exchange that has nothing to do with the target tells what slows down both.
 */
import { sleep } from "k6";
import { acceptQueue, now, watchProcess, type AcceptQueue } from "k6/x/healthcheck";
import { reference, watchLog, watchMetrics } from "k6/x/healthcheck/runtime";
import type { StormConfig } from "../model/config";
import type { Start } from "../model/evidence";
import { firstOf, lastOf } from "../model/non-empty";
import { phaseAt } from "../plan/planned-phases";
import type { PhaseSpan } from "../model/plan";
import type { Progress } from "./tell-progress";

const EVERY_MS = 250;
const PROCESS_EVERY_MS = 1000;
const METRICS_EVERY_MS = 2000;
/** A page that does not come would keep the observer from the queue: it is asked for seldom then. */
const AFTER_FAILURE_MS = 10_000;

export type Watched = Pick<StormConfig, "log" | "metrics">;

/** What the settings name, without what an observer does not need. */
export function watched({ log, metrics }: Watched): Watched {
  return { ...(log !== undefined && { log }), ...(metrics !== undefined && { metrics }) };
}

/**
 * @param prefix of the names that the phases are recorded under
 * @param progress tells people, or programs, what happens; null: nobody is told
 */
export function observe(
  phases: readonly PhaseSpan[],
  { originMs, address }: Start,
  { log, metrics }: Watched,
  prefix: string,
  progress: Progress | null,
): void {
  const begin = firstOf(phases).startMs;
  const end = lastOf(phases).endMs;
  let queueSeen = true;
  let processSeen = true;
  let nextPageMs = begin;
  for (let at = begin; at < end; at += EVERY_MS) {
    const wait = originMs + at - now();
    if (wait > 0) sleep(wait / 1000);
    const phase = prefix + phaseAt(phases, at).name;
    reference({ phase });
    // Later on a service that is restarted has no listener for a while, and then another one.
    let queue: AcceptQueue | null = null;
    if (queueSeen) {
      queue = acceptQueue(address, { phase });
      queueSeen = queue.available || at > begin;
    }
    progress?.look(queue?.available ? queue : null);
    if ((at - begin) % PROCESS_EVERY_MS === 0) {
      if (processSeen) processSeen = watchProcess(address, { phase }).available || at > begin;
      if (log !== undefined) watchLog(log, { phase });
    }
    if (metrics !== undefined && at >= nextPageMs) {
      const { series } = watchMetrics(metrics, { phase });
      nextPageMs = at + (series > 0 ? METRICS_EVERY_MS : AFTER_FAILURE_MS);
    }
  }
  progress?.end();
}
