/** Tells when nobody listens at the target's address any more, when somebody does again, and when the service is another process. */
import type { Happening } from "../../model/progress";
import { placeAt, type WatchedRun, type Watcher } from "./watched-run";

/** A service that ends at every check is told of so often. */
const MOST_TOLD = 10;

export function watchListener(run: WatchedRun): Watcher {
  let goneMs: number | null = null;
  let lastGoneMs: number | null = null;
  let restarts = -1;
  let told = 0;
  return ({ snapshot: { nowMs, absence, restarts: seen } }) => {
    const place = placeAt(run, nowMs);
    const news: Happening[] = [];
    // What there was before the first look is another storm's.
    lastGoneMs ??= absence === null ? -1 : absence.from;
    if (absence !== null && absence.from > lastGoneMs) {
      goneMs = lastGoneMs = absence.from;
      news.push({ kind: "listener-gone", ...place, processEnded: absence.processEnded });
    }
    if (goneMs !== null && absence !== null && absence.until !== null) {
      news.push({ kind: "listener-back", ...place, goneMs: Math.round(absence.until - goneMs) });
      goneMs = null;
    }
    if (seen > restarts && restarts >= 0) news.push({ kind: "restarted", ...place, restarts: seen });
    restarts = seen;
    const left = MOST_TOLD - told;
    told += news.length;
    return news.slice(0, Math.max(0, left));
  };
}
