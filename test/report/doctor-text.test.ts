import { describe, expect, test } from "vitest";
import { canRun, machineChecks } from "../../lib/judge/machine-checks";
import type { MachineFacts, MachineReport } from "../../lib/model/machine-check";
import { doctorLines, doctorText } from "../../lib/report/doctor-text";

const OK = { ok: true, why: "" };
const no = (why: string) => ({ ok: false, why });

const report: MachineReport = {
  platform: "linux",
  arch: "amd64",
  root: false,
  k6: "v2.2.0",
  extension: "devel",
  limits: { descriptors: 20_000, ports: { from: 32_768, to: 60_999 }, memoryBytes: 8e9, cpus: 4 },
  cores: 4,
  mostDescriptors: 20_000,
  halfOpen: OK,
  acceptQueue: OK,
  capture: OK,
  ipv6: OK,
  processes: { visible: 9, readable: 9 },
  timeWait: 20,
  somaxconn: 4096,
  synRetries: 6,
  sleepLateMs: { p50: 0.1, max: 1 },
  interfaces: ["eth0"],
  target: null,
};
const facts: MachineFacts = { platform: "linux", k6: "/bin/k6", k6Why: "", report, reportWhy: "", tcpdump: true };
const local = { given: "a:1", address: "127.0.0.1:1", reached: OK, cause: "", connectMs: 1, local: OK, process: OK };

const having = (more: Partial<MachineReport>): MachineFacts => ({ ...facts, report: { ...report, ...more } });
const limits = (more: Partial<MachineReport["limits"]>) => having({ limits: { ...report.limits, ...more } });
const target = (more: Partial<typeof local>) => having({ target: { ...local, ...more } });

describe.each<{ what: string; facts: MachineFacts; found: Record<string, string>; runs: boolean; cure: RegExp }>([
  {
    what: "no k6",
    facts: { ...facts, k6: null, k6Why: "k6 is not there" },
    found: { k6: "missing" },
    runs: false,
    cure: /npm run setup/,
  },
  {
    what: "a k6 without extension",
    facts: { ...facts, report: null, reportWhy: "unknown command" },
    found: { extension: "missing" },
    runs: false,
    cure: /builds a k6/,
  },
  { what: "half of the cores", facts: limits({ cpus: 2 }), found: { cores: "limited" }, runs: true, cure: /CPU limit/ },
  {
    what: "a late clock",
    facts: having({ sleepLateMs: { p50: 4, max: 9 } }),
    found: { clock: "limited" },
    runs: true,
    cure: /idle machine/,
  },
  {
    what: "few descriptors",
    facts: {
      ...limits({ descriptors: 256 }),
      report: { ...limits({ descriptors: 256 }).report!, mostDescriptors: 4096 },
    },
    found: { descriptors: "limited" },
    runs: true,
    cure: /^ulimit -n 2200$/,
  },
  {
    what: "few descriptors, and a hard limit",
    facts: {
      ...limits({ descriptors: 256 }),
      report: { ...limits({ descriptors: 256 }).report!, mostDescriptors: 256 },
    },
    found: { descriptors: "limited" },
    runs: true,
    cure: /as root/,
  },
  {
    what: "not one descriptor to spare",
    facts: limits({ descriptors: 64 }),
    found: { descriptors: "missing" },
    runs: false,
    cure: /ulimit/,
  },
  {
    what: "little memory",
    facts: limits({ memoryBytes: 2e8 }),
    found: { memory: "limited" },
    runs: true,
    cure: /fewer NODES/,
  },
  {
    what: "ports in TIME-WAIT",
    facts: having({ timeWait: 25_000 }),
    found: { ports: "limited" },
    runs: true,
    cure: /ip_local_port_range/,
  },
  {
    what: "no half-open checks",
    facts: having({ halfOpen: no("not available") }),
    found: { "half-open": "missing" },
    runs: true,
    cure: /Only Linux/,
  },
  {
    what: "no sock_diag",
    facts: having({ acceptQueue: no("denied") }),
    found: { "accept-queue": "missing" },
    runs: true,
    cure: /seccomp/,
  },
  {
    what: "others' processes closed",
    facts: having({ processes: { visible: 9, readable: 0 } }),
    found: { processes: "limited" },
    runs: true,
    cure: /root/,
  },
  {
    what: "others' processes hidden",
    facts: having({ processes: { visible: 0, readable: 0 } }),
    found: { processes: "limited" },
    runs: true,
    cure: /root/,
  },
  {
    what: "no packet socket",
    facts: having({ capture: no("operation not permitted") }),
    found: { capture: "missing" },
    runs: true,
    cure: /CAP_NET_RAW/,
  },
  {
    what: "no tcpdump",
    facts: { ...facts, tcpdump: false },
    found: { capture: "limited" },
    runs: true,
    cure: /apt-get install tcpdump/,
  },
  {
    what: "a short backlog",
    facts: having({ somaxconn: 16 }),
    found: { backlog: "limited" },
    runs: true,
    cure: /somaxconn=/,
  },
  {
    what: "one SYN",
    facts: having({ synRetries: 1 }),
    found: { "syn-retries": "limited" },
    runs: true,
    cure: /tcp_syn_retries=/,
  },
  {
    what: "loopback alone",
    facts: having({ interfaces: [] }),
    found: { network: "limited" },
    runs: true,
    cure: /--network host/,
  },
  {
    what: "no IPv6",
    facts: having({ ipv6: no("no such address") }),
    found: { ipv6: "limited" },
    runs: true,
    cure: /disable_ipv6=0/,
  },
  {
    what: "a target that is not there",
    facts: target({ reached: no("refused") }),
    found: { target: "missing" },
    runs: false,
    cure: /start the service/,
  },
  {
    what: "a public target",
    facts: target({ address: "8.8.8.8:53", local: no("no listener"), process: no("") }),
    found: { "target-address": "limited", "target-place": "limited" },
    runs: true,
    cure: /ALLOW_PUBLIC=1/,
  },
  {
    what: "another user's service",
    facts: target({ process: no("run as its user") }),
    found: { "target-process": "limited" },
    runs: true,
    cure: /root/,
  },
])("$what", ({ facts: given, found, runs, cure }) => {
  test("the doctor finds it alone, with its consequence and its cure", () => {
    const checks = machineChecks(given);
    const ill = doctorLines(checks).filter(({ state }) => state !== "ok");
    expect(Object.fromEntries(ill.map(({ id, state }) => [id, state]))).toEqual(found);
    for (const { seen, consequence } of ill) expect([seen, consequence]).not.toContain("");
    expect(ill[0]!.cure).toMatch(cure);
    expect(canRun(checks)).toBe(runs);
    expect(doctorText(checks, { colour: false })).toContain(runs ? "A storm can be run" : "No storm can be run");
  });
});

