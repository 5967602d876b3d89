/** Degraded or wedged: do clients get in again once the checks have stopped? */
import type { Second } from "../model/extension";
import type { PhaseName } from "../model/phases";
import { CLIENT_PHASES } from "../plan/scenarios";
import { duration } from "../text/format";
import type { Evidence } from "../model/evidence";
import { gatesOf } from "./gates-of";
import { clientWording, type ClientWording } from "./client-wording";
import { clientsOf, failedClients, finished } from "./phases";
import { forgetting } from "./forgetting";
import { stillQueued } from "./queue";
import { afterwards, slowdownOf } from "./slowdown";

export interface Recovery {
  verdict: "degraded" | "wedged";
  /** Completes "clients were harmed in the storm, …". */
  text: string;
  /** Why the end of recovery was not seen; empty when it was. */
  caveat: string;
}

/** The least that counts as the end of a phase, seconds. */
const ENDING_SECONDS = 3;

export function recovery(evidence: Evidence): Recovery {
  const { end, watched } = evidence;
  if (watched?.back) {
    const after = duration(forgetting(evidence) ?? 0);
    return {
      verdict: "degraded",
      text: `${clientWording(evidence).again} ${after} after the checks had stopped`,
      caveat: "",
    };
  }
  const ofRecovery = latest(evidence, "recovery");
  const seen = ofRecovery ?? latest(evidence, "storm") ?? { attempts: 0, accepted: 0 };
  const wedged = seen.accepted < seen.attempts / 2 || stillQueued(evidence);
  const complete = ofRecovery !== null && (finished(evidence, "recovery") || end === "fail-fast");
  return {
    verdict: wedged ? "wedged" : "degraded",
    text:
      (wedged ? "" : waitedAfterwards(evidence)) ||
      sentence(ofRecovery !== null, wedged, seen, clientWording(evidence)),
    caveat: complete ? "" : caveat(end, ofRecovery !== null),
  };
}

/** Where no client was lost but all had to wait: how long they waited in the recovery; empty where that is not the story. */
function waitedAfterwards(evidence: Evidence): string {
  if (CLIENT_PHASES.some((name) => failedClients(clientsOf(evidence, name)) > 0)) return "";
  for (const gate of gatesOf(evidence)) {
    const state = afterwards(evidence, gate);
    if (!state) continue;
    const stat = state === "stays" ? "p50" : (gate.stat ?? "p95");
    const { what, is } = slowdownOf(evidence, { ...gate, phase: "recovery", stat })!;
    return `${AFTERWARDS[state]} (${what} ${stat} ${duration(is[stat])})`;
  }
  return "";
}

const AFTERWARDS = {
  stays: "in the recovery, without a check, most of them waited all the same",
  some: "in the recovery some of them waited as well",
  gone: "in the recovery they did not have to wait",
};

function sentence(
  recovered: boolean,
  wedged: boolean,
  { attempts, accepted }: Seen,
  { did, again, not }: ClientWording,
): string {
  const when = recovered ? "at the end of recovery" : "when last seen";
  if (attempts === 0) return "no client came after that";
  if (!wedged) return `${when} ${again} (${accepted} of the last ${attempts})`;
  if (accepted >= attempts / 2) return `${when} the accept queue had not drained`;
  if (attempts === 1) return `${when} the last ${not}`;
  const which = accepted === 0 ? "none" : `only ${accepted}`;
  return `${when} ${which} of the last ${attempts} ${did}`;
}

function caveat(end: Evidence["end"], some: boolean): string {
  if (end === "complete")
    return "Recovery was not observed: no client came after the checks; the last clients of the storm decide.";
  const how = end === "interrupted" ? "interrupted" : "ended at the first lost gate";
  return some
    ? `Recovery was not observed to its end: the run was ${how}.`
    : `Recovery was not observed: the run was ${how}; the last clients of the storm decide.`;
}

interface Seen {
  attempts: number;
  accepted: number;
}

/**
 * Attempts begun in the last third of a phase, and at least its last 3 s; earlier ones where clients are rarer than that. A second
 * that two phases share goes by the name of the first: what is too short to have a second of its own counts as a whole.
 */
function latest({ recording }: Evidence, phase: PhaseName): Seen | null {
  const seconds = recording.timeline.filter((second) => second.phase === phase);
  const withClients = seconds.filter(({ attempts }) => attempts > 0);
  const lastClient = withClients[withClients.length - 1];
  if (!lastClient) {
    const record = recording.clients[phase];
    return record && record.attempts > 0 ? record : null;
  }
  const first = seconds[0]!.t;
  const last = seconds[seconds.length - 1]!.t;
  const length = Math.max(ENDING_SECONDS, Math.ceil((last - first + 1) / 3));
  const from = Math.min(last - length + 1, lastClient.t);
  return seconds.filter(({ t }) => t >= from).reduce<Seen>(add, { attempts: 0, accepted: 0 });
}

function add(sum: Seen, { attempts, accepted }: Second): Seen {
  return { attempts: sum.attempts + attempts, accepted: sum.accepted + accepted };
}
