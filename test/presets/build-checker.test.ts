import { expect, test } from "vitest";
import { buildChecker, type CheckerOverrides } from "../../lib/build-checker";
import type { Checker, Wire } from "../../lib/checker";
import { presets } from "../../lib/presets/index";
import { styles } from "../../lib/styles/index";

const style = (name: string) => ({ style: styles.get(name)! });

test("a bare style is one check every 100 ms from one node", () => {
  expect(buildChecker(style("rst"), {})).toEqual({
    name: "rst",
    style: "rst",
    preset: null,
    wire: {
      handshake: "full",
      steps: [],
      ending: { kind: "rst" },
      prove: { closeGapMaxMs: 1.5, ended: "rst" },
    },
    nodes: 1,
    intervalMs: 100,
    timeoutMs: 1000,
    rise: 2,
    fall: 3,
    spread: "staggered",
    cadence: "fixed-rate",
    delayMs: 0,
    holdsToPhaseEnd: false,
    heldMs: 0,
    sources: [],
    assumptions: [],
  } satisfies Checker);
});

test("every override reaches the checker", () => {
  const overrides: CheckerOverrides = {
    name: "ours",
    nodes: 3,
    intervalMs: 500,
    timeoutMs: 250,
    delayMs: 20,
    ending: "fin",
    rise: 4,
    fall: 5,
    sources: ["127.0.0.2", "127.0.0.3"],
  };
  expect(buildChecker(style("delayed-close"), overrides)).toMatchObject({
    name: "ours",
    style: "delayed-close",
    nodes: 3,
    intervalMs: 500,
    timeoutMs: 250,
    delayMs: 20,
    heldMs: 20,
    rise: 4,
    fall: 5,
    sources: ["127.0.0.2", "127.0.0.3"],
    wire: { steps: [{ kind: "wait", ms: 20 }], ending: { kind: "fin" } },
  });
});

test("a preset keeps what is not overridden", () => {
  expect(buildChecker({ preset: presets.get("haproxy")! }, { nodes: 2 })).toMatchObject({
    name: "haproxy",
    preset: "haproxy",
    nodes: 2,
    intervalMs: 2000,
    cadence: "after-completion",
  });
});

test("SNI reaches the TLS styles", () => {
  expect(buildChecker(style("tls-hello"), { serverName: "mail.example" }).wire.steps[0]).toEqual({
    kind: "tls-hello",
    serverName: "mail.example",
  });
});

test("a preset of a style that does not exist is our own mistake, named", () => {
  const preset = { ...presets.get("haproxy")!, style: "half-shut" };
  expect(() => buildChecker({ preset }, {})).toThrow("preset haproxy: there is no style half-shut");
});

const lives: [what: string, wire: Partial<Wire>, timeoutMs: number, heldMs: number, delayMs: number, toEnd: boolean][] =
  [
    ["nothing but a handshake", {}, 1000, 0, 0, false],
    [
      "waits",
      {
        steps: [
          { kind: "wait", ms: 3 },
          { kind: "wait", ms: 4 },
        ],
      },
      1000,
      7,
      7,
      false,
    ],
    ["waits longer than its timeout", { steps: [{ kind: "wait", ms: 3000 }] }, 1000, 1000, 3000, false],
    ["waits for an answer", { steps: [{ kind: "expect", match: { kind: "any" } }] }, 1000, 1000, 0, false],
    ["a TLS handshake", { steps: [{ kind: "tls", verify: true }] }, 700, 700, 0, false],
    ["a hold of a length", { steps: [{ kind: "hold", ms: 3000 }] }, 1000, 3000, 0, false],
    ["a hold to the end", { steps: [{ kind: "hold" }] }, 1000, 0, 0, true],
    ["a polite ending", { ending: { kind: "half-close" } }, 1000, 1000, 0, false],
    [
      "a hold, an answer, a short drain",
      {
        steps: [
          { kind: "hold", ms: 50 },
          { kind: "expect", match: { kind: "any" } },
        ],
        ending: { kind: "half-close", withinMs: 5 },
      },
      1000,
      1055,
      0,
      false,
    ],
  ];

test.each(lives)("how long a connection lives: %s", (_, part, timeoutMs, heldMs, delayMs, holdsToPhaseEnd) => {
  const wire: Wire = { handshake: "full", steps: [], ending: { kind: "fin" }, prove: {}, ...part };
  const own = { style: { name: "own", summary: "", ladder: [], takes: [], wire: () => wire } };
  expect(buildChecker(own, { timeoutMs })).toMatchObject({ heldMs, delayMs, holdsToPhaseEnd, wire });
});

test("hold: eight nodes, opened within a second", () => {
  expect(buildChecker(style("hold"), {})).toMatchObject({ nodes: 8, intervalMs: 1000, holdsToPhaseEnd: true });
  expect(buildChecker(style("hold"), { holdMs: 2000 })).toMatchObject({ holdsToPhaseEnd: false, heldMs: 2000 });
});
