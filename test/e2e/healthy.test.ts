/** A service without a flaw is held under every style. */
import { describe, expect, test } from "vitest";
import { styles } from "../../lib/checkers/styles/index";
import { runStorm } from "../support/k6";
import { expectReports } from "../support/reports";

const BRIEF = { BASELINE: "1s", STORM: "3s", NIGHT: "0s", RECOVERY: "1s", CLIENT_TIMEOUT: "2s" };

interface Service {
  flaw: string;
  client: Record<string, string>;
  kind: string;
  /** Styles whose checks fail here, and why: that is what the checker says, not what clients get. */
  failing: Record<string, string>;
  /** Styles that make a FIN race with the service's bytes, in which not every check is what it claims to be. */
  racing: string[];
}

const services: Service[] = [
  {
    flaw: "healthy",
    client: { CLIENT: "send-expect", CLIENT_SEND: "hello\\r\\n", CLIENT_EXPECT: "hello" },
    kind: "send-expect",
    failing: {
      "greeting-wait": "it does not speak first",
      "greeting-unread": "it does not speak first",
      "tls-handshake": "it sends the ClientHello back",
    },
    racing: ["proxy-header"],
  },
  {
    flaw: "healthy-greeting",
    client: {},
    kind: "greeting",
    failing: { "tls-handshake": "a greeting is no ServerHello" },
    racing: ["fin", "proxy-header"],
  },
];

describe.each(services)("$flaw", ({ flaw, client, kind, failing, racing }) => {
  test.concurrent.each([...styles.keys()])("%s", async (style) => {
    const settings: Record<string, string> = { ...BRIEF, ...client, FLAW: flaw, CHECKER: style };
    // Enough checks of which enough are true; and checks that wait in vain end soon enough to be many.
    if (racing.includes(style)) settings.INTERVAL = "20ms";
    if (style in failing) settings.TIMEOUT = "50ms";
    const run = await runStorm({ settings });
    const journal = await expectReports(run, "held");

    expect(journal).toMatchObject({
      target: `embedded:${flaw}`,
      cause: null,
      evidence: "service",
      attribution: "strong",
      client: { kind },
      checkers: [{ name: style, style }],
      acceptQueue: { available: true, limit: 128, secondsToOverflow: null },
    });
    for (const { clients } of Object.values(journal.phases)) expect(clients.acceptedRatio).toBe(1);
    expect(journal.thresholds.filter(({ ok }) => !ok)).toEqual([]);

    const [{ probes, fidelity, unproven, opinion }] = journal.checkers as [(typeof journal.checkers)[number]];
    expect(probes.completed).toBe(probes.sent);
    expect(probes.sent).toBeGreaterThanOrEqual(style === "hold" ? 8 : 20);
    expect(probes.failed).toBe(style in failing ? probes.sent : 0);
    if (style in failing) expect(opinion.down).toBeGreaterThan(opinion.up);
    else expect(opinion.down).toBe(0);
    if (racing.includes(style)) {
      for (const { reason } of unproven) expect(reason).toMatch(/^an RST instead of a FIN \(\d+ bytes unread\)$/);
    } else {
      expect(fidelity.verified).toBeGreaterThanOrEqual(style === "delayed-close" ? 0.5 : 0.9);
    }
  });
});
