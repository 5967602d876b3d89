import { expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { judge } from "../../lib/judge/judge";
import { terminalReport } from "../../lib/report/terminal";
import { journalOf } from "../report/journals";
import { processes } from "../judge/processes";
import { GATES, run, type RunLiteral } from "../judge/run";

const gate: Gate = { name: "recovery-restarts", phase: "recovery", measure: "restarts", atMost: 0 };
const literal = (restarts: (t: number) => number, more: RunLiteral = {}): RunLiteral => ({
  process: processes(({ t }) => ({ restarts: restarts(t) })),
  ...more,
});
const notes = (restarts: (t: number) => number) => {
  const { verdict, caveats } = judge(run(literal(restarts)));
  return { verdict, restarted: caveats.filter(({ kind }) => kind === "process-replaced") };
};

test("a service that was started again in no time is told, also where no gate asks", () => {
  const { verdict, restarted } = notes((t) => (t < 15 ? 0 : t < 20 ? 1 : 2));
  expect(verdict).toBe("held");
  expect(restarted).toMatchObject([{ finding: { kind: "restarts", atLeast: 2 } }]);
  expect(notes((t) => (t < 15 ? 0 : 1)).restarted).toMatchObject([{ finding: { atLeast: 1 } }]);
});

test("a restart costs the gate though every client got in", () => {
  const judgement = judge(run(literal((t) => (t < 15 ? 0 : 18), { gates: [...GATES, gate] })));
  expect(judgement).toMatchObject({ verdict: "degraded", cause: null });
  expect(judgement.reason).toMatchObject({
    kind: "cost",
    cost: { kept: null, findings: [{ kind: "restarts", atLeast: 18 }] },
  });
  expect(judgement.advice[0]).toEqual({ kind: "cost", finding: "restarts" });
  expect(judgement.gates.at(-1)).toMatchObject({ ok: false, observed: 18 });
});

test("restarts before the first check are none of the checks' own", () => {
  expect(notes(() => 3).restarted).toEqual([]);
  expect(notes((t) => (t < 5 ? 3 : 4)).restarted).toEqual([]);
});

test("a run without a verdict carries restarts in its headline: they do not depend on the generator", () => {
  const late = { harness: { "no free port": 3 } };
  const journal = journalOf(literal((t) => Math.max(0, Math.min(18, t - 12)), late));
  expect(journal.verdict).toBe("inconclusive");
  const text = terminalReport(journal, { colour: false }).replace(/\s+/g, " ");
  expect(text).toContain("but the service's process was replaced at least 18 times");
  expect(text).toContain("became another process at least 18 times");
});

test("a service that replaces its process by the clock does so without a check as well", () => {
  expect(notes((t) => Math.floor(t / 4)).restarted).toEqual([]);
});
