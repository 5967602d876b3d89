/** Answers that are no welcome and yet come from a service that is well: a denied login, a password wanted, no such method. */
import { describe, test } from "vitest";
import type { ProtocolName } from "../../lib/model/config";
import { isRoot } from "../support/services/daemon";
import { goGrpcServer, pythonGrpcServer } from "../support/services/grpc-server";
import { hasServer } from "../support/services/has-server";
import { mosquitto } from "../support/services/mosquitto";
import { POLITE } from "../support/services/polite";
import { postgres } from "../support/services/postgres";
import { rabbitMq } from "../support/services/rabbitmq";
import { clientsAccepted, HELD, outcomeOf, stormAt } from "../support/services/real-run";
import { redis } from "../support/services/redis";
import { times, type Service } from "../support/services/service";
import { slapd } from "../support/services/slapd";

interface Row {
  client: ProtocolName;
  answer: string;
  tools: string[];
  start(): Promise<Service>;
  settings?: Record<string, string>;
  /** In the server's log, once for each client. */
  seen?: RegExp;
}

const rows: Row[] = [
  {
    client: "postgres",
    answer: "no such user",
    tools: ["initdb"],
    start: () => postgres("reject"),
    seen: /FATAL: {2}pg_hba\.conf rejects connection for host "127\.0\.0\.1", user "probe"/g,
  },
  {
    client: "redis",
    answer: "a password wanted",
    tools: ["redis-server"],
    start: () => redis(["--requirepass", "no secret"]),
  },
  {
    client: "mqtt",
    answer: "not authorised",
    tools: ["mosquitto"],
    start: () => mosquitto(false),
    seen: /: Sending CONNACK to \S+ \(0, 5\)$/gm,
  },
  {
    client: "amqp",
    answer: "login refused",
    tools: ["rabbitmqctl"],
    start: rabbitMq,
    seen: /PLAIN login refused: user 'probe' /g,
  },
  {
    client: "ldap",
    answer: "anonymous bind disallowed",
    tools: ["slapd"],
    start: () => slapd(["disallow bind_anon"]),
    seen: / RESULT tag=97 err=48 /g,
  },
  { client: "grpc", answer: "no health service (grpc-go)", tools: ["go"], start: () => goGrpcServer("none") },
  {
    client: "grpc",
    answer: "no health service (Python's grpcio)",
    tools: ["/usr/bin/python3"],
    start: () => pythonGrpcServer("none"),
  },
];

describe.skipIf(!isRoot)("an answer is an answer: held", { timeout: 300_000 }, () => {
  for (const { client, answer, tools, start, settings, seen } of rows) {
    test.skipIf(!tools.every(hasServer)).concurrent(`${client}: ${answer}`, async ({ expect, onTestFinished }) => {
      const service = await start();
      onTestFinished(() => service.stop());
      const options = { ...POLITE, CLIENT: client, ...settings };
      const run = await stormAt(`127.0.0.1:${service.port}`, options);
      await service.stop();

      expect(outcomeOf(run), run.stdout).toEqual(HELD);
      if (seen !== undefined) expect(times(service, seen)).toBe(clientsAccepted(run));
    });
  }
});
