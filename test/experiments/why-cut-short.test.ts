import { expect, test } from "vitest";
import { whyCutShort } from "../../lib/experiments/why-cut-short";

const said = { t: 0, kind: "stopped", data: JSON.stringify({ why: "the target is gone" }) };
const failed = { errors: 2, reasons: { "port exhausted": 1, "exception: TypeError: x\n    at drive (a.ts:1)": 1 } };
const fine = { errors: 0, reasons: {} };

test.each([
  ["what the driver said", [said], failed, "the target is gone"],
  ["its exception, without the stack", [], failed, "exception: TypeError: x"],
  ["nothing where k6 ended the run", [], fine, ""],
])("%s", (_, events, harness, why) => {
  expect(whyCutShort({ events, harness })).toBe(why);
});
