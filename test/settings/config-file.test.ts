/** The CONFIG file: the whole configuration that comes of it, what wins, and what is refused. */
import { describe, expect, test } from "vitest";
import { presets } from "../../lib/checkers/products/index";
import { profiles } from "../../thresholds/index";
import { SAMPLE } from "./sample";
import { CWD, refusalOf, resolve, resolveFile } from "./resolve";

test("the design's sample", () => {
  const { checkers, ...rest } = resolveFile(SAMPLE);
  expect(rest).toEqual({
    target: { host: "10.0.0.5", port: 25, text: "10.0.0.5:25" },
    embedded: { flaw: "stuck-greeting", backlog: 128 },
    client: {
      kind: "steps",
      wire: {
        handshake: "full",
        steps: [
          { kind: "expect", match: { kind: "regex", pattern: "^220 " }, withinMs: 2000 },
          { kind: "send", hex: Buffer.from("EHLO probe\r\n").toString("hex") },
          { kind: "expect", match: { kind: "regex", pattern: "(?m)^250 " } },
          { kind: "send", hex: Buffer.from("QUIT\r\n").toString("hex") },
          { kind: "expect", match: { kind: "literal", hex: "323231" } },
        ],
        ending: { kind: "half-close", withinMs: 1000 },
        prove: {},
      },
      ratePerSecond: 2,
      timeoutMs: 5000,
      tls: "off",
      serverName: "",
      source: null,
    },
    speedup: "auto",
    phases: { baselineMs: 10_000, stormMs: 20_000, nightMs: 10_000, recoveryMs: 15_000 },
    auto: [],
    ownRate: { watchMs: 60_000, stormMs: 120_000 },
    gates: profiles.get("strict"),
    out: null,
    failFast: false,
    checks: null,
    kernelEvidence: "refuse",
    limits: { allowPublic: false, maxRate: 1000, maxHeld: 1000 },
    given: [
      { name: "TARGET", value: "10.0.0.5:25", from: "file" },
      { name: "CLIENT_RATE", value: "2/s", from: "file" },
      { name: "BASELINE", value: "10s", from: "file" },
      { name: "STORM", value: "20s", from: "file" },
      { name: "THRESHOLDS", value: "strict", from: "file" },
      { name: "CONFIG", value: "storm.yaml", from: "environment" },
      { name: "checkers[0]", value: "{ preset: haproxy, nodes: 2 }", from: "file" },
      {
        name: "checkers[1]",
        value:
          "{ name: our-appliance, handshake: full, steps: 2 steps, ending: rst, interval: 2s, timeout: 1s, rise: 2, fall: 3 }",
        from: "file",
      },
      { name: "client.steps", value: "5 steps", from: "file" },
    ],
  });
  expect(checkers[0]).toEqual({ ...resolve({ CHECKER: "haproxy" }).checkers[0], nodes: 2 });
  expect(checkers[1]).toEqual({
    name: "our-appliance",
    style: "steps",
    preset: null,
    connections: [
      {
        handshake: "full",
        steps: [
          { kind: "wait", ms: 3 },
          { kind: "expect", match: { kind: "any" }, withinMs: 100 },
        ],
        ending: { kind: "rst" },
        prove: { closeGapMinMs: 3, ended: "rst" },
      },
    ],
    nodes: 1,
    intervalMs: 2000,
    timeoutMs: 1000,
    rise: 2,
    fall: 3,
    spread: "staggered",
    cadence: "fixed-rate",
    initially: "up",
    vocabulary: null,
    delayMs: 3,
    holdsUntil: null,
    heldMs: 1000,
    sources: [],
    notes: [],
  });
});

test("JSON says the same as YAML", () => {
  const json = {
    target: "10.0.0.5:25",
    client: { rate: 5, steps: [{ expect: { text: "220" } }, { send: "QUIT\r\n" }] },
    checkers: [{ preset: "haproxy", nodes: 2 }],
    "fail-fast": true,
    max_rate: 500,
  };
  const config = (text: string) => resolve({ CONFIG: "/c.json" }, { "/c.json": text });
  for (const indent of [0, 2, "\t"]) {
    const { client, checkers, failFast, limits } = config(JSON.stringify(json, null, indent));
    expect(client.ratePerSecond).toBe(5);
    expect(client.wire!.steps[1]).toEqual({ kind: "send", hex: "515549540d0a" });
    expect([checkers[0]!.nodes, failFast, limits.maxRate]).toEqual([2, true, 500]);
  }
});

