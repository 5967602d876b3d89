/** Whether there is use in the next arm, where nothing restarts the target. */
import { expect, test } from "vitest";
import { stopReason } from "../../lib/experiments/stop-reason";
import { armOf, WEDGED } from "./arms";

const after = ({ journal, evidence }: ReturnType<typeof armOf>) => stopReason(journal.name, journal, evidence);

test("what was left wedged", () => {
  expect(after(armOf("rst", WEDGED))).toBe("rst left the target wedged, and nothing restarts it without RESET_URL");
});

test("a target that serves nobody before the first check, whatever the check", () => {
  const alone = { baseline: "100-", storm: "200-", recovery: "150-" };
  expect(after(armOf("fin", alone))).toBe("the target did not serve clients even before the first check of fin");
  const filling = { queue: [0, 2, 4, 6, 8, 9.75, 20, 54].map((t): [number, number] => [t, Math.floor(t)]) };
  expect(after(armOf("fin", { ...filling, client: { kind: "connect", evidence: "kernel" } }))).toContain(
    "before the first check",
  );
});

test("not what held, recovered, or was only unclear", () => {
  expect(after(armOf("fin"))).toBe("");
  const degraded = armOf("fin", { storm: "20+ 180-" });
  expect([degraded.journal.verdict, after(degraded)]).toEqual(["degraded", ""]);
  const shaky = armOf("fin", { baseline: "80+ 20-" });
  expect([shaky.journal.verdict, after(shaky)]).toEqual(["inconclusive", ""]);
});
