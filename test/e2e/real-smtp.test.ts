/** Python's smtpd, with the clients and both checkers of examples/smtp.yaml: its log is the witness. */
import { test } from "vitest";
import { clientsAccepted, HELD, stormAt, outcomeOf } from "../support/services/real-run";
import { times } from "../support/services/service";
import { hasSmtpServer, smtpServer } from "../support/services/smtp-server";

test
  .skipIf(!hasSmtpServer)
  .concurrent(
    "held under a half-open preset and one that resets after the greeting",
    async ({ expect, onTestFinished }) => {
      const server = await smtpServer();
      onTestFinished(() => server.stop());
      const run = await stormAt(`127.0.0.1:${server.port}`, { CONFIG: "examples/smtp.yaml", CLIENT_RATE: "10" });
      await server.stop();
      expect(outcomeOf(run), run.stdout).toEqual(HELD);
      expect(run.journal).toMatchObject({
        client: { kind: "steps" },
        checkers: [
          { name: "haproxy", style: "half-open", nodes: 2, fidelity: { verified: 1 } },
          { name: "our-appliance", probes: { failed: 0 } },
        ],
      });
      const [clients, appliance] = [clientsAccepted(run), run.journal.checkers[1]!.probes.sent];
      expect(times(server, /Data: b'EHLO probe'/g)).toBe(clients);
      expect(times(server, /Data: b'QUIT'/g)).toBe(clients);
      // The server does not see the half-open checks.
      expect(times(server, /Incoming connection from /g)).toBe(clients + appliance);
    },
  );