test("every setting has a flat key, with dashes or underscores, or stands in its block", () => {
  const flat = resolveFile(
    `
target: "[::1]:993"
checker: [delayed-close, hold]
nodes: 3
interval: 1s
timeout: 900ms
delay: 5ms
hold: 2s
ending: fin
speedup: 2
client: send-expect
client-send: A1 NOOP\\r\\n
client_expect: "* OK"
client_tls: on
client_sni: mail.lan
sources: [fd00::5, "fd00::6"]
client_source: fd00::7
client_rate: 4
client_timeout: 4s
baseline: 5s
storm: 6s
night: 7s
recovery: 8s
thresholds: lenient
out: results
fail_fast: yes
allow_public: true
max_rate: 100
max_held: 200
`.replace(/\\\\/g, "\\"),
  );
  const blocks = resolveFile(`
target: "[::1]:993"
checker: delayed-close, hold
nodes: 3
interval: 1s
timeout: 900ms
delay: 5ms
hold: 2s
ending: fin
speedup: 2
client:
  kind: send-expect
  send: "A1 NOOP\\r\\n"
  expect: "* OK"
  tls: on
  sni: mail.lan
  source: fd00::7
  rate: 4
  timeout: 4s
sources: fd00::5,fd00::6
phases: { baseline: 5s, storm: 6s, night: 7s, recovery: 8s }
thresholds: lenient
out: ${CWD}/results
fail-fast: 1
allow-public: on
max-rate: 100
max-held: 200
`);
  const plain = ({ given, ...config }: typeof flat) => ({ ...config, given: given.length });
  expect(plain(blocks)).toEqual(plain(flat));
  expect(flat.client.wire!.steps).toEqual([
    { kind: "tls", serverName: "mail.lan", verify: true },
    { kind: "send", hex: Buffer.from("A1 NOOP\r\n").toString("hex") },
    { kind: "expect", match: { kind: "literal", hex: Buffer.from("* OK").toString("hex") } },
  ]);
  expect(flat.checkers.map(({ name, nodes, delayMs, sources }) => [name, nodes, delayMs, sources])).toEqual([
    ["delayed-close", 3, 5, ["fd00::5", "fd00::6"]],
    ["hold", 3, 0, ["fd00::5", "fd00::6"]],
  ]);
});

describe("what wins", () => {
  test("-e over the file, setting by setting", () => {
    const { client, phases, given } = resolveFile("client: { rate: 4, timeout: 4s }\nstorm: 6s", { CLIENT_RATE: "8" });
    expect([client.ratePerSecond, client.timeoutMs, phases.stormMs]).toEqual([8, 4000, 6000]);
    expect(given.map(({ name, value, from }) => `${name}=${value} ${from}`)).toEqual([
      "CLIENT_RATE=8 environment",
      "CLIENT_TIMEOUT=4s file",
      "STORM=6s file",
      "CONFIG=storm.yaml environment",
    ]);
  });

  test("-e over the entry of a checker, the entry over a flat key, the flat key over the preset", () => {
    const yaml = `
interval: 4s
checkers:
  - haproxy
  - { preset: keepalived, interval: 3s }
`;
    const intervals = (env = {}) => resolveFile(yaml, env).checkers.map(({ intervalMs }) => intervalMs);
    expect(intervals()).toEqual([4000, 3000]);
    expect(intervals({ INTERVAL: "2s" })).toEqual([2000, 2000]);
  });

  test("CHECKER over checkers, CLIENT over the client's steps", () => {
    const config = resolveFile(SAMPLE, { CHECKER: "fin", CLIENT: "http" });
    expect(config.checkers.map(({ name }) => name)).toEqual(["fin"]);
    expect(config.client.kind).toBe("http");
    expect(config.given.map(({ name }) => name)).not.toContain("checkers[0]");
    expect(resolveFile(SAMPLE, { CLIENT: "STEPS" }).client.kind).toBe("steps");
  });
});

