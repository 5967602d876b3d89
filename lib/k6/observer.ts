/**
 * Watches the target from this host, where that can be done: its accept queue four times a second, its process once a second. Four times a
 * second it looks at this machine as well: a polite exchange that has nothing to do with the target tells what slows down both.
 */
import { sleep } from "k6";
import { acceptQueue, now, reference, watchProcess } from "k6/x/healthcheck";
import type { Start } from "../judge/evidence";
import { phaseAt } from "../plan/phases";
import type { PhaseSpan } from "../plan/plan";

const EVERY_MS = 250;
const PROCESS_EVERY_MS = 1000;

export function observe(phases: readonly PhaseSpan[], { originMs, address }: Start): void {
  const end = phases[phases.length - 1]!.endMs;
  let watched = true;
  let processSeen = true;
  for (let at = 0; at < end; at += EVERY_MS) {
    const wait = originMs + at - now();
    if (wait > 0) sleep(wait / 1000);
    const phase = phaseAt(phases, at).name;
    reference({ phase });
    if (!watched) continue;
    const { available } = acceptQueue(address, { phase });
    if (processSeen && at % PROCESS_EVERY_MS === 0) processSeen = watchProcess(address, { phase }).available || at > 0;
    // Later on a service that is restarted has no listener for a while, and then another one.
    if (!available && at === 0) watched = false;
  }
}
