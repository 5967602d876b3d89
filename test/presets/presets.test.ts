/** Each preset as the checker it becomes, against the table of what is known of the products. */
import { expect, test } from "vitest";
import { buildChecker } from "../../lib/build-checker";
import type { Checker } from "../../lib/checker";
import { presets } from "../../lib/presets/index";

type Row = Pick<Checker, "style" | "intervalMs" | "timeoutMs" | "rise" | "fall" | "nodes" | "spread" | "cadence">;

const table: Record<string, Row> = {
  haproxy: {
    style: "half-open",
    intervalMs: 2_000,
    timeoutMs: 2_000,
    rise: 2,
    fall: 3,
    nodes: 1,
    spread: "staggered",
    cadence: "after-completion",
  },
  "alibaba-clb": {
    style: "rst",
    intervalMs: 2_000,
    timeoutMs: 5_000,
    rise: 3,
    fall: 3,
    nodes: 4,
    spread: "random",
    cadence: "fixed-rate",
  },
  keepalived: {
    style: "fin",
    intervalMs: 60_000,
    timeoutMs: 5_000,
    rise: 1,
    fall: 2,
    nodes: 2,
    spread: "random",
    cadence: "fixed-rate",
  },
  "aws-nlb": {
    style: "fin",
    intervalMs: 30_000,
    timeoutMs: 10_000,
    rise: 5,
    fall: 2,
    nodes: 3,
    spread: "random",
    cadence: "fixed-rate",
  },
  kubelet: {
    style: "fin",
    intervalMs: 10_000,
    timeoutMs: 1_000,
    rise: 1,
    fall: 3,
    nodes: 1,
    spread: "random",
    cadence: "fixed-rate",
  },
};

test("no preset without a row, no row without a preset", () => {
  expect([...presets.keys()].sort()).toEqual(Object.keys(table).sort());
});

test.each(Object.entries(table))("%s", (name, row) => {
  const preset = presets.get(name)!;
  expect(preset.name).toBe(name);
  expect(buildChecker({ preset }, {})).toMatchObject({ name, preset: name, ...row });
});

test("kubelet closes with a linger of one second", () => {
  expect(buildChecker({ preset: presets.get("kubelet")! }, {}).wire.ending).toEqual({ kind: "fin", lingerSeconds: 1 });
});

test.each([...presets.values()])("$name says where it is known from", ({ evidence }) => {
  expect(evidence.length).toBeGreaterThan(0);
  for (const line of evidence) expect(line).toMatch(/^(source|defaults|documentation|captured|third-party captures)\b/);
});

test.each(["alibaba-clb", "aws-nlb"])("%s: the number of nodes is an assumption, and says so", (name) => {
  expect(buildChecker({ preset: presets.get(name)! }, {}).assumptions[0]).toMatch(/not published.*NODES/);
});
