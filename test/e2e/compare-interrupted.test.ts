/** SIGINT in the second of three arms: the first is kept, the second says what it saw, the third that it was not run. */
import { expect, test } from "vitest";
import { compare } from "../support/comparison";
import { lines } from "../support/lines";
import { greets, witness } from "../support/witness";

/** k6's own code for a run that a signal ended. */
const INTERRUPTED = 105;
const WITHIN_SECONDS = 2;

test("the finished arm is kept, and no connection is left behind", async () => {
  const target = await witness(greets);
  let signalled = NaN;
  const began = performance.now();
  let started = NaN;
  const run = await compare(
    {
      TARGET: target.address,
      CHECKERS: "fin,hold,greeting-wait",
      SOURCES: "127.0.0.2",
      CLIENT: "greeting",
      BASELINE: "1s",
      STORM: "3s",
      RECOVERY: "2s",
    },
    {
      during: (child) => {
        void target.until((contacts) => contacts.length > 0).then(() => (started = performance.now() - began));
        const said = lines(child.stderr!);
        void said
          .until((all) => all.some((line) => line.includes("arm 2 of 3: fin")))
          .then(() => {
            // In the storm of the second arm.
            const before = target.contacts.length;
            const checks = () => target.contacts.slice(before).filter(({ from }) => from === "127.0.0.2");
            return target.until(() => checks().length >= 10);
          })
          .then(() => {
            signalled = performance.now();
            child.kill("SIGINT");
          });
      },
    },
  );
  // Where the machine is so busy that k6 needs longer to send its first packet, it may take as long to end.
  expect((performance.now() - signalled) / 1_000).toBeLessThan(Math.max(WITHIN_SECONDS, started / 1_000));
  expect(run.code, run.stderr).toBe(INTERRUPTED);

  const { arms, ...whole } = run.comparison;
  expect(whole).toMatchObject({ verdict: "inconclusive", cutShort: "interrupted", safe: ["greeting-wait"] });
  const [first, second, third] = arms;
  expect(first).toMatchObject({ name: "greeting-wait", verdict: "held", cutShort: "", notRun: "" });
  expect(second).toMatchObject({ name: "fin", verdict: "inconclusive", cutShort: "interrupted", notRun: "" });
  expect(second!.reason).toContain("interrupted in the storm");
  expect(second!.checkers[0]!.probes.sent).toBeGreaterThanOrEqual(10);
  expect(third).toMatchObject({ name: "hold", verdict: "inconclusive", notRun: "the run had been cut short by then" });
  expect(run.stdout).toContain("The run was cut short; the arms that were over by then are kept.");
  await target.until((contacts) => contacts.every(({ ended, closed }) => closed && ended !== ""));
  await target.stop();
});
