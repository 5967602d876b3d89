/** What a series of checks comes to: its figures, and whether they tell anything of the service. */
import { expect, test } from "vitest";
import { addCheck, beginTally, figuresOf, isDown, whyInconclusive } from "../../lib/judge/check-tally";
import type { CheckFailure } from "../../lib/model/check-event";
import type { Cause } from "../../lib/model/extension";

const UNDECIDED = { up: true, decided: false };
const passed = { passed: true, connectMs: 1, failure: null };
const failedBy = (cause: Cause) => ({ passed: false, connectMs: null, failure: failure(cause) });

test("the last outcome stands in for a belief that nothing has decided", () => {
  const tally = beginTally();
  expect(figuresOf(tally)).toEqual({ made: 0, passed: 0, failed: 0, connectMs: null, up: null });
  addCheck(tally, failedBy("refused"), UNDECIDED);
  expect(figuresOf(tally)).toMatchObject({ made: 1, failed: 1, up: false, connectMs: null });
  addCheck(tally, { ...failedBy("reset"), connectMs: 4 }, { up: true, decided: true });
  expect(figuresOf(tally)).toMatchObject({ made: 2, up: true, connectMs: { min: 4, median: 4, max: 4 } });
});

test("a failure of the service is DOWN", () => {
  const tally = beginTally();
  addCheck(tally, failedBy("refused"), UNDECIDED);
  expect([isDown(tally), whyInconclusive(tally)]).toEqual([true, null]);
});

test("a check that this machine could not make is not DOWN, and nothing is known of the service", () => {
  const tally = beginTally();
  addCheck(tally, failedBy("harness"), UNDECIDED);
  expect([isDown(tally), whyInconclusive(tally)]).toEqual([false, "this machine could not make 1 of 1 checks"]);
});

test("a service that is UP is UP, also where this machine could not make one of the checks", () => {
  const tally = beginTally();
  addCheck(tally, failedBy("harness"), UNDECIDED);
  addCheck(tally, passed, { up: true, decided: true });
  expect([isDown(tally), whyInconclusive(tally)]).toEqual([false, null]);
});

test("a series without a check tells nothing", () => {
  expect(whyInconclusive(beginTally())).toBe("no check was made");
});

function failure(cause: Cause): CheckFailure {
  return { connection: 1, stage: "connect", step: null, what: "connect", cause, errno: "", expected: "", came: "" };
}
