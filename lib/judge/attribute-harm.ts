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
import { CONTROL, reachesService } from "../plan/fit-phases";
import { checksOf } from "../measures/checks";
import type { Attribution } from "../model/attribution";
import type { Evidence } from "../model/evidence";
import type { QueueGrowth } from "../model/judgement";
import type { PhaseName } from "../model/phases";
import { clientsOf } from "../measures/observed-phases";
import { slowdownStays } from "../measures/slowdown";

/** The suggested baseline allows for so much more, so that the next run does not stop just short. */
const MARGIN = 1.2;

/** The service was meant to see no check, and saw a few, because the kernel's own ACK was faster than their reset. */
function onlyByAccident({ plan }: Evidence): boolean {
  return plan.checkers.every(({ connections }) => !connections.some(reachesService));
}

/** Connections that the service saw: before the phase that was harmed, and in it up to the harm. */
interface Connections {
  harmless: number;
  clients: number;
  checks: number;
  since: Extract<Attribution, { kind: "any-connection" }>["since"];
}

export function attribution(evidence: Evidence, queue: QueueGrowth): Attribution {
  const seen = connectionsBeforeHarm(evidence, queue);
  if (seen === null) return { kind: slowdownStays(evidence) ? "slowdown-stays" : "strong" };
  const { harmless, clients, checks, since } = seen;
  if (checks > 0 && onlyByAccident(evidence)) return { kind: "seen-by-accident" };
  const later = clients + checks;
  if (CONTROL * later <= harmless || later === 0) return { kind: "strong" };
  const { ratePerSecond } = evidence.plan.config.client;
  const baselineSeconds = Math.ceil((CONTROL * later * MARGIN) / ratePerSecond - 1e-9);
  const share = later / (harmless + later);
  return { kind: "any-connection", clients, checks, since, harmless, share, baselineSeconds };
}

function connectionsBeforeHarm(evidence: Evidence, queue: QueueGrowth): Connections | null {
  const control = clientsOf(evidence, "baseline")?.attempts ?? 0;
  const storm = clientsOf(evidence, "storm");
  const recovery = clientsOf(evidence, "recovery");
  if (storm && storm.attemptsBeforeFirstFailure >= 0) {
    const checks = seenByService(evidence, Math.max(0, storm.checksBeforeFirstFailure));
    return { harmless: control, clients: storm.attemptsBeforeFirstFailure, checks, since: "storm-start" };
  }
  if (queue.beganMs !== null) {
    const until = before(evidence, queue.beganMs, "storm");
    return {
      harmless: control,
      clients: until.attempts,
      checks: seenByService(evidence, until.checks),
      since: "storm-start",
    };
  }
  if (recovery && recovery.attemptsBeforeFirstFailure >= 0) {
    const inStorm = before(evidence, Infinity, "storm").checks;
    const sent = Math.max(inStorm, recovery.checksBeforeFirstFailure);
    return {
      harmless: control + (storm?.attempts ?? 0) + seenByService(evidence, inStorm),
      clients: recovery.attemptsBeforeFirstFailure,
      checks: seenByService(evidence, sent - inStorm),
      since: "storm-end",
    };
  }
  return null;
}

/** Whole seconds of a phase that were over at `ms`. */
function before({ recording }: Evidence, ms: number, name: PhaseName): { attempts: number; checks: number } {
  return recording.timeline
    .filter(({ t, phase }) => phase === name && (t + 1) * 1000 <= ms)
    .reduce((sum, { attempts, checks }) => ({ attempts: sum.attempts + attempts, checks: sum.checks + checks }), {
      attempts: 0,
      checks: 0,
    });
}

/** The number of the checks' connections that `accept()` returned, by the share of all checks that were of that kind. */
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

/** The service cannot have seen a connection of any check of the run. */
export function unseen(evidence: Evidence): boolean {
  return seenShare(evidence) === 0;
}
