/** Verdicts that need a service of another kind: one that dies, one that recovers, one that the night harms, one that was never there. */
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { lines } from "../support/lines";
import { runStorm, SHORT } from "../support/k6";
import { expectReports } from "../support/reports";
import { GREETING, greets, silent, witness, type Contact } from "../support/witness";

const CHECKERS = "127.0.0.2";
const isCheck = ({ from }: Contact) => from === CHECKERS;
const LIMITS = { ...SHORT, CLIENT_TIMEOUT: "1s", SOURCES: CHECKERS, CLIENT: "greeting" };

test.concurrent("a process that dies in the storm: wedged, refused", async () => {
  // Kills itself at the fifth check, as an out-of-memory killer would.
  const service = `
    let checks = 0;
    const server = require("node:net").createServer((socket) => {
      socket.on("error", () => {}).end(${JSON.stringify(GREETING)});
      if (socket.remoteAddress === "${CHECKERS}" && ++checks === 5) process.kill(process.pid, "SIGKILL");
    });
    server.listen(0, "127.0.0.1", () => console.log(server.address().port));
  `;
  const child = spawn(process.execPath, ["-e", service], { stdio: ["ignore", "pipe", "inherit"] });
  const said = lines(child.stdout);
  await said.until((all) => all.length > 0);
  const run = await runStorm({ settings: { ...LIMITS, TARGET: `127.0.0.1:${said.all[0]}`, CHECKER: "greeting-wait" } });
  const journal = await expectReports(run, "wedged");

  expect(child.signalCode).toBe("SIGKILL");
  expect(journal.cause).toBe("refused");
  expect(journal.phases.recovery!.clients.causes).toEqual({ refused: journal.phases.recovery!.clients.attempts });
  expect(journal.reason).toContain("nothing listened");
});

test.concurrent("FAIL_FAST=1 ends at the first lost gate", async () => {
  const began = performance.now();
  const run = await runStorm({
    settings: { ...SHORT, CHECKER: "rst", STORM: "100s", RECOVERY: "100s", INTERVAL: "100ms", FAIL_FAST: "1" },
  });
  const journal = await expectReports(run, "wedged");

  expect(performance.now() - began).toBeLessThan(60_000);
  expect(journal).toMatchObject({ cutShort: "fail-fast", cause: "queued-not-served" });
  expect(journal.phases.storm!.seconds).toBeLessThan(60);
  expect(journal.phases.recovery!.clients).toMatchObject({ accepted: 0 });
});

test.concurrent("clients get in again once the checks have stopped: degraded", async () => {
  // Eight workers, each bound to one connection until it ends; whoever comes ninth is forgotten.
  const target = await witness((socket) => {
    const busy = target.contacts.filter((contact) => isCheck(contact) && !contact.closed);
    if (busy.length < 8) greets(socket);
  });
  const run = await runStorm({ settings: { ...LIMITS, TARGET: target.address, CHECKER: "hold", RECOVERY: "5s" } });
  const journal = await expectReports(run, "degraded");
  await target.stop();

  expect(journal.cause).toBe("queued-not-served");
  expect(journal.phases.storm!.clients.acceptedRatio).toBeLessThan(0.5);
  expect(journal.reason).toContain("at the end of recovery clients got in again");
});

test.concurrent("the night harms what steady clients had hidden", async () => {
  // A host block: twenty checks in a row, no login between them, and nobody is served any more.
  let inARow = 0;
  const target = await witness((socket, contact) => {
    if (inARow < 20) inARow = isCheck(contact) ? inARow + 1 : 0;
    if (inARow < 20) greets(socket);
  });
  const run = await runStorm({
    settings: { ...LIMITS, TARGET: target.address, CHECKER: "greeting-wait", BASELINE: "4s", STORM: "2s", NIGHT: "3s" },
  });
  const journal = await expectReports(run, "wedged");
  await target.stop();

  expect(journal.phases.storm!.clients.acceptedRatio).toBe(1);
  expect(journal.phases.night!.clients.attempts).toBe(0);
  expect(journal.phases.recovery!.clients.accepted).toBe(0);
  expect(journal.attribution).toBe("strong");
  expect(journal.reason).toContain("after the night, with the checkers alone, not one did");
});

test.concurrent("clients alone bring it down: inconclusive", async () => {
  let served = 0;
  const target = await witness((socket) => {
    if (served++ < 10) greets(socket);
  });
  const run = await runStorm({
    settings: { ...LIMITS, TARGET: target.address, CHECKER: "greeting-wait", BASELINE: "4s" },
  });
  const journal = await expectReports(run, "inconclusive");
  await target.stop();

  expect(journal.reason).toContain("Clients alone bring it down");
  expect(journal.cause).toBe("queued-not-served");
});

test.concurrent("nothing listens from the start: inconclusive, and the service is not blamed", async () => {
  const target = await witness(silent);
  await target.stop();
  const run = await runStorm({ settings: { ...LIMITS, TARGET: target.address, CHECKER: "rst" } });
  const journal = await expectReports(run, "inconclusive");

  expect(journal).toMatchObject({ cause: "refused", acceptQueue: { available: false } });
  expect(journal.reason).toMatch(/^Not one of \d+ clients was accepted before the first check was sent/);
  expect(run.stdout).not.toMatch(/wedged|degraded/i);
});
