/**
 * The start of a session, as user `probe` unless CLIENT_USER names one: https://www.postgresql.org/docs/current/protocol-flow.html
 *
 * It cannot answer a challenge. A request for a password is an answer, and whoever leaves there leaves nothing in the log: psql does so,
 * too, when it has to ask for the password. Terminate would be an error at that point, and so would be anything else; at the end of a session
 * that needs no password, a FIN where the server waits for a query is taken as one.
 */
import { startupPacket, startupParameters } from "../wire/postgres-messages";
import type { Protocol } from "../wire/protocol-client";
import { beginsWith, finds, send } from "../wire/steps";

const SSL_REQUEST = "0000000804d2162f";

/** A request for a password or a SASL exchange, of any kind. */
const CHALLENGED = "R\\x00{3}.\\x00{3}[\\x02-\\x0c]";
/** Logged in, and then ready for a query: what is refused in between (no slot left) comes instead of the readiness. */
const READY = "R\\x00{3}\\x08\\x00{4}.*Z\\x00{3}\\x05I";
/** Denied: no such user, no such rule, no such database. */
const DENIED = "E.*\\x00C(28000|28P01|3D000)\\x00";

export const postgres: Protocol = {
  summary: "starts a session without a password, and leaves",
  ports: [{ port: 5432 }],
  accepts: "ready for a query, or a request for a password; without CLIENT_USER also a denied login",
  refusals: [
    "FATAL 53300: sorry, too many clients already",
    "FATAL 57P03: the database system is starting up, or shutting down",
  ],
  remark:
    "A login that is denied without a request for a password (no such user under trust, no rule in pg_hba.conf) is a line in the server's log; " +
    "CLIENT_USER names a user that there is",
  login: "user",
  tls: "inside",
  steps: ({ user, tls }) => [
    ...(tls === null ? [] : [send(SSL_REQUEST), beginsWith("S"), tls]),
    send(
      startupPacket(
        startupParameters(["user", user ?? "probe"], ["database", "postgres"], ["application_name", "probe-storm"]),
      ),
    ),
    finds(`(?s)^(${[CHALLENGED, READY, ...(user === null ? [DENIED] : [])].join("|")})`),
  ],
};
