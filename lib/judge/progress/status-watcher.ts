/** Tells how far the run is, once a second. */
import type { ProgressOpinion } from "../../model/progress";
import { CLIENT_PHASES } from "../../plan/scenarios";
import { checkedPhases, phaseAt } from "../../plan/planned-phases";
import { leftMs, placeAt, type Look, type WatchedRun, type Watcher } from "./watched-run";

const EVERY_MS = 1_000;
/** A line with more checkers than this is too long to read. */
const MOST_CHECKERS = 20;

export function watchStatus(run: WatchedRun, opinions: () => ProgressOpinion[]): Watcher {
  let nextMs = -Infinity;
  return (look) => {
    const { nowMs } = look.snapshot;
    if (nowMs < nextMs) return [];
    nextMs = nowMs + EVERY_MS - EVERY_MS / 10;
    const place = placeAt(run, nowMs);
    const checks = checkedPhases(run.phases);
    const checked = checks.some(({ name }) => name === place.phase);
    return [
      {
        kind: "status",
        ...place,
        leftMs: leftMs(run, nowMs),
        clients: clientsOf(run, look),
        checks: checksOf(run, look),
        queue: look.queue,
        opinions: checked ? opinions().slice(0, MOST_CHECKERS) : [],
      },
    ];
  };
}

function clientsOf({ phases, originMs, prefix }: WatchedRun, { snapshot: { nowMs, clients } }: Look) {
  const { name } = phaseAt(phases, nowMs - originMs);
  if (!CLIENT_PHASES.includes(name)) return null;
  const { begun, attempts, accepted } = clients[prefix + name] ?? { begun: 0, attempts: 0, accepted: 0 };
  return { accepted, lost: attempts - accepted, waiting: Math.max(0, begun - attempts) };
}

/** A check of several connections counts once: by its first. */
function checksOf({ phases, checkers, prefix }: WatchedRun, { snapshot: { checks } }: Look): number {
  return checkers.reduce(
    (sum, { name }) => sum + phases.reduce((all, phase) => all + (checks[name]?.[prefix + phase.name] ?? 0), 0),
    0,
  );
}
