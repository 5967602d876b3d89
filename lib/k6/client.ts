/** One client attempt per iteration: k6's arrival-rate executor keeps them coming whatever becomes of the ones before. */
import exec from "k6/execution";
import { Exchange } from "k6/x/healthcheck";
import { clientCounts } from "k6/x/healthcheck/runtime";
import type { PhaseName } from "../model/phases";
import { lostForSure } from "../plan/lost-for-sure";
import { noControl } from "../plan/no-control";
import { phaseNamed } from "../plan/phases";
import type { PhaseSpan } from "../model/plan";
import { plannedClients } from "../clients/planned-clients";
import { clientRun, phases as plannedPhases, type ClientRun } from "./storm-plan";
import { endRunEarly } from "./exit-code";
import { hasEvent, recordEvent } from "./record-event";
import { runClient } from "./run-client";
import { clientSpec } from "./specs";
import type { SetupData } from "./start";

interface ClientVu extends ClientRun {
  exchange: Exchange;
  phases: PhaseSpan[];
}

/** So many of the baseline's clients have failed, and none got in: a wrong port need not cost the whole baseline. */
const FAILURES_WITHOUT_CONTROL = 20;

let vu: ClientVu | undefined;

export function attempt(data: SetupData): void {
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
  if (name === "storm" && exec.scenario.iterationInTest === 0) endWithoutControl(vu);
  const phase = phaseNamed(phases, name)!;
  const due = phase.startMs + (exec.scenario.iterationInTest * 1000) / client.ratePerSecond;
  const result = runClient(vu.exchange, phases, name, data.start.originMs, due);
  if (name === "baseline" && result.outcome === "failed" && clientCounts(name).failed >= FAILURES_WITHOUT_CONTROL) {
    endWithoutControl(vu);
  }
  if (!failFast || result.outcome !== "failed") return;
  const lost = lostForSure(gates, name, plannedAttempts(vu, name), clientCounts(name));
  if (lost) {
    recordEvent({ kind: "fail-fast", gate: lost.name });
    endRunEarly(`FAIL_FAST: ${lost.name} is lost`);
  }
}

/** A wrong port, or a service that was down already: nothing that follows would be the checks' doing. */
function endWithoutControl(vu: ClientVu): void {
  if (!noControl(plannedAttempts(vu, "baseline"), vu.baselineAccepted, clientCounts("baseline"))) return;
  if (hasEvent("no-control")) return;
  recordEvent({ kind: "no-control" });
  endRunEarly("not one client of the baseline got in");
}

function plannedAttempts({ phases, client }: ClientVu, name: PhaseName): number {
  const { startMs, endMs } = phaseNamed(phases, name)!;
  return plannedClients(endMs - startMs, client.ratePerSecond);
}
