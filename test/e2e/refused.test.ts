/** Settings that are refused end the run with k6's own code, one line, and no packet. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStorm, SCRIPT, type RunOptions } from "../support/k6";
import { silent, witness, type Witness } from "../support/witness";

let target: Witness;
let folder: string;
beforeAll(async () => {
  target = await witness(silent);
  folder = mkdtempSync(join(tmpdir(), "probe-storm-k6-"));
  writeFileSync(join(folder, "addr.cfg"), "backend app\n server a 10.0.0.1:25 check addr 127.0.0.9\n");
  writeFileSync(join(folder, "six.cfg"), "backend app\n server a 10.0.0.1:25 check addr [2001:4860::1]\n");
  writeFileSync(join(folder, "hosts.json"), JSON.stringify({ hosts: { "public.test": "8.8.8.8" } }));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await target.stop();
});

/** k6's words for the two moments: the script did not load; `setup` turned the run down. */
const EXCEPTION = 107;
const INVALID = 104;

async function refusal(options: RunOptions) {
  const { code, stdout, stderr, journal } = await runStorm({
    ...options,
    settings: { TARGET: target.address, ...options.settings },
  });
  expect({ stdout, journal }).toEqual({ stdout: "", journal: null });
  expect(target.contacts).toEqual([]);
  const errors = stderr.split("\n").filter((line) => line.includes("level=error"));
  const message = /msg="((?:[^"\\]|\\.)*)"/.exec(errors[0] ?? "")?.[1] ?? stderr;
  return {
    code,
    lines: stderr.trimEnd().split("\n").length,
    errors: errors.length,
    message: message.replace(/\\"/g, '"'),
  };
}

const settings: [settings: Record<string, string>, code: number, message: string][] = [
  [{ TARGET: "localhost" }, EXCEPTION, ', got "localhost": the port is missing'],
  [{ TARGET: "8.8.8.8:53" }, EXCEPTION, 'TARGET: expected a private address, got "8.8.8.8:53": this one is public'],
  [{ TRAGET: "127.0.0.1:1" }, EXCEPTION, "TRAGET: no such setting; did you mean TARGET?"],
  [{ CHECKER: "RST" }, EXCEPTION, "did you mean rst?"],
  [{ NODES: "0" }, EXCEPTION, 'NODES: expected a whole number from 1 to 10000, got "0"'],
  [{ INTERVAL: "30" }, EXCEPTION, "INTERVAL: expected a duration with a unit"],
  [{ DELAY: "5ms" }, EXCEPTION, 'DELAY: expected to be left out, got "5ms": rst would ignore it'],
  [{ CLIENT: "send-expect" }, EXCEPTION, 'CLIENT: expected CLIENT_EXPECT beside it, got "send-expect"'],
  [{ SOURCES: "localhost" }, EXCEPTION, "SOURCES: expected addresses of this host"],
  [{ SOURCES: "::1" }, EXCEPTION, 'SOURCES: expected IPv4 addresses, got "::1": TARGET is IPv4'],
  [{ BASELINE: "0.5s" }, EXCEPTION, "BASELINE: expected a duration with a unit"],
  [{ THRESHOLDS: "strikt" }, EXCEPTION, "did you mean strict?"],
  [{ CONFIG: "no-such-file.yaml" }, EXCEPTION, "the file cannot be read"],
  [{ FLAW: "healthy" }, EXCEPTION, "it is for the embedded server, which does not run when TARGET is given"],
  [
    { NODES: "10", INTERVAL: "1ms" },
    EXCEPTION,
    'or MAX_RATE=10000, got "1000": rst (10 nodes every 1ms) makes 10000 checks',
  ],
  // Known only once k6 runs: what its resolver says, and what the disk says.
  [
    { TARGET: "nobody.invalid:25" },
    INVALID,
    'TARGET: expected an address, or a name that has one, got "nobody.invalid:25": nobody.invalid:25 cannot be resolved',
  ],
  [{ OUT: join(SCRIPT, "out") }, INVALID, "not a directory"],
  // Documentation addresses (RFC 5737): no host has them.
  [
    { SOURCES: "127.0.0.2,192.0.2.1" },
    INVALID,
    'SOURCES: expected addresses of this host, got "192.0.2.1": cannot assign requested address',
  ],
  [
    { CLIENT_SOURCE: "192.0.2.1" },
    INVALID,
    'CLIENT_SOURCE: expected addresses of this host, got "192.0.2.1": cannot assign requested address',
  ],
];

