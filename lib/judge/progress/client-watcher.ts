/**
 * Tells when clients are lost, when none gets in any more, and when they get in again.
 *
 * A client that is shut out is known to be lost only when its time is up. So what happens is told at one moment and began at another, and a
 * client that began before the first lost one may be found out after it.
 */
import type { Cause } from "../../model/extension";
import type { Happening } from "../../model/progress";
import { checkedPhases } from "../../plan/planned-phases";
import { placeAt, type Look, type WatchedRun, type Watcher } from "./watched-run";

/** Clients count as shut out after this many failures in a row, and this long without one that got in. */
const IN_A_ROW = 3;
const FOR_MS = 1_000;

export function watchClients(run: WatchedRun): Watcher {
  /** For each phase: when the first lost client that was told of began. */
  const told = new Map<string, number>();
  const checks = checkedPhases(run.phases);
  const checksEndMs = run.originMs + (checks[checks.length - 1]?.endMs ?? Infinity);
  /** When the last client got in before they were shut out; null: they are not. */
  let lastInMs: number | null = null;

  function firstLost({ snapshot, queue }: Look): Happening[] {
    return run.phases.flatMap(({ name, startMs }): Happening[] => {
      const first = snapshot.clients[run.prefix + name]?.firstFailure ?? null;
      const before = told.get(name);
      if (first === null || (before !== undefined && first.startMs >= before)) return [];
      told.set(name, first.startMs);
      return [
        {
          kind: "first-client-lost",
          ...placeAt(run, snapshot.nowMs),
          of: name,
          beganMs: Math.round(first.startMs - run.originMs - startMs),
          waitedMs: Math.round(first.endMs - first.startMs),
          cause: first.cause as Cause,
          earlier: before !== undefined,
          shutOut: lastInMs !== null,
          queue,
        },
      ];
    });
  }

  function access({ snapshot: { nowMs, access } }: Look): Happening[] {
    if (lastInMs === null) {
      const sinceMs = access.acceptedMs < 0 ? run.originMs : access.acceptedMs;
      if (access.failedInARow < IN_A_ROW || nowMs - sinceMs < FOR_MS) return [];
      lastInMs = sinceMs;
      const forMs = Math.round(nowMs - sinceMs);
      return [{ kind: "clients-shut-out", ...placeAt(run, nowMs), failedInARow: access.failedInARow, forMs }];
    }
    const { backSinceMs } = access;
    if (backSinceMs <= lastInMs) return [];
    const outageMs = Math.round(backSinceMs - lastInMs);
    const sinceChecksMs = backSinceMs >= checksEndMs ? Math.round(backSinceMs - checksEndMs) : null;
    lastInMs = null;
    return [{ kind: "clients-back", ...placeAt(run, nowMs), outageMs, sinceChecksMs }];
  }

  return (look) => [...firstLost(look), ...access(look)];
}
