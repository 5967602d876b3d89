/** Settings that are accepted, and what becomes of them. */
import { describe, expect, test } from "vitest";
import type { StormConfig } from "../../lib/model/config";
import { presets } from "../../lib/checkers/products/index";
import { styles } from "../../lib/checkers/styles/index";
import { profiles } from "../../thresholds/index";
import { CWD, resolve } from "./resolve";

/** A table of settings and the part of the configuration that they decide. */
function table<Part>(title: string, part: (config: StormConfig) => Part, rows: [Record<string, string>, Part][]) {
  describe(title, () => {
    test.each(rows)("%j gives %j", (settings, expected) => expect(part(resolve(settings))).toEqual(expected));
  });
}

test("without a setting the storm is rst against the embedded server", () => {
  const { checkers, ...rest } = resolve({});
  expect(checkers.map(({ name, nodes, intervalMs }) => ({ name, nodes, intervalMs }))).toEqual([
    { name: "rst", nodes: 1, intervalMs: 100 },
  ]);
  expect(rest).toEqual({
    target: null,
    embedded: { flaw: "stuck-greeting", backlog: 128 },
    client: {
      kind: "auto",
      wire: null,
      ratePerSecond: 10,
      timeoutMs: 5000,
      tls: "off",
      serverName: "",
      source: null,
    },
    speedup: "auto",
    phases: { baselineMs: 10_000, stormMs: 20_000, nightMs: 10_000, recoveryMs: 15_000 },
    auto: ["baseline", "storm"],
    ownRate: { watchMs: 60_000, stormMs: 120_000 },
    gates: profiles.get("default"),
    out: null,
    progress: "lines",
    failFast: false,
    checks: null,
    kernelEvidence: "refuse",
    limits: { allowPublic: false, maxRate: 1000, maxHeld: 1000 },
    checkersOfFile: false,
    given: [],
  });
});

table("TARGET", (config) => config.target, [
  [{ TARGET: "10.0.0.5:25" }, { host: "10.0.0.5", port: 25, text: "10.0.0.5:25" }],
  [{ TARGET: " 10.0.0.5:25\n" }, { host: "10.0.0.5", port: 25, text: "10.0.0.5:25" }],
  [{ TARGET: "[::1]:65535" }, { host: "::1", port: 65535, text: "[::1]:65535" }],
  [{ TARGET: "[fd00:0:0::0001]:1" }, { host: "fd00::1", port: 1, text: "[fd00::1]:1" }],
  [{ TARGET: "[::ffff:10.0.0.5]:25" }, { host: "10.0.0.5", port: 25, text: "10.0.0.5:25" }],
  [{ TARGET: "localhost:80" }, { host: "localhost", port: 80, text: "localhost:80" }],
  [{ TARGET: "mail_1.example.lan.:25" }, { host: "mail_1.example.lan.", port: 25, text: "mail_1.example.lan.:25" }],
  [{ TARGET: "1and1.com:25" }, { host: "1and1.com", port: 25, text: "1and1.com:25" }],
  [
    { TARGET: "8.8.8.8:53", ALLOW_PUBLIC: "1" },
    { host: "8.8.8.8", port: 53, text: "8.8.8.8:53" },
  ],
  [{ TARGET: "100.64.0.9:53" }, { host: "100.64.0.9", port: 53, text: "100.64.0.9:53" }],
  [{ TARGET: "203.0.113.9:53" }, { host: "203.0.113.9", port: 53, text: "203.0.113.9:53" }],
]);

table("CHECKER", (config) => config.checkers.map(({ name, preset, style }) => [name, preset, style]), [
  [{ CHECKER: "haproxy" }, [["haproxy", "haproxy", "half-open"]]],
  [{ CHECKER: "fin" }, [["fin", null, "fin"]]],
  [
    { CHECKER: "alibaba-clb, half-open" },
    [
      ["alibaba-clb", "alibaba-clb", "rst"],
      ["half-open", null, "half-open"],
    ],
  ],
]);

test("every preset and every style is a CHECKER, and several storm together", () => {
  const names = [...presets.keys(), ...styles.keys()];
  expect(resolve({ CHECKER: names.join(",") }).checkers.map(({ name }) => name)).toEqual(names);
});