test.concurrent.each(settings)("%j", async (given, code, message) => {
  const seen = await refusal({ settings: given });
  expect(seen).toMatchObject({ code, lines: 1, errors: 1 });
  expect(seen.message).toContain(message);
});

test.concurrent("a name whose address is public", async () => {
  const seen = await refusal({
    settings: { TARGET: "public.test:80" },
    args: ["--config", join(folder, "hosts.json")],
  });
  expect(seen).toMatchObject({ code: INVALID, lines: 1, errors: 1 });
  expect(seen.message).toContain('TARGET: expected a private address, got "public.test:80": 8.8.8.8 is public');
});

test.concurrent("checks that a file sends to a host of its own", async () => {
  const seen = await refusal({ settings: { CHECKER: `file:${join(folder, "addr.cfg")}` } });
  expect(seen).toMatchObject({ code: EXCEPTION, lines: 1, errors: 1 });
  expect(seen.message).toContain("the checks of app-a go to 127.0.0.9 (");
  expect(seen.message).toContain("/addr.cfg:2), which you did not name; set ALLOW_HOSTS=127.0.0.9 if it is");
});

test.concurrent("such a host that is named, and whose address is public", async () => {
  const seen = await refusal({
    settings: { CHECKER: `file:${join(folder, "six.cfg")}`, ALLOW_HOSTS: "2001:4860::1" },
  });
  expect(seen).toMatchObject({ code: INVALID, lines: 1, errors: 1 });
  expect(seen.message).toContain("2001:4860::1 is public; set ALLOW_PUBLIC=1");
});

describe("what would discard the phases", () => {
  test.concurrent.each<RunOptions>([
    { args: ["--vus", "2"] },
    { args: ["--duration", "3s"] },
    { args: ["--iterations", "3"] },
    { args: ["--stage", "2s:2"] },
    { env: { K6_VUS: "2" } },
    { env: { K6_DURATION: "3s" } },
  ])("%j", async (options) => {
    const seen = await refusal(options);
    // k6 adds a warning of its own.
    expect(seen).toMatchObject({ code: INVALID, errors: 1 });
    expect(seen.message).toContain("expected to be left out, got one of them: they would discard the phases");
  });
});

describe("what would take the verdict from the exit code", () => {
  test.concurrent.each<RunOptions>([
    { args: ["--no-thresholds"] },
    { args: ["--no-teardown"] },
    { args: ["--no-setup"] },
    { args: ["--no-setup", "--no-teardown"] },
    { env: { K6_NO_THRESHOLDS: "true" } },
    { args: ["--execution-segment", "0:1/4"] },
  ])("%j", async (options) => {
    const seen = await refusal(options);
    expect(seen).toMatchObject({ code: INVALID, lines: 1, errors: 1 });
    expect(seen.message).toContain("expected to be left out, got ");
  });

  test.concurrent.each([
    ["compare-checkers.js", { CHECKERS: "fin,rst" }],
    ["delay-sweep.js", {}],
    ["minimal-storm.js", {}],
  ])("%s without setup", async (script, given) => {
    for (const args of [["--no-setup"], ["--no-setup", "--no-teardown"]]) {
      const seen = await refusal({ script: join(dirname(SCRIPT), script), settings: given, args });
      expect(seen).toMatchObject({ code: INVALID, lines: 1, errors: 1 });
      expect(seen.message).toContain('--no-setup (or K6_NO_SETUP): expected to be left out, got "true"');
    }
  });
});
