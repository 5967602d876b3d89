/** The control: did clients alone get in, before a single check was sent? If not, no check can be blamed. */
import type { Advice } from "../model/advice";
import type { Cause, ClientRecord } from "../model/extension";
import { CERTIFICATE } from "../clients/certificate";
import { mostFrequent } from "./cause";
import { allChecks } from "../measures/checks";
import type { Evidence } from "../model/evidence";
import type { ControlReason, Tally } from "../model/reason";
import { gatesOf } from "../measures/gates-of";
import { clientsOf, stormStartMs } from "../measures/observed-phases";
import { keptConnections } from "../measures/queue";

export interface Unhealthy {
  cause: Cause | null;
  reason: ControlReason;
  advice: Advice[];
}

/** null: clients alone are served, and there were enough of them to say so. */
export function unhealthyBaseline(evidence: Evidence): Unhealthy | null {
  const { floors } = evidence.plan.config.gates;
  const baseline = clientsOf(evidence, "baseline") ?? { attempts: 0, accepted: 0, attemptsBeforeFirstFailure: -1 };
  const control = [baseline, begunBeforeChecks(evidence)].find(
    ({ attempts, accepted }) => attempts > 0 && accepted / attempts < floors.baselineAccepted,
  );
  if (control) {
    const before = baseline.attemptsBeforeFirstFailure >= 0 ? baseline.attemptsBeforeFirstFailure : baseline.attempts;
    return failing(evidence, control, before);
  }
  if (baseline.attempts < Math.max(1, floors.clientAttempts)) {
    const atLeast = Math.max(1, floors.clientAttempts);
    return {
      cause: null,
      reason: { kind: "control-too-small", clients: baseline.attempts, atLeast },
      advice: [{ kind: "larger-control" }],
    };
  }
  return fillingAlone(evidence);
}

/**
 * Clients by the time they began, up to the first check. An attempt that outlives the baseline is recorded with the next
 * phase, where its harm may have been done; one that began whole seconds before the first check and was never served is the
 * control's nevertheless. Attempts that may have been under way when the check came (normal service time, and at least
 * the second before) are left out.
 */
function begunBeforeChecks(evidence: Evidence): Tally {
  const { timeline } = evidence.recording;
  const checked = timeline.filter(({ checks }) => checks > 0).map(({ t }) => t * 1000);
  // Checks that were held when the run was cut short are in no second; none is sent before the storm.
  const held = allChecks(evidence.recording).cancelled > 0 ? [stormStartMs(evidence)] : [];
  const baseline = clientsOf(evidence, "baseline");
  const servedMs = Math.max(baseline?.connectMs.max ?? 0, baseline?.answerMs.max ?? 0, 1);
  const untilMs = Math.min(...checked, ...held) - servedMs;
  return timeline
    .filter(({ t, phase }) => (phase === "baseline" || phase === "storm") && (t + 1) * 1000 <= untilMs)
    .reduce<Tally>(
      (sum, { attempts, accepted }) => ({ attempts: sum.attempts + attempts, accepted: sum.accepted + accepted }),
      { attempts: 0, accepted: 0 },
    );
}

function failing(evidence: Evidence, control: Tally, before: number): Unhealthy {
  const records = [clientsOf(evidence, "baseline"), clientsOf(evidence, "storm")];
  const cause = mostFrequent(records.slice(0, 1)) ?? mostFrequent(records);
  const example = (cause && records.map((record) => record?.examples[cause]).find(Boolean)) ?? null;
  const { attempts, accepted } = control;
  const later = { attempts: attempts - before, accepted: Math.max(0, accepted - before) };

  if (accepted > 0 && before > 0 && later.attempts > 0 && later.accepted < later.attempts / 2) {
    return {
      cause,
      reason: { kind: "control-breaks", cause, example, first: before, later },
      advice: [...(cause ? [{ kind: "cause", cause } as const] : []), { kind: "repair-service-first" }],
    };
  }
  return {
    cause,
    reason:
      accepted === 0
        ? { kind: "control-shut-out", cause, example, attempts }
        : { kind: "control-fails", cause, example, clients: { attempts, accepted } },
    advice: adviceWithoutChecks(records, cause),
  };
}

function adviceWithoutChecks(records: readonly (ClientRecord | undefined)[], cause: Cause | null): Advice[] {
  if (notTrusted(records, cause)) return [{ kind: "trust-certificate" }];
  return cause ? [{ kind: "cause-without-checks", cause }] : [];
}

/** Most of those who were rejected went away themselves, because they do not trust the service's certificate. */
function notTrusted(records: readonly (ClientRecord | undefined)[], cause: Cause | null): boolean {
  const count = (value: (record: ClientRecord) => number | undefined) =>
    records.reduce((sum, record) => sum + ((record && value(record)) ?? 0), 0);
  return (
    cause === "rejected" && count(({ errnos }) => errnos[CERTIFICATE]) * 2 > count(({ causes }) => causes.rejected)
  );
}

/** With clients that only connect, the queue is the only witness: it must hold still without checks. */
function fillingAlone(evidence: Evidence): Unhealthy | null {
  if (evidence.start?.client.evidence !== "kernel") return null;
  const kept = keptConnections(evidence, "baseline") ?? 0;
  const allowed = gatesOf(evidence)
    .filter(({ measure }) => measure === "queue-growth")
    .map(({ atMost }) => atMost ?? Infinity);
  if (allowed.length === 0 || kept <= Math.min(...allowed)) return null;
  return {
    cause: null,
    reason: { kind: "control-fills-queue", connections: kept },
    advice: [{ kind: "cause-without-checks", cause: "queued-not-served" }],
  };
}
