/** Commands that a newcomer copies: smoke.js, and those of examples/README.md that need no service of the reader's. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingFlags } from "../../lib/node/k6-start";
import { K6_ROOT, runK6, SHORT } from "../support/k6";

/** What is added to a command: phases short enough for a test, and no address for k6's REST API. */
const BRIEF = ["--address", "", ...settingFlags(SHORT)];

test.concurrent("k6 run smoke.js makes its exchange, and its threshold holds", async () => {
  const { code, stdout } = await runK6(["run", "--address", "", "smoke.js"], {
    env: { K6_AUTO_EXTENSION_RESOLUTION: "false" },
  });
  expect(stdout).toContain("the exchange is made");
  expect(stdout).toMatch(/checks_succeeded\.*: 100\.00% 1 out of 1/);
  expect(code).toBe(0);
});

test.concurrent("the documented run of examples/haproxy-old.cfg ends wedged", async () => {
  const { code, stdout } = await runK6([...documented("haproxy-old.cfg"), ...BRIEF, ...settingFlags({ WATCH: "2s" })]);
  expect(stdout).toMatch(/^\s*WEDGED /m);
  expect(code).toBe(99);
});

test.concurrent(
  "the documented comparison of examples/haproxy-old.cfg and haproxy-new.cfg tells the two apart",
  async () => {
    const { code, stdout } = await runK6([...documented("haproxy-new.cfg"), ...BRIEF]);
    expect(stdout).toContain("\nSafe here: examples/haproxy-new.cfg.\n");
    expect(stdout).toContain("\nNot safe: examples/haproxy-old.cfg.\n");
    expect(code).toBe(99);
  },
);

/** The arguments of `./bin/k6` in the line of examples/README.md that tells of the file. */
function documented(file: string): string[] {
  const readme = readFileSync(join(K6_ROOT, "examples", "README.md"), "utf8");
  const found = new RegExp(`^- \\[${file}\\][\\s\\S]*?\`\\./bin/k6 ([^\`]+)\``, "m").exec(readme);
  return found![1]!.split(/\s+/);
}
