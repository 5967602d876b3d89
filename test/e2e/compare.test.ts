/** Several checkers in one run: each a storm of its own, on a server of its own, and one table in the end. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Verdict } from "../../lib/model/journal";
import { compare, rowInSummary, rowsOf } from "../support/comparison";
import { readJunit } from "../support/junit";
import { hasTool } from "../support/tools";

test("the embedded server, fresh for each arm: the right row for each", async () => {
  const run = await compare({ CHECKERS: "rst,haproxy,send-rst,fin" });
  const { arms, ...whole } = run.comparison;

  // From the gentlest to the harshest, and what a wedged server left behind is not there for the next arm.
  expect(rowsOf(run), run.stdout).toEqual([
    { name: "haproxy", verdict: "held", cause: null },
    { name: "fin", verdict: "held", cause: null },
    { name: "rst", verdict: "wedged", cause: "queued-not-served" },
    { name: "send-rst", verdict: "wedged", cause: "queued-not-served" },
  ]);
  expect(run.code).toBe(99);
  expect(whole).toMatchObject({
    schema: "probe-storm/1",
    target: "embedded:stuck-greeting",
    verdict: "wedged",
    cutShort: "",
    safe: ["haproxy", "fin"],
    unsafe: ["rst", "send-rst"],
    unknown: [],
  });
  expect(new Set(arms.map(({ address }) => address)).size).toBe(4);
  for (const { phases, verdict, harness, acceptQueue } of arms) {
    expect(phases.baseline!.clients.acceptedRatio).toBe(1);
    expect(phases.recovery!.clients.acceptedRatio).toBe(verdict === "held" ? 1 : 0);
    expect(harness.errors).toBe(0);
    expect(acceptQueue.secondsToOverflow === null).toBe(verdict === "held");
  }
  // An arm begins when the one before it is over.
  const begun = arms.map(({ startedAt }) => Date.parse(startedAt));
  begun.forEach((at, index) => expect(at - (begun[index - 1] ?? 0)).toBeGreaterThan(9_000));

  expect(rowInSummary(run, "haproxy")).toMatchObject({
    "on the wire": "half a handshake, RST",
    verdict: "held",
    cause: "",
    "clients lost": "0 of 70",
    "queue grew by": "nothing",
    "full after": "-",
    "it said": "UP 100 %, L4OK",
  });
  const rst = rowInSummary(run, "rst");
  expect(rst).toMatchObject({ "on the wire": "handshake, RST", verdict: "wedged", cause: "queued-not-served" });
  expect(rst["clients lost"]).toMatch(/^(6[5-9]|70) of 70$/);
  expect(rst["queue grew by"]).toMatch(/^[\d.]+\/s of 128$/);
  expect(rst["it said"]).toMatch(/^UP /);
  const said = run.stdout.replace(/\s+/g, " ");
  expect(said).toMatch(
    /Safe here: haproxy and fin\. How sure: after \d+ checks without harm, .* Not safe: rst and send-rst\./,
  );
  // On a terminal of 80 columns nothing wraps, and what is piped is not painted.
  for (const line of run.stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  expect(run.stdout).not.toContain("\u001b");
  expect(run.summary).toContain("| fin | handshake, FIN | ");
  const progress = [...run.stderr.matchAll(/msg="(.*?)" source=console/g)].map(([, text]) => text!.trim());
  expect(progress.slice(0, 3)).toEqual([
    "arm 1 of 4: haproxy; 36 to 48 s left",
    "haproxy: held",
    "arm 2 of 4: fin; 27 to 36 s left",
  ]);

  const suites = await readJunit(run.junit);
  expect(suites.map(({ name, failures }) => [name.split(" ").pop(), Number(failures) > 0])).toEqual([
    ["haproxy", false],
    ["fin", false],
    ["rst", true],
    ["send-rst", true],
  ]);
});

test("GATE: the others are told, and do not decide", async () => {
  const run = await compare({ CHECKERS: "rst,fin", GATE: "fin" });
  expect(run.comparison).toMatchObject({ verdict: "held", gate: ["fin"], unsafe: ["rst"], safe: ["fin"] });
  expect(run.code, run.stderr).toBe(0);
  expect(run.stdout).toContain("HELD embedded:stuck-greeting (decided by fin): fin held.");
});

test("an old and a new configuration of one backend: the lines that made it safe", async () => {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-cfg-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const backend = (...rules: string[]) =>
    [
      ...["listen app", "  bind 127.0.0.1:4000", "  option tcp-check"],
      ...rules,
      ...["  server web1 10.0.0.5:4000 check inter 1s", ""],
    ].join("\n");
  writeFileSync(join(folder, "old.cfg"), backend("  tcp-check connect", "  tcp-check send PING"));
  writeFileSync(join(folder, "new.cfg"), backend("  tcp-check connect linger"));
  if (hasTool("haproxy")) for (const name of ["old", "new"]) haproxyAccepts(join(folder, `${name}.cfg`));
  const [old, fresh] = ["old", "new"].map((name) => join(folder, `${name}.cfg#app/web1`)) as [string, string];
  const run = await compare({ CHECKERS: `file:${old},file:${fresh}` });

  expect(rowsOf(run), run.stdout).toEqual([
    { name: fresh, verdict: "held", cause: null },
    { name: old, verdict: "wedged", cause: "queued-not-served" },
  ]);
  expect(run.comparison.changes).toMatchObject([
    { arm: old, into: fresh, lines: ["option tcp-check", "tcp-check connect linger"] },
  ]);
  expect(run.stdout).toContain("    option tcp-check\n    tcp-check connect linger\n");
});

/** @throws what it says, when it does not */
function haproxyAccepts(file: string): void {
  execFileSync("haproxy", ["-c", "-f", file], { stdio: "pipe" });
}

const PROFILE: Record<string, Verdict> = {
  "half-open": "held",
  "greeting-wait": "held",
  "send-expect": "held",
  "tls-handshake": "held",
  fin: "held",
  "proxy-header": "held",
  "tls-hello": "held",
  "greeting-unread": "held",
  "delayed-close": "held",
  rst: "wedged",
  "send-rst": "wedged",
  hold: "held",
};

test("CHECKERS=all: the service's resilience profile", { timeout: 240_000 }, async () => {
  // On a busy machine the server may need more than the 10 ms of delayed-close for its greeting, and then is truly harmed.
  const run = await compare({ CHECKERS: "all", DELAY: "100ms", BASELINE: "1s", STORM: "4s", RECOVERY: "2s" });
  expect(Object.fromEntries(rowsOf(run).map(({ name, verdict }) => [name, verdict])), run.stdout).toEqual(PROFILE);
  expect(rowsOf(run).map(({ name }) => name)).toEqual(Object.keys(PROFILE));
});
