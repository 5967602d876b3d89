/** Every flaw under every style that closes or holds in a way of its own: the verdict, and the cause that leads. */
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { runK6, runStorm } from "../support/k6";
import { cells, differences, elsewhere, SIDE_BY_SIDE, STYLES, turn } from "../support/matrix";
import { expectReports } from "../support/reports";

vi.setConfig({ maxConcurrency: SIDE_BY_SIDE, testTimeout: 240_000 });

for (const cell of cells) {
  const { flaw, style, settings, expected, why } = cell;
  const outcome = [expected.verdict, expected.cause].filter(Boolean).join(", ");
  test.concurrent(`${flaw} × ${style}: ${outcome}, because ${why}`, async () => {
    await turn();
    const run = await runStorm({ settings });
    expect(differences(cell, run), run.journal?.reason ?? run.stderr).toEqual([]);
    await expectReports(run, expected.verdict);
  });
}

test("no flaw and no style is left out, and none is there twice", async () => {
  const { stdout } = await runK6(["x", "healthcheck", "flaws"]);
  const flaws = stdout.split("\n").flatMap((line) => line.trim().split(/\s/)[0] || []);
  const wanted = flaws
    .filter((flaw) => !Object.keys(elsewhere).includes(flaw))
    .flatMap((flaw) => STYLES.map((style) => `${flaw} × ${style}`));
  expect(cells.map(({ flaw, style }) => `${flaw} × ${style}`).sort()).toEqual(wanted.sort());
});

test.each(Object.entries(elsewhere))("%s, which is not in the matrix, is found by %s", (flaw, file) => {
  expect(readFileSync(`test/e2e/${file}`, "utf8")).toContain(`"${flaw}"`);
});
