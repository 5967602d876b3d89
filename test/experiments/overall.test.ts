import { expect, test } from "vitest";
import type { ArmJournal } from "../../lib/model/comparison";
import { overall } from "../../lib/experiments/overall";
import type { Verdict } from "../../lib/model/journal";

const arms = (verdicts: Record<string, Verdict>) =>
  Object.entries(verdicts).map(([name, verdict]) => ({ name, verdict }) as ArmJournal);

const decided = (verdicts: Record<string, Verdict>, gate = Object.keys(verdicts)) => overall(arms(verdicts), gate);

test("held needs them all", () => {
  expect(decided({ a: "held", b: "held" })).toEqual({
    verdict: "held",
    deciding: [{ verdict: "held", names: ["a", "b"] }],
  });
  expect(decided({ a: "held", b: "inconclusive" })).toEqual({
    verdict: "inconclusive",
    deciding: [
      { verdict: "inconclusive", names: ["b"] },
      { verdict: "held", names: ["a"] },
    ],
  });
});

test("harm that was seen stands, whatever else is not known", () => {
  expect(decided({ a: "held", b: "degraded", c: "inconclusive" })).toEqual({
    verdict: "degraded",
    deciding: [
      { verdict: "degraded", names: ["b"] },
      { verdict: "inconclusive", names: ["c"] },
      { verdict: "held", names: ["a"] },
    ],
  });
  expect(decided({ a: "degraded", b: "wedged" }).verdict).toBe("wedged");
});

test("only the arms of GATE decide", () => {
  expect(decided({ a: "held", b: "wedged", c: "inconclusive" }, ["a"])).toEqual({
    verdict: "held",
    deciding: [{ verdict: "held", names: ["a"] }],
  });
  expect(decided({ a: "held", b: "wedged" }, ["b"]).verdict).toBe("wedged");
});
