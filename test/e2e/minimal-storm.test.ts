/** Once something harms: the least that does, and the command that shows it again. */
import { expect, test, vi } from "vitest";
import { calm } from "../support/calm";
import { K6_ROOT, runStorm, SHORT } from "../support/k6";
import type { MinimalJournal } from "../../lib/model/trials-journal";

/** Many trials of some seconds each, side by side with those of the other tests here. */
vi.setConfig({ testTimeout: 400_000 });

const MINIMAL = `${K6_ROOT}/dist/minimal-storm.js`;

async function minimal(settings: Record<string, string>) {
  const run = await runStorm({ script: MINIMAL, settings: { THRESHOLDS: "trial", ...settings } });
  expect(run.code, run.stderr).toBe(0);
  return { run, journal: run.journal as unknown as MinimalJournal };
}

test.concurrent("a single reset is enough for the server that greets in its accept loop", async () => {
  const { run, journal } = await minimal({ CHECKER: "rst", RUNS: "1" });
  // A busy machine may spoil the trials of a delay, even all of them; then the finding says so.
  expect(journal.finding, run.stdout).toMatch(
    /^A single reset (within [\d.]+ ms of the handshake is enough\.( Of some|$)|at once is enough\. Of some)/,
  );
  expect(journal.minimal).toMatchObject({ harms: "always", storm: { checks: 1, nodes: 1 }, fewerChecks: null });

  const words = journal.command.split(" ").slice(3);
  const settings = Object.fromEntries(words.filter((word) => word !== "-e").map((word) => word.split("=")));
  // The one reset has to beat a greeting that leaves after 1.5 ms.
  await calm(0.7, 60_000);
  const again = await runStorm({ settings: { ...SHORT, ...settings } });
  expect(again.journal, again.stderr).toMatchObject({ verdict: "wedged", checkers: [{ probes: { sent: 1 } }] });
});

test.concurrent("silent connections: as many as it has workers", async () => {
  const { run, journal } = await minimal({ CHECKER: "hold", FLAW: "bounded-workers", RUNS: "1", STORM: "3s" });
  expect(journal.finding, run.stdout).toMatch(
    /^\d silent connections held (for [\d.]+ m?s|to the end of the storm) are enough; \d (is|are) not\.$/,
  );
});

test.concurrent("what harms nobody is said to do no harm", async () => {
  const { journal } = await minimal({ CHECKER: "half-open", RUNS: "1" });
  expect(journal).toMatchObject({ finding: "50 half-open checks do no harm (1 trial).", command: "" });
});
