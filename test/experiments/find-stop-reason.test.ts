/** Whether there is use in the next arm, where nothing restarts the target. */
import { expect, test } from "vitest";
import { stopReason } from "../../lib/experiments/find-stop-reason";
import { armOf, WEDGED } from "./arms";

const after = ({ journal, evidence }: ReturnType<typeof armOf>) =>
  stopReason({ kind: "arm", name: journal.name }, journal, evidence);

test("a target that was left wedged stops the experiment", () => {
  expect(after(armOf("rst", WEDGED))).toEqual({ kind: "left-wedged", by: { kind: "arm", name: "rst" } });
});

test("a target that serves nobody before the first check stops the experiment, whatever the check", () => {
  const alone = { baseline: "100-", storm: "200-", recovery: "150-" };
  expect(after(armOf("fin", alone))).toEqual({ kind: "not-served-before", storm: { kind: "arm", name: "fin" } });
  const filling = { queue: [0, 2, 4, 6, 8, 9.75, 20, 54].map((t): [number, number] => [t, Math.floor(t)]) };
  expect(after(armOf("fin", { ...filling, client: { kind: "connect", evidence: "kernel" } }))).toMatchObject({
    kind: "not-served-before",
  });
});

test("a run that held, recovered, or was only unclear does not stop the experiment", () => {
  expect(after(armOf("fin"))).toBeNull();
  const degraded = armOf("fin", { storm: "20+ 180-" });
  expect([degraded.journal.verdict, after(degraded)]).toEqual(["degraded", null]);
  const shaky = armOf("fin", { baseline: "80+ 20-" });
  expect([shaky.journal.verdict, after(shaky)]).toEqual(["inconclusive", null]);
});
