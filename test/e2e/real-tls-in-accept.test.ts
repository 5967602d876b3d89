/** A ThreadingHTTPServer behind a TLS-wrapped listening socket: accept() makes the handshake, and a silent peer stops it for all. */
import { test } from "vitest";
import { httpsServer } from "../support/services/https-server";
import { clientsAccepted, HELD, stormAt, outcomeOf } from "../support/services/real-run";
import { times } from "../support/services/service";
import { hasTool } from "../support/tools";

const there = hasTool("python3") && hasTool("openssl");
const CLIENT = { CLIENT: "http", CLIENT_TLS: "insecure" };
const served = /"GET \/ HTTP\/1\.1" 200 /g;

test.skipIf(!there).concurrent("not held under hold", async ({ expect, onTestFinished }) => {
  const server = await httpsServer("listener");
  onTestFinished(() => server.stop());
  const run = await stormAt(`127.0.0.1:${server.port}`, { ...CLIENT, CHECKER: "hold" });
  await server.stop();

  // It goes on as soon as the silent ones have left.
  expect(outcomeOf(run), run.stdout).toMatchObject({ verdict: "degraded", code: 99, junit: "failure" });
  const { cause, attribution, advice, phases, gates } = run.journal;
  expect({ cause, attribution }).toEqual({ cause: "queued-not-served", attribution: "strong" });
  expect(advice[0]).toContain("TLS handshake");
  expect(gates.filter(({ ok }) => !ok).map(({ name }) => name)).toContain("storm-accepted");
  expect(phases.storm!.clients.acceptedRatio).toBeLessThan(0.5);
  expect(phases.storm!.clients.causes["queued-not-served"]).toBeGreaterThanOrEqual(1);
  expect(times(server, served)).toBe(clientsAccepted(run));
});

test.skipIf(!there).concurrent("the control: held under half-open", async ({ expect, onTestFinished }) => {
  const server = await httpsServer("listener");
  onTestFinished(() => server.stop());
  const run = await stormAt(`127.0.0.1:${server.port}`, { ...CLIENT, CHECKER: "half-open" });
  await server.stop();

  expect(outcomeOf(run), run.stdout).toEqual(HELD);
  expect(times(server, served)).toBe(clientsAccepted(run));
});
