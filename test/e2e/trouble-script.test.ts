/** An exception in any of the functions that k6 calls: k6 itself would log it, count it nowhere and exit 0. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runStorm, SCRIPT, SHORT } from "../support/k6";
import { expectOwnTrouble } from "../support/trouble";
import { greets, silent, witness } from "../support/witness";

const EXPORTS = ["options", "setup", "client", "checker", "observer", "teardown", "handleSummary"];

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "probe-storm-script-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The real script; only one of its functions is called in another way. */
function scriptWith(name: string, call: string): string {
  const path = join(folder, `${name}.js`);
  const others = EXPORTS.filter((other) => other !== name);
  writeFileSync(
    path,
    [
      `import { ${name} as real } from ${JSON.stringify(SCRIPT)};`,
      `export { ${others.join(", ")} } from ${JSON.stringify(SCRIPT)};`,
      `export const ${name} = () => { ${call} };`,
    ].join("\n"),
  );
  return path;
}

const settings = { ...SHORT, STORM: "3s", CHECKER: "rst", CLIENT: "greeting" };

test.concurrent.each(["client", "checker", "observer", "teardown"])("in %s", async (name) => {
  const target = await witness(greets);
  const withoutSetupData = scriptWith(name, "real({})");
  const run = await runStorm({ script: withoutSetupData, settings: { ...settings, TARGET: target.address } });
  await target.stop();
  const journal = expectOwnTrouble(run, /harness errors?: \d+ × exception: TypeError: /);

  expect(journal.harness.errors).toBeGreaterThan(0);
  // Where it was, by the source map.
  expect(journal.harness.reasons.join()).toMatch(name === "teardown" ? /\/lib\/k6\/finish\.ts:\d+/ : /\/lib\/k6\//);
});

test.concurrent("in setup: no packet leaves", async () => {
  const target = await witness(silent);
  const withoutSets = scriptWith("setup", "globalThis.Set = undefined; return real()");
  const run = await runStorm({ script: withoutSets, settings: { ...settings, TARGET: target.address } });
  await target.stop();
  const journal = expectOwnTrouble(run, /^The run ended before its first phase: exception: TypeError: /);

  expect(target.contacts).toEqual([]);
  expect(journal.phases).toEqual({});
  expect(run.stderr).toContain("inconclusive: exception: TypeError: ");
});
