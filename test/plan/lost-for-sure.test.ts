import { expect, test } from "vitest";
import { lostForSure } from "../../lib/plan/lost-for-sure";
import { profiles } from "../../thresholds/index";

const { gates } = profiles.get("default")!;

type Row = [
  what: string,
  phase: "baseline" | "storm" | "recovery",
  planned: number,
  counts: { attempts: number; failed: number; outageMs: number },
  lost: string | null,
];

const table: Row[] = [
  ["nothing has failed", "storm", 200, { attempts: 50, failed: 0, outageMs: 110 }, null],
  ["as many as 99 % allow", "storm", 200, { attempts: 50, failed: 2, outageMs: 300 }, null],
  [
    "one more than that, with all the rest to come",
    "storm",
    200,
    { attempts: 50, failed: 3, outageMs: 300 },
    "storm-accepted",
  ],
  [
    "k6 may start one more: 199 planned, 2 failed of 200",
    "storm",
    199,
    { attempts: 10, failed: 2, outageMs: 300 },
    null,
  ],
  ["more attempts than planned", "storm", 100, { attempts: 300, failed: 3, outageMs: 300 }, null],
  ["an outage at its limit", "storm", 200, { attempts: 50, failed: 1, outageMs: 2000 }, null],
  ["an outage beyond it", "storm", 200, { attempts: 50, failed: 1, outageMs: 2001 }, "storm-outage"],
  ["in recovery, by recovery's gates", "recovery", 150, { attempts: 5, failed: 5, outageMs: 300 }, "recovery-accepted"],
  ["the baseline has no gates", "baseline", 100, { attempts: 100, failed: 100, outageMs: 9000 }, null],
];

test.each(table)("whether a gate is lost for sure: %s", (_, phase, planned, counts, lost) => {
  expect(lostForSure(gates, phase, planned, counts)?.name ?? null).toBe(lost);
});
