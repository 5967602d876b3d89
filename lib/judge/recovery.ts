/** Degraded or wedged: do clients get in again once the checks have stopped? */
import type { Second } from "../model/extension";
import type { PhaseName } from "../model/phases";
import { CLIENT_PHASES } from "../plan/scenarios";
import type { Evidence } from "../model/evidence";
import { gatesOf } from "../measures/gates-of";
import { clientsOf, failedClients, finished, tallyOf } from "../measures/observed-phases";
import { forgetting } from "./forgetting";
import { stillQueued } from "../measures/queue";
import { laterSlowdown } from "../measures/slowdown";
import type { Caveat } from "../model/caveat";
import type { RecoveryEnd, Tally } from "../model/reason";
import { firstOf, lastOf } from "../model/non-empty";

export interface Recovery {
  verdict: "degraded" | "wedged";
  end: RecoveryEnd;
  /** Why the end of recovery was not seen; null when it was. */
  caveat: Caveat | null;
}

/** The least that counts as the end of a phase, seconds. */
const ENDING_SECONDS = 3;

export function recovery(evidence: Evidence): Recovery {
  const { end, watched } = evidence;
  if (watched?.back) {
    return { verdict: "degraded", end: { kind: "back-after", ms: forgetting(evidence) ?? 0 }, caveat: null };
  }
  const ofRecovery = latest(evidence, "recovery");
  const observed = ofRecovery !== null;
  const seen = ofRecovery ?? latest(evidence, "storm") ?? { attempts: 0, accepted: 0 };
  const wedged = seen.accepted < seen.attempts / 2 || stillQueued(evidence);
  const waited = wedged ? null : waitedAfterwards(evidence);
  const complete = observed && (finished(evidence, "recovery") || end === "fail-fast");
  return {
    verdict: wedged ? "wedged" : "degraded",
    end: waited ?? lastClients(observed, wedged, seen),
    caveat: complete ? null : { kind: "recovery-not-observed", end, begun: observed },
  };
}

/** null: clients were lost, or no gate on a slowdown of the storm was. */
function waitedAfterwards(evidence: Evidence): RecoveryEnd | null {
  if (CLIENT_PHASES.some((name) => failedClients(clientsOf(evidence, name)) > 0)) return null;
  for (const gate of gatesOf(evidence)) {
    const later = laterSlowdown(evidence, gate);
    if (!later) continue;
    const { state, slowdown, stat } = later;
    return { kind: "waited", afterwards: state, what: slowdown.what, stat, ms: slowdown.is[stat] };
  }
  return null;
}

function lastClients(observed: boolean, wedged: boolean, { attempts, accepted }: Tally): RecoveryEnd {
  if (attempts === 0) return { kind: "no-clients" };
  const last = { observed, attempts, accepted };
  if (!wedged) return { kind: "back", ...last };
  return { kind: accepted >= attempts / 2 ? "queue-not-drained" : "shut-out", ...last };
}

/**
 * Attempts begun in the last third of a phase, and at least its last 3 s; earlier ones where clients are rarer than that. A second
 * that two phases share goes by the name of the first: what is too short to have a second of its own counts as a whole.
 */
function latest({ recording }: Evidence, phase: PhaseName): Tally | null {
  const seconds = recording.timeline.filter((second) => second.phase === phase);
  const withClients = seconds.filter(({ attempts }) => attempts > 0);
  const lastClient = withClients[withClients.length - 1];
  if (!lastClient) {
    const record = recording.clients[phase];
    return record && record.attempts > 0 ? tallyOf(record) : null;
  }
  const first = firstOf(seconds).t;
  const last = lastOf(seconds).t;
  const length = Math.max(ENDING_SECONDS, Math.ceil((last - first + 1) / 3));
  const from = Math.min(last - length + 1, lastClient.t);
  return seconds.filter(({ t }) => t >= from).reduce<Tally>(add, { attempts: 0, accepted: 0 });
}

function add(sum: Tally, { attempts, accepted }: Second): Tally {
  return { attempts: sum.attempts + attempts, accepted: sum.accepted + accepted };
}
