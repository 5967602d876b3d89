import { expect, test } from "vitest";
import type { Caveat } from "../../lib/model/caveat";
import { caveatText } from "../../lib/report/caveat-text";
import { processes } from "../judge/processes";
import type { RunLiteral } from "../judge/run";
import { journalOf } from "./journals";

const BECAME = "81 of 222 lb checks became resets: what the service had said lay unread";
const rotation = ": the balancer would take a healthy service out of rotation.";
const wrong = { kind: "called-down", checker: "lb", share: 0.9905 } as const;

const table: [caveat: Caveat, text: string][] = [
  [
    { kind: "no-greeting", checker: "lb", count: 12, sent: 40, waitedMs: 1000, ending: "fin" },
    "No greeting came to 12 of 40 lb checks: each of those was a silent connection of up to 1 s, then a FIN.",
  ],
  [
    { kind: "no-greeting", checker: "lb", count: 3, sent: 40, waitedMs: 2500, ending: "rst" },
    "No greeting came to 3 of 40 lb checks: each of those was a silent connection of up to 2.5 s, then an RST.",
  ],
  [
    { kind: "no-greeting", checker: "lb", count: 1, sent: 40, waitedMs: 1000, ending: "fin" },
    "No greeting came to 1 of 40 lb checks: that was a silent connection of up to 1 s, then a FIN.",
  ],
  [
    { kind: "ended-by-service", checker: "lb", count: 19, sent: 24, medianMs: 5020, earliestMs: 4980 },
    "The service itself ended 19 of 24 connections that lb held, after 5.02 s (median; 4.98 s at the earliest).",
  ],
  [{ kind: "became-resets", checker: "lb", count: 81, completed: 222, loopback: false }, `${BECAME}.`],
  [
    { kind: "became-resets", checker: "lb", count: 81, completed: 222, loopback: true },
    `${BECAME}; loopback overstates this.`,
  ],
  [
    { kind: "became-resets", checker: "lb", count: 1, completed: 1, loopback: false },
    "1 of 1 lb check became a reset: what the service had said lay unread.",
  ],
  [
    { kind: "no-longer-half-open", checker: "lb", count: 2, completed: 50 },
    "2 of 50 lb checks were no longer half-open: the kernel had sent the final ACK, and the service saw connections that were reset.",
  ],
  [
    { kind: "no-longer-half-open", checker: "lb", count: 1, completed: 50 },
    "1 of 50 lb checks was no longer half-open: the kernel had sent the final ACK, and the service saw a connection that was reset.",
  ],
  [
    { ...wrong, everyClient: true, clients: "service" },
    `lb said DOWN for 99 % of the time although every client got in${rotation}`,
  ],
  [
    { ...wrong, everyClient: false, clients: "service" },
    `lb said DOWN for 99 % of the time although clients kept getting in${rotation}`,
  ],
  [
    { ...wrong, share: 1, everyClient: true, clients: "kernel" },
    "lb said DOWN for 100 % of the time although every client could connect, which does not prove that the service took them: " +
      "either it is not healthy, or the check does not fit it.",
  ],
  [
    {
      kind: "behind-rate",
      ...{ checker: "lb", sent: 66, planned: 500, everyMs: (40 * 500) / 66, nodes: 8, plannedPerSecond: 25 },
    },
    "lb made 66 of 500 planned checks in the storm: a node makes one at a time, and each came 303 ms after the one before. " +
      "NODES=8 would make 25 a second.",
  ],
  [
    { kind: "kept-before-harm", what: "descriptors", before: 7, after: 307, checks: 300 },
    "descriptors 7 → 307 over 300 checks, still there at the end of recovery: a leak beside the harm, " +
      "but too few checks came before the first client was lost to tell its rate.",
  ],
  [
    { kind: "recovery-not-observed", end: "interrupted", begun: false },
    "Recovery was not observed: the run was interrupted; the last clients of the storm decide.",
  ],
  [
    { kind: "recovery-not-observed", end: "interrupted", begun: true },
    "Recovery was not observed to its end: the run was interrupted.",
  ],
  [
    { kind: "recovery-not-observed", end: "complete", begun: false },
    "Recovery was not observed: no client came after the checks; the last clients of the storm decide.",
  ],
  [
    { kind: "recovery-not-observed", end: "fail-fast", begun: false },
    "Recovery was not observed: the run was ended at the first lost gate; the last clients of the storm decide.",
  ],
  [
    { kind: "noisy-baseline", gate: "storm-slowdown", noise: { stat: "p95", ms: 172, medianMs: 4 }, limitMs: 222 },
    "baseline p95 172 ms is noise: its median is 4 ms; storm-slowdown allows 222 ms.",
  ],
  [
    {
      kind: "gate-not-judged",
      gate: "storm-slowdown",
      slowdown: { phase: "storm", what: "answer", stat: "p95", slowerMs: 245, sharedMs: 200 },
    },
    "storm-slowdown is not judged: answer p95 was 245 ms longer in the storm than in the baseline, and so was by 200 ms " +
      "an exchange inside this process: this machine was busy, with or without the checks.",
  ],
  [
    { kind: "own-rate-not-known", factor: 25 },
    "Harmed at 25 times the balancer's own rate; not known whether its own rate does it: SPEEDUP=1 with a STORM long enough, " +
      "and a RECOVERY longer than whatever the service forgets by, would show it.",
  ],
  [
    { kind: "fewer-checks-than-harmed", sent: 12, checksBefore: 40, secondStormMs: 400_000 },
    "The second storm made 12 checks, and the first harmed after 40. A service that forgets is safe at its own rate; " +
      "one that only counts, and was started again meanwhile, would look the same: SECOND_STORM=400s tells them apart.",
  ],
  [
    { kind: "counters-not-read", why: "" },
    "METRICS gave no Prometheus page that could be read, so nothing is known of the service's counters.",
  ],
  [
    { kind: "counters-not-read", why: "HTTP 404" },
    "METRICS gave no Prometheus page that could be read, so nothing is known of the service's counters: HTTP 404.",
  ],
];

test.each(table)("the caveat %o has its sentence", (caveat, text) => {
  expect(caveatText(caveat)).toBe(text);
});

test("a service that was started again in no time is told, also where no gate asks", () => {
  const restarted = (restarts: (t: number) => number) => {
    const literal: RunLiteral = { process: processes(({ t }) => ({ restarts: restarts(t) })) };
    return journalOf(literal).notes;
  };
  const replaced = (often: string) =>
    `The service's process was replaced by another one at least ${often} after the first check: did it crash, and was started again?`;
  expect(restarted((t) => (t < 15 ? 0 : t < 20 ? 1 : 2))).toEqual([replaced("2 times")]);
  expect(restarted((t) => (t < 15 ? 0 : 1))).toEqual([replaced("once")]);
  expect(restarted(() => 3)).toEqual([]);
});