test("an alias stands for what it names", () => {
  const { client, checkers } = resolveFile(`
client: { steps: &talk [ { expect: { text: "220" } } ] }
checkers: [ { name: a, steps: *talk }, { name: b, steps: *talk, ending: rst } ]
`);
  expect(checkers.map(({ connections }) => connections[0].steps)).toEqual([client.wire!.steps, client.wire!.steps]);
});

test("a checker by style or preset takes what belongs to it", () => {
  const { checkers } = resolveFile(`
checkers:
  - { style: delayed-close, name: late-rst, delay: 20ms }
  - { style: delayed-close, name: late-fin, delay: 5ms, ending: fin, rise: 1, fall: 5, sources: [127.0.0.2, 127.0.0.4/31] }
  - { preset: kubelet, nodes: 2, timeout: 2s }
`);
  expect(
    checkers.map(({ name, delayMs, connections, rise, fall, sources }) => [
      name,
      delayMs,
      connections[0].ending,
      rise,
      fall,
      sources,
    ]),
  ).toEqual([
    ["late-rst", 20, { kind: "rst" }, 2, 3, []],
    ["late-fin", 5, { kind: "fin" }, 1, 5, ["127.0.0.2", "127.0.0.4", "127.0.0.5"]],
    ["kubelet", 0, { kind: "fin", lingerSeconds: 1 }, presets.get("kubelet")!.rise, presets.get("kubelet")!.fall, []],
  ]);
  expect([checkers[2]!.nodes, checkers[2]!.timeoutMs]).toEqual([2, 2000]);
});

describe("steps", () => {
  const steps = (yaml: string) =>
    resolveFile(`
target: mail.lan:25
checkers: [ { name: own, steps: [ ${yaml} ] } ]
`).checkers[0]!.connections[0].steps;

  test.each<[string, unknown]>([
    ["wait: 0.1ms", { kind: "wait", ms: 0.1 }],
    ['send: "a\\tb"', { kind: "send", hex: "610962" }],
    ["send: QUIT", { kind: "send", hex: "51554954" }],
    ["send: 1.0", { kind: "send", hex: "312e30" }],
    ["send: { hex: 0D 0a }", { kind: "send", hex: "0d0a" }],
    ["expect: any", { kind: "expect", match: { kind: "any" } }],
    [
      "{ expect: any, within: 100ms, peek: true }",
      { kind: "expect", match: { kind: "any" }, withinMs: 100, peek: true },
    ],
    ["expect: { within: 100ms }", { kind: "expect", match: { kind: "any" }, withinMs: 100 }],
    ["expect: { bytes: 12, peek: no }", { kind: "expect", match: { kind: "length", bytes: 12 } }],
    ["expect: { hex: FF00 }", { kind: "expect", match: { kind: "literal", hex: "ff00" } }],
    ["expect: { text: 221 }", { kind: "expect", match: { kind: "literal", hex: "323231" } }],
    ["expect: { regex: '^\\d+\\r\\n' }", { kind: "expect", match: { kind: "regex", pattern: "^\\d+\\r\\n" } }],
    ["tls", { kind: "tls", serverName: "mail.lan", verify: true }],
    ["tls: insecure", { kind: "tls", serverName: "mail.lan", verify: false }],
    [
      "tls: { sni: imap.lan, verify: off, alpn: [h2, http/1.1], within: 500ms }",
      { kind: "tls", serverName: "imap.lan", verify: false, alpn: ["h2", "http/1.1"], withinMs: 500 },
    ],
    ["tls-hello", { kind: "tls-hello", serverName: "mail.lan" }],
    ["tls_hello: { sni: imap.lan }", { kind: "tls-hello", serverName: "imap.lan" }],
    ["proxy: v1", { kind: "proxy", version: 1, command: "proxy" }],
    ["proxy: { version: 2, command: local }", { kind: "proxy", version: 2, command: "local" }],
    ["hold: 5s", { kind: "hold", ms: 5000 }],
    ["hold: to-the-end", { kind: "hold" }],
    ["hold", { kind: "hold" }],
  ])("%s", (yaml, step) => expect(steps(yaml)).toEqual([step]));
});

