import { expect, test } from "vitest";
import { initialOpinion, nextOpinion } from "../../lib/checkers/health-status";

/** Results in (`+` success, `-` failure), opinion after each out (`U`, `D`). */
const table: [what: string, rise: number, fall: number, results: string, opinions: string][] = [
  ["starts UP and stays", 2, 3, "++++", "UUUU"],
  ["DOWN at the third failure in a row", 2, 3, "---", "UUD"],
  ["a success in between starts the count anew", 2, 3, "--+--+---", "UUUUUUUUD"],
  ["UP at the second success in a row", 2, 3, "---++", "UUDDU"],
  ["a failure in between starts the count anew", 2, 3, "---+-++", "UUDDDDU"],
  ["keepalived: one success, two failures", 1, 2, "--+--", "UDUUD"],
  ["AWS: five successes", 5, 2, "--+++++", "UDDDDDU"],
  ["rise 1, fall 1", 1, 1, "-+-+", "DUDU"],
];

test.each(table)("the opinion of a target, %s (rise %i, fall %i): %s gives %s", (_, rise, fall, results, opinions) => {
  let opinion = initialOpinion("up");
  const seen = [...results].map((result) => {
    opinion = nextOpinion(opinion, result === "+", { rise, fall });
    return opinion.up ? "U" : "D";
  });
  expect(seen.join("")).toBe(opinions);
});

test("a failure that decides by itself takes the target DOWN at once, whatever fall says", () => {
  const up = initialOpinion("up");
  expect(nextOpinion(up, false, { rise: 2, fall: 3 }, true)).toEqual({ up: false, against: 0, unproven: false });
  expect(nextOpinion(up, false, { rise: 2, fall: 3 }).up).toBe(true);
  expect(nextOpinion(up, true, { rise: 2, fall: 3 }, true)).toEqual(up);
});
