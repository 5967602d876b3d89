/** Journals that the report tests share, made as a run makes them. */
import { judge } from "../../lib/judge/judge";
import type { Journal } from "../../lib/model/journal";
import { makeJournal } from "../../lib/report/build-journal";
import { run, type RunLiteral } from "../judge/run";

export const journalOf = (literal: RunLiteral): Journal => {
  const evidence = run(literal);
  return makeJournal(evidence, judge(evidence));
};

export const held = journalOf({ dropped: 0, notes: ["The service speaks first."] });

/** The seed's story: hung after the second client, and its 128 places taken 6 s later. */
export const wedged = journalOf({
  storm: { order: "2+ 198-", causes: { "queued-not-served": 63, "syn-dropped": 135 } },
  recovery: { order: "150-", causes: { "syn-dropped": 150 } },
  checks: {
    rst: {
      storm: {
        sent: 200,
        completed: 64,
        failed: 136,
        verified: 62,
        causes: { "syn-dropped": 136 },
        unproven: { "closed 1.9 ms after the handshake, at most 1.5 ms": 2 },
      },
      night: { sent: 100, completed: 0, failed: 100, causes: { "syn-dropped": 100 } },
    },
  },
  queue: [
    [9.75, 0],
    [10, 0],
    [11, 18],
    [12, 38],
    [13, 58],
    [14, 78],
    [15, 98],
    [16, 118],
    [16.75, 129],
    [20, 129],
    [29.75, 129],
    [39.75, 129],
    [54.75, 129],
  ],
  opinions: [[18, "rst", 0, false]],
  checkers: [{ intervalMs: 2000, speedup: 20, realRatePerSecond: 0.5 }],
  given: [
    { name: "TARGET", value: "192.0.2.1:4000", from: "environment" },
    { name: "SPEEDUP", value: "20", from: "file" },
  ],
});

export const noControl = journalOf({
  baseline: {
    order: "100-",
    causes: { refused: 100 },
    examples: { refused: "connect 192.0.2.1:4000: <ECONNREFUSED> & \u0000" },
  },
  storm: { order: "200-", causes: { refused: 200 } },
  recovery: { order: "150-", causes: { refused: 150 } },
});
