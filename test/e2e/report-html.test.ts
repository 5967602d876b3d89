/** report.html in a real browser: of a real run, and of the pages that the unit tests share. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasBrowser, look, lookUnderPolicy, startBrowser } from "../support/browser";
import { runStorm, SHORT } from "../support/k6";
import { foreignNumbers } from "../support/report-numbers";
import { pages } from "../report/html/pages";

let browser: Browser;

beforeAll(async () => {
  if (hasBrowser) browser = await startBrowser();
});

afterAll(async () => {
  if (hasBrowser) await browser.close();
});

const CLEAN = { messages: [], requests: [], overflow: 0, violations: [] };

/** A desk and a phone, by day and at night. */
const VIEWS = [
  { colorScheme: "light", width: 1100 },
  { colorScheme: "dark", width: 1100 },
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 360 },
] as const;

/** What Jenkins sends with the files of a build, unless somebody has loosened it. */
const JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'";

test.skipIf(!hasBrowser)("a real run leaves a page that is quiet, self-contained and accessible", async () => {
  const { html, journal, stderr } = await runStorm({ settings: SHORT });
  expect(html, stderr).not.toBe("");
  for (const view of VIEWS) expect(await look(browser, html, view), JSON.stringify(view)).toMatchObject(CLEAN);
  expect(foreignNumbers(html, journal!)).toEqual([]);
  // A real recording has causes for each second, and times of the clients.
  expect(html).toMatch(/<li>[\s\S]*?\d+ queued-not-served/);
  expect(html).toContain("handshake (dots) and answer (lines)");
  const { course, timeline } = journal!;
  expect(course.spans.map(({ phase }) => phase)).toEqual(["baseline", "storm", "recovery"]);
  expect(course.firstHarm).toMatchObject({ seen: "client" });
  expect(course.opinions).toMatchObject([{ checker: "rst", nodes: 1 }]);
  const lost = timeline.flatMap(({ causes = {} }) => Object.values(causes)).reduce((sum, count) => sum + count, 0);
  const failed = Object.values(journal!.phases).map(({ clients }) => clients.attempts - clients.accepted);
  expect(lost).toBe(failed.reduce((sum, count) => sum + count, 0));
});

test.skipIf(!hasBrowser).each(pages)("the page of $name is quiet, self-contained and accessible", async ({ page }) => {
  for (const view of VIEWS) {
    const seen = await look(browser, page, view);
    expect(seen, JSON.stringify(view)).toMatchObject(CLEAN);
    expect(seen.focusable).toBeGreaterThan(0);
  }
});

test.skipIf(!hasBrowser)("where a content policy blocks styles, the page is read and its pictures show", async () => {
  const { page } = pages.find(({ name }) => name === "a recorded wedged run")!;
  const { fills, text } = await lookUnderPolicy(browser, page, JENKINS);
  // Accepted, lost and DOWN, UP: the light colours, on the white that no style has changed.
  for (const fill of ["rgb(42, 111, 208)", "rgb(196, 35, 44)", "rgb(26, 122, 56)"]) expect(fills).toContain(fill);
  expect(text).toMatch(/WEDGED clients were shut out, and stayed out/);
  expect(text).toContain("storm-accepted");
});
