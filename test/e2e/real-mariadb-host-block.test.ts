/**
 * MariaDB's host block over a cable: checks and clients on a host of their own, whose address the server finds a name for. It counts
 * handshakes that end in the middle, forgets them at each login, and at `max_connect_errors` in a row turns the address away for good.
 *
 * A reset at once is gone before the server asks who came, and is not counted. One that comes after the greeting, and a FIN in the place
 * of a login, are: the cure for one service is the other's harm. Steady clients hide it, so the night alone shows it.
 */
import { execFileSync } from "node:child_process";
import { test } from "vitest";
import { runStorm, SHORT } from "../support/k6";
import { checksSent, HELD, outcomeOf, type RealRun } from "../support/services/real-run";
import { mariaDb, type MariaDb } from "../support/services/mariadb";
import { hasTool } from "../support/tools";
import { canNetwork, HAPROXY, network, OURS, SERVICE, type Network } from "../captures/haproxy/network";

const there = canNetwork && ["mariadbd", "mariadb-install-db", "mariadb"].every(hasTool);
const MOST_ERRORS = 100;
/**
 * 160 checks and no client among them: enough where each counts. Of the resets at once up to four in ten count on a machine so busy that
 * the server runs in between, and must not be enough. Baseline and storm make more than twice as many connections as the night, so that it is
 * the checks' doing for sure.
 */
const NIGHT = { INTERVAL: "20ms", NIGHT: "3.2s", BASELINE: "30s" };

interface Scene {
  server: MariaDb;
  net: Network;
  storm(settings: Record<string, string>): Promise<RealRun>;
  /** What a client at an address hears: nothing when it may come in, else the server's refusal. */
  login(place: string[]): string;
}

async function scene(): Promise<Scene> {
  const net = await network();
  // The other source is the service's own host.
  execFileSync(net.service[0]!, [...net.service.slice(1), "ip", "link", "set", "lo", "up"]);
  const server = await mariaDb({
    init: "CREATE USER 'probe-storm'@'%';\n",
    options: [`bind-address=${SERVICE}`, `max_connect_errors=${MOST_ERRORS}`],
    hosts: [`${HAPROXY} checkers.test`, `${OURS} checkers.test`, `${SERVICE} service.test`],
    within: net.service,
  });
  const at = `${SERVICE}:${server.port}`;
  return {
    server,
    net,
    async storm(settings) {
      const given = { ...SHORT, ...NIGHT, TARGET: at, CONFIG: "examples/mariadb.yaml", CLIENT_RATE: "5" };
      const run = await runStorm({ settings: { ...given, ...settings }, within: net.checkers });
      if (run.journal === null) throw new Error(`exit ${run.code}, no journal: ${run.stderr}${run.stdout}`);
      return { ...run, journal: run.journal };
    },
    login(place) {
      const [command, ...rest] = place;
      const client = ["mariadb", "--no-defaults", `--host=${SERVICE}`, `--port=${server.port}`, "--user=probe-storm"];
      try {
        execFileSync(command!, [...rest, ...client, "--execute=SELECT 1"], { encoding: "utf8", stdio: "pipe" });
        return "";
      } catch (error) {
        return String((error as { stderr: string }).stderr);
      }
    },
  };
}

test.skipIf(!there).concurrent("rst at once: held", async ({ expect, onTestFinished }) => {
  const { server, net, storm, login } = await scene();
  onTestFinished(() => server.stop().finally(() => net.close()));
  const run = await storm({ CHECKER: "rst" });

  expect(outcomeOf(run), run.stdout).toEqual(HELD);
  expect(run.journal.phases.night!.checks).toBeGreaterThan(1.2 * MOST_ERRORS);
  expect(server.status("Aborted_connects")).toBeLessThanOrEqual(checksSent(run));
  expect(login(net.checkers)).toBe("");
});

test
  .skipIf(!there)
  .concurrent.for<Record<string, string>>([{ CHECKER: "delayed-close", DELAY: "10ms" }, { CHECKER: "fin" }])(
  "%j: wedged for that source, and no other",
  async (settings, { expect, onTestFinished }) => {
    const { server, net, storm, login } = await scene();
    onTestFinished(() => server.stop().finally(() => net.close()));
    const run = await storm(settings);
    const { journal } = run;

    expect(outcomeOf(run), run.stdout).toMatchObject({ verdict: "wedged", code: 99, junit: "failure" });
    expect(journal).toMatchObject({ cause: "rejected", evidence: "service", attribution: "strong" });
    expect(journal.advice.join()).toContain("max_connect_errors");
    // Clients had hidden it all through the storm.
    expect(journal.phases.storm!.clients.acceptedRatio).toBe(1);
    expect(journal.reason).toContain("after the night, with the checkers alone, not one did");
    expect(journal.phases.recovery!.clients.causes).toEqual({ rejected: journal.phases.recovery!.clients.attempts });
    expect(login(net.checkers)).toContain(`Host '${HAPROXY}' is blocked because of many connection errors`);
    expect(login(net.service)).toBe("");
  },
);
