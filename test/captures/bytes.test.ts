/** What the styles that speak say, as a service reads it. */
import { expect, test } from "vitest";
import { clients } from "../support/journal";
import { runStorm } from "../support/k6";
import { witness, silent, echoes, type Contact } from "../support/witness";
import { BRIEF } from "./captured";

/** Runs the style against a service in this process; what it read of each check. */
async function said(style: string, serve: Parameters<typeof witness>[0], settings: Record<string, string> = {}) {
  const service = await witness(serve);
  const { journal } = await runStorm({
    settings: {
      ...BRIEF,
      TARGET: service.address,
      SOURCES: "127.0.0.2",
      CHECKER: style,
      CLIENT: "connect",
      ...settings,
    },
  });
  await service.until((contacts) => contacts.every(({ closed }) => closed));
  await service.stop();
  // One that was reset before the accept has no address any more.
  const checks = service.contacts.filter(({ from }) => from !== "127.0.0.1");
  expect(checks).toHaveLength(journal!.checkers[0]!.probes.sent);
  expect(service.contacts).toHaveLength(checks.length + clients(journal!));
  return { checks, port: service.port };
}

const texts = (checks: readonly Contact[]) => new Set(checks.map(({ received }) => received.toString("latin1")));
const ends = (checks: readonly Contact[]) => new Set(checks.map(({ ended }) => ended));

test.concurrent("proxy-header: one line of PROXY protocol 1 with the connection's own addresses", async () => {
  const { checks, port } = await said("proxy-header", silent);
  for (const { received, fromPort } of checks) {
    expect(received.toString("latin1")).toBe(`PROXY TCP4 127.0.0.2 127.0.0.1 ${fromPort} ${port}\r\n`);
  }
  expect(ends(checks)).toEqual(new Set(["fin"]));
});

test.concurrent("send-expect: a request, and a FIN once it is answered", async () => {
  const { checks } = await said("send-expect", echoes);
  expect(texts(checks)).toEqual(new Set(["PING\r\n"]));
  expect(ends(checks)).toEqual(new Set(["fin"]));
});

test.concurrent("send-expect, ENDING=rst: a request, and an RST once it is answered", async () => {
  const { checks } = await said("send-expect", echoes, { ENDING: "rst" });
  expect(texts(checks)).toEqual(new Set(["PING\r\n"]));
  expect(ends(checks)).toEqual(new Set(["rst"]));
});

test.concurrent("send-rst: Linux hands over the request all the same, and refuses the answer", async () => {
  const { checks } = await said("send-rst", echoes);
  expect(texts(checks)).toEqual(new Set(["PING\r\n"]));
  expect(ends(checks)).toEqual(new Set(["rst"]));
});

test.concurrent("tls-hello: a ClientHello and nothing after it", async () => {
  const { checks } = await said("tls-hello", echoes);
  for (const { received } of checks) {
    // A TLS record of type 22 whose handshake message is of type 1, and it is the only one.
    expect([received[0], received[5]]).toEqual([22, 1]);
    expect(received).toHaveLength(5 + received.readUInt16BE(3));
  }
  expect(ends(checks)).toEqual(new Set(["rst"]));
});