describe("ending and proof of a checker that is spelled out", () => {
  const wire = (yaml: string) => {
    const { handshake, ending, prove } = resolveFile(`checkers: [ { name: own, ${yaml} } ]`).checkers[0]!
      .connections[0];
    return [handshake, ending, prove];
  };
  test.each<[string, unknown[]]>([
    ["nodes: 1", ["full", { kind: "fin" }, { ended: "fin" }]],
    ["ending: rst", ["full", { kind: "rst" }, { ended: "rst", closeGapMaxMs: 1.5 }]],
    ["ending: { kind: fin, linger: 1s }", ["full", { kind: "fin", lingerSeconds: 1 }, { ended: "fin" }]],
    ["ending: { kind: half-close, within: 2s }", ["full", { kind: "half-close", withinMs: 2000 }, { ended: "fin" }]],
    [
      "ending: { kind: rst, close-notify: yes }, steps: [ tls ]",
      ["full", { kind: "rst", closeNotify: true }, { ended: "rst" }],
    ],
    [
      "ending: { kind: half-close, within: 2s, close-notify: false }, steps: [ tls ]",
      ["full", { kind: "half-close", withinMs: 2000, closeNotify: false }, { ended: "fin" }],
    ],
    ["ending: drain-fin, steps: [ send: abc ]", ["full", { kind: "drain-fin" }, { ended: "fin", sentMin: 3 }]],
    ["handshake: half-open, ending: rst", ["half-open", { kind: "rst" }, { ended: "rst", segsOut: 1 }]],
    [
      "handshake: half-open, ending: rst, steps: [ send: a ]",
      ["half-open", { kind: "rst" }, { ended: "rst", sentMin: 1 }],
    ],
    [
      "ending: rst, steps: [ wait: 10ms ]",
      ["full", { kind: "rst" }, { ended: "rst", closeGapMinMs: 10, closeGapMaxMs: 12 }],
    ],
    // A service that ends it after half a second has been held: what was held counts.
    ["steps: [ hold: 2s ]", ["full", { kind: "fin" }, { ended: "fin", heldMinMs: 500 }]],
    ["steps: [ hold: 200ms ]", ["full", { kind: "fin" }, { ended: "fin", heldMinMs: 200 }]],
  ])("%s", (yaml, expected) => expect(wire(yaml)).toEqual(expected));

  test("a time to connect, for a preset as well", () => {
    const { checkers } = resolveFile(
      "checkers: [ { name: own, connect-timeout: 300ms, timeout: 2s }, { preset: haproxy, connect-timeout: 1s } ]",
    );
    const times = checkers.map(({ connections, timeoutMs }) => [connections[0].connectTimeoutMs, timeoutMs]);
    expect(times).toEqual([
      [300, 2000],
      [1000, 2000],
    ]);
  });

  test("cadence and spread", () => {
    const [checker] = resolveFile("checkers: [ { name: own, cadence: after-completion, spread: random } ]").checkers;
    expect([checker!.cadence, checker!.spread]).toEqual(["after-completion", "random"]);
  });
});

describe("client steps", () => {
  const client = (yaml: string, env = {}) => resolveFile(`target: mail.lan:25\nclient: { ${yaml} }`, env).client;

  test("inside TLS by CLIENT_TLS", () => {
    expect(client("tls: insecure, steps: [ { expect: any } ]").wire!.steps).toEqual([
      { kind: "tls", serverName: "mail.lan", verify: false },
      { kind: "expect", match: { kind: "any" } },
    ]);
  });

  test("with an ending of its own", () => {
    expect(client("ending: drain-fin, steps: [ { expect: any } ]").wire!.ending).toEqual({ kind: "drain-fin" });
  });
});

