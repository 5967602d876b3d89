import { expect, test } from "vitest";
import type { FloorResult } from "../../lib/model/floor-result";
import { floorText } from "../../lib/report/floor-text";
import { journalOf } from "./journals";

/** All but what the text does not tell. */
type Floor<Result = FloorResult> = Result extends FloorResult ? Omit<Result, "name" | "scope" | "ok"> : never;

const table: [floor: Floor, text: string][] = [
  [
    { observed: 0, kind: "checks", checker: "rst", verified: true, atLeast: 1 },
    "0 verified checks of rst, at least 1 wanted",
  ],
  [{ observed: 0, kind: "dropped-clients" }, "no client left out"],
  [{ observed: 0, kind: "harness-errors", reasons: [] }, "no harness errors"],
  [
    { observed: 0.49, kind: "fidelity", checker: "rst", style: "rst", atLeast: 0.5, unproven: "too late" },
    "49 % of rst's checks were truly rst, at least 50 % wanted (mostly: too late)",
  ],
  [
    { observed: 0.5, kind: "fidelity", checker: "rst", style: "rst", atLeast: 0.5, unproven: null },
    "50 % of rst's checks were truly rst, at least 50 % wanted",
  ],
  [
    { observed: 0.75, kind: "fidelity", checker: "rst", style: "rst", atLeast: 0.5, unproven: null },
    "75 % of rst's checks were truly rst, at least 50 % wanted",
  ],
  [
    { observed: 0.98, kind: "baseline-accepted", atLeast: 0.99 },
    "98 % of the baseline's clients accepted, at least 99 % wanted",
  ],
  [
    { observed: 1, kind: "fidelity", checker: "rst", style: "steps", atLeast: 0.5, unproven: null },
    "100 % of rst's checks were truly as spelled out, at least 50 % wanted",
  ],
  [{ observed: 100, kind: "dropped-clients" }, "100 clients could not be started: no free VU"],
  [
    { observed: 1000, kind: "standstill", atMostMs: 1000 },
    "the generator stood still for up to 1 s, at most 1 s allowed",
  ],
  [
    { observed: 1100, kind: "standstill", atMostMs: 1000 },
    "the generator stood still for up to 1.1 s, at most 1 s allowed",
  ],
  [
    { observed: 13, kind: "checks", checker: "rst", verified: true, atLeast: 13 },
    "13 verified checks of rst, at least 13 wanted",
  ],
  [
    { observed: 19, kind: "checks", checker: "rst", verified: true, atLeast: 20 },
    "19 verified checks of rst, at least 20 wanted",
  ],
  [
    { observed: 20, kind: "checks", checker: "rst", verified: true, atLeast: 20 },
    "20 verified checks of rst, at least 20 wanted",
  ],
  [{ observed: 250, kind: "lag", atMostMs: 250 }, "exchanges began up to 250 ms late (p99), at most 250 ms allowed"],
  [{ observed: 251, kind: "lag", atMostMs: 250 }, "exchanges began up to 251 ms late (p99), at most 250 ms allowed"],
  [
    { observed: 2600, kind: "standstill", atMostMs: 2500 },
    "the generator stood still for up to 2.6 s, at most 2.5 s allowed",
  ],
  [
    { observed: 4, kind: "checks", checker: "rst", verified: true, atLeast: 4 },
    "4 verified checks of rst, at least 4 wanted",
  ],
  [
    { observed: 4, kind: "checks", checker: "rst", verified: true, atLeast: 8 },
    "4 verified checks of rst, at least 8 wanted",
  ],
  [{ observed: 4, kind: "clients", phase: "recovery", atLeast: 5 }, "4 clients in the recovery, at least 5 wanted"],
  [{ observed: 4, kind: "dropped-clients" }, "4 clients could not be started: no free VU"],
  [{ observed: 5, kind: "clients", phase: "storm", atLeast: 5 }, "5 clients in the storm, at least 5 wanted"],
  [
    {
      observed: 6,
      kind: "harness-errors",
      reasons: [
        { reason: "b", count: 3 },
        { reason: "c", count: 2 },
      ],
    },
    "6 harness errors: 3 × b; 2 × c",
  ],
  [
    { observed: 8, kind: "checks", checker: "rst", verified: true, atLeast: 8 },
    "8 verified checks of rst, at least 8 wanted",
  ],

  [
    { observed: 251, kind: "machine", atMostMs: 250 },
    "an exchange inside this process took up to 251 ms (p95), at most 250 ms allowed",
  ],
  [
    { observed: 200, kind: "checks", checker: "rst", verified: false, atLeast: 20 },
    "200 completed checks of rst, at least 20 wanted",
  ],
  [
    { observed: 251, kind: "baseline-noise", medianMs: 4, atMostMs: 250 },
    "some of the baseline's clients waited 251 ms longer than the median of 4 ms, at most 250 ms allowed",
  ],
  [
    { observed: 0, kind: "baseline-noise", medianMs: 300, atMostMs: 250 },
    "the baseline's clients waited about as long as their median of 300 ms",
  ],
];

test.each(table)("the floor %o has its sentence", (floor, text) => {
  expect(floorText({ name: "", scope: "sample", ok: true, ...floor })).toBe(text);
});

test("the journal has the sentence of a floor beside its name and number", () => {
  expect(journalOf({ storm: "5+" }).floors).toContainEqual({
    name: "storm-clients",
    ok: true,
    observed: 5,
    text: "5 clients in the storm, at least 5 wanted",
  });
});
