/** Every preset is complete: what it does is known, and whatever is not known is said to be assumed. */
import { expect, test } from "vitest";
import { buildChecker, type CheckerOverrides } from "../../../lib/checkers/build-checker";
import type { Checker, Preset } from "../../../lib/model/checker";
import { presets } from "../../../lib/checkers/products/index";
import { styles } from "../../../lib/checkers/styles/index";
import { printedChecker, printedNotes, textsOf } from "../../support/printed-notes";

const all = [...presets.values()];
const built = (name: string) => buildChecker({ kind: "preset", preset: presets.get(name)! }, { host: "mail.test" });

/** How numbers are spoken of in provenance and assumptions. */
const seconds = (ms: number) => (ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`);

function numbers(preset: Preset): string[] {
  const { intervalMs, fastIntervalMs, downIntervalMs, timeoutMs, rise, fall, nodes } = preset;
  return [
    `interval ${seconds(intervalMs)}`,
    `timeout ${seconds(timeoutMs)}`,
    `rise ${rise}`,
    `fall ${fall}`,
    `${nodes} node${nodes === 1 ? "" : "s"}`,
    ...(fastIntervalMs === undefined ? [] : [seconds(fastIntervalMs)]),
    ...(downIntervalMs === undefined ? [] : [seconds(downIntervalMs)]),
  ];
}

test("thirty and more, each once, and none is called like a style", () => {
  expect(presets.size).toBeGreaterThanOrEqual(30);
  for (const [key, { name }] of presets) {
    expect(name).toBe(key);
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(styles.has(name)).toBe(false);
  }
});

test.each(all)("$name: where it is known from, and a source or an assumption for every number", (preset) => {
  const { provenance, name, summary, product, initially = "up" } = preset;
  const { assumptions } = printedNotes(built(name).notes);
  expect(provenance.length).toBeGreaterThan(0);
  for (const { text, url } of provenance) {
    expect(text).toMatch(/^\S.*[^.\s]$/);
    if (url !== undefined) expect(url).toMatch(/^https:\/\//);
  }
  // Anybody can look it up, unless it was seen on the wire and nowhere else.
  for (const { from, url } of provenance) expect(from === "capture" || url !== undefined, from).toBe(true);
  // They stand among those of other checkers.
  for (const text of assumptions) expect(text.startsWith(`${name}: `), text).toBe(true);
  for (const text of [summary, product]) expect(text).toMatch(/^\S.*[^.\s]$/);

  const said = [...provenance.map(({ text }) => text), ...assumptions].join("; ");
  for (const number of numbers(preset)) expect(`${said};`).toMatch(new RegExp(`(?<![\\d.])${number}(?![\\d.]*\\d)`));
  if (initially !== "up") expect(said).toMatch(/first (failed )?check|first success|default_down|initial/);
});

test.each(all)("$name: what is given is not assumed any more", (preset) => {
  const left = (overrides: CheckerOverrides) =>
    textsOf(buildChecker({ kind: "preset", preset }, overrides).notes, "assumption").join("\n");
  expect(left({ nodes: 9 })).not.toMatch(/\d nodes?\b|NODES/);
  expect(left({ intervalMs: 7_000 })).not.toMatch(/interval \d|check every \d+ s and/);
  expect(left({ timeoutMs: 700 })).not.toMatch(/timeout (of )?\d/);
});

test.each(all)("$name becomes a checker of its own name", ({ name, style, connections }) => {
  const checker = built(name);
  expect(printedChecker(checker)).toMatchObject({ name, preset: name, style, unsupported: [] });
  expect(checker.connections.length).toBe(1);
  // The bytes are its own only where a style does not say them.
  if (connections === undefined) expect(styles.has(style)).toBe(true);
});

type Row = Pick<Checker, "style" | "intervalMs" | "timeoutMs" | "rise" | "fall" | "nodes"> & Partial<Checker>;

/** Those whose cadence is more than a row of the list shows. */
const table: Record<string, Row> = {
  haproxy: {
    ...{ style: "half-open", intervalMs: 2_000, timeoutMs: 2_000, rise: 2, fall: 3, nodes: 1 },
    ...{ spread: "staggered", cadence: "after-completion", initially: "up-unproven", vocabulary: "haproxy" },
  },
  "haproxy-ha": { style: "half-open", intervalMs: 2_000, timeoutMs: 2_000, rise: 2, fall: 3, nodes: 2 },
  "alibaba-clb": { style: "rst", intervalMs: 2_000, timeoutMs: 5_000, rise: 3, fall: 3, nodes: 4, spread: "random" },
  "aws-nlb": { style: "fin", intervalMs: 30_000, timeoutMs: 10_000, rise: 5, fall: 2, nodes: 3, spread: "random" },
  gcp: { style: "fin", intervalMs: 5_000, timeoutMs: 5_000, rise: 2, fall: 2, nodes: 6, spread: "aligned" },
  keepalived: {
    ...{ style: "fin", intervalMs: 60_000, fastIntervalMs: 1_000, timeoutMs: 5_000, rise: 1, fall: 2, nodes: 2 },
    ...{ spread: "random", cadence: "after-completion", initially: "up-unproven" },
  },
  netscaler: { style: "fin", intervalMs: 5_000, downIntervalMs: 30_000, timeoutMs: 2_000, rise: 1, fall: 3, nodes: 2 },
  "azure-lb": {
    ...{ style: "hold", intervalMs: 5_000, timeoutMs: 5_000, rise: 1, fall: 1, nodes: 1 },
    ...{ holdsUntil: "next-check", heldMs: 5_000 },
  },
  nomad: {
    ...{ style: "hold", intervalMs: 60_000, timeoutMs: 5_000, rise: 1, fall: 1, nodes: 6 },
    ...{ holdsUntil: "next-check", heldMs: 60_000, spread: "staggered" },
  },
  "nginx-upstream-check": {
    ...{ style: "hold", intervalMs: 30_000, timeoutMs: 1_000, rise: 2, fall: 5, nodes: 8 },
    ...{ holdsUntil: "phase-end", spread: "aligned", initially: "down" },
  },
  envoy: {
    ...{ style: "fin", intervalMs: 5_000, timeoutMs: 1_000, rise: 2, fall: 3, nodes: 3 },
    initially: "down-unproven",
  },
};

test.each(Object.entries(table))("the cadence of %s", (name, row) => {
  expect(built(name)).toMatchObject(row);
});

test("kubelet closes with a linger of one second, and before 1.27 without", () => {
  expect(built("kubelet").connections[0].ending).toEqual({ kind: "fin", lingerSeconds: 1 });
  expect(built("kubelet-pre-1-27").connections[0].ending).toEqual({ kind: "fin" });
});

test.each(["alibaba-clb", "aws-nlb", "alibaba-nlb", "tencent-clb", "huawei-elb"])(
  "%s: the number of nodes is an assumption, and says so",
  (name) => {
    expect(textsOf(built(name).notes, "assumption").join("\n")).toMatch(/not published.*nodes.*NODES/);
  },
);
