/** Configurations as people write them, each with the service that its check meets. PORT is that service's port, PORT2 a second one's. */
import { hexOfText } from "../../../lib/wire/bytes";
import type { Move } from "./peer";
import { endedOtherwise, maskHello, maskProxyHeader, maskTls, type Mask } from "./telling";

export interface Configuration {
  title: string;
  text: string;
  service: Move[];
  second?: Move[];
  mask?: Mask;
  /** A real race: from one of its outcomes to the other. */
  race?: (text: string) => string;
}

const hears = (line: string): Move => ({ hear: hexOfText(line) });
const says = (line: string, leave = false): Move => ({ say: hexOfText(line), ...(leave && { leave }) });
/** One answer to a request that ends with an empty line. */
const answersInside = (answer: string): Move => ({ tls: true, hear: "0d0a0d0a", say: hexOfText(answer) });
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nready";

const GREETING = [
  "4a000000",
  "0a" + hexOfText("8.0.36\0") + "07000000" + hexOfText("abcdefgh\0"),
  "fff7" + "21" + "0200" + "ffff" + "15" + "00".repeat(10),
  hexOfText("ijklmnopqrst\0mysql_native_password\0"),
].join("");

/** SETTINGS, once the client's own have come. */
function greetsInHttp2(): Move[] {
  return [{ hear: 24 + 27 }, { say: "000000040000000000" }];
}

/** SETTINGS acknowledged, and `:status: 200` on stream 1, which ends with it. */
const HTTP2_OK = "000000040100000000" + "000001010500000001" + "88";

