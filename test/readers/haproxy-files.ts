/** Configurations of HAProxy as people write them, and the checkers that must come of them. */
import { hexOfText } from "../../lib/wire/bytes";
import type { Connection } from "../../lib/model/checker";
import type { PrintedChecker } from "../support/printed-notes";
import type { Step } from "../../lib/model/extension";

export interface HaproxyFile {
  title: string;
  text: string;
  /** By selector; the whole checkers, but for what BASE says of each. */
  checkers: Record<string, Partial<PrintedChecker>>;
  outOfReach?: { selector: string; place: string; why: string }[];
}

/** `check` without anything else. */
export const BASE: Omit<PrintedChecker, "name"> = {
  style: "half-open",
  preset: null,
  connections: [
    {
      handshake: "half-open",
      steps: [],
      ending: { kind: "rst" },
      prove: { segsOut: 1, ended: "rst" },
      statuses: { ok: "L4OK" },
    },
  ],
  nodes: 1,
  intervalMs: 2_000,
  timeoutMs: 2_000,
  rise: 2,
  fall: 3,
  spread: "staggered",
  cadence: "after-completion",
  initially: "up-unproven",
  vocabulary: "haproxy",
  delayMs: 0,
  holdsUntil: null,
  heldMs: 0,
  sources: [],
  assumptions: ["one HAProxy process: each that runs with this file checks for itself (NODES)"],
  unsupported: [],
};

const sends = (text: string): Step => ({ kind: "send", hex: hexOfText(text) });
type Options = Omit<Extract<Step, { kind: "expect" }>, "kind" | "match">;
const contains = (text: string, options: Options = {}): Step => ({
  kind: "expect",
  match: { kind: "contains", hex: hexOfText(text) },
  ...options,
});
const regex = (pattern: string, options: Options = {}): Step => ({
  kind: "expect",
  match: { kind: "regex", pattern },
  ...options,
});
const KEEP = { keep: true } as const;
const TLS: Step = { kind: "tls", verify: false, hello: "openssl-3.0-padded", resume: true };
const PROXY: Step = { kind: "proxy", version: 1, command: "proxy" };

/** Ends with an RST, or with a FIN where the service has closed. */
const resets = (handshake: Connection["handshake"], steps: Step[], others: Partial<Connection> = {}): Connection => {
  const listens = steps.findIndex(({ kind }) => kind === "expect" || kind === "tls");
  const sent = steps
    .slice(0, listens < 0 ? undefined : listens)
    .reduce((sum, step) => sum + (step.kind === "send" ? step.hex.length / 2 : 0), 0);
  return {
    handshake,
    steps: steps.map((step) => (step.kind === "expect" ? { ...step, maxBytes: 16_384 } : step)),
    ending: { kind: "drain-rst" },
    prove: sent > 0 ? { sentMin: sent } : {},
    statuses: { ok: "L7OK" },
    ...others,
  };
};
const closes = (connection: Connection): Connection => ({
  ...connection,
  ending: { kind: "drain-fin" },
  prove: { ...connection.prove, ended: "fin" },
});

/** Any HTTP answer, headers and all; the status. */
const HTTP_ANSWER: Step[] = [{ kind: "expect", match: { kind: "http", part: "head" }, keep: true }];
const status = (codes: string, options: Options = {}, match: { passes?: number; bodiless?: boolean } = {}): Step => ({
  kind: "expect",
  match: { kind: "http", part: "status", pattern: `^(?:${codes})$`, ...match },
  ...options,
});
const GOOD = status("[23][0-9][0-9]");
const http = (request: string, ...expects: Step[]): Connection =>
  resets("half-open", [sends(request), ...HTTP_ANSWER, ...(expects.length > 0 ? expects : [GOOD])], {
    statuses: { ok: "L7OK", wrong: { 2: "L7STS" } },
  });

const BIND_RESPONSE =
  "^0(?:[\\x00-\\x7f]|[^\\x00-\\x7f](?s:.){2}|[^\\x00-\\x7f](?s:.){4})\\x02\\x01\\x01a(?:[\\x00-\\x7f]|[^\\x00-\\x7f](?s:.){1,4}?)";
const whole = (pattern: string, options: Options = {}): Step => ({
  kind: "expect",
  match: { kind: "message", length: "ber", pattern },
  ...options,
});

