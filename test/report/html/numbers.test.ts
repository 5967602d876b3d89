/** A page shows nothing that its journal does not have. */
import { expect, test } from "vitest";
import { foreignNumbers, textOf } from "../../support/report-numbers";
import { pages } from "./pages";

test.each(pages)("every number in the page of $name is one of its journal's", ({ journal, page }) => {
  expect(textOf(page).match(/\d+/g)!.length).toBeGreaterThan(10);
  expect(foreignNumbers(page, journal)).toEqual([]);
});

test("a number that the journal does not have is found", () => {
  const [{ journal, page }] = pages as [(typeof pages)[0]];
  expect(foreignNumbers(page.replace("</main>", "<p>97.531 ms</p></main>"), journal)).toEqual(["97.531"]);
});
