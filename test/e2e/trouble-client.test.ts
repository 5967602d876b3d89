/** Clients that could never be served, and a target that moves: the checks did none of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runStorm, SHORT } from "../support/k6";
import { expectReports } from "../support/reports";
import { canUnshare, expectOwnTrouble, inNamespaces } from "../support/trouble";
import { echoes, greets, witness } from "../support/witness";

test.concurrent("clients expect from the start what the service does not say", async () => {
  const target = await witness(echoes);
  const run = await runStorm({
    settings: {
      ...SHORT,
      TARGET: target.address,
      CHECKER: "rst",
      CLIENT: "send-expect",
      CLIENT_SEND: "PING\\r\\n",
      CLIENT_EXPECT: "PONG",
    },
  });
  await target.stop();
  const journal = expectOwnTrouble(run, /^Not one of \d+ clients was accepted before the first check was sent: .*PING/);

  expect(journal.cause).toBe("rejected");
  expect(journal.advice.join()).toContain("CLIENT_EXPECT");
});

test.skipIf(!canUnshare).concurrent("a name that changes its address: the run stays where it began", async () => {
  const target = await witness(greets);
  let strangers = 0;
  const elsewhere = createServer((socket) => void (strangers++, socket.destroy()));
  await new Promise<void>((listening) => elsewhere.listen(target.port, "127.0.0.9", listening));
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-hosts-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const hosts = join(folder, "hosts");
  writeFileSync(hosts, "127.0.0.1 shop.test\n");

  const name = `shop.test:${(elsewhere.address() as AddressInfo).port}`;
  const run = await runStorm({
    // Go keeps /etc/hosts for 5 s: the checkers, who come later, would see the new address.
    settings: {
      ...SHORT,
      BASELINE: "7s",
      TARGET: name,
      CHECKER: "greeting-wait",
      CLIENT: "greeting",
      SOURCES: "127.0.0.2",
    },
    args: ["--dns", "ttl=0"],
    within: inNamespaces(["--mount"], [`mount --bind '${hosts}' /etc/hosts`]),
    during: () =>
      void target
        .until((contacts) => contacts.length > 2)
        .then(() => writeFileSync(hosts, readFileSync(hosts, "utf8").replace("127.0.0.1", "127.0.0.9"))),
  });
  elsewhere.close();
  await target.stop();
  const journal = await expectReports(run, "held");

  expect(readFileSync(hosts, "utf8")).toBe("127.0.0.9 shop.test\n");
  expect(journal).toMatchObject({ target: name, address: target.address });
  expect(strangers).toBe(0);
  expect(target.contacts.filter(({ from }) => from === "127.0.0.2").length).toBeGreaterThanOrEqual(20);
});
