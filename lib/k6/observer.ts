/** Watches the target's accept queue, where it can be read, four times a second over the whole run. */
import { sleep } from "k6";
import { acceptQueue, now } from "k6/x/healthcheck";
import { phaseAt, phases as plannedPhases } from "./planned";
import type { SetupData } from "./start";

const EVERY_MS = 250;

export function observe(data: SetupData): void {
  const phases = plannedPhases();
  const { originMs, address } = data.start;
  const end = phases[phases.length - 1]!.endMs;
  for (let at = 0; at < end; at += EVERY_MS) {
    const wait = originMs + at - now();
    if (wait > 0) sleep(wait / 1000);
    const { available } = acceptQueue(address, { phase: phaseAt(phases, at).name });
    // Later on a service that is restarted has no listener for a while, and then another one.
    if (!available && at === 0) return;
  }
}
