/** The verdict's half sentence in the headline. */
import { expect, test } from "vitest";
import { queueText, verdictText } from "../../lib/report/words";
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

test.each(table)("%s", (verdict, literal, service, kernel) => {
  const served = journalOf(literal);
  expect([served.verdict, verdictText(served)]).toEqual([verdict, service]);
  const opened = journalOf({ ...literal, client: { kind: "connect", evidence: "kernel" } });
  expect([opened.verdict, verdictText(opened)]).toEqual([verdict, kernel]);
});

test("the queue of a service that hung at the only check grew, and at no rate of the balancer's", () => {
  const { acceptQueue, ...journal } = journalOf({
    ...lost,
    queue: [
      [10, 0],
      [29, 129],
    ],
  });
  expect(queueText({ ...journal, acceptQueue })).toMatch(
    /^grew by \S+\/s in the storm; full after \S+ s at the balancer's own rate \(limit 128\)$/,
  );
  const once = { ...acceptQueue, secondsToOverflow: null };
  expect(queueText({ ...journal, acceptQueue: once })).toMatch(/^grew by \S+\/s in the storm \(limit 128\)$/);
});
