/** Settings that somebody gives k6 himself, behind `--`. */
import { expect, test } from "vitest";
import { flagsBehind } from "../../../lib/node/cli/env-flags";

test.each([
  [["-e", "TARGET=a:1"], { TARGET: "a:1" }],
  [["-eTARGET=a:1"], { TARGET: "a:1" }],
  [["--env", "TARGET=a:1"], { TARGET: "a:1" }],
  [["--env=TARGET=a:1"], { TARGET: "a:1" }],
  [["-e", "CLIENT_SEND=a=b\nc"], { CLIENT_SEND: "a=b\nc" }],
  [["-e", "OUT"], { OUT: "" }],
  [["-e", "OUT=a", "--tag", "x=y", "-e", "OUT=b"], { OUT: "b" }],
  [["-e", "MINE=1", "--out", "json=x"], {}],
  [["--tag", "1x=y"], {}],
  [["-e"], {}],
])("%j gives %j", (flags, given) => {
  expect(flagsBehind(flags).given).toEqual(given);
});

test.each([
  ["1X=hunter2", '"1X=…"'],
  ["A-B=hunter2", '"A-B=…"'],
  ["=hunter2", '"=…"'],
  ["", '""'],
  ["Ä=1", '"Ä=…"'],
])("-e %j is refused, and its value is not shown", (pair, shown) => {
  expect(() => flagsBehind(["-e", pair])).toThrow(
    `-e: expected NAME=value, the name of letters, digits and _, got ${shown}`,
  );
});

test.each([
  [
    ["--tag", "x=y", "-e", "TARGET=a:1", "--out", "json=x"],
    ["--tag", "x=y", "--out", "json=x"],
  ],
  [["-eTARGET=a:1", "--env=OUT=b", "--env", "NODES"], []],
  [
    ["-e", "MINE=1", "-eTARGTE=a:1"],
    ["-e", "MINE=1", "-eTARGTE=a:1"],
  ],
  [
    ["--quiet", "-e"],
    ["--quiet", "-e"],
  ],
])("of %j k6 gets %j", (flags, others) => {
  expect(flagsBehind(flags).others).toEqual(others);
});
