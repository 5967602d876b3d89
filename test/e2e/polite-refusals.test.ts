/** Services that turn clients away in words: to a client that only connects they look well, to one of their protocol they do not. */
import { describe, test } from "vitest";
import type { ProtocolName } from "../../lib/model/config";
import { protocols } from "../../lib/clients/protocols";
import { isRoot } from "../support/services/daemon";
import { exim } from "../support/services/exim";
import { goGrpcServer } from "../support/services/grpc-server";
import { holdOpen } from "../support/services/hold-open";
import { mariaDb } from "../support/services/mariadb";
import { POLITE } from "../support/services/polite";
import { postgres } from "../support/services/postgres";
import { outcomeOf, stormAt } from "../support/services/real-run";
import { redis } from "../support/services/redis";
import type { Service } from "../support/services/service";
import { hasServer } from "../support/services/has-server";
import { sshd } from "../support/services/sshd";
import { vsftpd } from "../support/services/vsftpd";

interface Row {
  client: ProtocolName;
  says: string;
  tools: string[];
  start(): Promise<Service>;
  /** Connections that take all the room there is. */
  held: number;
  /** The service does not greet: they say what a client says first. */
  silent?: true;
}

const rows: Row[] = [
  {
    client: "mysql",
    says: "Too many connections",
    tools: ["mariadbd"],
    // Ten are the least that it can be told, and one more is kept for the administrator. It drops whoever has not logged in after 10 s,
    // which a busy machine takes to begin the run.
    start: () => mariaDb({ options: ["max-connections=10", "connect-timeout=300"] }),
    held: 11,
  },
  {
    client: "postgres",
    says: "sorry, too many clients already",
    tools: ["initdb"],
    start: () =>
      postgres("trust", ["max_connections = 2", "superuser_reserved_connections = 0", "max_wal_senders = 0"]),
    held: 2,
    silent: true,
  },
  {
    client: "redis",
    says: "-ERR max number of clients reached",
    tools: ["redis-server"],
    start: () => redis(["--maxclients", "2"]),
    held: 2,
    silent: true,
  },
  { client: "ssh", says: "Exceeded MaxStartups", tools: ["sshd"], start: () => sshd(["MaxStartups 2"]), held: 2 },
  {
    client: "smtp",
    says: "421 Too many concurrent SMTP connections",
    tools: ["exim4"],
    start: () => exim(["smtp_accept_max = 2"]),
    held: 2,
  },
  {
    client: "ftp",
    says: "421 There are too many connected users",
    tools: ["vsftpd"],
    start: () => vsftpd(["max_clients=2"]),
    held: 2,
  },
  { client: "grpc", says: "NOT_SERVING", tools: ["go"], start: () => goGrpcServer("not-serving"), held: 0 },
];

describe.skipIf(!isRoot)("turned away in words: rejected", { timeout: 300_000 }, () => {
  for (const { client, says, tools, start, held, silent } of rows) {
    test.skipIf(!tools.every(hasServer)).concurrent(`${client}: ${says}`, async ({ expect, onTestFinished }) => {
      const service = await start();
      onTestFinished(() => service.stop());
      const letGo = await holdOpen(service.port, held, silent === true ? firstWords(client) : "");
      onTestFinished(letGo);
      const run = await stormAt(`127.0.0.1:${service.port}`, { ...POLITE, CLIENT: client });

      // The service was never well, and the checks have no part in it.
      expect(outcomeOf(run), run.stdout).toMatchObject({ verdict: "inconclusive", code: 110, junit: "error" });
      expect(run.journal.cause).toBe("rejected");
      const { attempts, accepted, causes } = run.journal.phases.baseline!.clients;
      expect({ accepted, causes }).toEqual({ accepted: 0, causes: { rejected: attempts } });
    });
  }
});

/** The first thing that a client of this protocol says. */
function firstWords(client: ProtocolName): string {
  const steps = protocols[client].steps({ host: "localhost", user: null, password: null, tls: null });
  return steps.flatMap((step) => (step.kind === "send" ? [step.hex] : []))[0]!;
}
