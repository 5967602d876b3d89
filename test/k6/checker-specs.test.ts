/** What of a checker's connections reaches their exchanges. */
import { expect, test } from "vitest";
import { buildChecker } from "../../lib/checkers/build-checker";
import type { Connection } from "../../lib/model/checker";
import { checkerSpecs } from "../../lib/k6/specs";
import { presets } from "../../lib/checkers/products/index";

const PLACE = { address: "127.0.0.1:4000", hosts: { "mail.lan": "127.0.0.9", "fd00::5": "[fd00::5]" } };

test("the specs of a checker say where its connections go, and how long they wait", () => {
  const checker = buildChecker({ kind: "preset", preset: presets.get("haproxy-redis")! }, { timeoutMs: 1_500 });
  const [one] = checker.connections as [Connection];
  const other: Connection = { ...one, host: "mail.lan", port: 25, connectTimeoutMs: 300, timeoutMs: 4_000 };
  const specs = checkerSpecs({ ...checker, connections: [one, other, { ...one, host: "fd00::5" }] }, 0, PLACE);
  expect(
    specs.map(({ name, target, connectTimeoutMs, timeoutMs }) => [name, target, connectTimeoutMs, timeoutMs]),
  ).toEqual([
    ["haproxy-redis", "127.0.0.1:4000", undefined, 1_500],
    ["haproxy-redis#2", "127.0.0.9:25", 300, 4_000],
    ["haproxy-redis#3", "[fd00::5]:4000", undefined, 1_500],
  ]);
});