table(
  "NODES, INTERVAL, TIMEOUT override the preset's",
  ({ checkers: [checker] }) => [checker!.nodes, checker!.intervalMs, checker!.timeoutMs],
  [
    [{ CHECKER: "haproxy" }, [1, 2000, 2000]],
    [{ CHECKER: "haproxy", NODES: "3" }, [3, 2000, 2000]],
    [{ CHECKER: "haproxy", INTERVAL: "0.01s" }, [1, 10, 2000]],
    [{ CHECKER: "haproxy", TIMEOUT: "1500us", INTERVAL: "1.5ms" }, [1, 1.5, 1.5]],
    [{ CHECKER: "haproxy", INTERVAL: "1m30s" }, [1, 90_000, 2000]],
    [{ CHECKER: "haproxy", INTERVAL: ".07s" }, [1, 70, 2000]],
    [{ CHECKER: "haproxy", INTERVAL: "24h" }, [1, 86_400_000, 2000]],
    [{ CHECKER: "haproxy", INTERVAL: "0.5m" }, [1, 30_000, 2000]],
  ],
);

table(
  "DELAY, HOLD, ENDING reach the wire",
  ({ checkers: [checker] }) => [checker!.connections[0].steps, checker!.connections[0].ending],
  [
    [{ CHECKER: "delayed-close", DELAY: "0.1ms" }, [[{ kind: "wait", ms: 0.1 }], { kind: "rst" }]],
    [{ CHECKER: "delayed-close", DELAY: "0s" }, [[], { kind: "rst" }]],
    [{ CHECKER: "delayed-close", DELAY: "15ms", ENDING: "FIN" }, [[{ kind: "wait", ms: 15 }], { kind: "fin" }]],
    [{ CHECKER: "hold", HOLD: "2s" }, [[{ kind: "hold", ms: 2000 }], { kind: "fin" }]],
    [{ CHECKER: "hold" }, [[{ kind: "hold" }], { kind: "fin" }]],
  ],
);

test("DELAY goes to those checkers that take it, when one of them does", () => {
  const { checkers } = resolve({ CHECKER: "rst,delayed-close", DELAY: "3ms" });
  expect(checkers.map(({ name, delayMs }) => [name, delayMs])).toEqual([
    ["rst", 0],
    ["delayed-close", 3],
  ]);
});

table<"auto" | number>("SPEEDUP", (config) => config.speedup, [
  [{ SPEEDUP: "auto" }, "auto"],
  [{ SPEEDUP: "AUTO" }, "auto"],
  [{ SPEEDUP: "1" }, 1],
  [{ SPEEDUP: "2.5" }, 2.5],
]);

table("SOURCES", ({ checkers: [checker] }) => checker!.sources, [
  [{ SOURCES: "127.0.0.2,127.0.0.3" }, ["127.0.0.2", "127.0.0.3"]],
  [{ SOURCES: "127.0.0.8/30" }, ["127.0.0.9", "127.0.0.10"]],
  [{ SOURCES: "127.0.0.10/30" }, ["127.0.0.9", "127.0.0.10"]],
  [{ SOURCES: "127.0.0.8/31" }, ["127.0.0.8", "127.0.0.9"]],
  [{ SOURCES: "127.0.0.8/32, 127.0.0.1" }, ["127.0.0.8", "127.0.0.1"]],
  [{ TARGET: "[::1]:1", SOURCES: "fd00::/126" }, ["fd00::1", "fd00::2", "fd00::3"]],
  [{ TARGET: "mail.lan:1", SOURCES: "fd00::5/128" }, ["fd00::5"]],
]);

test("SOURCES takes the 254 usable addresses of a /24, and the first 4096 of a larger range", () => {
  const of = (SOURCES: string, TARGET = "127.0.0.1:1") => resolve({ SOURCES, TARGET }).checkers[0]!.sources;
  expect(of("127.0.1.0/24").length).toBe(254);
  expect([of("127.0.1.0/24")[0], of("127.0.1.0/24")[253]]).toEqual(["127.0.1.1", "127.0.1.254"]);
  expect(of("127.0.0.0/8").length).toBe(4096);
  expect(of("127.0.0.0/8")[4095]).toBe("127.0.16.0");
  expect(of("fd00::/64", "[::1]:1").length).toBe(4096);
  expect(of("fd00::/64", "[::1]:1")[4095]).toBe("fd00::1000");
});

table(
  "CLIENT",
  ({ client }) => [client.kind, client.tls, client.serverName, client.wire?.steps.map(({ kind }) => kind)],
  [
    [{ CLIENT: "auto" }, ["auto", "off", "", undefined]],
    [{ CLIENT: "greeting" }, ["greeting", "off", "", undefined]],
    [{ CLIENT: "connect" }, ["connect", "off", "", []]],
    [{ CLIENT: "tls" }, ["tls", "on", "127.0.0.1", ["tls"]]],
    [{ CLIENT: "tls", CLIENT_TLS: "insecure" }, ["tls", "insecure", "127.0.0.1", ["tls"]]],
    [{ CLIENT: "tls", TARGET: "mail.lan:465" }, ["tls", "on", "mail.lan", ["tls"]]],
    [
      { CLIENT: "http", CLIENT_TLS: "on", CLIENT_SNI: "www.lan" },
      ["http", "on", "www.lan", ["tls", "send", "expect", "expect"]],
    ],
    [{ CLIENT_TLS: "insecure", TARGET: "mail.lan:465" }, ["auto", "insecure", "mail.lan", undefined]],
    [{ CLIENT: "https", TARGET: "www.lan:443" }, ["https", "on", "www.lan", ["tls", "send", "expect", "expect"]]],
    [{ CLIENT: "MEMCACHED" }, ["memcached", "off", "", ["send", "expect", "expect", "send"]]],
  ],
);

