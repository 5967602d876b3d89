/** CLIENT=auto against services that say who they are in their first line. (MariaDB: polite-mysql.test.ts.) */
import { describe, test } from "vitest";
import type { ProtocolName } from "../../lib/model/config";
import * as dovecot from "../support/services/dovecot";
import { isRoot } from "../support/services/daemon";
import * as exim from "../support/services/exim";
import { hasServer } from "../support/services/has-server";
import { POLITE } from "../support/services/polite";
import { clientsAccepted, HELD, outcomeOf, stormAt } from "../support/services/real-run";
import { times, type Service } from "../support/services/service";
import * as sshd from "../support/services/sshd";
import * as vsftpd from "../support/services/vsftpd";

const rows: { kind: ProtocolName; tool: string; start(): Promise<Service>; served: RegExp }[] = [
  { kind: "smtp", tool: "exim4", start: exim.exim, served: exim.ACCEPTED },
  { kind: "imap", tool: "dovecot", start: dovecot.dovecot, served: dovecot.ACCEPTED },
  { kind: "ftp", tool: "vsftpd", start: vsftpd.vsftpd, served: vsftpd.ACCEPTED },
  { kind: "ssh", tool: "sshd", start: () => sshd.sshd(["MaxStartups 200"]), served: sshd.ACCEPTED },
];

describe.skipIf(!isRoot)("auto", { timeout: 300_000 }, () => {
  for (const { kind, tool, start, served } of rows) {
    test.skipIf(!hasServer(tool)).concurrent(`knows ${kind}, and says so`, async ({ expect, onTestFinished }) => {
      const service = await start();
      onTestFinished(() => service.stop());
      const run = await stormAt(`127.0.0.1:${service.port}`, POLITE);
      await service.stop();

      expect(outcomeOf(run), run.stdout).toEqual(HELD);
      expect(run.journal.client.kind).toBe(kind);
      expect(run.stdout.replace(/\s+/g, " ")).toContain(
        `CLIENT=auto chose ${kind}: the first contact was greeted with "`,
      );
      // The second contact was one of them already.
      expect(times(service, served)).toBe(clientsAccepted(run) + 1);
    });
  }
});
