/** What holds for the reports of every run, whatever its verdict: they tell one story, and the exit code is part of it. */
import { expect } from "vitest";
import type { Journal, Verdict } from "../../lib/model/journal";
import { readJunit } from "./junit";
import type { Finished } from "./k6";
import { hasTool } from "./tools";

const canReadJunit = hasTool("python3");

const EXIT: Record<Verdict, number> = { held: 0, degraded: 99, wedged: 99, inconclusive: 110 };

/** @param code where it is not the verdict's own, as after SIGINT */
export async function expectReports(run: Finished, verdict: Verdict, code = EXIT[verdict]): Promise<Journal> {
  const { journal } = run;
  expect(journal, `exit ${run.code}: ${run.stderr}`).not.toBeNull();
  expect({ verdict: journal!.verdict, code: run.code }, journal!.reason).toEqual({ verdict, code });
  expectJournal(journal!);
  if (canReadJunit) await expectJunit(run.junit, journal!);
  expectTexts(run, journal!);
  return journal!;
}

function expectJournal(journal: Journal): void {
  expect(journal.schema).toBe("probe-storm/1");
  expect(new Date(journal.startedAt).toISOString().slice(0, 16)).toBe(journal.startedAt.slice(0, 16));
  expect(journal.reason).not.toBe("");
  expect(journal.harness.errors).toBe(0);
  expect(journal.attributionReason === "").toBe(journal.attribution === "strong");
  expect(journal.residualRiskPerCheck === null).toBe(journal.verdict !== "held");
  for (const { probes, fidelity, unproven } of journal.checkers) {
    expect(probes.completed).toBeLessThanOrEqual(probes.sent);
    expect(probes.failed).toBeLessThanOrEqual(probes.sent);
    expect(fidelity.verified + fidelity.degraded).toBeCloseTo(probes.completed > 0 ? 1 : 0, 5);
    const degraded = Math.round(fidelity.degraded * probes.completed);
    expect(unproven.reduce((sum, { count }) => sum + count, 0)).toBe(degraded);
  }
  for (const { clients } of Object.values(journal.phases)) {
    const failed = Object.values(clients.causes).reduce((sum, count) => sum + count, 0);
    expect(clients.accepted + failed).toBe(clients.attempts);
  }
  for (const { metric, expression } of journal.thresholds) {
    expect(metric).toMatch(/^[a-z_]+(\{[a-z_]+:[\w-]+\})?$/);
    expect(expression).toMatch(/^[a-z]+(\(\d+\))?(==|>=|<=)[\d.]+$/);
  }
  const lost = journal.gates.filter(({ ok }) => !ok).map(({ name }) => name);
  for (const { name, ok } of journal.thresholds) {
    // Two readings of one run. Of a phase that was cut short k6 reads what there is, and a gate what might still have come.
    if (journal.cutShort === "" && journal.gates.some((gate) => gate.name === name))
      expect(ok, name).toBe(!lost.includes(name));
  }
  if (journal.verdict === "held") expect(lost).toEqual([]);
  if (journal.verdict === "degraded" || journal.verdict === "wedged") expect(lost).not.toEqual([]);
}

async function expectJunit(xml: string, { verdict, gates, checkers, target }: Journal): Promise<void> {
  const suites = await readJunit(xml);
  expect(suites.map(({ name }) => name)).toEqual(checkers.map(({ name }) => `probe-storm ${target} ${name}`));
  for (const { cases, tests, failures, errors, skipped } of suites) {
    const count = (wanted: string) => cases.filter(({ outcome }) => outcome === wanted).length;
    expect({ tests, failures, errors, skipped }).toEqual({
      tests: cases.length,
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
    });
    const lost = verdict === "inconclusive" ? [] : gates.filter(({ ok }) => !ok).map(({ name }) => name);
    expect(cases.filter(({ outcome }) => outcome === "failure").map(({ name }) => name)).toEqual(lost);
    expect(errors > 0).toBe(verdict === "inconclusive");
    for (const { name } of gates) expect(cases.map((one) => one.name)).toContain(name);
  }
}

function expectTexts({ stdout, summary }: Finished, { verdict, phases, checkers, cause }: Journal): void {
  expect(stdout.trimStart().split(" ")[0]).toBe(verdict.toUpperCase());
  expect(summary.split("\n")[0]).toBe(`## probe-storm: ${verdict}`);
  for (const name of [...Object.keys(phases), ...checkers.map((checker) => checker.name)]) {
    expect(summary).toContain(`\n| ${name} | `);
    expect(stdout).toContain(name);
  }
  if (cause !== null) {
    expect(summary).toContain(cause);
    expect(stdout).toContain(cause);
  }
}
