/** One client attempt per iteration: k6's arrival-rate executor keeps them coming whatever becomes of the ones before. */
import exec from "k6/execution";
import { clientCounts } from "k6/x/healthcheck/runtime";
import type { OwnClient } from "../../library";
import type { ExchangeResult } from "../model/extension";
import type { PhaseName } from "../model/phases";
import { lostForSure } from "../plan/lost-for-sure";
import { noControl } from "../plan/no-control";
import { phaseNamed } from "../plan/planned-phases";
import type { PhaseSpan } from "../model/plan";
import { plannedClients } from "../clients/planned-clients";
import type { ClientRun, StormPlan } from "./storm-plan";
import { endRunEarly } from "./exit-code";
import { guarded } from "./guard";
import { hasEvent, recordEvent } from "./record-event";
import { makeClient } from "./make-client";
import { requireSetup } from "./require-setup";
import { runClient, type Client } from "./run-client";
import type { SetupData } from "./start";

interface ClientVu extends ClientRun {
  /** Makes the attempts. */
  maker: Client;
  phases: PhaseSpan[];
}

/** The baseline ends after this many failed clients if none got in: a wrong port need not cost its whole length. */
const FAILURES_WITHOUT_CONTROL = 20;

let vu: ClientVu | undefined;

/** @param plan of the run */
export function clientVu(
  plan: StormPlan,
  data: SetupData | undefined,
  own: OwnClient | undefined,
): void | Promise<void> {
  return guarded(() => attempt(plan, requireSetup(data), own));
}

function attempt(plan: StormPlan, data: SetupData, own: OwnClient | undefined): void | Promise<void> {
  if (!vu) {
    const planned = plan.part("clientRun");
    const maker = makeClient(own, planned.client, data.clientWire, data.start.address);
    vu = { ...planned, phases: plan.part("phases"), maker };
  }
  const { phases, client } = vu;
  const name = __ENV.PHASE as PhaseName;
  if (name === "storm" && exec.scenario.iterationInTest === 0) endWithoutControl(vu);
  const phase = phaseNamed(phases, name);
  const due = phase.startMs + (exec.scenario.iterationInTest * 1000) / client.ratePerSecond;
  const attempted = vu;
  const result = runClient(vu.maker, phases, name, data.start.originMs, due);
  if (result instanceof Promise) return result.then((given) => endEarlyAfter(given, name, attempted));
  endEarlyAfter(result, name, attempted);
}

/** A failure may decide the run: by FAIL_FAST, or because nobody gets in at all. */
function endEarlyAfter({ outcome }: ExchangeResult, name: PhaseName, vu: ClientVu): void {
  if (outcome !== "failed") return;
  if (name === "baseline" && clientCounts(name).failed >= FAILURES_WITHOUT_CONTROL) endWithoutControl(vu);
  if (!vu.failFast) return;
  const lost = lostForSure(vu.gates, name, plannedAttempts(vu, name), clientCounts(name));
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
  const { startMs, endMs } = phaseNamed(phases, name);
  return plannedClients(endMs - startMs, client.ratePerSecond);
}
