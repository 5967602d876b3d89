/** The CONFIG file: the whole configuration that comes of it, what wins, and what is refused. */
import { describe, expect, test } from "vitest";
import { presets } from "../../lib/checkers/products/index";
import { profiles } from "../../thresholds/index";
import { SAMPLE } from "./sample";
import { CWD, refusalOf, resolve, resolveFile } from "./resolve";

test("a CONFIG file with every block gives the configuration that it spells out", () => {
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
    progress: "lines",
    failFast: false,
    checks: null,
    kernelEvidence: "refuse",
    limits: { allowPublic: false, maxRate: 1000, maxHeld: 1000 },
    checkersOfFile: true,
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

describe("where two places give a setting", () => {
  test("-e wins over the file, setting by setting", () => {
    const { client, phases, given } = resolveFile("client: { rate: 4, timeout: 4s }\nstorm: 6s", { CLIENT_RATE: "8" });
    expect([client.ratePerSecond, client.timeoutMs, phases.stormMs]).toEqual([8, 4000, 6000]);
    expect(given.map(({ name, value, from }) => `${name}=${value} ${from}`)).toEqual([
      "CLIENT_RATE=8 environment",
      "CLIENT_TIMEOUT=4s file",
      "STORM=6s file",
      "CONFIG=storm.yaml environment",
    ]);
  });

  test("-e wins over the entry of a checker, the entry over a flat key, the flat key over the preset", () => {
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

  test("CHECKER wins over checkers, and CLIENT over the client's steps", () => {
    const config = resolveFile(SAMPLE, { CHECKER: "fin", CLIENT: "http" });
    expect(config.checkers.map(({ name }) => name)).toEqual(["fin"]);
    expect(config.client.kind).toBe("http");
    expect(config.given.map(({ name }) => name)).not.toContain("checkers[0]");
    expect(config.checkersOfFile).toBe(false);
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

describe("a CONFIG file gives the step", () => {
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

describe("a checker that is spelled out", () => {
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
  ])("with %s has its ending and its proof", (yaml, expected) => expect(wire(yaml)).toEqual(expected));

  test("takes a time to connect, and so does a preset", () => {
    const { checkers } = resolveFile(
      "checkers: [ { name: own, connect-timeout: 300ms, timeout: 2s }, { preset: haproxy, connect-timeout: 1s } ]",
    );
    const times = checkers.map(({ connections, timeoutMs }) => [connections[0].connectTimeoutMs, timeoutMs]);
    expect(times).toEqual([
      [300, 2000],
      [1000, 2000],
    ]);
  });

  test("takes a cadence and a spread", () => {
    const [checker] = resolveFile("checkers: [ { name: own, cadence: after-completion, spread: random } ]").checkers;
    expect([checker!.cadence, checker!.spread]).toEqual(["after-completion", "random"]);
  });
});

describe("client steps", () => {
  const client = (yaml: string, env = {}) => resolveFile(`target: mail.lan:25\nclient: { ${yaml} }`, env).client;

  test("are inside TLS by CLIENT_TLS", () => {
    expect(client("tls: insecure, steps: [ { expect: any } ]").wire!.steps).toEqual([
      { kind: "tls", serverName: "mail.lan", verify: false },
      { kind: "expect", match: { kind: "any" } },
    ]);
  });

  test("may have an ending of their own", () => {
    expect(client("ending: drain-fin, steps: [ { expect: any } ]").wire!.ending).toEqual({ kind: "drain-fin" });
  });
});

const REFUSED: [yaml: string, line: string | RegExp][] = [
  ["", "storm.yaml:1: expected a block with the keys target, "],
  ["# nothing yet\n", "storm.yaml:1: expected a block with the keys target, "],
  ["- target", /^storm\.yaml:1: expected a block with the keys target, .*, got "\[ target \]"$/],
  ["target: [::1]:25", /^CONFIG: expected a file in YAML or JSON, got "storm.yaml": line 1, column \d+: /],
  [
    "target: a:1\ntarget: b:1",
    'CONFIG: expected a file in YAML or JSON, got "storm.yaml": line 2, column 1: Map keys must be unique',
  ],
  [
    "client_rate: 1\nclient-rate: 2",
    'client-rate (storm.yaml:2): expected each key once, got "2": client_rate is given with a dash and with an underscore',
  ],
  [
    "client_rate: 1\nclient: { rate: 2 }",
    'client.rate (storm.yaml:2): expected each setting once, got "2": it is given as client_rate and as client.rate',
  ],
  [
    "storm: 20s\nphases: { storm: 30s }",
    'phases.storm (storm.yaml:2): expected each setting once, got "30s": it is given as storm and as phases.storm',
  ],
  [
    "TARGET: a:1",
    /^TARGET \(storm\.yaml:1\): expected one of the keys target, .*, got "TARGET"; did you mean target\?$/,
  ],
  ["\ntraget: a:1", /^traget \(storm\.yaml:2\): expected one of the keys .*, got "traget"; did you mean target\?$/],
  [
    "client: { rte: 1 }",
    /^client\.rte \(storm\.yaml:1\): expected one of the keys .*, got "rte"; did you mean rate\?$/,
  ],
  ["config: other.yaml", /^config \(storm\.yaml:1\): expected one of the keys .*, got "config"/],
  ["<<: { target: a:1 }", /^<< \(storm\.yaml:1\): expected one of the keys .*, got "<<"/],
  ["{ target: a:1 }: 1", 'CONFIG: expected a file in YAML or JSON, got "storm.yaml": a key must be a single value'],
  [
    "target: a:1\n---\ntarget: b:1",
    /^CONFIG: expected a file in YAML or JSON, got "storm.yaml": line 2, column 1: .*documents/,
  ],
  [
    "target: !host a:1",
    /^CONFIG: expected a file in YAML or JSON, got "storm.yaml": line 1, column 9: Unresolved tag$/,
  ],
  [
    "target: *nobody",
    'CONFIG: expected a file in YAML or JSON, got "storm.yaml": the alias in line 1 stands for nothing',
  ],
  ["client: { steps: &a [ *a ] }", /^CONFIG: expected a file in YAML or JSON, got "storm.yaml": ./],
  [
    "target:",
    'target (storm.yaml:1): expected host:port, where the host is an IPv4 address, an IPv6 address in brackets or a name: 10.0.0.5:25, [::1]:25, mail.lan:25, or to be left out, got ""',
  ],
  [
    "interval: 30",
    'interval (storm.yaml:1): expected a duration with a unit, such as 250ms, 2s or 0.01s, between 1ms and 24h, got "30"',
  ],
  ["nodes: 0x10", 'nodes (storm.yaml:1): expected a whole number from 1 to 10000, got "0x10"'],
  ["nodes: [1, 2]", 'nodes (storm.yaml:1): expected a whole number from 1 to 10000, got "[ 1, 2 ]"'],
  ["nodes: { a: 1 }", 'nodes (storm.yaml:1): expected a whole number from 1 to 10000, got "{ a: 1 }"'],
  ["phases: 10s", 'phases (storm.yaml:1): expected a block with the keys baseline, storm, night, recovery, got "10s"'],
  [
    "phases: { dawn: 1s }",
    'phases.dawn (storm.yaml:1): expected one of the keys baseline, storm, night, recovery, got "dawn"',
  ],
  [
    "checker: rst\ncheckers: [ fin ]",
    'checkers (storm.yaml:2): expected checker or checkers, got "[ fin ]": both are given',
  ],
  ["checkers: []", 'checkers (storm.yaml:1): expected a list of at least one checker, got "[]"'],
  ["checkers: haproxy", 'checkers (storm.yaml:1): expected a list of at least one checker, got "haproxy"'],
  ["checkers: [ haproxi ]", /^checkers\[0\] \(storm\.yaml:1\): expected .*, got "haproxi"; did you mean haproxy\?$/],
  [
    "checkers:\n  - preset: haproxi",
    /^checkers\[0\]\.preset \(storm\.yaml:2\): expected a preset .*, got "haproxi"; did you mean haproxy\?$/,
  ],
  [
    "checkers: [ { style: rts } ]",
    /^checkers\[0\]\.style \(storm\.yaml:1\): expected a style: .*, got "rts"; did you mean rst\?$/,
  ],
  [
    "checkers: [ { preset: haproxy, style: rst } ]",
    'checkers[0] (storm.yaml:1): expected a preset or a style, got "{ preset: haproxy, style: rst }": both are given',
  ],
  [
    "checkers: [ { nodes: 2 } ]",
    'checkers[0] (storm.yaml:1): expected a preset, a style, or a name with handshake, steps and ending of its own, got "{ nodes: 2 }"',
  ],
  [
    "checkers: [ { name: a b } ]",
    'checkers[0].name (storm.yaml:1): expected a name of up to 64 letters, digits, - and _, got "a b"',
  ],
  [
    "checkers: [ haproxy, { preset: haproxy } ]",
    'checkers[1] (storm.yaml:1): expected a name of its own for each checker, got "{ preset: haproxy }": another one is called haproxy already',
  ],
  [
    "checkers: [ { preset: haproxy, steps: [ wait: 1ms ] } ]",
    'checkers[0].steps (storm.yaml:1): expected to be left out, got "[ { wait: 1ms } ]": a checker with a preset or a style has its own; only one that is spelled out takes steps',
  ],
  [
    "checkers: [ { name: a, delay: 1ms } ]",
    'checkers[0].delay (storm.yaml:1): expected to be left out, got "1ms": a checker that is spelled out says it with a step; only styles take delay',
  ],
  [
    "checkers: [ { style: rst, hold: 1s } ]",
    'checkers[0].hold (storm.yaml:1): expected to be left out, got "1s": rst would ignore it; styles that take it: hold',
  ],
  [
    "delay: 5ms\ncheckers: [ rst ]",
    'delay (storm.yaml:1): expected to be left out, got "5ms": rst would ignore it; styles that take it: delayed-close',
  ],
  [
    "checkers: [ { style: delayed-close, delay: 2s } ]",
    'checkers[0] (storm.yaml:1): expected a delay shorter than the timeout of 1s, got "{ style: delayed-close, delay: 2s }": delayed-close waits for 2s and would never end in time',
  ],
  [
    "checkers: [ { style: rst, interval: 2 } ]",
    'checkers[0].interval (storm.yaml:1): expected a duration with a unit, such as 250ms, 2s or 0.01s, between 1ms and 24h, got "2"',
  ],
  [
    "target: 10.0.0.5:1\ncheckers: [ { style: rst, sources: 'fd00::1' } ]",
    'checkers[0] (storm.yaml:2): expected one address family, got "{ style: rst, sources: \\"fd00::1\\" }": its sources are IPv6 and the target is IPv4',
  ],
  [
    "checkers: [ { name: a, handshake: open } ]",
    'checkers[0].handshake (storm.yaml:1): expected one of full, half-open, got "open"; did you mean half-open?',
  ],
  [
    "checkers: [ { name: a, handshake: half-open, ending: rst, steps: [ wait: 190ms ] } ]",
    'checkers[0].steps (storm.yaml:1): expected waits of less than 190ms in a half-open check, got "[ { wait: 190ms } ]": the kernel sends the ACK by itself at about 200ms',
  ],
  [
    "checkers: [ { name: a, ending: reset } ]",
    'checkers[0].ending (storm.yaml:1): expected one of rst, fin, drain-fin, half-close, got "reset"; did you mean rst?',
  ],
  [
    "checkers: [ { name: a, ending: { linger: 1s } } ]",
    'checkers[0].ending (storm.yaml:1): expected kind: one of rst, fin, drain-fin, half-close, got "{ linger: 1s }": it is missing',
  ],
  [
    "checkers: [ { name: a, ending: { kind: rst, linger: 1s } } ]",
    'checkers[0].ending.linger (storm.yaml:1): expected to be left out, got "1s": only the ending fin takes linger',
  ],
  [
    "checkers: [ { name: a, ending: { kind: fin, close-notify: false }, steps: [ tls-hello ] } ]",
    'checkers[0].ending.close-notify (storm.yaml:1): expected a step tls before it, got "false": there is no TLS to end',
  ],
  ["checkers: [ { name: a, connect-timeout: 0s } ]", "checkers[0].connect-timeout (storm.yaml:1)"],
  [
    "checkers: [ { name: a, ending: { kind: fin, linger: 1.5s } } ]",
    'checkers[0].ending.linger (storm.yaml:1): expected whole seconds, such as 1s, got "1.5s"',
  ],
  [
    "checkers: [ { name: a, steps: [] } ]",
    "a list of steps, each one of wait, send, expect, tls, tls-hello, proxy, hold",
  ],
  [
    "checkers: [ { name: a, steps: [ sent: x ] } ]",
    /^checkers\[0\]\.steps\[0\]\.sent \(storm\.yaml:1\): expected .*, got "sent"; did you mean send\?$/,
  ],
  [
    "checkers: [ { name: a, steps: [ { send: x, wait: 1ms } ] } ]",
    'checkers[0].steps[0] (storm.yaml:1): expected one of wait, send, expect, tls, tls-hello, proxy, hold, got "{ send: …, wait: 1ms }": a step is one of them',
  ],
  [
    "checkers: [ { name: a, steps: [ { send: x, within: 1ms } ] } ]",
    'checkers[0].steps[0].within (storm.yaml:1): expected send: "EHLO probe\\r\\n" or send: { hex: 0d0a }, got "1ms": within has no meaning beside send',
  ],
  [
    "checkers: [ { name: a, steps: [ wait ] } ]",
    'checkers[0].steps[0] (storm.yaml:1): expected wait: 3ms, got "wait": it needs a value',
  ],
  [
    "checkers: [ { name: a, steps: [ send: ] } ]",
    'checkers[0].steps[0].send (storm.yaml:1): expected send: "EHLO probe\\r\\n" or send: { hex: 0d0a }, got nothing',
  ],
  [
    "checkers: [ { name: a, steps: [ wait: 3 ] } ]",
    'checkers[0].steps[0].wait (storm.yaml:1): expected a duration with a unit, such as 250ms, 2s or 0.01s, between 0.1ms and 24h, got "3"',
  ],
  [
    "checkers: [ { name: a, steps: [ wait: 1s ] } ]",
    'checkers[0].steps (storm.yaml:1): expected waits shorter than the timeout of 1s, got "[ { wait: 1s } ]": they are 1s together',
  ],
  [
    "checkers: [ { name: a, steps: [ { expect: any, within: 2s } ] } ]",
    'checkers[0].steps[0] (storm.yaml:1): expected within up to the timeout of 1s, got "{ expect: any, within: 2s }": 2s is longer',
  ],
  [
    "client: { timeout: 2s, steps: [ { expect: any, within: 3s } ] }",
    'client.steps[0] (storm.yaml:1): expected within up to CLIENT_TIMEOUT of 2s, got "{ expect: any, within: 3s }": 3s is longer',
  ],
  [
    "checkers: [ { name: a, steps: [ expect: 220 ] } ]",
    "checkers[0].steps[0].expect (storm.yaml:1): expected any, or one of text, regex, hex and bytes, such as { regex: '^220 ', within: 2s }, got 3 bytes",
  ],
  [
    "checkers: [ { name: a, steps: [ expect: { text: a, hex: ff } ] } ]",
    "checkers[0].steps[0].expect (storm.yaml:1): expected any, or one of text, regex, hex and bytes, such as { regex: '^220 ', within: 2s }, got \"{ text: …, hex: … }\": text and hex are given together",
  ],
  [
    "checkers: [ { name: a, steps: [ { expect: { within: 1ms }, within: 2ms } ] } ]",
    'checkers[0].steps[0].expect.within (storm.yaml:1): expected each key once, got "1ms": within is given inside of expect and beside it',
  ],
  [
    "checkers: [ { name: a, steps: [ expect: { regex: '(' } ] } ]",
    "checkers[0].steps[0].expect.regex (storm.yaml:1): expected a pattern in RE2 syntax, got 1 byte: the pattern is no regular expression",
  ],
  [
    "checkers: [ { name: a, steps: [ expect: { bytes: 0 } ] } ]",
    'checkers[0].steps[0].expect.bytes (storm.yaml:1): expected a whole number from 1 to 1048576, got "0"',
  ],
  [
    "checkers: [ { name: a, steps: [ send: { hex: abc } ] } ]",
    "checkers[0].steps[0].send.hex (storm.yaml:1): expected pairs of hex digits, such as 0d0a, got 3 bytes",
  ],
  [
    "checkers: [ { name: a, steps: [ send: 'QUIT\\r\\n' ] } ]",
    'checkers[0].steps[0].send (storm.yaml:1): expected text, in double quotes where it has escapes such as "\\r\\n", or hex, got 8 bytes: outside of double quotes the backslash is a backslash',
  ],
  [
    "checkers: [ { name: a, steps: [ proxy: v3 ] } ]",
    'checkers[0].steps[0].proxy (storm.yaml:1): expected one of v1, v2, got "v3"; did you mean v1?',
  ],
  [
    "checkers: [ { name: a, steps: [ tls: maybe ] } ]",
    'checkers[0].steps[0].tls (storm.yaml:1): expected verify, insecure, or { sni: NAME, verify: true, alpn: [h2], within: 2s }, got "maybe"',
  ],
  [
    "checkers: [ { name: a, steps: [ tls: { sni: 10.0.0.5 } ] } ]",
    'checkers[0].steps[0].tls.sni (storm.yaml:1): expected a host name such as mail.lan, no address and no port, got "10.0.0.5"',
  ],
  [
    "checkers: [ { name: a, steps: [ hold: forever ] } ]",
    'checkers[0].steps[0].hold (storm.yaml:1): expected to-the-end, or a duration with a unit, such as 250ms, 2s or 0.01s, between 1ms and 24h, got "forever"',
  ],
  [
    "client: { kind: http, steps: [ expect: any ] }",
    'client.steps (storm.yaml:1): expected client.kind http or steps, got "[ { expect: any } ]": both are given',
  ],
  ["client: { ending: drain-fin }", "only a client with steps has an ending"],
  [
    "client: { ending: rst, steps: [ expect: any ] }",
    'client.ending (storm.yaml:1): expected half-close or drain-fin, got "rst": a client that leaves bytes unread resets the connection, and does harm itself',
  ],
  [
    "client: { tls: on, steps: [ tls, expect: any ] }",
    'client.steps (storm.yaml:1): expected CLIENT_TLS or a step tls, got "[ tls, { expect: any } ]": both are given',
  ],
  [
    "client: { kind: steps }",
    'client.kind (storm.yaml:1): expected client.steps in a CONFIG file beside it, got "steps"',
  ],
  [
    "client: { kind: send-expect }",
    'client.kind (storm.yaml:1): expected CLIENT_EXPECT beside it, got "send-expect": it is what the answer begins with, such as 220 or regex:^2[0-9][0-9]',
  ],
  [
    "client: { send: x, steps: [ expect: any ] }",
    "client.send (storm.yaml:1): expected to be left out, got 1 byte: only CLIENT=send-expect sends it",
  ],
  [
    "client: { handshake: half-open, steps: [ expect: any ] }",
    'client.handshake (storm.yaml:1): expected one of the keys kind, send, expect, user, password, tls, sni, source, rate, timeout, steps, ending, got "handshake"',
  ],
  [
    "target: 10.0.0.5:1\nflaw: healthy",
    'flaw (storm.yaml:2): expected to be left out, got "healthy": it is for the embedded server, which does not run when TARGET is given',
  ],
];

test.each(REFUSED)("the CONFIG file %j is refused", (yaml, line) => {
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
    /^CONFIG: expected a file in YAML or JSON, got "storm.yaml": .*20000/,
  );
});
