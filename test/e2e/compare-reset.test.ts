/** RESET_URL before the first contact: what was dead when the run began must not decide how it judges. */
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { compare, rowsOf } from "../support/comparison";
import { serveFlaw, type FlawedServer } from "../support/server";
import { freePort } from "../support/services/free-port";
import { resetUrl } from "../support/services/reset-url";
import { hasTool } from "../support/tools";
import { greets, witness } from "../support/witness";

// Not `fin`: a greeting that overtakes it on loopback makes a reset of it.
const SETTINGS = { CHECKERS: "half-open,greeting-wait" };
const HELD = [
  { name: "half-open", verdict: "held", cause: null },
  { name: "greeting-wait", verdict: "held", cause: null },
];

/** Its process is stopped: the kernel goes on completing handshakes for it, and nobody accepts. */
async function corpse(): Promise<FlawedServer> {
  const server = await serveFlaw("healthy-greeting");
  onTestFinished(async () => {
    process.kill(server.pid, "SIGCONT");
    await server.stop();
  });
  process.kill(server.pid, "SIGSTOP");
  return server;
}

/** Connections that wait for accept(): a listening socket's rx_queue. */
function queued({ port }: FlawedServer): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A `;
  const line = readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .find((one) => one.includes(local))!;
  return parseInt(/ 0A [0-9A-F]+:([0-9A-F]+)/.exec(line)![1]!, 16);
}

async function calledBy(reset: () => void | Promise<void>) {
  const url = await resetUrl(reset);
  onTestFinished(() => url.stop());
  return url;
}

test.skipIf(!hasTool("socat"))("a corpse at the start is restarted before `auto` looks at it", async () => {
  const server = await corpse();
  const reset = await calledBy(() => void process.kill(server.pid, "SIGCONT"));
  const run = await compare({ ...SETTINGS, TARGET: server.address, RESET_URL: reset.url });

  expect(rowsOf(run), run.stdout).toEqual(HELD);
  expect(run.comparison.arms.map(({ client, evidence }) => [client.kind, evidence])).toEqual([
    ["greeting", "service"],
    ["greeting", "service"],
  ]);
  // Before the first contact, and between the two arms.
  expect(reset.calls()).toBe(2);
  expect(run.code).toBe(0);
});

test.skipIf(!hasTool("socat"))("a restart that is done only after the call was answered is waited for", async () => {
  const server = await corpse();
  let waiting: NodeJS.Timeout | undefined;
  const reset = await calledBy(() => {
    // Two first contacts and one client have come to the corpse, and after them others.
    waiting ??= setInterval(() => queued(server) > 3 && process.kill(server.pid, "SIGCONT"), 100);
  });
  onTestFinished(() => clearInterval(waiting));
  const run = await compare({ ...SETTINGS, TARGET: server.address, RESET_URL: reset.url });

  expect(rowsOf(run), run.stdout).toEqual(HELD);
  for (const { client, evidence } of run.comparison.arms)
    expect({ kind: client.kind, evidence }).toEqual({ kind: "greeting", evidence: "service" });
});

test.skipIf(!hasTool("socat"))("a restart that fails ends the run before the first contact", async () => {
  const target = await witness(greets);
  onTestFinished(() => target.stop());
  const reset = await calledBy(() => {
    throw new Error("no such unit");
  });
  const url = reset.url.replace("//", "//ops:hunter2@");
  const run = await compare({ ...SETTINGS, TARGET: target.address, RESET_URL: url });

  const why = /^RESET_URL did not restart it \(GET http:\/\/…@.*: status 500\)$/;
  expect(run.code, run.stderr).toBe(110);
  expect(run.comparison).toMatchObject({ verdict: "inconclusive", unknown: ["half-open", "greeting-wait"] });
  for (const { notRun } of run.comparison.arms) expect(notRun).toMatch(why);
  expect(run.stdout).toContain("Not run: half-open and greeting-wait, because RESET_URL did not");
  expect(run.stderr).toContain("inconclusive: RESET_URL did not restart it");
  expect(target.contacts).toEqual([]);
  expect(JSON.stringify(run)).not.toContain("hunter2");
});

test.skipIf(!hasTool("socat"))("a service that does not come back is told", { timeout: 120_000 }, async () => {
  const reset = await calledBy(() => undefined);
  const run = await compare({ ...SETTINGS, TARGET: `127.0.0.1:${await freePort()}`, RESET_URL: reset.url });

  expect(run.code, run.stderr).toBe(110);
  for (const { notRun } of run.comparison.arms)
    expect(notRun).toMatch(/^after RESET_URL no client got in for 60 s \(.*refused/);
  expect(reset.calls()).toBe(1);
});

test("an own target that nothing restarts: what it counts adds up, and the report says so", async () => {
  const target = await witness(greets);
  onTestFinished(() => target.stop());
  const run = await compare({ ...SETTINGS, TARGET: target.address });
  expect(rowsOf(run), run.stdout).toEqual(HELD);
  expect(run.stdout.replace(/\s+/g, " ")).toContain(
    "Nothing restarts the target from one storm to the next (RESET_URL)",
  );
});