const REFUSED: [yaml: string, line: string | RegExp][] = [
  ["", 'storm.yaml:1: "" is refused: it is empty; accepted is a block with the keys '],
  ["# nothing yet\n", 'storm.yaml:1: "" is refused: it is empty; accepted is a block with the keys '],
  ["- target", 'storm.yaml:1: "[ target ]" is refused: a block with the keys '],
  ["target: [::1]:25", /^CONFIG: "storm.yaml" is refused: line 1, column \d+: /],
  ["target: a:1\ntarget: b:1", 'CONFIG: "storm.yaml" is refused: line 2, column 1: Map keys must be unique'],
  ["client_rate: 1\nclient-rate: 2", 'client-rate (storm.yaml:2): "2" is refused: client_rate is given twice'],
  [
    "client_rate: 1\nclient: { rate: 2 }",
    'client.rate (storm.yaml:2): "2" is refused: it is given twice: as client_rate and as client.rate',
  ],
  [
    "storm: 20s\nphases: { storm: 30s }",
    'phases.storm (storm.yaml:2): "30s" is refused: it is given twice: as storm and as phases.storm',
  ],
  ["TARGET: a:1", 'TARGET (storm.yaml:1): "TARGET" is refused: no such key here; known are target, '],
  ["\ntraget: a:1", /^traget \(storm\.yaml:2\): "traget" is refused: no such key here; .*; did you mean target\?$/],
  [
    "client: { rte: 1 }",
    /^client\.rte \(storm\.yaml:1\): "rte" is refused: no such key here; .*; did you mean rate\?$/,
  ],
  ["config: other.yaml", 'config (storm.yaml:1): "config" is refused: no such key here; '],
  ["<<: { target: a:1 }", '<< (storm.yaml:1): "<<" is refused: no such key here; '],
  ["{ target: a:1 }: 1", 'CONFIG: "storm.yaml" is refused: neither YAML nor JSON: a key must be a single value'],
  ["target: a:1\n---\ntarget: b:1", /^CONFIG: "storm.yaml" is refused: line 2, column 1: .*documents/],
  ["target: !host a:1", /^CONFIG: "storm.yaml" is refused: line 1, column 9: Unresolved tag: !host/],
  ["target: *nobody", 'CONFIG: "storm.yaml" is refused: neither YAML nor JSON: *nobody in line 1 stands for nothing'],
  ["client: { steps: &a [ *a ] }", /^CONFIG: "storm.yaml" is refused: neither YAML nor JSON: /],
  ["target:", 'target (storm.yaml:1): "" is refused: it is empty; leave it out, or give host:port, '],
  ["interval: 30", 'interval (storm.yaml:1): "30" is refused: a duration with a unit, '],
  ["nodes: 0x10", 'nodes (storm.yaml:1): "0x10" is refused: a whole number from 1 to 10000'],
  ["nodes: [1, 2]", 'nodes (storm.yaml:1): "[ 1, 2 ]" is refused: a whole number from 1 to 10000'],
  ["nodes: { a: 1 }", 'nodes (storm.yaml:1): "{ a: 1 }" is refused: a whole number from 1 to 10000'],
  ["phases: 10s", 'phases (storm.yaml:1): "10s" is refused: a block with the keys baseline, storm, night, recovery'],
  [
    "phases: { dawn: 1s }",
    'phases.dawn (storm.yaml:1): "dawn" is refused: no such key here; known are baseline, storm, night, recovery',
  ],
  [
    "checker: rst\ncheckers: [ fin ]",
    'checkers (storm.yaml:2): "[ fin ]" is refused: checker and checkers together; accepted is one of them',
  ],
  ["checkers: []", 'checkers (storm.yaml:1): "[]" is refused: a list of at least one checker'],
  ["checkers: haproxy", 'checkers (storm.yaml:1): "haproxy" is refused: a list of at least one checker'],
  ["checkers: [ haproxi ]", /^checkers\[0\] \(storm\.yaml:1\): "haproxi" is refused: .*; did you mean haproxy\?$/],
  [
    "checkers:\n  - preset: haproxi",
    /^checkers\[0\]\.preset \(storm\.yaml:2\): "haproxi" is refused: a preset .*; did you mean haproxy\?$/,
  ],
  [
    "checkers: [ { style: rts } ]",
    /^checkers\[0\]\.style \(storm\.yaml:1\): "rts" is refused: a style: .*; did you mean rst\?$/,
  ],
  ["checkers: [ { preset: haproxy, style: rst } ]", "a preset and a style together; accepted is one of them"],
  [
    "checkers: [ { nodes: 2 } ]",
    "a checker needs a preset, a style, or a name and its own handshake, steps and ending",
  ],
  [
    "checkers: [ { name: a b } ]",
    'checkers[0].name (storm.yaml:1): "a b" is refused: a name of up to 64 letters, digits, - and _',
  ],
  [
    "checkers: [ haproxy, { preset: haproxy } ]",
    'checkers[1] (storm.yaml:1): "{ preset: haproxy }" is refused: another checker is called haproxy already; give each its own name',
  ],
  [
    "checkers: [ { preset: haproxy, steps: [ wait: 1ms ] } ]",
    'checkers[0].steps (storm.yaml:1): "[ { wait: 1ms } ]" is refused: a checker with a preset or a style has its own; only one that is spelled out takes steps',
  ],
  [
    "checkers: [ { name: a, delay: 1ms } ]",
    'checkers[0].delay (storm.yaml:1): "1ms" is refused: a checker that is spelled out says it with a step; only styles take delay',
  ],
  [
    "checkers: [ { style: rst, hold: 1s } ]",
    'checkers[0].hold (storm.yaml:1): "1s" is refused: rst would ignore it; styles that take it: hold',
  ],
  [
    "delay: 5ms\ncheckers: [ rst ]",
    'delay (storm.yaml:1): "5ms" is refused: rst would ignore it; styles that take it: delayed-close',
  ],
  [
    "checkers: [ { style: delayed-close, delay: 2s } ]",
    "delayed-close would never end in time; accepted is a delay (2s) shorter than the timeout (1s)",
  ],
  [
    "checkers: [ { style: rst, interval: 2 } ]",
    'checkers[0].interval (storm.yaml:1): "2" is refused: a duration with a unit, ',
  ],
  [
    "target: 10.0.0.5:1\ncheckers: [ { style: rst, sources: 'fd00::1' } ]",
    "its sources are IPv6 and the target is IPv4; accepted is one family",
  ],
  [
    "checkers: [ { name: a, handshake: open } ]",
    'checkers[0].handshake (storm.yaml:1): "open" is refused: one of full, half-open',
  ],
  [
    "checkers: [ { name: a, handshake: half-open, ending: rst, steps: [ wait: 190ms ] } ]",
    "half-open checks must wait for less than 190ms",
  ],
  [
    "checkers: [ { name: a, ending: reset } ]",
    'checkers[0].ending (storm.yaml:1): "reset" is refused: one of rst, fin, drain-fin, half-close',
  ],
  [
    "checkers: [ { name: a, ending: { linger: 1s } } ]",
    "the kind is missing; accepted is one of rst, fin, drain-fin, half-close",
  ],
  [
    "checkers: [ { name: a, ending: { kind: rst, linger: 1s } } ]",
    'checkers[0].ending.linger (storm.yaml:1): "1s" is refused: only the ending fin takes linger',
  ],
  [
    "checkers: [ { name: a, ending: { kind: fin, close-notify: false }, steps: [ tls-hello ] } ]",
    'checkers[0].ending.close-notify (storm.yaml:1): "false" is refused: there is no TLS to end; accepted with a step tls',
  ],
  ["checkers: [ { name: a, connect-timeout: 0s } ]", "checkers[0].connect-timeout (storm.yaml:1)"],
  ["checkers: [ { name: a, ending: { kind: fin, linger: 1.5s } } ]", '"1.5s" is refused: whole seconds, such as 1s'],
  [
    "checkers: [ { name: a, steps: [] } ]",
    "a list of steps, each one of wait, send, expect, tls, tls-hello, proxy, hold",
  ],
  [
    "checkers: [ { name: a, steps: [ sent: x ] } ]",
    /^checkers\[0\]\.steps\[0\]\.sent \(storm\.yaml:1\): "sent" is refused: .*; did you mean send\?$/,
  ],
  ["checkers: [ { name: a, steps: [ { send: x, wait: 1ms } ] } ]", "a step is one thing: one of wait, send, expect, "],
  [
    "checkers: [ { name: a, steps: [ { send: x, within: 1ms } ] } ]",
    "within has no meaning beside send; accepted is send: ",
  ],
  [
    "checkers: [ { name: a, steps: [ wait ] } ]",
    'checkers[0].steps[0] (storm.yaml:1): "wait" is refused: it needs a value: wait: 3ms',
  ],
  [
    "checkers: [ { name: a, steps: [ send: ] } ]",
    'checkers[0].steps[0].send (storm.yaml:1): "" is refused: it is empty; accepted is send: ',
  ],
  [
    "checkers: [ { name: a, steps: [ wait: 3 ] } ]",
    'checkers[0].steps[0].wait (storm.yaml:1): "3" is refused: a duration with a unit, ',
  ],
  ["checkers: [ { name: a, steps: [ wait: 1s ] } ]", "waits of 1s must be shorter than the timeout of 1s"],
  ["checkers: [ { name: a, steps: [ { expect: any, within: 2s } ] } ]", "within 2s is longer than the timeout of 1s"],
  ["client: { timeout: 2s, steps: [ { expect: any, within: 3s } ] }", "within 3s is longer than CLIENT_TIMEOUT of 2s"],
  [
    "checkers: [ { name: a, steps: [ expect: 220 ] } ]",
    'checkers[0].steps[0].expect (storm.yaml:1): "220" is refused: any, or one of text, regex, hex and bytes',
  ],
  [
    "checkers: [ { name: a, steps: [ expect: { text: a, hex: ff } ] } ]",
    "text and hex together; accepted is any, or one of",
  ],
  [
    "checkers: [ { name: a, steps: [ { expect: { within: 1ms }, within: 2ms } ] } ]",
    "within is given twice: inside of expect and beside it",
  ],
  [
    "checkers: [ { name: a, steps: [ expect: { regex: '(' } ] } ]",
    'expect.regex (storm.yaml:1): "(" is refused: the pattern is no regular expression; accepted is a pattern in RE2 syntax',
  ],
  ["checkers: [ { name: a, steps: [ expect: { bytes: 0 } ] } ]", '"0" is refused: a whole number from 1 to 1048576'],
  [
    "checkers: [ { name: a, steps: [ send: { hex: abc } ] } ]",
    'send.hex (storm.yaml:1): "abc" is refused: pairs of hex digits, such as 0d0a',
  ],
  [
    "checkers: [ { name: a, steps: [ send: 'QUIT\\r\\n' ] } ]",
    "outside of double quotes the backslash is a backslash; accepted is text, in double quotes",
  ],
  ["checkers: [ { name: a, steps: [ proxy: v3 ] } ]", '"v3" is refused: one of v1, v2'],
  ["checkers: [ { name: a, steps: [ tls: maybe ] } ]", '"maybe" is refused: verify, insecure, or { sni: NAME'],
  [
    "checkers: [ { name: a, steps: [ tls: { sni: 10.0.0.5 } ] } ]",
    '"10.0.0.5" is refused: a host name such as mail.lan',
  ],
  [
    "checkers: [ { name: a, steps: [ hold: forever ] } ]",
    '"forever" is refused: to-the-end, or a duration with a unit',
  ],
  ["client: { kind: http, steps: [ expect: any ] }", "client.kind http and steps together; accepted is one of them"],
  ["client: { ending: drain-fin }", "only a client with steps has an ending"],
  ["client: { ending: rst, steps: [ expect: any ] }", "accepted are half-close and drain-fin"],
  [
    "client: { tls: on, steps: [ tls, expect: any ] }",
    "CLIENT_TLS puts the client inside TLS already; leave out one of the two",
  ],
  ["client: { kind: steps }", 'client.kind (storm.yaml:1): "steps" is refused: it needs client.steps in a CONFIG file'],
  ["client: { kind: send-expect }", 'client.kind (storm.yaml:1): "send-expect" is refused: it needs CLIENT_EXPECT'],
  [
    "client: { send: x, steps: [ expect: any ] }",
    'client.send (storm.yaml:1): "x" is refused: only CLIENT=send-expect sends it',
  ],
  [
    "client: { handshake: half-open, steps: [ expect: any ] }",
    'client.handshake (storm.yaml:1): "handshake" is refused: no such key here',
  ],
  ["target: 10.0.0.5:1\nflaw: healthy", 'flaw (storm.yaml:2): "healthy" is refused: it is for the embedded server'],
];

test.each(REFUSED)("refused: %j", (yaml, line) => {
  const refused = refusalOf(() => resolveFile(yaml));
  if (typeof line === "string") expect(refused).toContain(line);
  else expect(refused).toMatch(line);
  expect(refused).not.toContain("\n");
});

test("a file that blows itself up is refused, not expanded", () => {
  const levels = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const bomb = levels.map(
    (name, i) =>
      `  - &${name} [${Array(9)
        .fill(i === 0 ? "x" : `*${levels[i - 1]}`)
        .join()}]`,
  );
  expect(refusalOf(() => resolveFile(`checkers:\n${bomb.join("\n")}`))).toMatch(
    /^CONFIG: "storm.yaml" is refused: .*20000/,
  );
});
