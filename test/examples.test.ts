/** Every file in examples/ is accepted as it is: those for CONFIG from settings to plan, those of HAProxy as checkers. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resolvePlan } from "../lib/plan/resolve-plan";
import { printedChecker } from "./support/printed-notes";
import { hasTool } from "./support/tools";

const folder = new URL("../examples/", import.meta.url).pathname;
const examples = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
const configurations = readdirSync(folder).filter((name) => name.endsWith(".cfg"));

function plan(CONFIG: string) {
  return planWith({ CONFIG });
}

function planWith(env: Record<string, string>) {
  return resolvePlan({
    env,
    cwd: folder.replace(/\/$/, ""),
    readFile: (path) => readFileSync(path, "utf8"),
    // RE2 itself has its say in the end-to-end tests, which run these files.
    regexError: () => "",
  });
}

test("there are examples, and only of the kind that is looked at here", () => {
  expect(examples.length).toBeGreaterThan(0);
  expect(configurations.length).toBeGreaterThan(0);
  // Those of ci/ are run by test/e2e/pipelines.test.ts and image.test.ts.
  expect([...configurations, ...examples, ...scripts, "README.md", "ci"].sort()).toEqual(readdirSync(folder).sort());
});

test("examples/README.md has a line for each of them", () => {
  const listed = [...readFileSync(`${folder}README.md`, "utf8").matchAll(/^- \[([\w.-]+)\]/gm)].map(
    ([, name]) => name!,
  );
  expect(listed.sort()).toEqual([...configurations, ...examples, ...scripts].sort());
});

test.each(examples)("%s", (name) => {
  const { refusal, run: planned } = plan(name);
  expect(refusal).toBe("");
  expect(planned!.config).toMatchObject({ client: { wire: expect.anything() }, target: expect.anything() });
});

test.each(configurations)("%s has one check, and nothing in it is out of reach", (name) => {
  const { refusal, run: planned } = planWith({ CHECKER: `file:${name}` });
  expect(refusal).toBe("");
  expect(planned!.checkers.map(printedChecker)).toMatchObject([{ unsupported: [], vocabulary: "haproxy" }]);
});

test.skipIf(!hasTool("haproxy")).each(configurations)("haproxy -c accepts %s", (name) => {
  expect(spawnSync("haproxy", ["-c", "-f", folder + name], { encoding: "utf8" })).toMatchObject({ status: 0 });
});

test("the night of a MariaDB example has more checks than max_connect_errors", () => {
  const { run: planned } = plan("mariadb.yaml");
  const night = planned!.checkers.reduce((sum, { plannedChecks }) => sum + plannedChecks.night, 0);
  expect(night).toBeGreaterThan(100);
});
