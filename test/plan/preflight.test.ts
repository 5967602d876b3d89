/** What this machine cannot do is refused with the number that fits; what just fits is not. */
import { describe, expect, test } from "vitest";
import type { StormConfig } from "../../lib/model/config";
import { makePlan } from "../../lib/plan/make-plan";
import { preflight } from "../../lib/plan/preflight";
import type { Machine } from "../../lib/model/extension";
import { checker, config } from "./config";

const TARGET = { host: "10.0.0.9", port: 25, text: "10.0.0.9:25" };
const LARGE: Machine = { descriptors: 1e6, ports: { from: 1, to: 60_000 }, memoryBytes: 1e12, cpus: 2 };
const LIMITS = { allowPublic: false, maxRate: 1_000_000, maxHeld: 1_000_000 };

const look = (changes: Parameters<typeof config>[0], machine: Partial<Machine> = {}, loopback = false) => {
  const plan = makePlan(config({ target: TARGET, limits: LIMITS, ...changes }) satisfies StormConfig);
  return preflight([plan], plan.options, { ...LARGE, ...machine }, loopback);
};
const fin = (nodes: number, intervalMs: number, sources: string[] = []) => ({
  checkers: [checker("fin", { nodes, intervalMs, sources })],
  speedup: 1,
});

test("a run that fits is not refused, nor is one of whose machine nothing is known", () => {
  expect(look({})).toBeNull();
  expect(look(fin(5_000, 1_000), { descriptors: null, ports: null, memoryBytes: null })).toBeNull();
});

describe("descriptors", () => {
  // 65 clients by 10/s of 6 s and 5 to spare, twice where two phases meet; the observer.
  test.each([
    [
      fin(2_000, 4_000),
      1_024,
      'NODES: expected NODES=793, or a higher ulimit -n, got "2000": 2000 nodes and 131 clients at the same time need up to 2231 descriptors open, and `ulimit -n` is 1024',
    ],
    [fin(2_000, 4_000), 4_096, null],
    [
      { client: { ratePerSecond: 500 } },
      1_024,
      'CLIENT_RATE: expected CLIENT_RATE=76, or a shorter CLIENT_TIMEOUT, or a higher ulimit -n, got "500": 1 node and 6011 clients at the same time need up to 6112 descriptors open, and `ulimit -n` is 1024',
    ],
    [{ client: { ratePerSecond: 50 } }, 1_024, null],
  ])("%j with a limit of %i is answered by %s", (changes, descriptors, line) => {
    const said = look(changes, { descriptors });
    if (line === null) expect(said).toBeNull();
    else {
      expect(said).toContain(line);
      expect(said).toContain(`descriptors open, and \`ulimit -n\` is ${descriptors}`);
    }
  });

  test("the number of nodes that is offered fits, and one more does not", () => {
    const most = Number(/expected NODES=(\d+)/.exec(look(fin(2_000, 4_000), { descriptors: 1_024 })!)![1]);
    expect(look(fin(most, 4_000), { descriptors: 1_024 })).toBeNull();
    expect(look(fin(most + 1, 4_000), { descriptors: 1_024 })).not.toBeNull();
  });

  test("the embedded server needs one for the other end of each connection", () => {
    expect(look({ ...fin(600, 4_000), target: null }, { descriptors: 1_024 })).toContain(
      'NODES: expected NODES=331, or a higher ulimit -n, got "600": 600 nodes and 131 clients at the same time need up to 1562 descriptors open, and `ulimit -n` is 1024',
    );
    expect(look(fin(600, 4_000), { descriptors: 1_024 })).toBeNull();
  });
});

describe("memory", () => {
  test("too little for the nodes is refused with the number that fits", () => {
    const memoryBytes = 1e9;
    const said = look(fin(5_000, 4_000), { memoryBytes })!;
    expect(said).toMatch(
      /^NODES: expected NODES=\d+, or more memory, got "5000": .* need about 1\.7 GB of memory, and 1 GB are to be had$/,
    );
    const most = Number(/expected NODES=(\d+)/.exec(said)![1]);
    expect(look(fin(most, 4_000), { memoryBytes })).toBeNull();
    expect(look(fin(most + 1, 4_000), { memoryBytes })).not.toBeNull();
  });

  test("too little for the clients is refused", () => {
    expect(look({ client: { ratePerSecond: 1_000 } }, { memoryBytes: 1e9 })).toMatch(
      /^CLIENT_RATE: expected CLIENT_RATE=\d+, or a shorter CLIENT_TIMEOUT, or more memory, got "1000": /,
    );
  });

  test("no number of nodes is offered where none fits", () => {
    expect(look(fin(5_000, 4_000), { memoryBytes: 1e8 })).toContain(": expected more memory, got ");
  });
});

describe("source ports", () => {
  const ports = { from: 32_768, to: 60_999 };
  const clients = { client: { ratePerSecond: 1 } };

  test.each([
    [
      "FINs at 1000 a second",
      { ...clients, ...fin(10, 10) },
      /^NODES: expected NODES=9, or more SOURCES, or a longer INTERVAL, got "10": fin ends 1000 connections a second with a FIN, and from one address 939 a second /,
    ],
    [
      "FINs whose rate SPEEDUP raises",
      { ...clients, ...fin(1, 100), speedup: 100 },
      /^SPEEDUP: expected SPEEDUP=93, .*, got "100": /,
    ],
    [
      "clients at 1000 a second",
      { client: { ratePerSecond: 1_000, timeoutMs: 100 } },
      /^CLIENT_RATE: expected CLIENT_RATE=627 at most, got "1000": /,
    ],
  ])("too few are refused for %s", (_, changes, line) => {
    expect(look(changes, { ports })).toMatch(line);
    expect(look(changes, { ports }, true)).toBeNull();
  });

  test.each([
    ["RSTs leave no TIME-WAIT", { ...clients, checkers: [checker("rst", { nodes: 10, intervalMs: 10 })], speedup: 1 }],
    ["two sources have twice as many", { ...clients, ...fin(10, 10, ["10.0.0.1", "10.0.0.2"]) }],
    ["half as many FINs need half as many", { ...clients, ...fin(5, 10) }],
    [
      "a short run ends before they are used up",
      { ...clients, ...fin(10, 10), phases: { stormMs: 10_000, nightMs: 10_000 } },
    ],
    ["connections that are held end too late to need more", { ...clients, checkers: [checker("hold")] }],
  ])("enough are not refused: %s", (_, changes) => {
    expect(look(changes, { ports })).toBeNull();
  });
});
