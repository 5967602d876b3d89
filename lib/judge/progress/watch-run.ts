/** Watches a storm while it goes on: from looks at the recorder, one after the other, to what happens. */
import type { Happening } from "../../model/progress";
import { watchClients } from "./client-watcher";
import { watchListener } from "./listener-watcher";
import { watchOpinions } from "./opinion-watcher";
import { watchPhases } from "./phase-watcher";
import { watchQueue } from "./queue-watcher";
import { watchStatus } from "./status-watcher";
import { placeAt, type Look, type WatchedRun, type Watcher } from "./watched-run";

/** In the order in which things are told that are seen at one moment. */
export function watchRun(run: WatchedRun): Watcher {
  const opinions = watchOpinions(run);
  const watchers = [
    watchPhases(run),
    watchListener(run),
    watchClients(run),
    watchQueue(run),
    opinions.watch,
    watchStatus(run, opinions.opinions),
  ];
  return (look) => watchers.flatMap((watch) => watch(look));
}

/** Clients who still wait when the phases are over; empty where none does. */
export function lastClients(run: WatchedRun, { snapshot: { nowMs, clients } }: Look): Happening[] {
  const waiting = run.phases.reduce((sum, { name }) => {
    const { begun, attempts } = clients[run.prefix + name] ?? { begun: 0, attempts: 0 };
    return sum + Math.max(0, begun - attempts);
  }, 0);
  if (waiting === 0) return [];
  return [{ kind: "last-clients", ...placeAt(run, nowMs), waiting, atMostMs: run.longestClientMs }];
}
