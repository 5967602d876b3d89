/** What may be a credential reaches no report: `given` is what the reports print. */
import { describe, expect, test } from "vitest";
import { resolveTrials } from "../../lib/settings/resolve-config";
import { outside, resolve, resolveFile } from "./resolve";

const SECRET = "hunter2";
const target = "127.0.0.1:25";

describe("a send-expect client is told by its number of bytes", () => {
  const client = (send: string, expected: string) => {
    const { given } = resolve({ TARGET: target, CLIENT: "send-expect", CLIENT_SEND: send, CLIENT_EXPECT: expected });
    return given.filter(({ name }) => /SEND|EXPECT/.test(name)).map(({ value }) => value);
  };

  test.each([
    ["text, by the bytes it stands for", `AUTH ${SECRET}\\r\\n`, `235 ${SECRET}`, "14 bytes", "11 bytes"],
    ["text beyond ASCII", "ü", "€", "2 bytes", "3 bytes"],
    ["hex", "hex:68756e74657232", "hex: 68 75", "7 bytes", "2 bytes"],
    ["a single byte", "x", "2", "1 byte", "1 byte"],
    ["a pattern", "x", `regex:^${SECRET}$`, "1 byte", "a pattern of 9 characters"],
  ])("where it has %s", (_, send, expected, sent, answer) => {
    expect(client(send, expected)).toEqual([sent, answer]);
  });

  test("where a CONFIG file has its steps", () => {
    const { given } = resolveFile(`
target: ${target}
client: { kind: send-expect, send: "AUTH ${SECRET}", expect: "${SECRET}" }
`);
    expect(given.filter(({ name }) => name.startsWith("CLIENT_")).map(({ value }) => value)).toEqual([
      "12 bytes",
      "7 bytes",
    ]);
    expect(JSON.stringify(given)).not.toContain(SECRET);
  });
});

test("credentials of a client that logs in are told by their length", () => {
  const { given } = resolve({ TARGET: target, CLIENT: "amqp", CLIENT_USER: "stürmer", CLIENT_PASSWORD: SECRET });
  expect(given.filter(({ name }) => /USER|PASSWORD/.test(name)).map(({ value }) => value)).toEqual([
    "8 bytes",
    "7 bytes",
  ]);
  expect(JSON.stringify(given)).not.toContain(SECRET);
});

test("steps are told by their number, for clients and checkers, and all else as it was given", () => {
  const { given } = resolveFile(`
target: ${target}
client:
  steps:
    - send: "AUTH ${SECRET}"
    - expect: { text: "${SECRET}" }
  ending: drain-fin
checkers:
  - { preset: haproxy, nodes: 2 }
  - name: ours
    steps: [ { send: { hex: "68756e74657232" } }, { expect: { regex: "^${SECRET}" }, within: 20ms }, { send: "${SECRET}" } ]
    ending: rst
    interval: 2s
  - { steps: [ { send: ${SECRET} } ], name: last }
`);
  expect(given.filter(({ from }) => from === "file").map(({ name, value }) => `${name}=${value}`)).toEqual([
    `TARGET=${target}`,
    "checkers[0]={ preset: haproxy, nodes: 2 }",
    "checkers[1]={ name: ours, steps: 3 steps, ending: rst, interval: 2s }",
    "checkers[2]={ steps: 1 step, name: last }",
    "client.steps=2 steps",
    "client.ending=drain-fin",
  ]);
  expect(JSON.stringify(given)).not.toMatch(new RegExp(`${SECRET}|68756e74657232`));
});

test.each([
  ["METRICS", "http://ops:hunter2@10.0.0.9:81/metrics?key=hunter2", "http://…@10.0.0.9:81/metrics?…"],
  ["METRICS", "http://ops:hun/ter2@10.0.0.9:81/metrics", "http://…"],
])("%s=%s is told without user, password and query", (name, url, told) => {
  const { given } = resolve({ TARGET: target, [name]: url });
  expect(given.find((one) => one.name === name)?.value).toBe(told);
});

test("what is not at the default of its script is listed, and nothing else", () => {
  const given = { STORM: "20s", BASELINE: "1s", TARGET: target };
  const { config } = resolveTrials({ env: given, script: "delay-sweep", ...outside() });
  expect(config.given.map(({ name }) => name)).toEqual(["TARGET", "STORM"]);
});
