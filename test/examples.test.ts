/** Every CONFIG file in examples/ is accepted as it is, from settings to plan. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resolve } from "../lib/resolve";

const folder = new URL("../examples/", import.meta.url).pathname;
const examples = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

function plan(CONFIG: string) {
  return resolve({
    env: { CONFIG },
    cwd: folder.replace(/\/$/, ""),
    readFile: (path) => readFileSync(path, "utf8"),
    // RE2 itself has its say in the end-to-end tests, which run these files.
    regexError: () => "",
  });
}

test("there are examples, and only of the kind that is looked at here", () => {
  expect(examples.length).toBeGreaterThan(0);
  expect(examples).toEqual(readdirSync(folder));
});

test.each(examples)("%s", (name) => {
  const { refusal, plan: planned } = plan(name);
  expect(refusal).toBe("");
  expect(planned!.config).toMatchObject({ client: { kind: "steps" }, target: expect.anything() });
});

test("the night of a MariaDB example has more checks than max_connect_errors", () => {
  const { plan: planned } = plan("mariadb.yaml");
  const night = planned!.checkers.reduce((sum, { plannedChecks }) => sum + plannedChecks.night, 0);
  expect(night).toBeGreaterThan(100);
});
