/** Not one client of the baseline gets in: the run ends there, since what follows could be blamed on no check. */
import { expect, test } from "vitest";
import { runStorm } from "../support/k6";
import { expectReports } from "../support/reports";
import { greets, silent, witness } from "../support/witness";

/** The source address of the checkers, which come in the storm. The storm is too long to end by itself. */
const CHECKERS = "127.0.0.2";
const settings = { BASELINE: "3s", STORM: "100s", CLIENT: "greeting", CHECKER: "rst", SOURCES: CHECKERS };

test.concurrent("nobody listens", async () => {
  const target = await witness(greets);
  await target.stop();
  const run = await runStorm({ settings: { ...settings, TARGET: target.address } });
  const journal = await expectReports(run, "inconclusive");

  expect(journal).toMatchObject({ cutShort: "no-control", cause: "refused" });
  expect(journal.reason).toMatch(
    /^Not one of \d+ clients was accepted before the first check was sent: nothing listened/,
  );
  expect(journal.phases.storm?.seconds ?? 0).toBeLessThan(50);
  expect(journal.phases).not.toHaveProperty("recovery");
});

test.concurrent("nobody listens: a long baseline is not waited for", async () => {
  const target = await witness(greets);
  await target.stop();
  const run = await runStorm({ settings: { ...settings, TARGET: target.address, BASELINE: "100s" } });
  const journal = await expectReports(run, "inconclusive");

  expect(journal).toMatchObject({ cutShort: "no-control", cause: "refused" });
  // Ten a second of them would have come in 100 s.
  expect(journal.phases.baseline!.clients.attempts).toBeLessThan(500);
  expect(journal.phases).not.toHaveProperty("storm");
});

test.concurrent("the service says nothing: some clients are still waiting then", async () => {
  const target = await witness(silent);
  const run = await runStorm({ settings: { ...settings, TARGET: target.address, CLIENT_TIMEOUT: "1s" } });
  await target.stop();
  const journal = await expectReports(run, "inconclusive");

  expect(journal).toMatchObject({ cutShort: "no-control", cause: "queued-not-served" });
  // Ten a second of them would have come in 100 s.
  expect(target.contacts.filter(({ from }) => from === CHECKERS).length).toBeLessThan(500);
});

test.concurrent("a few that got in are a control: the run goes on", async () => {
  let met = 0;
  const target = await witness((socket) => (met++ < 4 ? greets(socket) : socket.destroy()));
  const run = await runStorm({
    settings: { ...settings, TARGET: target.address, STORM: "2s", NIGHT: "0s", RECOVERY: "2s" },
  });
  await target.stop();
  const journal = await expectReports(run, "inconclusive");

  expect(journal.cutShort).toBe("");
  expect(journal.phases).toHaveProperty("recovery");
});
