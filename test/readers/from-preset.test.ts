/** What a file says is not assumed, and what a setting says is not either. */
import { expect, test } from "vitest";
import { buildChecker, type CheckerOverrides } from "../../lib/checkers/build-checker";
import type { Preset } from "../../lib/model/checker";
import { fromPreset } from "../../lib/readers/from-preset";
import { azureLb } from "../../lib/checkers/products/azure";
import { envoy } from "../../lib/checkers/products/envoy";
import { textsOf } from "../support/printed-notes";

const said = { selector: "web", origin: "f:1", summary: "s", intervalMs: 2_000, timeoutMs: 700, rise: 4, fall: 5 };
const NODES = "3 nodes: one for each Envoy process that has the cluster; NODES sets another number";
const IDLE = "the cluster is taken to have traffic: without any, Envoy checks every 60 s";

test.each<[string, Preset, CheckerOverrides, string[]]>([
  [
    "a cadence that the file gives is not assumed, and a timeout that it lacks is",
    azureLb,
    {},
    ["told", "timeout unknown"],
  ],
  ["a timeout that a setting gives is not assumed any more", azureLb, { timeoutMs: 300 }, ["told"]],
  [
    "the number of nodes stays assumed where neither file nor setting gives it",
    envoy,
    {},
    [NODES, IDLE, "told", "timeout unknown"],
  ],
  [
    "a number of nodes that a setting gives is not assumed any more",
    envoy,
    { nodes: 2 },
    [IDLE, "told", "timeout unknown"],
  ],
])("%s", (_, base, overrides, texts) => {
  const preset = fromPreset(base, {
    ...said,
    assumptions: ["told", { about: "timeoutMs", text: "timeout unknown" }],
  });
  expect(textsOf(buildChecker({ kind: "preset", preset }, overrides).notes, "assumption")).toEqual(
    texts.map((text) => `web: ${text}`),
  );
});

test("a file that gives the number of nodes takes the assumption about it away", () => {
  const preset = fromPreset(envoy, { ...said, nodes: 7 });
  expect(textsOf(buildChecker({ kind: "preset", preset }, {}).notes, "assumption")).toEqual([`web: ${IDLE}`]);
});
