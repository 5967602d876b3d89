/** The verdict's half sentence in the headline. */
import { expect, test } from "vitest";
import { queueText, riskText, verdictText } from "../../lib/report/shared-phrases";
import type { RunLiteral } from "../judge/run";
import { journalOf } from "./journals";

const lost: RunLiteral = { storm: "20+ 180-" };
const table: [verdict: string, literal: RunLiteral, service: string, kernel: string][] = [
  ["held", {}, "clients kept getting in", "connections kept opening"],
  [
    "degraded",
    lost,
    "clients were harmed, and got in again (queued-not-served)",
    "connections failed to open, and open again (queued-not-served)",
  ],
  [
    "wedged",
    { ...lost, recovery: "150-" },
    "clients were shut out, and stayed out (queued-not-served)",
    "connections stopped opening, and open no more (queued-not-served)",
  ],
];

test.each(table)("all reports have the same phrases for a run that is %s", (verdict, literal, service, kernel) => {
  const served = journalOf(literal);
  expect([served.verdict, verdictText(served)]).toEqual([verdict, service]);
  const opened = journalOf({ ...literal, client: { kind: "connect", evidence: "kernel" }, kernelEvidence: "accept" });
  expect([opened.verdict, verdictText(opened)]).toEqual([verdict, kernel]);
});

test("the phrase for the queue tells the time to full at the balancer's rate, that it is full, what was kept, or nothing", () => {
  const queue = { ...journalOf(lost).acceptQueue, available: true, limit: 4096, growthPerSecond: 19.47 };
  const text = (more: Partial<typeof queue>) =>
    queueText({
      ...journalOf(lost),
      acceptQueue: { ...queue, kept: 300, full: false, secondsToOverflow: 270, ...more },
    });
  expect(text({})).toBe("grew by 19.5/s in the storm; full after 4 min 30 s at the balancer's own rate (limit 4,096)");
  expect(text({ full: true, kept: 4097 })).toBe("grew by 19.5/s and was full in the storm (limit 4,096)");
  expect(text({ full: true, growthPerSecond: 0 })).toBe("was full in the storm (limit 4,096)");
  expect(text({ secondsToOverflow: null, kept: 1 })).toBe("kept 1 connection of the storm (limit 4,096)");
  expect(text({ growthPerSecond: 0, kept: 0, secondsToOverflow: null })).toBe("did not grow; limit 4,096");
});

test.each([
  // 3 of 71 are 4.225 %.
  [3 / 71, "5 %"],
  [0.06, "6 %"],
  [0.01, "1 %"],
  [3 / 7000, "0.05 %"],
  [1, "100 %"],
])("a risk of %f is told as %s in every report: never less than it is", (risk, text) => {
  expect(riskText(risk)).toBe(text);
});
