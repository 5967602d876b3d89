/**
 * Every client of a protocol against its real server: 500 connections and more at 20 a second, all accepted, and the server has nothing to
 * say of them but what it says of anybody.
 */
import { describe, test } from "vitest";
import type { ProtocolName } from "../../lib/model/config";
import * as bind from "../support/services/bind9";
import { isRoot } from "../support/services/daemon";
import * as dovecot from "../support/services/dovecot";
import * as exim from "../support/services/exim";
import { hasServer } from "../support/services/has-server";
import * as grpc from "../support/services/grpc-server";
import * as memcached from "../support/services/memcached";
import * as mosquitto from "../support/services/mosquitto";
import * as nginx from "../support/services/nginx";
import { POLITE_LONG } from "../support/services/polite";
import * as postgres from "../support/services/postgres";
import * as rabbitmq from "../support/services/rabbitmq";
import { abnormal } from "../support/services/abnormal";
import { clientsAccepted, HELD, outcomeOf, stormAt } from "../support/services/real-run";
import * as redis from "../support/services/redis";
import type { Service } from "../support/services/service";
import { times } from "../support/services/service";
import * as slapd from "../support/services/slapd";
import * as sshd from "../support/services/sshd";
import * as unbound from "../support/services/unbound";
import * as vsftpd from "../support/services/vsftpd";

interface Row<S extends Service = Service> {
  client: ProtocolName;
  /** The server, and the account where it matters. */
  server: string;
  /** Programs without which there is no such server. */
  tools: string[];
  start(): Promise<S>;
  settings?: Record<string, string>;
  /** Found in the server's log once for each client that it served. */
  served?: RegExp;
  /** Lines that anybody would leave. */
  normal: readonly RegExp[];
  /** Lines behind this one are about clients; left out: all. */
  started?: RegExp;
}

const rows: Row[] = [
  {
    client: "http",
    server: "nginx",
    tools: ["nginx"],
    start: nginx.nginx,
    served: nginx.ACCEPTED,
    normal: nginx.NORMAL,
  },
  {
    client: "https",
    server: "nginx",
    tools: ["nginx", "openssl"],
    start: () => nginx.nginx(true),
    settings: { CLIENT_TLS: "insecure" },
    served: nginx.ACCEPTED,
    normal: nginx.NORMAL,
  },
  {
    client: "grpc",
    server: "grpc-go with its health service",
    tools: ["go"],
    start: () => grpc.goGrpcServer("serving"),
    served: grpc.ACCEPTED,
    normal: grpc.NORMAL,
  },
  {
    client: "grpc",
    server: "Python's grpcio with a health service",
    tools: ["/usr/bin/python3"],
    start: () => grpc.pythonGrpcServer("serving"),
    served: grpc.ACCEPTED,
    normal: grpc.NORMAL,
  },
  {
    client: "smtp",
    server: "exim",
    tools: ["exim4"],
    // Its own limit of 20 is met where a busy machine lets a second of clients pile up.
    start: () => exim.exim(["smtp_accept_max = 200"]),
    served: exim.ACCEPTED,
    normal: exim.NORMAL,
  },
  {
    client: "imap",
    server: "Dovecot",
    tools: ["dovecot"],
    start: dovecot.dovecot,
    served: dovecot.ACCEPTED,
    normal: dovecot.NORMAL,
  },
  {
    client: "ftp",
    server: "vsftpd",
    tools: ["vsftpd"],
    start: vsftpd.vsftpd,
    served: vsftpd.ACCEPTED,
    normal: vsftpd.NORMAL,
  },
  {
    client: "ssh",
    server: "OpenSSH",
    tools: ["sshd"],
    // Ten that are not logged in yet are the default; twenty a second are not meant to meet it.
    start: () => sshd.sshd(["MaxStartups 200"]),
    served: sshd.ACCEPTED,
    normal: sshd.NORMAL,
  },
  {
    client: "postgres",
    server: "PostgreSQL, a user without a password",
    tools: ["initdb"],
    start: () => postgres.postgres("trust"),
    served: postgres.AUTHORISED,
    normal: postgres.NORMAL,
  },
  {
    client: "postgres",
    server: "PostgreSQL, which asks for a password",
    tools: ["initdb"],
    start: () => postgres.postgres("scram-sha-256"),
    served: postgres.RECEIVED,
    normal: postgres.NORMAL,
  },
  {
    client: "redis",
    server: "Redis",
    tools: ["redis-server"],
    start: redis.redis,
    served: redis.ACCEPTED,
    normal: redis.NORMAL,
  },
  {
    client: "redis",
    server: "Redis, with its password",
    tools: ["redis-server"],
    start: () => redis.redis(["--requirepass", "no secret"]),
    settings: { CLIENT_PASSWORD: "no secret" },
    served: redis.ACCEPTED,
    normal: redis.NORMAL,
  },
  {
    client: "memcached",
    server: "memcached",
    tools: ["memcached"],
    start: memcached.memcached,
    served: memcached.ACCEPTED,
    normal: memcached.NORMAL,
  },
  {
    client: "mqtt",
    server: "Mosquitto",
    tools: ["mosquitto"],
    start: mosquitto.mosquitto,
    served: mosquitto.ACCEPTED,
    normal: mosquitto.NORMAL,
  },
  {
    client: "amqp",
    server: "RabbitMQ, with an account",
    tools: ["rabbitmqctl"],
    start: rabbitmq.rabbitMq,
    settings: rabbitmq.ACCOUNT,
    served: rabbitmq.ACCEPTED,
    normal: rabbitmq.NORMAL,
    started: rabbitmq.STARTED,
  },
  {
    client: "ldap",
    server: "OpenLDAP, anonymously",
    tools: ["slapd"],
    start: slapd.slapd,
    served: slapd.ACCEPTED,
    normal: slapd.NORMAL,
  },
  {
    client: "ldap",
    server: "OpenLDAP, with an account",
    tools: ["slapd"],
    start: slapd.slapd,
    settings: slapd.ACCOUNT,
    served: slapd.ACCEPTED,
    normal: slapd.NORMAL,
  },
  {
    client: "dns",
    server: "unbound",
    tools: ["unbound"],
    start: unbound.unbound,
    served: unbound.ACCEPTED,
    normal: unbound.NORMAL,
  },
  {
    client: "dns",
    server: "BIND",
    tools: ["named"],
    start: bind.bind9,
    served: bind.ACCEPTED,
    normal: bind.NORMAL,
    started: bind.STARTED,
  },
];

describe.skipIf(!isRoot)("all accepted, and nothing in the log but normal lines", { timeout: 300_000 }, () => {
  for (const { client, server, tools, start, settings, served, normal, started } of rows) {
    test.skipIf(!tools.every(hasServer)).concurrent(`${client}: ${server}`, async ({ expect, onTestFinished }) => {
      const service = await start();
      onTestFinished(() => service.stop());
      const run = await stormAt(`127.0.0.1:${service.port}`, { ...POLITE_LONG, CLIENT: client, ...settings });
      const log = service.log();

      expect(outcomeOf(run), run.stdout).toEqual(HELD);
      expect(run.journal).toMatchObject({ evidence: "service", client: { kind: client } });
      expect(clientsAccepted(run)).toBeGreaterThanOrEqual(500);
      expect(abnormal(log, normal, started)).toEqual([]);
      if (served !== undefined) expect(times(service, served)).toBe(clientsAccepted(run));
    });
  }
});
