/** The settings come to the same inside k6, whose interpreter is not Node's: regular expressions and parsers are put to the test. */
import { expect, test } from "vitest";
import { insideK6 } from "../support/inside-k6";
import { refused } from "./refused-settings";
import { CWD, outcomeOf } from "./resolve";
import { SAMPLE } from "./sample";

const FILES = {
  [`${CWD}/sample.yaml`]: SAMPLE,
  [`${CWD}/steps.json`]: JSON.stringify({ client: { steps: [{ send: "Grüß 🙂\r\n" }, { expect: "any" }] } }),
  [`${CWD}/open.yaml`]: "target: [",
  [`${CWD}/deep.yaml`]: "[".repeat(20_000),
  [`${CWD}/loop.yaml`]: "client: { steps: &a [ *a ] }",
  [`${CWD}/gates.yaml`]: "gates: [ { name: in, phase: storm, measure: accepted, at-least: 99% } ]",
};

const INPUTS: Record<string, string>[] = [
  {},
  ...["sample.yaml", "steps.json", "open.yaml", "deep.yaml", "loop.yaml"].map((CONFIG) => ({ CONFIG })),
  { CONFIG: "sample.yaml", BASELINE: "30s", STORM: "30s", RECOVERY: "30s" },
  { THRESHOLDS: "./gates.yaml", INTERVAL: "1.5ms", CHECKER: "delayed-close,hold", DELAY: "100µs" },
  { TARGET: "[::ffff:10.0.0.5]:25", SOURCES: "10.0.0.0/8" },
  { TARGET: "[fd00::1]:25", SOURCES: "fd00::/64" },
  { CLIENT: "send-expect", CLIENT_SEND: "Grüß\\r\\n\\x00🙂\\\\", CLIENT_EXPECT: "regex:(?m)^250 " },
  ...refused.map(([settings]) => settings),
];

test("k6 gives the same configurations and the same refusals as Node", { timeout: 120_000 }, async () => {
  const inside = await insideK6(
    new URL("resolve.ts", import.meta.url),
    INPUTS.map((input) => [input, FILES]),
  );
  expect(inside.map((outcome, index) => [INPUTS[index], outcome])).toEqual(
    INPUTS.map((input) => [input, outcomeOf(input, FILES)]),
  );
});
