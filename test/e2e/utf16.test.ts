/** A plan as Windows PowerShell writes it: a run and `explain` read it as they read one in UTF-8. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { RUN_FLAGS, settingFlags } from "../../lib/node/k6-start";
import { outsideFrom } from "../../lib/node/cli/outside";
import { K6_ROOT, runK6 } from "../support/k6";

const folder = mkdtempSync(join(tmpdir(), "probe-storm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLAN = JSON.stringify({
  terraform_version: "1.9.0",
  planned_values: { root_module: { resources: [{ address: "aws_elb.grüße", type: "aws_elb", values: {} }] } },
});

test.each([
  ["little-endian with a mark", Buffer.from(`\ufeff${PLAN}`, "utf16le")],
  ["big-endian with a mark", Buffer.from(`\ufeff${PLAN}`, "utf16le").swap16()],
  ["without a mark", Buffer.from(PLAN, "utf16le")],
])("a file in UTF-16, %s, is read by the command line and inside k6", async (_, bytes) => {
  const file = join(folder, "plan.json");
  writeFileSync(file, bytes);
  expect(outsideFrom(folder).readFile(file)).toBe(PLAN);
  const settings = { TARGET: "127.0.0.1:1", CHECKER: `file:${file}` };
  const { stderr } = await runK6(["run", ...RUN_FLAGS, `${K6_ROOT}/dist/probe-storm.js`, ...settingFlags(settings)]);
  expect(stderr).toContain("aws_elb.grüße");
});