export const configurations: readonly Configuration[] = [
  {
    title: "a plain check",
    text: `
global
  log /dev/log local0
  maxconn 4000
defaults
  mode tcp
  timeout connect 5s
  timeout client 1m
  timeout server 1m
listen mail
  bind :2525
  server mx1 10.77.0.1:PORT check inter 300
`,
    service: [],
  },
  {
    title: "linger",
    text: `
defaults
  mode tcp
  option tcp-check
  timeout connect 5s
  timeout client 1m
  timeout server 1m
  timeout check 2s
  default-server inter 300ms fall 3 rise 2
backend app
  # The service stopped at every RST.
  tcp-check connect linger
  server app1 10.77.0.1:PORT check
`,
    service: [],
  },
  {
    title: "a greeting is expected",
    text: `
backend smtp
  mode tcp
  option tcp-check
  tcp-check expect rstring "^220[ -]"
  timeout connect 1s
  timeout server 1m
  server mx 10.77.0.1:PORT check inter 300ms
`,
    service: [says("220 mx.test ESMTP\r\n")],
  },
  {
    title: "a conversation, with comments, escapes and a variable",
    text: `
backend redis
  mode tcp
  option tcp-check
  tcp-check comment "who is the master?"
  tcp-check set-var(check.what) str(replication)
  tcp-check connect
  tcp-check send "PING\\r\\n"
  tcp-check expect string +PONG
  tcp-check send-lf info\\ %[var(check.what)]\\r\\n
  tcp-check expect string role:master
  tcp-check send QUIT\\r\\n
  tcp-check expect string +OK
  timeout connect 1s
  timeout server 1m
  server r1 10.77.0.1:PORT check inter 300ms
`,
    service: [
      hears("PING\r\n"),
      says("+PONG\r\n"),
      hears("info replication\r\n"),
      says("$20\r\nrole:master\r\n"),
      hears("QUIT\r\n"),
      says("+OK\r\n"),
    ],
  },
  {
    title: "two ports",
    text: `
backend mail
  mode tcp
  option tcp-check
  tcp-check connect port PORT
  tcp-check expect string *\\ OK
  tcp-check connect port PORT2
  tcp-check expect string +OK
  timeout connect 1s
  timeout server 1m
  server mail 10.77.0.1:PORT check inter 300ms
`,
    service: [says("* OK IMAP\r\n")],
    second: [says("+OK POP3\r\n")],
  },
  {
    title: "HTTP/1.1 with a host and a status",
    text: `
backend web
  mode http
  option httpchk
  http-check send meth GET uri /health ver HTTP/1.1 hdr Host www.example.com hdr User-Agent "HAProxy check"
  http-check expect status 200-299
  timeout connect 1s
  timeout server 1m
  server web1 10.77.0.1:PORT check inter 300ms
`,
    service: [hears("\r\n\r\n"), says(OK)],
  },
  {
    title: "a host behind the version",
    text: `
defaults
  mode http
  timeout connect 1s
  timeout server 1m
backend web
  option httpchk HEAD /health HTTP/1.1\\r\\nHost:\\ www.example.com
  default-server inter 300ms
  server web1 10.77.0.1:PORT check weight 10
`,
    service: [hears("\r\n\r\n"), says("HTTP/1.1 204 No Content\r\n\r\n")],
  },
  {
    title: "a login to MySQL",
    text: `
listen mysql
  mode tcp
  bind 10.77.0.2:3306
  balance leastconn
  option mysql-check user haproxy_check
  timeout connect 1s
  timeout client 1m
  timeout server 1m
  server db1 10.77.0.1:PORT check inter 300ms
`,
    service: [{ say: GREETING }, { hear: 51 }, { say: "0700000200000002000000" }],
  },
  {
    title: "PostgreSQL",
    text: `
backend pg
  mode tcp
  option pgsql-check user "haproxy check"
  timeout connect 1s
  timeout server 1m
  server pg1 10.77.0.1:PORT check inter 300ms maxconn 100
`,
    service: [hears("haproxy check\0\0"), { say: "520000000c0000000501020304" }],
  },
  {
    title: "SMTP with EHLO",
    text: `
backend smtp
  mode tcp
  option smtpchk EHLO lb.example.org
  timeout connect 1s
  timeout server 1m
  server mx1 10.77.0.1:PORT check inter 300ms
`,
    service: [
      says("220 mx.test ESMTP\r\n"),
      hears("EHLO lb.example.org\r\n"),
      says("250-mx.test\r\n250 HELP\r\n"),
      hears("QUIT\r\n"),
      says("221 bye\r\n"),
    ],
  },
  {
    title: "redis, out of named defaults",
    text: `
defaults tcp
  mode tcp
  timeout connect 1s
  timeout server 1m
defaults redis from tcp
  option redis-check
  default-server inter 300ms
defaults other
  mode http
  timeout connect 1s
  timeout server 1m
backend cache from redis
  server r1 10.77.0.1:PORT check
`,
    service: [hears("PING\r\n"), says("+PONG\r\n")],
  },
  {
    title: "LDAP, the service leaves with its answer",
    text: `
backend ldap
  mode tcp
  option ldap-check
  timeout connect 1s
  timeout server 1m
  server ldap1 10.77.0.1:PORT check inter 300ms
`,
    service: [{ hear: 14 }, { say: "300c020101" + "6107" + "0a0100" + "0400" + "0400", leave: true }],
    race: endedOtherwise,
  },
  {
    title: "an SSLv3 hello",
    text: `
backend tls
  mode tcp
  option ssl-hello-chk
  timeout connect 1s
  timeout server 1m
  server t1 10.77.0.1:PORT check inter 300ms
`,
    service: [{ hear: 126 }, { say: "15030000020228" }],
    mask: maskHello,
  },
  {
    title: "TLS, inherited from the server's own",
    text: `
backend tls
  mode tcp
  default-server ssl verify none check
  timeout connect 1s
  timeout server 1m
  server t1 10.77.0.1:PORT inter 300ms sni str(www.example.com)
`,
    service: [{ tls: true }],
    mask: maskTls,
  },
  {
    title: "HTTP inside TLS: close_notify goes ahead of the RST",
    text: `
backend tls
  mode http
  option httpchk
  timeout connect 1s
  timeout server 1m
  timeout check 2s
  server t1 10.77.0.1:PORT check check-ssl verify none inter 300ms
`,
    service: [answersInside(OK)],
    mask: maskTls,
  },
  {
    title: "HTTP inside TLS, with linger",
    text: `
backend tls
  mode http
  option httpchk
  http-check connect ssl linger
  http-check send meth GET
  timeout connect 1s
  timeout server 1m
  server t1 10.77.0.1:PORT check verify none inter 300ms
`,
    service: [answersInside(OK)],
    mask: maskTls,
  },
  {
    title: "a conversation inside TLS, without close_notify",
    text: `
backend tls
  mode tcp
  option tcp-check
  tcp-check send \\r\\n\\r\\n
  tcp-check expect string ready
  timeout connect 1s
  timeout server 1m
  server t1 10.77.0.1:PORT check check-ssl verify none inter 300ms
`,
    service: [answersInside(OK)],
    mask: maskTls,
  },
  {
    title: "linger inside TLS, without close_notify",
    text: `
backend tls
  mode tcp
  option tcp-check
  tcp-check connect ssl linger
  tcp-check send \\r\\n\\r\\n
  tcp-check expect string ready
  timeout connect 1s
  timeout server 1m
  server t1 10.77.0.1:PORT check verify none inter 300ms
`,
    service: [answersInside(OK)],
    mask: maskTls,
  },
  {
    title: "a PROXY header, inherited, and a check on top",
    text: `
backend proxied
  mode tcp
  option tcp-check
  tcp-check send-binary 50494e470d0a
  tcp-check expect binary 504f4e47
  timeout connect 1s
  timeout server 1m
  server s1 10.77.0.1:PORT send-proxy check inter 300ms
`,
    service: [hears("PING\r\n"), says("PONG\r\n")],
    mask: maskProxyHeader,
  },
  {
    title: "a PROXY header of version 2",
    text: `
backend proxied
  mode tcp
  timeout connect 1s
  timeout server 1m
  server s1 10.77.0.1:PORT send-proxy-v2 check inter 300ms
`,
    service: [],
  },
  {
    title: "down, and asked at another pace",
    text: `
backend down
  mode tcp
  option tcp-check
  tcp-check expect min-recv 3 ! rstring ^5
  timeout connect 1s
  timeout server 1m
  server s1 10.77.0.1:PORT check inter 300ms fastinter 200ms downinter 400ms
`,
    service: [says("500 no\r\n")],
  },
  {
    title: "HTTP/2 by the server's own proto: preface, SETTINGS, and the request once the service's SETTINGS have come",
    text: `
defaults
  mode http
  timeout connect 5s
backend b
  option httpchk GET /health HTTP/1.1
  http-check send hdr Host web.example hdr X-Own yes hdr User-Agent check
  server s 10.77.0.1:PORT proto h2 check inter 300
`,
    service: [...greetsInHttp2(), hears("check"), { say: HTTP2_OK }],
  },
  {
    title: "HTTP/2 by check-proto, with a body",
    text: `
defaults
  mode http
  timeout connect 5s
backend b
  option httpchk POST / HTTP/1.1
  http-check send hdr Host web.example body hello
  server s 10.77.0.1:PORT check-proto h2 check inter 300
`,
    service: [...greetsInHttp2(), hears("hello"), { say: HTTP2_OK }],
  },
  {
    title: "headers of the connection in their place, and a URI that takes the host's name",
    text: `
defaults
  mode http
  timeout connect 5s
backend b
  option httpchk
  http-check send meth GET uri http://a.example/p ver HTTP/1.1 hdr Host b.example hdr Connection "keep-alive, X-Hop" hdr X-Last 1
  server s 10.77.0.1:PORT check inter 300
`,
    service: [hears("\r\n\r\n"), says(OK)],
  },
  {
    title: "a connection before the last, whose answer is another one",
    text: `
defaults
  mode http
  timeout connect 5s
backend b
  option httpchk
  http-check connect
  http-check send meth GET uri /1
  http-check expect status 200
  http-check connect
  http-check send meth GET uri /2
  server s 10.77.0.1:PORT check inter 300
`,
    service: [hears("\r\n\r\n"), says("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")],
  },
];