const HELD = { style: "send-expect", heldMs: 2_000 };

export const haproxyFiles: readonly HaproxyFile[] = [
  {
    title: "a plain `check` of a mail proxy becomes a check every 2 s, and a server without `check` none",
    text: `global
    log         127.0.0.1 local2
    chroot      /var/lib/haproxy
    pidfile     /var/run/haproxy.pid
    maxconn     4000
    user        haproxy
    group       haproxy
    daemon

defaults
    mode                    tcp
    log                     global
    option                  dontlognull
    retries                 3
    timeout connect         10s
    timeout client          1m
    timeout server          1m

frontend smtp
    bind *:25
    default_backend smtp

backend smtp
    balance roundrobin
    server mx1 10.0.0.5:25 check
    server mx2 10.0.0.6:25 check inter 5s rise 3 fall 5
    server mx3 10.0.0.7:25 backup
`,
    checkers: {
      "smtp/mx1": { name: "smtp-mx1" },
      "smtp/mx2": { name: "smtp-mx2", intervalMs: 5_000, timeoutMs: 5_000, rise: 3, fall: 5 },
    },
  },
  {
    title: "`default-server` of defaults and of the backend sets the checks of servers, which may take it back",
    text: `defaults
  mode tcp
  timeout connect 1s
  timeout server 1m
  default-server check inter 3s fastinter 500ms downinter 10s rise 4
backend app
  default-server inter 1s fall 2
  server a 10.0.0.1:80
  server b 10.0.0.2:80 inter 1500us no-check
  server c 10.0.0.3:80 inter 1m downinter 5
  default-server no-check
  server d 10.0.0.4:80
`,
    checkers: {
      "app/a": {
        name: "app-a",
        intervalMs: 1_000,
        timeoutMs: 1_000,
        fastIntervalMs: 500,
        downIntervalMs: 10_000,
        rise: 4,
        fall: 2,
      },
      "app/c": {
        name: "app-c",
        intervalMs: 60_000,
        timeoutMs: 60_000,
        fastIntervalMs: 500,
        downIntervalMs: 5,
        rise: 4,
        fall: 2,
      },
    },
  },
  {
    title: "`tcp-check connect linger` and `timeout check` change how a connection closes and how long it may take",
    text: `backend app
  mode tcp
  option tcp-check
  timeout connect 5s
  timeout server 1m
  timeout check 2s
  tcp-check connect linger
  server s 10.0.0.1:4000 check
`,
    checkers: {
      "app/s": {
        name: "app-s",
        style: "fin",
        connections: [
          {
            handshake: "half-open",
            steps: [],
            ending: { kind: "fin" },
            prove: { ended: "fin" },
            statuses: { ok: "L4OK" },
          },
        ],
      },
    },
  },
  {
    title: "`timeout check` is the time for the answer, beside `timeout connect` for the handshake",
    text: `defaults
  mode tcp
  timeout connect 1s
  timeout check 10s
  timeout server 1m
backend app
  server s 10.0.0.1:4000 check
backend greets
  option tcp-check
  tcp-check expect rstring .
  server s 10.0.0.1:4000 check
`,
    checkers: {
      "app/s": { name: "app-s", timeoutMs: 1_000 },
      "greets/s": {
        name: "greets-s",
        style: "greeting-wait",
        timeoutMs: 10_000,
        connections: [resets("full", [regex(".")], { statuses: { ok: "L7OK" }, connectTimeoutMs: 1_000 })],
        heldMs: 10_000,
      },
    },
  },
  {
    title: "handshakes of `check-ssl`, and the answer behind them, have times of their own",
    text: `defaults
  mode tcp
  timeout connect 5s
  timeout check 1s
  timeout server 1m
backend hello
  server s 10.0.0.1:4000 check check-ssl verify none
backend greets
  option tcp-check
  tcp-check expect rstring .
  server s 10.0.0.1:4000 check check-ssl verify none
`,
    checkers: {
      // Both handshakes together, and nothing follows.
      "hello/s": {
        name: "hello-s",
        style: "tls-handshake",
        timeoutMs: 2_000,
        connections: [
          {
            handshake: "half-open",
            steps: [TLS],
            ending: { kind: "drain-rst" },
            prove: {},
            statuses: { ok: "L6OK" },
          },
        ],
        heldMs: 2_000,
      },
      "greets/s": {
        name: "greets-s",
        style: "greeting-wait",
        timeoutMs: 1_000,
        connections: [
          resets("full", [{ ...TLS, withinMs: 2_000 } as Step, { ...regex("."), withinMs: 1_000 } as Step], {
            statuses: { ok: "L7OK" },
            connectTimeoutMs: 2_000,
            timeoutMs: 3_000,
          }),
        ],
        heldMs: 3_000,
        unsupported: [
          "haproxy.cfg:11: `timeout check` of 1000 ms is over before the 2000 ms for connecting: HAProxy may notice it as late as these; here it is heeded at once",
        ],
      },
    },
  },
  {
    title: "`tcp-check` rules that look for the master of redis become its sends and expects",
    text: String.raw`backend redis
  mode tcp
  option tcp-check
  tcp-check connect
  tcp-check send AUTH\ secret\r\n
  tcp-check expect string +OK
  tcp-check send PING\r\n
  tcp-check expect string +PONG
  tcp-check send "info replication\r\n" comment "who is it"
  tcp-check expect string role:master
  tcp-check send QUIT\r\n
  tcp-check expect string +OK
  timeout connect 1s
  timeout server 1m
  server r1 10.0.0.1:6379 check inter 1s
  server r2 10.0.0.2:6379 check inter 1s
`,
    checkers: Object.fromEntries(
      ["r1", "r2"].map((name) => [
        `redis/${name}`,
        {
          ...HELD,
          name: `redis-${name}`,
          intervalMs: 1_000,
          timeoutMs: 1_000,
          heldMs: 1_000,
          connections: [
            resets("half-open", [
              sends("AUTH secret\r\n"),
              contains("+OK"),
              sends("PING\r\n"),
              contains("+PONG"),
              sends("info replication\r\n"),
              contains("role:master"),
              sends("QUIT\r\n"),
              contains("+OK"),
            ]),
          ],
        },
      ]),
    ),
  },
  {
    title: "several `tcp-check connect` become connections to ports of their own, with TLS where it is asked for",
    text: `backend mail
  mode tcp
  option tcp-check
  tcp-check connect port 110 linger
  tcp-check expect string "+OK POP3 ready"
  tcp-check connect port 143
  tcp-check expect string * comment "IMAP"
  tcp-check connect port 995 ssl sni mail.example.org alpn pop3
  tcp-check connect port 993 ssl send-proxy
  tcp-check expect rstring '^\\* OK.*ready$'
  timeout connect 1s
  timeout server 1m
  server mail 10.0.0.1:110 check ssl verify none
`,
    checkers: {
      "mail/mail": {
        name: "mail-mail",
        style: "greeting-wait",
        heldMs: 8_000,
        connections: [
          closes(resets("full", [contains("+OK POP3 ready")])),
          { port: 143, ...resets("full", [contains("*")]) },
          {
            port: 995,
            ...resets("full", [{ ...TLS, serverName: "mail.example.org", alpn: ["pop3"] }], {
              statuses: { ok: "L6OK" },
            }),
          },
          { port: 993, ...resets("full", [PROXY, TLS, regex("^\\* OK.*ready(?:\\n?\\z)")]) },
        ],
      },
    },
  },
  {
    title: "`tcp-check expect` is read in all its forms: string, binary, regular expression, negated, with min-recv",
    text: String.raw`backend app
  mode tcp
  option tcp-check
  tcp-check expect min-recv 4 ! string "500 "
  tcp-check expect !rstring ^[45][0-9]{2} min-recv 3 error-status L7STS
  tcp-check expect rstring ^220[\ -](\w+\.)*example\.org tout-status L4TOUT on-error "no banner"
  tcp-check send-binary 00ff0A
  tcp-check expect binary 0a0B
  tcp-check expect rbinary ^0A[0-7][A-F] ok-status L7OKC
  timeout connect 1s
  timeout server 1m
  server s 10.0.0.1:25 check
`,
    checkers: {
      "app/s": {
        ...HELD,
        name: "app-s",
        connections: [
          resets(
            "full",
            [
              contains("500 ", { not: true, minBytes: 4, keep: true }),
              regex("^[45][0-9]{2}", { not: true, minBytes: 3, keep: true }),
              regex("^220[ -](?:\\w+\\.)*example\\.org"),
              { kind: "send", hex: "00ff0a" },
              { kind: "expect", match: { kind: "contains", hex: "0a0b" }, keep: true },
              { kind: "expect", match: { kind: "hex-regex", pattern: "^0A[0-7][A-F]" } },
            ],
            { statuses: { ok: "L7OKC", wrong: { 1: "L7STS" }, late: { 2: "L4TOUT" } } },
          ),
        ],
        unsupported: [
          "haproxy.cfg:4: a negated rule is not judged again while a later one waits for more",
          "haproxy.cfg:5: a negated rule is not judged again while a later one waits for more",
        ],
      },
    },
  },
  {
    title: "rules and server options that no exchange can make are listed as unsupported",
    text: String.raw`backend app
  mode tcp
  option tcp-check
  tcp-check connect port 25 proto none
  tcp-check send-lf "EHLO %H\r\n"
  tcp-check expect rstring ^250(?!-)
  tcp-check expect rbinary ^FF
  tcp-check send-lf "%[str(QUIT)]\r\n"
  timeout connect 1s
  timeout server 1m
  server s 10.0.0.1:25 check observe layer4 on-error mark-down agent-check agent-port 9000 source 10.0.0.9
`,
    checkers: {
      "app/s": {
        ...HELD,
        name: "app-s",
        connections: [
          resets("half-open", [
            sends("EHLO \r\n"),
            { kind: "expect", match: { kind: "any" }, keep: true },
            { kind: "expect", match: { kind: "hex-regex", pattern: "^FF" } },
            sends("QUIT\r\n"),
          ]),
        ],
        unsupported: [
          "haproxy.cfg:5: %H is not known here: nothing stands in its place",
          "haproxy.cfg:6: `rstring ^250(?!-)`: (?!, which RE2 does not have: any answer passes",
          "haproxy.cfg:11: `observe layer4` is not emulated: traffic has no say in the opinion",
          "haproxy.cfg:11: `on-error mark-down` is not emulated",
          "haproxy.cfg:11: `agent-check` is not emulated: the agent's own connections are not made",
          "haproxy.cfg:11: `source 10.0.0.9` is not emulated: SOURCES says where the checks come from",
        ],
      },
    },
  },
  {
    title: "`option httpchk` without a version becomes an HTTP/1.0 check",
    text: `backend web
  mode http
  option httpchk
  timeout connect 1s
  timeout server 1m
  server w 10.0.0.1:80 check
`,
    checkers: { "web/w": { ...HELD, name: "web-w", connections: [http("OPTIONS / HTTP/1.0\r\n\r\n")] } },
  },
  {
    title: "`option httpchk` sends the headers and the body that stand behind its version",
    text: String.raw`backend web
  mode http
  option httpchk POST /soap HTTP/1.1\r\nHost:\ www.example.com\r\nContent-Type:\ text/xml\r\n\r\n<ping/>
  timeout connect 1s
  timeout server 1m
  server w 10.0.0.1:80 check
`,
    checkers: {
      "web/w": {
        ...HELD,
        name: "web-w",
        connections: [
          http(
            "POST /soap HTTP/1.1\r\nhost: www.example.com\r\ncontent-type: text/xml\r\ncontent-length: 7\r\nconnection: close\r\n\r\n<ping/>",
          ),
        ],
      },
    },
  },
  {
    title: "`http-check` makes a request of its own, and looks at status, headers and body of the answer",
    text: String.raw`backend web
  mode http
  option httpchk GET /
  http-check send meth HEAD uri /health ver HTTP/1.1 hdr Host web.example.com hdr X-Checker "%[str(haproxy)]"
  http-check expect status 200,204,300-302
  http-check expect ! rstatus ^5
  http-check expect fhdr name content-type value -m beg application/json
  http-check expect string '"status":"UP"'
  timeout connect 1s
  timeout server 1m
  server w 10.0.0.1:80 check
`,
    checkers: {
      "web/w": {
        ...HELD,
        name: "web-w",
        connections: [
          {
            ...http(
              "HEAD /health HTTP/1.1\r\nhost: web.example.com\r\nx-checker: haproxy\r\nconnection: close\r\n\r\n",
              status("200|204|300|301|302", KEEP, { bodiless: true }),
              status("5[0-9][0-9]", { not: true, keep: true }, { bodiless: true }),
              {
                kind: "expect",
                match: {
                  kind: "http",
                  part: "header",
                  name: "^(?i:content\\-type)$",
                  pattern: "^(?:application/json)",
                  whole: true,
                  bodiless: true,
                },
                keep: true,
              },
              {
                kind: "expect",
                match: { kind: "http", part: "body", hex: hexOfText('"status":"UP"'), bodiless: true },
              },
            ),
            statuses: { ok: "L7OK", wrong: { 2: "L7STS", 3: "L7STS", 4: "L7STS" } },
          },
        ],
      },
    },
  },
  {
    title:
      "`http-check connect` makes several connections; a 404 passes with disable-on-404, and send-state is listed as unsupported",
    text: `backend web
  mode http
  option httpchk
  http-check disable-on-404
  http-check send-state
  http-check connect
  http-check send uri / ver HTTP/1.0
  http-check expect status 200
  http-check connect port 8443 ssl
  http-check send uri /admin hdr Connection keep-alive
  timeout connect 1s
  timeout server 1m
  server w 10.0.0.1:80 check verify none
`,
    checkers: {
      "web/w": {
        ...HELD,
        name: "web-w",
        heldMs: 4_000,
        connections: [
          {
            ...http("OPTIONS / HTTP/1.0\r\n\r\n", status("200", {}, { passes: 404 })),
            ending: { kind: "fin" },
            failedEnding: { kind: "drain-rst" },
            prove: { sentMin: 22 },
            statuses: { ok: "L7OK", wrong: { 2: "L7STS" }, on404: { up: "L7OKC", down: "L7STS" } },
          },
          {
            port: 8443,
            ...resets(
              "half-open",
              [
                TLS,
                sends("OPTIONS /admin HTTP/1.0\r\nconnection: keep-alive\r\n\r\n"),
                ...HTTP_ANSWER,
                status("[23][0-9][0-9]", {}, { passes: 404 }),
              ],
              {
                ending: { kind: "drain-rst", closeNotify: true },
                statuses: { ok: "L7OK", wrong: { 3: "L7STS" }, on404: { up: "L7OKC", down: "L7STS" } },
              },
            ),
          },
        ],
        unsupported: ["haproxy.cfg:5: `http-check send-state` is not emulated: that header is not sent"],
      },
    },
  },
  {
    title: "`tcp-check` rules of defaults are inherited as a whole, or not at all",
    text: `defaults
  mode tcp
  timeout connect 1s
  timeout server 1m
  option tcp-check
  tcp-check expect string one
backend inherits
  server s 10.0.0.1:25 check
backend own
  tcp-check expect string two
  server s 10.0.0.1:25 check
backend another
  option redis-check
  server s 10.0.0.1:25 check
backend again
  option tcp-check
  server s 10.0.0.1:25 check
backend web
  mode http
  option httpchk
  server s 10.0.0.1:25 check
`,
    checkers: {
      "inherits/s": {
        name: "inherits-s",
        style: "greeting-wait",
        heldMs: 2_000,
        connections: [resets("full", [contains("one")])],
      },
      "own/s": {
        name: "own-s",
        style: "greeting-wait",
        heldMs: 2_000,
        connections: [resets("full", [contains("two")])],
      },
      "another/s": {
        ...HELD,
        name: "another-s",
        connections: [
          resets("half-open", [sends("*1\r\n$4\r\nPING\r\n"), contains("+PONG\r\n")], {
            statuses: { ok: "L7OK", wrong: { 1: "L7STS" } },
          }),
        ],
      },
      "again/s": {
        name: "again-s",
        style: "greeting-wait",
        heldMs: 2_000,
        connections: [resets("full", [contains("one")])],
      },
      "web/s": { ...HELD, name: "web-s", connections: [http("OPTIONS / HTTP/1.0\r\n\r\n")] },
    },
  },
  {
    title: "a backend with an `http-check expect` of its own loses the request of the defaults",
    text: `defaults
  mode http
  timeout connect 1s
  timeout server 1m
  option httpchk GET /health
backend web
  http-check expect status 200
  server s 10.0.0.1:80 check
backend plain
  mode tcp
  option tcp-check
  http-check expect status 200
  server s 10.0.0.1:80 check
`,
    checkers: {
      "web/s": {
        name: "web-s",
        style: "greeting-wait",
        heldMs: 2_000,
        connections: [
          resets("full", [...HTTP_ANSWER, status("200")], { statuses: { ok: "L7OK", wrong: { 1: "L7STS" } } }),
        ],
        mistakes: [
          "haproxy.cfg:7: its own `http-check` rules replace all that it inherits, the request too: HAProxy sends nothing and waits for an answer",
        ],
      },
      "plain/s": {
        name: "plain-s",
        mistakes: ["haproxy.cfg:12: HAProxy does not use `http-check` rules without `option httpchk`"],
      },
    },
  },
  {
    title: "`option mysql-check` and `option pgsql-check` become checks that speak MySQL and PostgreSQL",
    text: `defaults
  mode tcp
  timeout connect 1s
  timeout server 1m
listen mysql
  bind :3306
  option mysql-check user haproxy pre-41
  server db 10.0.0.1:3306 check
listen postgres
  bind :5432
  option pgsql-check user check
  server db 10.0.0.1:5432 check
`,
    checkers: {
      "mysql/db": {
        ...HELD,
        name: "mysql-db",
        connections: [
          closes(
            resets(
              "half-open",
              [
                { kind: "send", hex: "0e00000100800000016861" + "70726f787900000100000001" },
                regex("^(?s:.){4}[^\\x00-\\x7f](?s:.)[\\x03-\\x13]", { not: true, minBytes: 7, keep: true }),
                regex("^(?s:.){4}\\x0a[^\\x00]*\\x00(?s:.){16,31}[^\\x00]+\\x00", KEEP),
                regex(
                  "^(?s:.){4}\\x0a[^\\x00]*\\x00(?s:.){16,31}[^\\x00]+\\x00(?:[^\\x00]*\\x00)?(?s:.){2}\\x00\\x02(?s:.)",
                  KEEP,
                ),
                regex(
                  "^(?s:.){4}\\x0a[^\\x00]*\\x00(?s:.){16,31}[^\\x00]+\\x00(?:[^\\x00]*\\x00)?(?s:.){2}\\x00\\x02[^\\x00-\\x7f](?s:.)[\\x03-\\x13]",
                  { not: true, minBytes: 0 },
                ),
              ],
              { statuses: { ok: "L7OK", wrong: { 1: "L7STS", 2: "L7RSP", 3: "L7RSP", 4: "L7STS" } } },
            ),
          ),
        ],
      },
      "postgres/db": {
        ...HELD,
        name: "postgres-db",
        connections: [
          closes(
            resets(
              "half-open",
              [
                { kind: "send", hex: "00000014" + "00030000" + hexOfText("user\0check\0\0") },
                regex("^E", { not: true, minBytes: 5, keep: true }),
                regex("^R\\x00\\x00\\x00(?s:.)\\x00\\x00\\x00[\\x00\\x02-\\x07\\x09\\x0a]", { minBytes: 9 }),
              ],
              { statuses: { ok: "L7OK", wrong: { 2: "L7STS" } } },
            ),
          ),
        ],
      },
    },
  },
  {
    title: "`option smtpchk`, `ldap-check` and `ssl-hello-chk` become checks that speak SMTP, LDAP and TLS",
    text: `defaults
  mode tcp
  timeout connect 1s
  timeout server 1m
backend smtp
  option smtpchk EHLO lb.example.org
  server mx 10.0.0.1:25 check
backend ldap
  option ldap-check
  server d 10.0.0.1:389 check
backend tls
  option ssl-hello-chk
  server t 10.0.0.1:443 check
`,
    checkers: {
      "smtp/mx": {
        ...HELD,
        name: "smtp-mx",
        connections: [
          closes(
            resets(
              "full",
              [
                regex("^[0-9]{3}[ \\r]", { minBytes: 4, keep: true }),
                regex("^2[0-9]{2}[ \\r]", { minBytes: 4 }),
                sends("EHLO lb.example.org\r\n"),
                regex("^(?:2[0-9]{2}-[^\\r]*\\r\\n)*2[0-9]{2}[ \\r]"),
                sends("QUIT\r\n"),
                regex("^2[0-9]{2}[- \\r]", { minBytes: 4 }),
              ],
              { statuses: { ok: "L7OK", wrong: { 0: "L7RSP", 1: "L7STS", 3: "L7STS", 5: "L7STS" } } },
            ),
          ),
        ],
      },
      "ldap/d": {
        ...HELD,
        name: "ldap-d",
        connections: [
          resets(
            "half-open",
            [
              { kind: "send", hex: "300c020101600702010304008000" },
              regex("^0", { minBytes: 14, keep: true }),
              whole(`${BIND_RESPONSE}\\x0a\\x01`, KEEP),
              whole(`${BIND_RESPONSE}\\x0a\\x01\\x00`),
            ],
            { statuses: { ok: "L7OK", wrong: { 1: "L7RSP", 2: "L7RSP", 3: "L7STS" } } },
          ),
        ],
      },
      "tls/t": {
        ...HELD,
        name: "tls-t",
        connections: [
          resets(
            "half-open",
            [
              {
                kind: "send",
                hex:
                  "16030000790100007503000000000048415050".slice(0, 30) +
                  hexOfText("HAPROXYSSLCHK\nHAPROXYSSLCHK\n") +
                  "00004e000100020003000400050006000700080009000a000b000c000d000e000f0010001100120013001400150016001700180019001a001b002f0030003100320033003400350036003700380039003a0100",
              },
              regex("^[\\x15\\x16]", { minBytes: 5 }),
            ],
            { statuses: { ok: "L6OK", wrong: { 1: "L6RSP" }, late: { 1: "L6TOUT" } } },
          ),
        ],
        unsupported: [
          "haproxy.cfg:12: the time in the ClientHello, four bytes, is zero here; HAProxy puts its clock there",
        ],
      },
    },
  },
  {
    title: "TLS and PROXY headers of a server hold for its check, but not for a check of another port",
    text: `defaults
  mode tcp
  timeout connect 1s
  timeout server 1m
  default-server verify none
backend app
  server said 10.0.0.1:443 check check-ssl check-sni app.example.com
  server inherited 10.0.0.1:443 check ssl send-proxy-v2
  server moved 10.0.0.1:443 check ssl send-proxy port 8443
  server asked 10.0.0.1:443 check check-send-proxy port 443
  server denied 10.0.0.1:443 check ssl no-check-ssl
  server other 10.0.0.1:443 check addr 10.0.0.9 check-ssl
`,
    checkers: {
      "app/said": {
        name: "app-said",
        style: "tls-handshake",
        heldMs: 2_000,
        connections: [resets("half-open", [{ ...TLS, serverName: "app.example.com" }], { statuses: { ok: "L6OK" } })],
      },
      "app/inherited": {
        name: "app-inherited",
        style: "tls-handshake",
        heldMs: 2_000,
        connections: [
          resets("half-open", [{ kind: "proxy", version: 2, command: "local" }, TLS], { statuses: { ok: "L6OK" } }),
        ],
      },
      "app/moved": { name: "app-moved", connections: [{ port: 8443, ...BASE.connections[0] }] },
      "app/asked": {
        name: "app-asked",
        style: "proxy-header",
        connections: [resets("half-open", [PROXY], { statuses: { ok: "L4OK" } })],
      },
      "app/denied": { name: "app-denied" },
      "app/other": {
        name: "app-other",
        style: "tls-handshake",
        heldMs: 2_000,
        connections: [{ host: "10.0.0.9", ...resets("half-open", [TLS], { statuses: { ok: "L6OK" } }) }],
      },
    },
  },
  {
    title: "named defaults are inherited by `from`, and a disabled backend has no checks",
    text: `global
  spread-checks 5
defaults base
  mode tcp
  timeout connect 1s
  timeout server 1m
  default-server inter 7s
defaults slow from base
  default-server rise 9
backend one from base
  server s 10.0.0.1:80 check
backend two from slow
  server s 10.0.0.1:80 check
backend three from slow
  disabled
  server s 10.0.0.1:80 check
`,
    checkers: {
      "one/s": {
        name: "one-s",
        intervalMs: 7_000,
        timeoutMs: 7_000,
        unsupported: ["haproxy.cfg:2: `spread-checks 5` is not emulated: the interval is always the same"],
      },
      "two/s": {
        name: "two-s",
        intervalMs: 7_000,
        timeoutMs: 7_000,
        rise: 9,
        unsupported: ["haproxy.cfg:2: `spread-checks 5` is not emulated: the interval is always the same"],
      },
    },
    outOfReach: [{ selector: "three/s", place: "haproxy.cfg:16", why: "backend three is disabled" }],
  },
  {
    title: "a template becomes a check for each server; tracking, agent and external checks are out of reach",
    text: `global
  external-check
  insecure-fork-wanted
defaults
  mode tcp
  timeout connect 1s
  timeout server 1m
backend app
  server-template web 2-3 10.0.0.1:80 check inter 1s
  server alone 10.0.0.1:80 check
  server follower 10.0.0.2:80 track app/alone
  server socket /run/app.sock check
  server resting 10.0.0.3:80 check disabled
  server agent 10.0.0.4:80 agent-check agent-port 9000
  server idle 10.0.0.5:80
backend scripts
  option external-check
  external-check command /bin/true
  server s 10.0.0.1:80 check
`,
    checkers: {
      "app/web2": { name: "app-web2", intervalMs: 1_000, timeoutMs: 1_000 },
      "app/web3": { name: "app-web3", intervalMs: 1_000, timeoutMs: 1_000 },
      "app/alone": { name: "app-alone" },
    },
    outOfReach: [
      { selector: "app/follower", place: "haproxy.cfg:11", why: "it has no check of its own: it tracks app/alone" },
      { selector: "app/socket", place: "haproxy.cfg:12", why: "/run/app.sock is no TCP socket" },
      {
        selector: "app/resting",
        place: "haproxy.cfg:13",
        why: "the server is disabled: it is not checked until somebody enables it",
      },
      { selector: "app/agent", place: "haproxy.cfg:14", why: "an agent check reads a word from another port" },
      { selector: "scripts/s", place: "haproxy.cfg:19", why: "an external program makes the check" },
    ],
  },
  {
    title: "quotes, escapes, environment variables and conditions are read as HAProxy reads them",
    text: String.raw`.if defined(NO_SUCH_THING)
# nothing
.endif
defaults # the usual
  mode tcp
  timeout connect 1s
  timeout server "1m"
backend app
  option tcp-check # and its rules
  tcp-check send 'it is "quoted" # \r'\n\x41\#\ \\
  tcp-check send "$HOME is ''${"$"}{NO_SUCH_THING-GREET}'' \$ \"x\""
  tcp-check expect string ä
.if 0
  tcp-check expect string never
.else
  tcp-check expect string "two words"
.endif
  server "s" "10.0.0.1:80" check inter "${"$"}{NO_SUCH_INTER-4s}"
`,
    checkers: {
      "app/s": {
        ...HELD,
        name: "app-s",
        intervalMs: 4_000,
        timeoutMs: 4_000,
        heldMs: 4_000,
        connections: [
          resets("half-open", [
            sends('it is "quoted" # \\r\nA# \\'),
            sends(" is ''GREET'' $ \"x\""),
            contains("ä", KEEP),
            contains("two words"),
          ]),
        ],
        unsupported: [
          "haproxy.cfg:11: the environment variable HOME, NO_SUCH_THING is not known here",
          "haproxy.cfg:18: inter: the environment variable NO_SUCH_INTER is not known here",
        ],
      },
    },
  },
  {
    title: "addresses of all kinds are read: IPv6 with and without brackets, with a family, `addr` and `port`",
    text: `defaults
  mode tcp
  timeout connect 1s
  timeout server 1m
backend app
  server six 2001:db8::1:80 check
  server brackets [2001:db8::1]:80 check port 81
  server family ipv4@10.0.0.1:80 check
  server here 10.0.0.1:80 check addr 10.0.0.1 port 80
`,
    checkers: {
      "app/six": { name: "app-six" },
      "app/brackets": { name: "app-brackets", connections: [{ port: 81, ...BASE.connections[0] }] },
      "app/family": { name: "app-family" },
      "app/here": { name: "app-here" },
    },
  },
];
