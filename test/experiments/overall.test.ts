import { expect, test } from "vitest";
import type { ArmJournal } from "../../lib/model/comparison";
import { overall } from "../../lib/experiments/overall";
import type { Verdict } from "../../lib/model/journal";

const arms = (verdicts: Record<string, Verdict>) =>
  Object.entries(verdicts).map(([name, verdict]) => ({ name, verdict }) as ArmJournal);

const decided = (verdicts: Record<string, Verdict>, gate = Object.keys(verdicts)) => overall(arms(verdicts), gate);

test("held needs them all", () => {
  expect(decided({ a: "held", b: "held" })).toEqual({ verdict: "held", reason: "a and b held." });
  expect(decided({ a: "held", b: "inconclusive" })).toEqual({
    verdict: "inconclusive",
    reason: "nothing can be said of b; a held.",
  });
});

test("harm that was seen stands, whatever else is not known", () => {
  expect(decided({ a: "held", b: "degraded", c: "inconclusive" })).toEqual({
    verdict: "degraded",
    reason: "b degraded; nothing can be said of c; a held.",
  });
  expect(decided({ a: "degraded", b: "wedged" }).verdict).toBe("wedged");
});

test("only the arms of GATE decide", () => {
  expect(decided({ a: "held", b: "wedged", c: "inconclusive" }, ["a"])).toEqual({ verdict: "held", reason: "a held." });
  expect(decided({ a: "held", b: "wedged" }, ["b"]).verdict).toBe("wedged");
});
