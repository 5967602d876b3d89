import { expect, test } from "vitest";
import { whyCutShort } from "../../lib/experiments/why-cut-short";

const gone = { kind: "not-reset", error: "the target is gone" };
const stopped = { t: 0, kind: "stopped", data: JSON.stringify({ why: gone }) };
const exception = { t: 1, kind: "exception", data: JSON.stringify({ message: "exception: TypeError: x" }) };

test.each([
  ["what the driver said, whatever came after it", [stopped, exception], gone],
  [
    "the exception, where the driver said nothing",
    [exception],
    { kind: "exception", message: "exception: TypeError: x" },
  ],
  ["nothing where k6 ended the run", [], null],
])("a run that was cut short tells %s", (_, events, why) => {
  expect(whyCutShort({ events })).toEqual(why);
});
