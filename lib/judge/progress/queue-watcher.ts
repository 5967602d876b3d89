/** Tells when the accept queue fills, is full, and is empty again. Each is told once in a phase, for a queue that goes up and down. */
import type { ProgressQueue } from "../../model/progress";
import { placeAt, type WatchedRun, type Watcher } from "./watched-run";

type Kind = "queue-filling" | "queue-full" | "queue-drained";

/** A single client fills a large part of a queue that is shorter than this. */
const SHORTEST = 8;
const EMPTY_SHARE = 0.1;

export function watchQueue(run: WatchedRun): Watcher {
  const told = new Set<string>();
  let level: Kind = "queue-drained";
  return ({ snapshot: { nowMs }, queue }) => {
    if (queue === null) return [];
    const next = levelOf(queue, level);
    if (next === level) return [];
    level = next;
    const place = placeAt(run, nowMs);
    const once = `${place.phase} ${next}`;
    if (told.has(once)) return [];
    told.add(once);
    return [{ kind: next, ...place, queue }];
  };
}

function levelOf({ length, limit }: ProgressQueue, before: Kind): Kind {
  if (limit > 0 && length > limit) return "queue-full";
  if (before === "queue-full") return length <= limit * EMPTY_SHARE ? "queue-drained" : before;
  if (limit >= SHORTEST && length >= limit / 2) return "queue-filling";
  return length <= limit * EMPTY_SHARE ? "queue-drained" : before;
}
