import { expect, test } from "vitest";
import { buildChecker, type CheckerOverrides } from "../../../lib/checkers/build-checker";
import type { Checker, Wire } from "../../../lib/model/checker";
import { presets } from "../../../lib/checkers/products/index";
import { styles } from "../../../lib/checkers/styles/index";
import { textsOf } from "../../support/printed-notes";

const style = (name: string) => ({ kind: "style" as const, style: styles.get(name)! });

test("a bare style is one check every 100 ms from one node", () => {
  expect(buildChecker(style("rst"), {})).toEqual({
    name: "rst",
    style: "rst",
    preset: null,
    connections: [
      {
        handshake: "full",
        steps: [],
        ending: { kind: "rst" },
        prove: { closeGapMaxMs: 1.5, ended: "rst" },
      },
    ],
    nodes: 1,
    intervalMs: 100,
    bare: true,
    timeoutMs: 1000,
    rise: 2,
    fall: 3,
    spread: "staggered",
    cadence: "fixed-rate",
    initially: "up",
    vocabulary: null,
    delayMs: 0,
    holdsUntil: null,
    heldMs: 0,
    sources: [],
    notes: [],
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
    connections: [{ steps: [{ kind: "wait", ms: 20 }], ending: { kind: "fin" } }],
  });
});

test("a preset keeps what is not overridden", () => {
  expect(buildChecker({ kind: "preset", preset: presets.get("haproxy")! }, { nodes: 2 })).toMatchObject({
    name: "haproxy",
    preset: "haproxy",
    nodes: 2,
    intervalMs: 2000,
    cadence: "after-completion",
  });
});

test("SNI reaches the TLS styles", () => {
  expect(buildChecker(style("tls-hello"), { serverName: "mail.example" }).connections[0].steps[0]).toEqual({
    kind: "tls-hello",
    serverName: "mail.example",
  });
});

test("a preset of a style that does not exist is our own mistake, named", () => {
  const preset = { ...presets.get("haproxy")!, style: "half-shut" };
  expect(() => buildChecker({ kind: "preset", preset }, {})).toThrow("preset haproxy: there is no style half-shut");
});

const lives: [
  what: string,
  wire: Partial<Wire>,
  timeoutMs: number,
  heldMs: number,
  delayMs: number,
  holdsUntil: Checker["holdsUntil"],
][] = [
  ["nothing but a handshake", {}, 1000, 0, 0, null],
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
    null,
  ],
  ["waits longer than its timeout", { steps: [{ kind: "wait", ms: 3000 }] }, 1000, 1000, 3000, null],
  ["waits for an answer", { steps: [{ kind: "expect", match: { kind: "any" } }] }, 1000, 1000, 0, null],
  ["a TLS handshake", { steps: [{ kind: "tls", verify: true }] }, 700, 700, 0, null],
  ["a hold of a length", { steps: [{ kind: "hold", ms: 3000 }] }, 1000, 3000, 0, null],
  ["a hold to the end", { steps: [{ kind: "hold" }] }, 1000, 0, 0, "phase-end"],
  ["a polite ending", { ending: { kind: "half-close" } }, 1000, 1000, 0, null],
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
    null,
  ],
];

test.each(lives)("how long a connection lives: %s", (_, part, timeoutMs, heldMs, delayMs, holdsUntil) => {
  const wire: Wire = { handshake: "full", steps: [], ending: { kind: "fin" }, prove: {}, ...part };
  const own = {
    kind: "style" as const,
    style: { name: "own", summary: "", wireClass: null, takes: [], wire: () => wire },
  };
  expect(buildChecker(own, { timeoutMs })).toMatchObject({ heldMs, delayMs, holdsUntil, connections: [wire] });
});

test("a connection lives as long as its own timeout lets it", () => {
  const patient = (timeoutMs: number) =>
    buildChecker({ kind: "preset", preset: presets.get("keepalived-smtp")! }, { timeoutMs });
  // Three answers.
  expect(patient(2_000)).toMatchObject({ timeoutMs: 2_000, heldMs: 6_000 });
  expect(patient(2_000).connections).toMatchObject([{ connectTimeoutMs: 2_000, timeoutMs: 6_000 }]);
  expect(patient(2_000).connections[0].steps[0]).toMatchObject({ kind: "expect", withinMs: 2_000 });
});

test("a time to connect is that of each connection", () => {
  const times = ({ connections }: Checker) => connections.map(({ connectTimeoutMs }) => connectTimeoutMs);
  expect(times(buildChecker({ kind: "preset", preset: presets.get("haproxy")! }, { connectTimeoutMs: 700 }))).toEqual([
    700,
  ]);
  expect(
    times(buildChecker({ kind: "preset", preset: presets.get("keepalived-http")! }, { connectTimeoutMs: 700 })),
  ).toEqual([700]);
  expect(times(buildChecker(style("rst"), {}))).toEqual([undefined]);
});

test("hold: eight nodes, opened within a second", () => {
  expect(buildChecker(style("hold"), {})).toMatchObject({ nodes: 8, intervalMs: 1000, holdsUntil: "phase-end" });
  expect(buildChecker(style("hold"), { holdMs: 2000 })).toMatchObject({ holdsUntil: null, heldMs: 2000 });
});

const SINGLE = "1 node: topology SINGLE; NODES=2 stands for ACTIVE_STANDBY, whose two amphorae are taken to check both";
const DEMANDED = "its API demands delay, timeout and max_retries:";
const PROBE = "1 node: a single probe is assumed; NODES=2 stands for liveness and readiness side by side";

test.each<[string, CheckerOverrides, string[]]>([
  ["octavia", {}, [`${DEMANDED} interval 5 s, timeout 5 s and rise 3 are assumed`, SINGLE]],
  ["octavia", { nodes: 2 }, [`${DEMANDED} interval 5 s, timeout 5 s and rise 3 are assumed`]],
  ["octavia", { intervalMs: 2_000 }, [`${DEMANDED} timeout 5 s and rise 3 are assumed`, SINGLE]],
  ["octavia", { intervalMs: 2_000, timeoutMs: 1_000 }, [`${DEMANDED} rise 3 is assumed`, SINGLE]],
  ["octavia", { intervalMs: 2_000, timeoutMs: 1_000, rise: 2, nodes: 2 }, []],
  ["kubelet", {}, [PROBE]],
  ["kubelet", { nodes: 2 }, []],
  ["kubelet", { intervalMs: 2_000 }, [PROBE]],
  [
    "azure-lb",
    {},
    ["a TCP probe has no timeout of its own; timeout 5 s is assumed, the interval", "rise 1 is assumed"],
  ],
  ["azure-lb", { timeoutMs: 1_000 }, ["rise 1 is assumed"]],
  [
    "aws-nlb",
    {},
    ["how many nodes check is not published; 3 nodes are assumed, one in each of 3 zones; NODES sets another number"],
  ],
  ["aws-nlb", { nodes: 6 }, []],
])("%s with %o assumes no more than was not given", (name, overrides, texts) => {
  expect(textsOf(buildChecker({ kind: "preset", preset: presets.get(name)! }, overrides).notes, "assumption")).toEqual(
    texts.map((text) => `${name}: ${text}`),
  );
});
