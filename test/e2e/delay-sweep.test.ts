/** Over which close delays a reset harms: on the embedded server below its 1.5 ms, on a MariaDB above the time that it takes to greet. */
import { execFileSync } from "node:child_process";
import { expect, test, vi } from "vitest";
import { K6_ROOT, runStorm } from "../support/k6";
import { mariaDb } from "../support/services/mariadb";
import { resetUrl } from "../support/services/reset-url";
import { hasTool } from "../support/tools";
import type { SweepJournal } from "../../lib/model/trials-journal";
import { canNetwork, network, OURS, SERVICE } from "../captures/haproxy/network";

/** Many trials of some seconds each, side by side with those of the other tests here. */
vi.setConfig({ testTimeout: 400_000 });

const SWEEP = `${K6_ROOT}/dist/delay-sweep.js`;
/** It measures milliseconds beside other tests. */
const FIRST = process.getuid?.() === 0 ? ["nice", "-n", "-15"] : [];

test.concurrent("the embedded server: harm below its 1.5 ms, and none above", async () => {
  const settings = { DELAYS: "0s..10ms", CHECKS: "1", THRESHOLDS: "trial" };
  const run = await runStorm({ script: SWEEP, settings, within: FIRST });
  const journal = run.journal as unknown as SweepJournal;
  expect(run.code, run.stderr).toBe(0);
  const [{ bands, edges, points }] = journal.sweep.rates as [SweepJournal["sweep"]["rates"][0]];
  expect(bands[0], run.stdout).toMatchObject({
    fromMs: 0,
    outcome: "harmed",
    verdict: "wedged",
    cause: "queued-not-served",
  });
  expect(edges.length, run.stdout).toBe(1);
  expect(edges[0]!.begins).toBe(false);
  expect(edges[0]!.atMs, run.stdout).toBeGreaterThanOrEqual(1);
  expect(edges[0]!.atMs, run.stdout).toBeLessThanOrEqual(2);
  // A trial that the machine stalled may have widened it, on either side.
  expect(edges[0]!.fromMs).toBeLessThan(1.75);
  expect(edges[0]!.toMs).toBeGreaterThan(1.5);
  // Every band says on how many runs it rests.
  expect(points.every(({ runs }) => runs >= 2)).toBe(true);
  expect(run.stdout).toMatch(/DELAY SWEEP embedded:stuck-greeting[^]* edge /);
  expect(run.junit).toContain('failures="0"');
});

const there = canNetwork && ["mariadbd", "mariadb-install-db", "mariadb", "socat"].every(hasTool);

test.skipIf(!there).concurrent("a MariaDB that counts broken handshakes: harmless at once, harmful later", async () => {
  const net = await network();
  try {
    for (const place of [net.service, net.checkers])
      execFileSync(place[0]!, [...place.slice(1), "ip", "link", "set", "lo", "up"]);
    // Up to four in ten of the immediate resets count on a busy machine; 80 of the 150 at night would have to.
    const server = await mariaDb({
      init: "CREATE USER 'probe-storm'@'%';\n",
      options: [`bind-address=${SERVICE}`, "max_connect_errors=80"],
      hosts: [`${OURS} checkers.test`, `${SERVICE} service.test`, "10.77.0.2 others.test"],
      within: net.service,
    });
    const reset = await resetUrl(() => void server.query("FLUSH HOSTS"), net.checkers);
    try {
      const run = await runStorm({
        script: SWEEP,
        within: [...FIRST, ...net.checkers],
        settings: {
          TARGET: `${SERVICE}:${server.port}`,
          CLIENT: "mysql",
          CLIENT_USER: "probe-storm",
          RESET_URL: reset.url,
          THRESHOLDS: "trial",
          DELAYS: "0s..50ms",
          RATES: "50/s",
          PRECISION: "10ms",
          NIGHT: "3s",
          RUNS: "1",
        },
      });
      const journal = run.journal as unknown as SweepJournal;
      expect(run.code, run.stderr).toBe(0);
      const [{ bands }] = journal.sweep.rates as [SweepJournal["sweep"]["rates"][0]];
      expect(bands[0], run.stdout).toMatchObject({ fromMs: 0, outcome: "harmless" });
      expect(bands[bands.length - 1], run.stdout).toMatchObject({
        toMs: 50,
        outcome: "harmed",
        verdict: "wedged",
        cause: "rejected",
      });
      expect(reset.calls()).toBe(journal.trials);
    } finally {
      await reset.stop();
      await server.stop();
    }
  } finally {
    net.close();
  }
});