test("a machine without a lack has no cure, and root misses no process where there is none", () => {
  for (const given of [facts, target({}), having({ root: true, processes: { visible: 0, readable: 0 } })]) {
    const lines = doctorLines(machineChecks(given));
    expect(lines.flatMap(({ cure, consequence }) => [cure, consequence]).filter(Boolean)).toEqual([]);
    expect(doctorText(machineChecks(given), { colour: false })).toContain("sees all that there is");
  }
});

test("darwin and Windows tell what they lack, and a storm can be run there", () => {
  const elsewhere = having({
    platform: "darwin",
    limits: { descriptors: null, ports: null, memoryBytes: null, cpus: 4 },
    mostDescriptors: null,
    halfOpen: no("not available on this platform"),
    acceptQueue: no("the accept queue can be read on Linux only"),
    capture: no("packet sockets are looked at on Linux only"),
    processes: { visible: 0, readable: 0 },
    timeWait: null,
    somaxconn: null,
    synRetries: null,
  });
  const checks = machineChecks(elsewhere);
  const missing = checks.filter(({ state }) => state === "missing").map(({ id }) => id);
  expect(missing).toEqual(["half-open", "accept-queue", "processes", "capture"]);
  expect(canRun(checks)).toBe(true);
});

test("no line is wider than 100 columns, and colour changes no text", () => {
  const checks = machineChecks(target({ reached: no("x".repeat(80)), process: no("\u001b[2J") }));
  const plain = doctorText(checks, { colour: false });
  expect(plain.split("\n").filter((line) => line.length > 100)).toEqual([]);
  expect(plain).not.toContain("\u001b");
  // eslint-disable-next-line no-control-regex -- SGR
  expect(doctorText(checks, { colour: true }).replace(/\u001b\[[0-9;]*m/g, "")).toBe(plain);
});
