/** A target by name: through k6's own resolver with its `hosts`, and over IPv6. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { httpServer } from "../support/services/http-server";
import { clientsAccepted, HELD, stormAt, outcomeOf } from "../support/services/real-run";
import { times } from "../support/services/service";
import { hasTool } from "../support/tools";

test.skipIf(!hasTool("python3")).concurrent.for([
  { host: "localhost", bind: "127.0.0.1", ip: "127.0.0.1" },
  { host: "[::1]", bind: "::1", ip: "[::1]" },
  { host: "shop.test", bind: "::1", ip: "[::1]" },
])("$host is $ip", async ({ host, bind, ip }, { expect, onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-k6-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, "k6.json");
  writeFileSync(config, JSON.stringify({ hosts: { "shop.test": "::1" } }));
  const server = await httpServer(bind);
  onTestFinished(() => server.stop());

  const target = `${host}:${server.port}`;
  const run = await stormAt(target, { CHECKER: "half-open", CLIENT: "http" }, ["--config", config]);
  await server.stop();

  expect(outcomeOf(run), run.stdout).toEqual(HELD);
  expect(run.journal).toMatchObject({ target, address: `${ip}:${server.port}` });
  expect(times(server, /"GET \/ HTTP\/1\.1" 200 /g)).toBe(clientsAccepted(run));
});
