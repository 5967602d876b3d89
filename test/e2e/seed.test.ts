/** The service that greets inside its accept loop, 1.5 ms after accept(): which checks kill it, and which do not. */
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../lib/model/journal";
import { runStorm, SHORT } from "../support/k6";
import { expectReports } from "../support/reports";

/**
 * A busy machine stalls for 10 ms between accept() and greeting, and lets an RST after 10 ms win; for half a second it does not. Four
 * nodes make enough checks all the same.
 */
const LATE = { DELAY: "500ms", NODES: "4", INTERVAL: "600ms", STORM: "8s" };

/** Why, from the kernel's side. */
const rows: [checker: string, settings: Record<string, string>, verdict: Verdict, why: string][] = [
  ["rst", {}, "wedged", "the RST is there first, the write fails with ECONNRESET, and that ends accepting"],
  ["alibaba-clb", { WATCH: "2s" }, "wedged", "the same RST, from four nodes"],
  ["half-open", {}, "held", "accept() never returns a connection that was never completed"],
  ["delayed-close", LATE, "held", "the greeting has long left when the RST comes"],
  ["greeting-wait", {}, "held", "the check takes the greeting before it closes"],
  ["fin", {}, "held", "the first write after a FIN succeeds; only the next one would fail"],
];

describe.each([{ backlog: 128 }, { backlog: 8 }])("stuck-greeting, backlog $backlog", ({ backlog }) => {
  for (const [checker, settings, verdict, why] of rows) {
    const title = [checker, settings.DELAY, "is", verdict, "because", why].filter(Boolean).join(" ");
    test.concurrent(title, async () => {
      const run = await runStorm({ settings: { ...SHORT, CHECKER: checker, BACKLOG: String(backlog), ...settings } });
      const journal = await expectReports(run, verdict);

      expect(journal).toMatchObject({
        target: "embedded:stuck-greeting",
        evidence: "service",
        attribution: "strong",
        cutShort: "",
        client: { kind: "greeting" },
        checkers: [{ name: checker }],
        phases: { baseline: { checks: 0, clients: { acceptedRatio: 1 } }, recovery: { checks: 0 } },
        acceptQueue: { available: true, limit: backlog },
      });
      expect(journal.address).toMatch(/^127\.0\.0\.1:\d+$/);
      const { storm, recovery } = journal.phases;
      const [{ probes, fidelity, opinion }] = journal.checkers as [(typeof journal.checkers)[number]];
      const longest = Math.max(...journal.acceptQueue.samples.map(([, length]) => length));
      expect(storm!.checks).toBe(probes.sent);

      if (verdict === "held") {
        expect(journal.cause).toBeNull();
        expect([storm!.clients.acceptedRatio, recovery!.clients.acceptedRatio]).toEqual([1, 1]);
        expect(journal.acceptQueue).toMatchObject({ growthPerSecond: 0, secondsToOverflow: null });
        expect(journal.thresholds.filter(({ ok }) => !ok)).toEqual([]);
        expect(probes.failed).toBe(0);
        expect(probes.sent).toBeGreaterThanOrEqual(20);
        // A greeting 1.5 ms after accept() comes too late to turn a FIN at once into an RST.
        expect(fidelity.verified).toBeGreaterThanOrEqual(checker === "delayed-close" ? 0.5 : 0.9);
        expect(opinion.down).toBe(0);
        return;
      }
      expect(journal.cause).toBe("queued-not-served");
      expect(recovery!.clients.accepted).toBe(0);
      expect(storm!.clients.causes["queued-not-served"]).toBeGreaterThan(0);
      expect(journal.acceptQueue.growthPerSecond).toBeGreaterThan(0);
      expect(journal.gates.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(
        expect.arrayContaining([
          "storm-accepted",
          "storm-outage",
          "storm-queue",
          "recovery-accepted",
          "recovery-outage",
        ]),
      );
      // One more than the backlog fits; then the kernel drops SYNs.
      const dropped = (storm!.clients.causes["syn-dropped"] ?? 0) + (recovery!.clients.causes["syn-dropped"] ?? 0);
      if (backlog === 8) {
        expect(longest).toBe(9);
        expect(dropped).toBeGreaterThan(0);
        expect(run.stdout).toContain("then the accept queue was full");
      } else {
        expect(longest).toBeGreaterThan(8);
        expect(journal.acceptQueue.secondsToOverflow).toBeGreaterThan(0);
        expect(dropped).toBe(0);
        expect(probes.failed).toBe(0);
        // The finding that people pay for: no client gets in, and the balancer goes on saying UP.
        expect(opinion).toMatchObject({ up: expect.any(Number) as number, down: 0 });
      }
    });
  }
});
