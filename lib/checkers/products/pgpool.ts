/** Pgpool-II: a session with the database `postgres`, and Terminate. The server forks a process for each. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { postgresSession } from "../../wire/postgres-messages";
import { assumed } from "./assumed";

export const pgpool: Preset = {
  name: "pgpool",
  product: "Pgpool-II",
  summary: "Pgpool-II health check (PostgreSQL)",
  style: "send-expect",
  connections: () => [
    connection("full", postgresSession({ user: "pgpool", database: "postgres" }), { kind: "drain-fin" }),
  ],
  intervalMs: 10_000,
  timeoutMs: 20_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  provenance: [
    {
      from: "source",
      text: "pgpool/pgpool2@243463af: src/main/health_check.c: health_check_period 0, health_check_timeout (timeout 20 s), health_check_max_retries 0 (fall 1); it sleeps for the period behind each check",
      url: "https://github.com/pgpool/pgpool2/blob/243463af/src/main/health_check.c",
    },
    {
      from: "capture",
      text: "the startup packet for database postgres, then Terminate; it closes at the first byte of what is no answer",
    },
  ],
  assumptions: assumed(
    "pgpool",
    { about: "intervalMs", text: "the check is off (0) unless a period is set; interval 10 s is assumed" },
    "no password is known: the session of user `pgpool` ends at the first answer, which may be a request for one",
    {
      kind: "values",
      values: [{ about: "rise", text: "rise 1" }],
      after: "assumed; it stops checking a node that it took DOWN, until that is attached again: here the checks go on",
      otherwise: "it stops checking a node that it took DOWN, until that is attached again: here the checks go on",
    },
    { about: "nodes", text: "1 node: a single Pgpool-II is assumed; NODES sets another number" },
  ),
};
