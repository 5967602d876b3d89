/** HAProxy's health checks as exchanges, each by the name that HAProxy gives it, out of the makers that presets and configurations use. */
import { hexOfText } from "../../../lib/wire/bytes";
import type { Wire } from "../../../lib/model/checker";
import type { Step } from "../../../lib/model/extension";
import { answered } from "../../../lib/wire/haproxy/http-expect";
import { httpSend } from "../../../lib/wire/haproxy/httpchk-request";
import { ldapCheck } from "../../../lib/wire/haproxy/ldap-check";
import { mysqlCheck } from "../../../lib/wire/haproxy/mysql-check";
import { pgsqlCheck } from "../../../lib/wire/haproxy/pgsql-check";
import { redisCheck } from "../../../lib/wire/haproxy/redis-check";
import { connectionsOf, PLAIN, type Rule, type Transport } from "../../../lib/wire/haproxy/rules";
import { smtpCheck } from "../../../lib/wire/haproxy/smtpchk";
import { sslHelloCheck } from "../../../lib/wire/haproxy/ssl-hello-chk";

export type Said = Omit<Wire, "prove" | "steps"> & { steps: Step[] };

/** The only connection of such a check. */
function said(rules: readonly Rule[], transport: Transport = {}): Said {
  const { handshake, steps, ending } = connectionsOf(rules, transport)[0]!;
  return { handshake, steps, ending };
}

const sends = (text: string): Rule => ({ kind: "send", hex: hexOfText(text) });
const expects = (text: string): Rule => ({ kind: "expect", match: { kind: "contains", hex: hexOfText(text) } });
const PING = [sends("PING\r\n"), expects("PONG")];

export const exchanges = {
  check: said(PLAIN),
  "tcp-check": said([]),
  "tcp-check connect linger": said([{ kind: "connect", linger: true }]),
  "tcp-check expect": said([expects("ready")]),
  "tcp-check send, expect": said(PING),
  "tcp-check send, send, expect": said([sends("USER probe\r\n"), ...PING]),
  httpchk: said(answered(httpSend({}))),
  "ssl-hello-chk": said(sslHelloCheck),
  "check-ssl": said(PLAIN, { tls: {} }),
  "mysql-check user": said(mysqlCheck({ user: "haproxy" })),
  "pgsql-check": said(pgsqlCheck("haproxy")),
  smtpchk: said(smtpCheck()),
  "redis-check": said(redisCheck),
  "ldap-check": said(ldapCheck),
  "check-send-proxy": said(PLAIN, { proxy: true }),
  "check-send-proxy, tcp-check send, expect": said(PING, { proxy: true }),
} satisfies Record<string, Said>;

export type Name = keyof typeof exchanges;
