/**
 * A service without a flaw is held under every preset: the real binary, at a raised rate, in phases as short as are honest.
 *
 * Each against the service that answers or greets it, as far as one of the two does. The checks of a product that speaks a protocol of its own
 * fail there: that is what the balancer believes, not what clients get.
 */
import { expect, test, vi } from "vitest";
import { buildChecker } from "../../lib/checkers/build-checker";
import { presets } from "../../lib/checkers/products/index";
import { runStorm } from "../support/k6";
import { turn } from "../support/matrix";
import { expectReports } from "../support/reports";

vi.setConfig({ maxConcurrency: 8, testTimeout: 240_000 });

const BRIEF = { BASELINE: "1s", STORM: "3s", NIGHT: "0s", RECOVERY: "1s", CLIENT_TIMEOUT: "2s" };

const ECHO = { FLAW: "healthy", CLIENT: "send-expect", CLIENT_SEND: "hello\\r\\n", CLIENT_EXPECT: "hello" };
const GREETING = { FLAW: "healthy-greeting" };

/** They wait for the service to speak first. */
const greeted = ["haproxy-smtp", "haproxy-mysql", "keepalived-smtp", "proxysql", "maxscale"];

/** What an echo is an answer to: an ssl-hello-chk takes its own ClientHello for a handshake message. */
const answered = ["haproxy-ssl-hello"];

for (const preset of presets.values()) {
  const { name } = preset;
  const { connections, holdsUntil, cadence } = buildChecker({ kind: "preset", preset }, {});
  const listens = connections.some(({ steps }) => steps.some(({ kind }) => kind === "expect" || kind === "tls"));
  const fails = listens && !answered.includes(name);
  // Late bytes turn a FIN into an RST: such a check is not what it claims to be, and says so.
  const races = connections.some(
    ({ steps, ending }) => ending.kind === "fin" && steps.some(({ kind }) => kind === "proxy"),
  );

  test.concurrent(name, async () => {
    const settings: Record<string, string> = {
      ...BRIEF,
      ...(greeted.includes(name) ? GREETING : ECHO),
      CHECKER: name,
      // These take their own time, on top of the interval.
      ...(fails && cadence === "after-completion" && { STORM: "5s" }),
      // No hold is shortened: as long as it takes for the fewest checks that say anything.
      ...(holdsUntil === "next-check" && { STORM: "auto" }),
      // Checks that wait in vain end soon enough to be many.
      ...(fails && { TIMEOUT: "50ms" }),
    };
    await turn();
    const run = await runStorm({ settings });
    const journal = await expectReports(run, "held");

    expect(journal).toMatchObject({ cause: null, evidence: "service", attribution: "strong" });
    for (const { clients } of Object.values(journal.phases)) expect(clients.acceptedRatio).toBe(1);
    expect(journal.thresholds.filter(({ ok }) => !ok)).toEqual([]);

    const [{ probes, fidelity, unproven, opinion, ...checker }] = journal.checkers as [
      (typeof journal.checkers)[number],
    ];
    expect(checker).toMatchObject({ name, style: preset.style, nodes: preset.nodes, intervalMs: preset.intervalMs });
    expect(probes.completed).toBe(probes.sent);
    expect(probes.sent).toBeGreaterThanOrEqual(
      holdsUntil === "phase-end" ? preset.nodes : holdsUntil === null ? 20 : 4,
    );
    expect(probes.failed).toBe(fails ? probes.sent : 0);
    // One that begins DOWN stays so until its first successes; and of a single check each there is not much to believe.
    if (!preset.initially?.startsWith("down") && holdsUntil !== "phase-end") {
      expect(fails ? opinion.up < opinion.down : opinion.down === 0).toBe(true);
    }
    if (races) for (const { reason } of unproven) expect(reason).toMatch(/^an RST instead of a FIN/);
    // What was held up to the next check, the end of the storm cuts short for each node.
    else expect(fidelity.verified).toBeGreaterThanOrEqual(holdsUntil === "next-check" ? 0.6 : 0.9);
  });
}