const SEND_EXPECT = { CLIENT: "send-expect", CLIENT_EXPECT: "220" };

table("CLIENT_SEND and CLIENT_EXPECT", ({ client }) => client.wire!.steps, [
  [SEND_EXPECT, [{ kind: "expect", match: { kind: "literal", hex: "323230" } }]],
  [
    { ...SEND_EXPECT, CLIENT_SEND: "Grüß\\r\\n\\t\\0\\\\\\xFf" },
    [
      { kind: "send", hex: "4772c3bcc39f0d0a09005cff" },
      { kind: "expect", match: { kind: "literal", hex: "323230" } },
    ],
  ],
  [
    { ...SEND_EXPECT, CLIENT_SEND: " \n" },
    [
      { kind: "send", hex: "200a" },
      { kind: "expect", match: { kind: "literal", hex: "323230" } },
    ],
  ],
  [
    { CLIENT: "send-expect", CLIENT_SEND: "hex:00 0A fF", CLIENT_EXPECT: "hex:ff" },
    [
      { kind: "send", hex: "000aff" },
      { kind: "expect", match: { kind: "literal", hex: "ff" } },
    ],
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "regex:(?m)^250 \\d" },
    [{ kind: "expect", match: { kind: "regex", pattern: "(?m)^250 \\d" } }],
  ],
]);

table("CLIENT_RATE", ({ client }) => client.ratePerSecond, [
  [{ CLIENT_RATE: "10" }, 10],
  [{ CLIENT_RATE: "2/s" }, 2],
  [{ CLIENT_RATE: "12/m", BASELINE: "1m", STORM: "1m", RECOVERY: "1m" }, 0.2],
  [{ CLIENT_RATE: "0.2", BASELINE: "25s", STORM: "25s", RECOVERY: "25s" }, 0.2],
  [{ CLIENT_RATE: "36000/h" }, 10],
]);

table(
  "the rest",
  ({ client, phases, out, failFast, limits, embedded, gates }) => [
    client.timeoutMs,
    client.source,
    phases.nightMs,
    out,
    failFast,
    limits,
    embedded,
    gates.name,
  ],
  [
    [
      {
        CLIENT_TIMEOUT: "3s",
        CLIENT_SOURCE: "127.0.0.9",
        NIGHT: "0s",
        OUT: "out/run 1",
        FAIL_FAST: "yes",
        THRESHOLDS: "strict",
      },
      [
        3000,
        "127.0.0.9",
        0,
        `${CWD}/out/run 1`,
        true,
        { allowPublic: false, maxRate: 1000, maxHeld: 1000 },
        { flaw: "stuck-greeting", backlog: 128 },
        "strict",
      ],
    ],
    [
      {
        OUT: "/srv/out",
        FAIL_FAST: "0",
        ALLOW_PUBLIC: "ON",
        MAX_RATE: "5000",
        MAX_HELD: "10",
        FLAW: "healthy",
        BACKLOG: "8",
        THRESHOLDS: "lenient",
      },
      [
        5000,
        null,
        10_000,
        "/srv/out",
        false,
        { allowPublic: true, maxRate: 5000, maxHeld: 10 },
        { flaw: "healthy", backlog: 8 },
        "lenient",
      ],
    ],
    [
      { OUT: "./out" },
      [
        5000,
        null,
        10_000,
        `${CWD}/out`,
        false,
        { allowPublic: false, maxRate: 1000, maxHeld: 1000 },
        { flaw: "stuck-greeting", backlog: 128 },
        "default",
      ],
    ],
  ],
);

test("the configuration lists as given what is not at its default, as the user wrote it", () => {
  expect(resolve({ INTERVAL: "0.20s", CLIENT_RATE: "10", STORM: "30s", HOME: "/root" }).given).toEqual([
    { name: "INTERVAL", value: "0.20s", from: "environment" },
    { name: "STORM", value: "30s", from: "environment" },
  ]);
});

test("the configuration is plain JSON", () => {
  const config = resolve({ CHECKER: "haproxy,hold", CLIENT: "http", TARGET: "127.0.0.1:80" });
  expect(JSON.parse(JSON.stringify(config))).toEqual(config);
});
