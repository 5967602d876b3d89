/**
 * Was it the checks? A service that fails after so many connections, of whomever, would look the same.
 *
 * The control shows that S connections of clients alone do no harm. When harm comes after W further ones, of clients and of checks that the
 * service saw, such a service would have failed among them with a chance of
 *
 *     P(limit ≤ S + W | limit > S) = W / (S + W)
 *
 * if every order of magnitude of its limit is equally likely. Below a third the attribution is strong. Harm that the night did is counted
 * from the end of the storm, whose clients all got in.
 */
import { counted, percent } from "../text/format";
import { CONTROL, reachesService } from "../plan/fit-phases";
import { checksOf } from "./checks";
import type { Evidence } from "../model/evidence";
import type { QueueGrowth } from "../model/judgement";
import { clientsOf } from "./phases";
import { slowdownStays } from "./slowdown";

export interface Attribution {
  attribution: "strong" | "weak";
  reason: string;
}

/** The suggested baseline allows for so much more, so that the next run does not stop just short. */
const MARGIN = 1.2;

export const STRONG: Attribution = { attribution: "strong", reason: "" };

/** Checks that are meant to stay unseen, and of which a few were seen because the kernel's own ACK overtook them. */
const ACCIDENT: Attribution = {
  attribution: "weak",
  reason:
    "The service saw only the few checks that the kernel had acknowledged before they could reset: on a machine with nothing else to do " +
    "it would see none of them.",
};

function onlyByAccident({ plan }: Evidence): boolean {
  return plan.checkers.every(({ connections }) => !connections.some(reachesService));
}

/** No client was lost, and most wait as long without a check as with them. */
const STAYS: Attribution = {
  attribution: "weak",
  reason:
    "Clients wait as long now that the checks have stopped: they may have left it behind, or clients alone brought it about. A longer " +
    "BASELINE would show it without any check.",
};

/** Connections that the service saw: before the phase that was harmed, and in it up to the harm. */
interface Connections {
  harmless: number;
  clients: number;
  checks: number;
  where: string;
}

export function attribution(evidence: Evidence, queue: QueueGrowth): Attribution {
  const seen = connectionsBeforeHarm(evidence, queue);
  if (seen === null) return slowdownStays(evidence) ? STAYS : STRONG;
  const { harmless, clients, checks, where } = seen;
  if (checks > 0 && onlyByAccident(evidence)) return ACCIDENT;
  const since = clients + checks;
  if (CONTROL * since <= harmless || since === 0) return STRONG;
  const { ratePerSecond } = evidence.plan.config.client;
  const seconds = Math.ceil((CONTROL * since * MARGIN) / ratePerSecond - 1e-9);
  return {
    attribution: "weak",
    reason:
      `Harm showed after ${counted(clients, "client")} and ${counted(checks, "check")} ${where}, and ${harmless} connections before them ` +
      `had done none. A service that fails after so many connections of any kind would look the same in ` +
      `${percent(since / (harmless + since))} of the cases. BASELINE=${seconds}s would settle it.`,
  };
}

function connectionsBeforeHarm(evidence: Evidence, queue: QueueGrowth): Connections | null {
  const control = clientsOf(evidence, "baseline")?.attempts ?? 0;
  const storm = clientsOf(evidence, "storm");
  const recovery = clientsOf(evidence, "recovery");
  if (storm && storm.attemptsBeforeFirstFailure >= 0) {
    const checks = seenByService(evidence, Math.max(0, storm.checksBeforeFirstFailure));
    return { harmless: control, clients: storm.attemptsBeforeFirstFailure, checks, where: "in the storm" };
  }
  if (queue.beganMs !== null) {
    const until = before(evidence, queue.beganMs, "storm");
    return {
      harmless: control,
      clients: until.attempts,
      checks: seenByService(evidence, until.checks),
      where: "in the storm",
    };
  }
  if (recovery && recovery.attemptsBeforeFirstFailure >= 0) {
    const ofStorm = before(evidence, Infinity, "storm").checks;
    const all = Math.max(ofStorm, recovery.checksBeforeFirstFailure);
    return {
      harmless: control + (storm?.attempts ?? 0) + seenByService(evidence, ofStorm),
      clients: recovery.attemptsBeforeFirstFailure,
      checks: seenByService(evidence, all - ofStorm),
      where: "since the storm",
    };
  }
  return null;
}

/** Whole seconds of a phase that were over at `ms`. */
function before({ recording }: Evidence, ms: number, of: string): { attempts: number; checks: number } {
  return recording.timeline
    .filter(({ t, phase }) => phase === of && (t + 1) * 1000 <= ms)
    .reduce((sum, { attempts, checks }) => ({ attempts: sum.attempts + attempts, checks: sum.checks + checks }), {
      attempts: 0,
      checks: 0,
    });
}

/** Of so many checks' connections those that `accept()` returned, by the share of all checks that were of that kind. */
function seenByService(evidence: Evidence, checks: number): number {
  return Math.round(checks * seenShare(evidence));
}

/**
 * The share of the checks' connections that the service can have seen. A half-open one is not among them, unless the kernel's own ACK had
 * left before it ended.
 */
function seenShare({ plan, recording }: Evidence): number {
  let made = 0;
  let seen = 0;
  for (const { name, connections } of plan.checkers) {
    const { completed, verified } = checksOf(recording, name);
    made += completed;
    seen += connections.some(reachesService) ? completed : completed - verified;
  }
  // What is held when a run is cut short is in no count, and was seen.
  return made === 0 ? 1 : seen / made;
}

/** Not one check of the run was a connection that the service can have seen. */
export function unseen(evidence: Evidence): boolean {
  return seenShare(evidence) === 0;
}
