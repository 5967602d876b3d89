/**
 * smtp-server for Node with `useProxy`: up to 3.18 a connection that is reset before its PROXY header has no handler for errors, and one
 * of them ends the process (https://github.com/nodemailer/smtp-server/issues/257); 3.19 has one.
 */
import { describe, test } from "vitest";
import { checksSent, clientsAccepted, HELD, outcomeOf, stormAt } from "../support/services/real-run";
import { times } from "../support/services/service";
import { smtpServerNode } from "../support/services/smtp-server-node";

/** A Node that has just been started needs a second for its first client where it shares the processor. */
const PATIENCE = { CLIENT_TIMEOUT: "5s", THRESHOLDS: "test/support/gates.yaml" };

const at = (port: number, CHECKER: string) =>
  stormAt(`127.0.0.1:${port}`, { ...PATIENCE, CONFIG: "examples/smtp-behind-proxy.yaml", CHECKER });

describe.each(["3.18.5", "3.19.1"] as const)("%s, started anew for each run", (version) => {
  const harmless = version === "3.18.5" ? ["half-open", "fin"] : ["half-open", "fin", "rst"];
  test.for(harmless)("held under %s", async (style, { expect, onTestFinished }) => {
    const server = await smtpServerNode(version);
    onTestFinished(() => server.stop());
    const run = await at(server.port, style);

    expect(outcomeOf(run), run.stdout).toEqual(HELD);
    expect(checksSent(run)).toBeGreaterThanOrEqual(20);
    expect(times(server, /^client said EHLO$/gm)).toBe(clientsAccepted(run));
  });
});

test("3.18.5: one RST ends the process", async ({ expect, onTestFinished }) => {
  const server = await smtpServerNode("3.18.5");
  onTestFinished(() => server.stop());
  const run = await at(server.port, "rst");
  const { journal } = run;

  expect(outcomeOf(run), run.stdout).toMatchObject({ verdict: "wedged", code: 99, junit: "failure" });
  expect(journal).toMatchObject({ cause: "refused", evidence: "service", attribution: "strong" });
  expect(journal.reason).toContain("nothing listened: the process has ended or closed its listening socket");
  expect(journal.phases.baseline!.clients.acceptedRatio).toBe(1);
  expect(journal.phases.recovery!.clients.causes).toEqual({ refused: journal.phases.recovery!.clients.attempts });
  // The first check was one too many; a few more were made while the process was dying, and all others met a closed port.
  const { completed, sent } = journal.checkers[0]!.probes;
  expect(completed).toBeLessThan(sent / 2);
  expect(server.log()).toMatch(/Unhandled 'error' event[\s\S]*ECONNRESET/);
});
