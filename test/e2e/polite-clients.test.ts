/**
 * Every client of a protocol against its real server: 500 connections and more at 20 a second, all accepted, and the server has nothing to
 * say of them but what it says of anybody. Each server's file in test/support/services/ has its rows.
 */
import { describe, test } from "vitest";
import { isRoot } from "../support/services/daemon";
import { hasServer } from "../support/services/has-server";
import { POLITE_LONG, politeRows } from "../support/services/polite";
import { abnormal } from "../support/services/abnormal";
import { clientsAccepted, HELD, outcomeOf, stormAt } from "../support/services/real-run";
import { times } from "../support/services/service";

const rows = await politeRows();

describe.skipIf(!isRoot)("all accepted, and nothing in the log but normal lines", { timeout: 300_000 }, () => {
  for (const { client, server, tools, start, settings, served, normal, started } of rows) {
    test.skipIf(!tools.every(hasServer)).concurrent(`${client}: ${server}`, async ({ expect, onTestFinished }) => {
      const service = await start();
      onTestFinished(() => service.stop());
      const run = await stormAt(`127.0.0.1:${service.port}`, { ...POLITE_LONG, CLIENT: client, ...settings });
      const log = service.log();

      expect(outcomeOf(run), run.stdout).toEqual(HELD);
      expect(run.journal).toMatchObject({ evidence: "service", client: { kind: client } });
      expect(clientsAccepted(run)).toBeGreaterThanOrEqual(500);
      expect(abnormal(log, normal, started)).toEqual([]);
      if (served !== undefined) expect(times(service, served)).toBe(clientsAccepted(run));
    });
  }
});
