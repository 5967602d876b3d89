/** Clients that only connect do not say `held`, and still show harm. */
import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { run, type RunLiteral } from "./run";

const connect: RunLiteral = { client: { kind: "connect", evidence: "kernel" } };
const judged = (literal: RunLiteral) => judge(run({ ...connect, ...literal }));

test("a run without harm by clients that only connect is inconclusive, says why, and which CLIENT to name", () => {
  expect(judged({})).toMatchObject({
    verdict: "inconclusive",
    cause: null,
    reason: { kind: "kernel-alone" },
    advice: [{ kind: "stronger-client" }, { kind: "kernel-evidence" }],
    residualRiskPerCheck: null,
  });
});

test("a queue that stays empty does not make up for it: whoever accepts need not answer", () => {
  const empty = Array.from({ length: 55 }, (_, t): [number, number] => [t, 0]);
  expect(judged({ queue: empty }).verdict).toBe("inconclusive");
});

const others: [title: string, literal: RunLiteral, verdict: string][] = [
  ["KERNEL_EVIDENCE=accept takes it", { kernelEvidence: "accept" }, "held"],
  ["inside TLS the service itself has answered", { client: { kind: "connect", evidence: "service" } }, "held"],
  ["connections that do not open any more", { storm: "20+ 180-", recovery: "150-" }, "wedged"],
  ["connections that did not open for a while", { storm: "20+ 180-" }, "degraded"],
  ["our own trouble is told first", { harness: { "no ports left": 1 } }, "inconclusive"],
];

test.each(others)("the verdict by clients that only connect: %s", (_, literal, verdict) => {
  const judgement = judged(literal);
  expect(judgement.verdict).toBe(verdict);
  expect(judgement.reason.kind).not.toBe("kernel-alone");
});
