/** Who gets colours. */
import { expect, test } from "vitest";
import { hasColour } from "../../../lib/node/cli/colour";

const cases: [
  title: string,
  has: boolean,
  stream: { isTTY?: boolean },
  env: Record<string, string>,
  flags?: string[],
][] = [
  ["a terminal has colours", true, { isTTY: true }, {}],
  ["a pipe has none", false, {}, {}],
  ["NO_COLOR takes them away", false, { isTTY: true }, { NO_COLOR: "1" }],
  ["NO_COLOR=0 is set and not empty, and takes them away", false, { isTTY: true }, { NO_COLOR: "0" }],
  ["an empty NO_COLOR leaves them", true, { isTTY: true }, { NO_COLOR: "" }],
  ["K6_NO_COLOR takes them away", false, { isTTY: true }, { K6_NO_COLOR: "true" }],
  ["k6's --no-color takes them away", false, { isTTY: true }, {}, ["--out", "json=x", "--no-color"]],
  ["--no-color=false leaves them", true, { isTTY: true }, {}, ["--no-color=false"]],
];

test.each(cases)("%s", (_, has, stream, env, flags) => {
  expect(hasColour(stream, env, flags)).toBe(has);
});
