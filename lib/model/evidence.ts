/** What the judge and the reports are given: nothing else decides. Plain JSON. */
import type { ClientKind } from "./config";
import type { Recording } from "./extension";
import type { Plan } from "./plan";
import type { SecondStorm } from "./plan";

/** What `setup` found out before the first phase; null in Evidence when `setup` did not finish. */
export interface Start {
  /** `now()` at the end of setup: phase times count from here. */
  originMs: number;
  /** `ip:port`. */
  address: string;
  /** Hosts that checks name instead of the target's: the IP address each one had, with brackets around IPv6. */
  hosts: Record<string, string>;
  /** The client that was chosen for `auto` or `greeting`, and why; one line. */
  client: {
    kind: ClientKind;
    accepts: string;
    evidence: "service" | "kernel";
    reason: string;
    /** Which CLIENT would prove more, one sentence; left out where the service itself answers. */
    advice?: string;
  };
  notes: string[];
}

export interface Evidence {
  plan: Plan;
  start: Start | null;
  recording: Recording;
  /** How the end came, as far as known: `complete`, `interrupted` (SIGINT), `fail-fast`, `no-control` (no client of the baseline got in). */
  end: "complete" | "interrupted" | "fail-fast" | "no-control";
  /** After harm at a raised rate: whether clients got in again while nothing checked; left out where nobody watched. */
  watched?: { back: boolean };
  /** The second storm at the own rate, if there was one; `complete`: it went all its way. */
  second?: { storm: SecondStorm; complete: boolean } | null;
  /** Set for a second storm: it asks about the rate alone. The first storm has shown that the checks are what they claim to be. */
  rateAlone?: true;
  /** Results of k6's own thresholds, `metric` → `expression` → ok and observed; null in teardown, where k6 has none yet. */
  k6: K6Results | null;
}

export interface K6Results {
  thresholds: { metric: string; expression: string; ok: boolean; observed: number | null }[];
  droppedIterations: number;
}
