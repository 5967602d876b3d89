/** SIGINT in the midst of trials: what the finished ones came to is kept, printed and written. */
import { expect, test, vi } from "vitest";
import type { MinimalJournal, SweepJournal } from "../../lib/model/trials-journal";
import { K6_ROOT, runStorm } from "../support/k6";
import { lines } from "../support/lines";

vi.setConfig({ testTimeout: 240_000 });

/** k6's own code for a run that a signal ended. */
const INTERRUPTED = 105;

/** Interrupted as soon as so many trials are over. */
async function interrupted<Journal>(script: string, trials: number, settings: Record<string, string>) {
  const run = await runStorm({
    script: `${K6_ROOT}/dist/${script}.js`,
    settings: { THRESHOLDS: "trial", ...settings },
    during: (child) =>
      void lines(child.stderr!)
        .until((all) => all.some((line) => line.includes(`trial ${trials} of about`)))
        .then(() => child.kill("SIGINT")),
  });
  expect(run.code, run.stderr).toBe(INTERRUPTED);
  return { ...run, journal: run.journal as unknown as Journal };
}

test.concurrent("minimal-storm: the least so far, its command, and what is open", async () => {
  const { journal, stdout, summary } = await interrupted<MinimalJournal>("minimal-storm", 3, {
    CHECKER: "rst",
    RUNS: "1",
    CHECKS: "8",
  });
  // 8 resets were enough, then 4, then 2: so 2 are known to be enough.
  expect(journal).toMatchObject({
    ended: "the run was cut short",
    trials: 3,
    minimal: { harms: "always", storm: { checks: 2, nodes: 1 }, unsettled: ["checks", "delay", "rate"] },
  });
  expect(journal.finding).toMatch(/^2 resets every \d+ ms are enough\. Not yet the least after 3 trials: /);
  expect(stdout.replace(/\s+/g, " ")).toContain(journal.finding);
  expect(stdout).toContain(journal.command);
  expect(journal.command).toContain("-e CHECKS=2 -e NODES=1");
  expect(summary).toContain(journal.command);
});

test.concurrent("delay-sweep: the bands so far, with their runs", async () => {
  const { journal, stdout, summary } = await interrupted<SweepJournal>("delay-sweep", 2, {
    DELAYS: "0s..10ms",
    // Half of them must close when asked to, or nothing can be said.
    CHECKS: "9",
    RUNS: "1",
  });
  expect(journal).toMatchObject({ ended: "the run was cut short", trials: 2 });
  const [{ bands }] = journal.sweep.rates as [SweepJournal["sweep"]["rates"][0]];
  expect(bands, stdout).toMatchObject([{ fromMs: 0, toMs: 0.5, outcome: "harmed", runs: 2, harmed: 2 }]);
  for (const text of [stdout, summary]) {
    expect(text.toLowerCase()).toContain("not complete: the run was cut short");
    expect(text).toContain("wedged (queued-not-served) in 2 of 2 runs");
  }
});
