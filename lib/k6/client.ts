/** One client attempt per iteration: k6's arrival-rate executor keeps them coming whatever becomes of the ones before. */
import exec from "k6/execution";
import { Counter } from "k6/metrics";
import { clientCounts, event, Exchange } from "k6/x/healthcheck";
import type { PhaseName } from "../config";
import { lostForSure } from "../plan/lost-for-sure";
import type { PhaseSpan } from "../plan/plan";
import { clientRun, phaseNamed, phases as plannedPhases, type ClientRun } from "./planned";
import { clientSpec } from "./specs";
import type { SetupData } from "./start";

interface ClientVu extends ClientRun {
  exchange: Exchange;
  phases: PhaseSpan[];
}

let vu: ClientVu | undefined;

export function attempt(data: SetupData, gatesLost: Counter): void {
  if (!vu) {
    const planned = clientRun();
    vu = {
      ...planned,
      phases: plannedPhases(),
      exchange: new Exchange(clientSpec(planned.client, data.clientWire, data.start.address, "client")),
    };
  }
  const { phases, client, gates, failFast } = vu;
  const name = __ENV.PHASE as PhaseName;
  const phase = phaseNamed(phases, name)!;
  const { originMs } = data.start;
  const next = phases[phases.indexOf(phase) + 1];
  const result = vu.exchange.run({
    phase: name,
    dueMs: originMs + phase.startMs + (exec.scenario.iterationInTest * 1000) / client.ratePerSecond,
    // An attempt that the storm overtakes is the storm's: it must not fail the baseline.
    ...(name === "baseline" && next ? { overrun: { atMs: originMs + phase.endMs, phase: next.name } } : {}),
  });
  if (!failFast || result.outcome !== "failed") return;
  const planned = Math.floor(((phase.endMs - phase.startMs) / 1000) * client.ratePerSecond);
  const lost = lostForSure(gates, name, planned, clientCounts(name));
  if (lost) {
    event("fail-fast", lost.name);
    gatesLost.add(1, { gate: lost.name });
  }
}
