/** Python's HTTPServer has one thread: whoever connects and says nothing has it for himself. */
import { test } from "vitest";
import { HELD, outcomeOf, stormAt } from "../support/services/real-run";
import { singleThreadServer } from "../support/services/single-thread-server";
import { hasTool } from "../support/tools";

test
  .skipIf(!hasTool("python3"))
  .concurrent("silent connections shut everybody out as long as they stay", async ({ expect, onTestFinished }) => {
    const server = await singleThreadServer();
    onTestFinished(() => server.stop());
    // Those that gave up meanwhile wait in the queue, and each takes its turn.
    const run = await stormAt(`127.0.0.1:${server.port}`, { CHECKER: "hold", CLIENT: "http", RECOVERY: "6s" });

    expect(outcomeOf(run), run.stdout).toMatchObject({ verdict: "degraded", code: 99, junit: "failure" });
    expect(run.journal).toMatchObject({ cause: "queued-not-served", evidence: "service", attribution: "strong" });
    expect(run.journal.reason).toContain("at the end of recovery clients got in again");
    const { baseline, storm } = run.journal.phases;
    expect(baseline!.clients.acceptedRatio).toBe(1);
    // Those that came late in the storm had patience enough to see its end.
    expect(storm!.clients.acceptedRatio).toBeLessThan(0.6);
  });

test.skipIf(!hasTool("python3")).concurrent("a reset lets it go on: held", async ({ expect, onTestFinished }) => {
  const server = await singleThreadServer();
  onTestFinished(() => server.stop());
  const run = await stormAt(`127.0.0.1:${server.port}`, { CHECKER: "rst", CLIENT: "http" });
  expect(outcomeOf(run), run.stdout).toEqual(HELD);
});
