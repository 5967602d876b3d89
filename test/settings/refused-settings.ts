/** Settings that are refused, with the one line that the user reads. */
import type { StyleOption } from "../../lib/model/checker";
import { styles } from "../../lib/checkers/styles/index";

const HOST_PORT =
  "host:port, where the host is an IPv4 address, an IPv6 address in brackets or a name: 10.0.0.5:25, [::1]:25, mail.lan:25";
const CHECKERS = `a preset such as haproxy (\`npm run presets\` lists them), a style (${[...styles.keys()].join(", ")}) or file:NAME#CHECK, a check out of a configuration`;
const CLIENTS =
  "auto, greeting, http, https, grpc, smtp, imap, ftp, ssh, mysql, postgres, redis, memcached, mqtt, amqp, ldap, dns, tls, " +
  "send-expect, connect, steps";
const BYTES = "text, with the escapes \\r \\n \\t \\0 \\\\ \\xHH, or hex: and pairs of hex digits";
const SOURCES =
  "addresses of this host, comma-separated, or CIDR ranges of them, all IPv4 or all IPv6: 10.0.0.5,10.0.0.6 or 10.0.0.0/28";
const DURATION = "a duration with a unit, such as 250ms, 2s or 0.01s";
const RATE = "a rate above 0 and up to 10000 a second, such as 10, 0.2, 2/s or 12/m";
const YES_NO = "1 or 0, true or false, on or off, yes or no";

const takers = (option: StyleOption) =>
  `styles that take it: ${[...styles.values()]
    .filter(({ takes }) => takes.includes(option))
    .map(({ name }) => name)
    .join(", ")}`;

export const refused: [settings: Record<string, string>, line: string][] = [
  [{ TARGET: "" }, `TARGET: "" is refused: it is empty; leave it out, or give ${HOST_PORT}`],
  [{ TARGET: "localhost" }, `TARGET: "localhost" is refused: the port is missing; accepted is ${HOST_PORT}`],
  [{ TARGET: "localhost:" }, `TARGET: "localhost:" is refused: the port is missing; accepted is ${HOST_PORT}`],
  [{ TARGET: ":25" }, `TARGET: ":25" is refused: the host is missing; accepted is ${HOST_PORT}`],
  [
    { TARGET: "http://localhost:80" },
    `TARGET: "http://localhost:80" is refused: leave out http://; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "localhost:80/health" },
    `TARGET: "localhost:80/health" is refused: it has a path in it; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "root@localhost:22" },
    `TARGET: "root@localhost:22" is refused: it has a user in it; accepted is ${HOST_PORT}`,
  ],
  [{ TARGET: "local host:80" }, `TARGET: "local host:80" is refused: there is a space in it; accepted is ${HOST_PORT}`],
  [{ TARGET: "::1:25" }, `TARGET: "::1:25" is refused: IPv6 needs brackets and a port; accepted is ${HOST_PORT}`],
  [{ TARGET: "[::1]" }, `TARGET: "[::1]" is refused: the port is missing; accepted is ${HOST_PORT}`],
  [
    { TARGET: "[localhost]:25" },
    `TARGET: "[localhost]:25" is refused: what is in brackets must be an IPv6 address; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "[fe80::1%eth0]:25" },
    `TARGET: "[fe80::1%eth0]:25" is refused: what is in brackets must be an IPv6 address without a zone; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "10.0.0.300:25" },
    `TARGET: "10.0.0.300:25" is refused: "10.0.0.300" is neither an address nor a name; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "10.1:80" },
    `TARGET: "10.1:80" is refused: "10.1" is neither an address nor a name; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "localhost:0" },
    `TARGET: "localhost:0" is refused: the port must be a number from 1 to 65535; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "localhost:65536" },
    `TARGET: "localhost:65536" is refused: the port must be a number from 1 to 65535; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "localhost:http" },
    `TARGET: "localhost:http" is refused: the port must be a number from 1 to 65535; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "0.0.0.0:80" },
    `TARGET: "0.0.0.0:80" is refused: no single host has this address; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "224.0.0.1:80" },
    `TARGET: "224.0.0.1:80" is refused: no single host has this address; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "bad_-:80" },
    `TARGET: "bad_-:80" is refused: "bad_-" is neither an address nor a name; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "a:b:c" },
    `TARGET: "a:b:c" is refused: the port must be a number from 1 to 65535; accepted is ${HOST_PORT}`,
  ],
  [
    { TARGET: "8.8.8.8:53" },
    `TARGET: "8.8.8.8:53" is refused: its address is public; set ALLOW_PUBLIC=1 if the service is yours to test`,
  ],
  [
    { TARGET: "[2001:4860:4860::8888]:53" },
    `TARGET: "[2001:4860:4860::8888]:53" is refused: its address is public; set ALLOW_PUBLIC=1 if the service is yours to test`,
  ],
  [{ CHECKER: "haproxi" }, `CHECKER: "haproxi" is refused: ${CHECKERS}; did you mean haproxy?`],
  [{ CHECKER: "f5" }, `CHECKER: "f5" is refused: ${CHECKERS}; did you mean f5-tcp?`],
  [{ CHECKER: "NLB" }, `CHECKER: "NLB" is refused: ${CHECKERS}; did you mean aws-nlb?`],
  [{ CHECKER: "kubernetes" }, `CHECKER: "kubernetes" is refused: ${CHECKERS}; did you mean kubelet?`],
  [
    { CHECKER: "rst,,fin" },
    `CHECKER: "rst,,fin" is refused: a name is missing between the commas; accepted is one or more, comma-separated, each ${CHECKERS}`,
  ],
  [{ CHECKER: "rst,rst" }, `CHECKER: "rst,rst" is refused: rst is in it twice; raise NODES for more of the same`],
  [
    { CHECKER: " " },
    `CHECKER: " " is refused: it is empty; leave it out, or give one or more, comma-separated, each ${CHECKERS}`,
  ],
  [{ CHECKER: "RST" }, `CHECKER: "RST" is refused: ${CHECKERS}; did you mean rst?`],
  [{ NODES: "0" }, `NODES: "0" is refused: a whole number from 1 to 10000`],
  [{ NODES: "1.5" }, `NODES: "1.5" is refused: a whole number from 1 to 10000`],
  [{ NODES: "1e3" }, `NODES: "1e3" is refused: a whole number from 1 to 10000`],
  [{ NODES: "-2" }, `NODES: "-2" is refused: a whole number from 1 to 10000`],
  [{ NODES: "many" }, `NODES: "many" is refused: a whole number from 1 to 10000`],
  [{ INTERVAL: "30" }, `INTERVAL: "30" is refused: ${DURATION}, between 1ms and 24h`],
  [{ TIMEOUT: "30" }, `TIMEOUT: "30" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "0s" }, `INTERVAL: "0s" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "-1s" }, `INTERVAL: "-1s" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "NaN" }, `INTERVAL: "NaN" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "Infinitys" }, `INTERVAL: "Infinitys" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "2 s" }, `INTERVAL: "2 s" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "0,5s" }, `INTERVAL: "0,5s" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "1d" }, `INTERVAL: "1d" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "1e3s" }, `INTERVAL: "1e3s" is refused: ${DURATION}, between 1ms and 24h`],
  [
    { INTERVAL: "99999999999999999999h" },
    `INTERVAL: "99999999999999999999h" is refused: ${DURATION}, between 1ms and 24h`,
  ],
  [{ INTERVAL: "25h" }, `INTERVAL: "25h" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "5s5s" }, `INTERVAL: "5s5s" is refused: ${DURATION}, between 1ms and 24h`],
  [{ INTERVAL: "1.2.3s" }, `INTERVAL: "1.2.3s" is refused: ${DURATION}, between 1ms and 24h`],
  [{ DELAY: "5ms" }, `DELAY: "5ms" is refused: rst would ignore it; ${takers("delayMs")}`],
  [
    { CHECKER: "delayed-close", DELAY: "0.01ms" },
    `DELAY: "0.01ms" is refused: ${DURATION}, 0s or between 0.1ms and 24h`,
  ],
  [
    { CHECKER: "delayed-close", DELAY: "1s" },
    `DELAY: "1s" is refused: delayed-close would never end in time; accepted is a delay (1s) shorter than the timeout (1s)`,
  ],
  [
    { CHECKER: "delayed-close", TIMEOUT: "10ms" },
    `TIMEOUT: "10ms" is refused: delayed-close would never end in time; accepted is a delay (10ms) shorter than the timeout (10ms)`,
  ],
  [{ HOLD: "5s" }, `HOLD: "5s" is refused: rst would ignore it; ${takers("holdMs")}`],
  [{ CHECKER: "hold", HOLD: "0s" }, `HOLD: "0s" is refused: ${DURATION}, between 1ms and 24h`],
  [{ ENDING: "fin" }, `ENDING: "fin" is refused: rst would ignore it; ${takers("ending")}`],
  [{ CHECKER: "delayed-close", ENDING: "half-close" }, `ENDING: "half-close" is refused: one of rst, fin`],
  [{ SPEEDUP: "0.5" }, `SPEEDUP: "0.5" is refused: auto, or a number from 1 (the product's own cadence) to 100000`],
  [{ SPEEDUP: "0" }, `SPEEDUP: "0" is refused: auto, or a number from 1 (the product's own cadence) to 100000`],
  [{ SPEEDUP: "fast" }, `SPEEDUP: "fast" is refused: auto, or a number from 1 (the product's own cadence) to 100000`],
  [{ SPEEDUP: "-2" }, `SPEEDUP: "-2" is refused: auto, or a number from 1 (the product's own cadence) to 100000`],
  [{ CLIENT: "mysqld" }, `CLIENT: "mysqld" is refused: one of ${CLIENTS}; did you mean mysql?`],
  [
    { CLIENT: "smtp", CLIENT_USER: "probe" },
    `CLIENT_USER: "5 bytes" is refused: only these clients log in: mysql, postgres, redis, mqtt, amqp, ldap`,
  ],
  [
    { CLIENT: "mysql", CLIENT_USER: "probe", CLIENT_PASSWORD: "hunter2" },
    `CLIENT_PASSWORD: "7 bytes" is refused: the answer to a challenge of mysql cannot be said in advance; name a user without a password`,
  ],
  [
    { CLIENT: "amqp", CLIENT_PASSWORD: "hunter2" },
    `CLIENT_PASSWORD: "7 bytes" is refused: it needs CLIENT_USER as well`,
  ],
  [
    { CLIENT: "mqtt", CLIENT_USER: "a\nb" },
    `CLIENT_USER: "3 bytes" is refused: text of 1 to 255 bytes, without control characters`,
  ],
  [
    { CLIENT: "https", CLIENT_TLS: "off" },
    `CLIENT_TLS: "off" is refused: CLIENT=https speaks TLS; accepted are on and insecure`,
  ],
  [{ CLIENT: "steps" }, `CLIENT: "steps" is refused: it needs client.steps in a CONFIG file`],
  [
    { CLIENT: "send-expect" },
    `CLIENT: "send-expect" is refused: it needs CLIENT_EXPECT, what the answer begins with, such as 220 or regex:^2[0-9][0-9]`,
  ],
  [{ CLIENT_SEND: "QUIT\\r\\n" }, `CLIENT_SEND: "QUIT\\\\r\\\\n" is refused: only CLIENT=send-expect sends it`],
  [{ CLIENT: "http", CLIENT_EXPECT: "220" }, `CLIENT_EXPECT: "220" is refused: only CLIENT=send-expect looks for it`],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "220\\d" },
    `CLIENT_EXPECT: "220\\\\d" is refused: \\d is no escape; accepted is ${BYTES}`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "regex:(" },
    `CLIENT_EXPECT: "regex:(" is refused: the pattern is no regular expression; accepted is ${BYTES}, or regex: and a pattern in RE2 syntax`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "regex:" },
    `CLIENT_EXPECT: "regex:" is refused: the pattern is empty; accepted is ${BYTES}, or regex: and a pattern in RE2 syntax`,
  ],
  [{ CLIENT: "send-expect", CLIENT_EXPECT: "hex:abc" }, `CLIENT_EXPECT: "hex:abc" is refused: ${BYTES}`],
  [{ CLIENT: "send-expect", CLIENT_EXPECT: "ok", CLIENT_SEND: "hex:zz" }, `CLIENT_SEND: "hex:zz" is refused: ${BYTES}`],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "ok", CLIENT_SEND: "a\\x4" },
    `CLIENT_SEND: "a\\\\x4" is refused: \\x4 is no escape; accepted is ${BYTES}`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "ok", CLIENT_SEND: "a\\" },
    `CLIENT_SEND: "a\\\\" is refused: \\ is no escape; accepted is ${BYTES}`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "ok", CLIENT_SEND: "" },
    `CLIENT_SEND: "" is refused: it is empty; leave it out, or give ${BYTES}`,
  ],
  [
    { CLIENT: "tls", CLIENT_TLS: "off" },
    `CLIENT_TLS: "off" is refused: CLIENT=tls speaks TLS; accepted are on and insecure`,
  ],
  [{ CLIENT_TLS: "yes" }, `CLIENT_TLS: "yes" is refused: one of off, on, insecure`],
  [
    { CLIENT_SNI: "mail.lan" },
    `CLIENT_SNI: "mail.lan" is refused: only a client inside TLS names a host; set CLIENT=tls or CLIENT_TLS=on as well`,
  ],
  [
    { CLIENT: "tls", CLIENT_SNI: "10.0.0.5" },
    `CLIENT_SNI: "10.0.0.5" is refused: a host name such as mail.lan, no address and no port`,
  ],
  [
    { CLIENT: "tls", CLIENT_SNI: "mail.lan:25" },
    `CLIENT_SNI: "mail.lan:25" is refused: a host name such as mail.lan, no address and no port`,
  ],
  [{ SOURCES: "localhost" }, `SOURCES: "localhost" is refused: "localhost" is none of: ${SOURCES}`],
  [{ SOURCES: "10.0.0.1," }, `SOURCES: "10.0.0.1," is refused: "" is none of: ${SOURCES}`],
  [{ SOURCES: "10.0.0.0/33" }, `SOURCES: "10.0.0.0/33" is refused: "10.0.0.0/33" is none of: ${SOURCES}`],
  [
    { SOURCES: "10.0.0.1,10.0.0.1" },
    `SOURCES: "10.0.0.1,10.0.0.1" is refused: 10.0.0.1 is in it twice; accepted are ${SOURCES}`,
  ],
  [{ SOURCES: "10.0.0.1,::1" }, `SOURCES: "10.0.0.1,::1" is refused: it mixes IPv4 and IPv6; accepted are ${SOURCES}`],
  [{ SOURCES: "0.0.0.0" }, `SOURCES: "0.0.0.0" is refused: "0.0.0.0" is none of: ${SOURCES}`],
  [{ SOURCES: "010.0.0.1" }, `SOURCES: "010.0.0.1" is refused: "010.0.0.1" is none of: ${SOURCES}`],
  [
    { TARGET: "10.0.0.5:25", SOURCES: "fd00::1" },
    `SOURCES: "fd00::1" is refused: TARGET is IPv4; accepted are IPv4 addresses`,
  ],
  [
    { TARGET: "[::1]:25", CLIENT_SOURCE: "127.0.0.1" },
    `CLIENT_SOURCE: "127.0.0.1" is refused: TARGET is IPv6; accepted are IPv6 addresses`,
  ],
  [{ SOURCES: "::1" }, `SOURCES: "::1" is refused: the embedded server is IPv4; accepted are IPv4 addresses`],
  [
    { TARGET: "mail.lan:25", SOURCES: "127.0.0.1", CLIENT_SOURCE: "::1" },
    `CLIENT_SOURCE: "::1" is refused: SOURCES is IPv4; accepted are IPv4 addresses`,
  ],
  [{ CLIENT_SOURCE: "10.0.0.0/24" }, `CLIENT_SOURCE: "10.0.0.0/24" is refused: one IPv4 or IPv6 address of this host`],
  [{ CLIENT_RATE: "0" }, `CLIENT_RATE: "0" is refused: ${RATE}`],
  [{ CLIENT_RATE: "-1" }, `CLIENT_RATE: "-1" is refused: ${RATE}`],
  [{ CLIENT_RATE: "10/d" }, `CLIENT_RATE: "10/d" is refused: ${RATE}`],
  [{ CLIENT_RATE: "1e3" }, `CLIENT_RATE: "1e3" is refused: ${RATE}`],
  [{ CLIENT_RATE: "20000" }, `CLIENT_RATE: "20000" is refused: ${RATE}`],
  [{ CLIENT_RATE: "fast" }, `CLIENT_RATE: "fast" is refused: ${RATE}`],
  [
    { CLIENT_RATE: "0.2" },
    `CLIENT_RATE: "0.2" is refused: BASELINE of 10s makes 2 client attempts, and the gates (default) need 5; accepted is BASELINE=25s or longer at this rate, or a higher CLIENT_RATE`,
  ],
  [
    { THRESHOLDS: "strict", STORM: "1s" },
    `STORM: "1s" is refused: STORM of 1s makes 10 client attempts, and the gates (strict) need 20; accepted is STORM=2s or longer at this rate, or a higher CLIENT_RATE`,
  ],
  [{ CLIENT_TIMEOUT: "5" }, `CLIENT_TIMEOUT: "5" is refused: ${DURATION}, between 1ms and 24h`],
  [{ CLIENT_TIMEOUT: "0s" }, `CLIENT_TIMEOUT: "0s" is refused: ${DURATION}, between 1ms and 24h`],
  [{ BASELINE: "0.5s" }, `BASELINE: "0.5s" is refused: ${DURATION}, between 1s and 24h`],
  [{ BASELINE: "0s" }, `BASELINE: "0s" is refused: ${DURATION}, between 1s and 24h`],
  [{ STORM: "0s" }, `STORM: "0s" is refused: ${DURATION}, between 1s and 24h`],
  [{ NIGHT: "10ms" }, `NIGHT: "10ms" is refused: ${DURATION}, 0s or between 1s and 24h`],
  [{ NIGHT: "0" }, `NIGHT: "0" is refused: ${DURATION}, 0s or between 1s and 24h`],
  [{ RECOVERY: "0s" }, `RECOVERY: "0s" is refused: ${DURATION}, between 1s and 24h`],
  [
    { THRESHOLDS: "strikt" },
    `THRESHOLDS: "strikt" is refused: a profile (strict, default, lenient, trial) or a YAML or JSON file such as ./gates.yaml; did you mean strict?`,
  ],
  [
    { THRESHOLDS: "./gates.yaml" },
    `THRESHOLDS: "./gates.yaml" is refused: the file cannot be read: /work-place/gates.yaml is not there; accepted is a profile (strict, default, lenient, trial) or a YAML or JSON file such as ./gates.yaml`,
  ],
  [
    { OUT: "" },
    `OUT: "" is refused: it is empty; leave it out, or give the name of a folder; relative ones start where k6 was started`,
  ],
  [
    { OUT: "~/out" },
    `OUT: "~/out" is refused: ~ is not expanded here; accepted is the name of a folder; relative ones start where k6 was started`,
  ],
  [{ FAIL_FAST: "ja" }, `FAIL_FAST: "ja" is refused: ${YES_NO}`],
  [{ ALLOW_PUBLIC: "2" }, `ALLOW_PUBLIC: "2" is refused: ${YES_NO}`],
  [{ MAX_RATE: "0" }, `MAX_RATE: "0" is refused: a whole number from 1 to 1000000`],
  [{ MAX_RATE: "-1" }, `MAX_RATE: "-1" is refused: a whole number from 1 to 1000000`],
  [{ MAX_HELD: "1k" }, `MAX_HELD: "1k" is refused: a whole number from 1 to 1000000`],
  [
    { TARGET: "127.0.0.1:25", FLAW: "healthy" },
    `FLAW: "healthy" is refused: it is for the embedded server, which does not run when TARGET is given`,
  ],
  [
    { TARGET: "127.0.0.1:25", BACKLOG: "8" },
    `BACKLOG: "8" is refused: it is for the embedded server, which does not run when TARGET is given`,
  ],
  [
    { FLAW: "stuck" },
    `FLAW: "stuck" is refused: one of healthy, healthy-greeting, stuck-greeting; did you mean stuck-greeting?`,
  ],
  [
    { FLAW: "stuck-greting" },
    `FLAW: "stuck-greting" is refused: one of healthy, healthy-greeting, stuck-greeting; did you mean stuck-greeting?`,
  ],
  [{ BACKLOG: "0" }, `BACKLOG: "0" is refused: a whole number from 1 to 65535`],
  [
    { CONFIG: "none.yaml" },
    `CONFIG: "none.yaml" is refused: the file cannot be read: /work-place/none.yaml is not there; accepted is the name of a file; relative ones start where k6 was started`,
  ],
  [{ CHECKERS: "rst,fin" }, `CHECKERS: "rst,fin" is refused: probe-storm.js does not read it; compare-checkers does`],
  [{ GATE: "rst" }, `GATE: "rst" is refused: probe-storm.js does not read it; compare-checkers does`],
  [{ CHEKER: "rst" }, `CHEKER: "rst" is refused: there is no such setting; did you mean CHECKER?`],
  [{ TRAGET: "x:1" }, `TRAGET: "x:1" is refused: there is no such setting; did you mean TARGET?`],
  [{ target: "x:1" }, `target: "x:1" is refused: there is no such setting; did you mean TARGET?`],
  [{ INTERVALL: "1s" }, `INTERVALL: "1s" is refused: there is no such setting; did you mean INTERVAL?`],
  [{ CLIENTRATE: "5" }, `CLIENTRATE: "5" is refused: there is no such setting; did you mean CLIENT_RATE?`],
  [{ NODS: "2" }, `NODS: "2" is refused: there is no such setting; did you mean NODES?`],
  [{ THRESHOLD: "strict" }, `THRESHOLD: "strict" is refused: there is no such setting; did you mean THRESHOLDS?`],
  [{ SOURCE: "10.0.0.1" }, `SOURCE: "10.0.0.1" is refused: there is no such setting; did you mean SOURCES?`],
];

const ONE_OR_MORE = "one or more arms of CHECKERS, comma-separated";
const RESET =
  "an http:// or https:// URL, called with GET; another method stands before it, as in POST http://host/restart";

/** Those of compare-checkers. */
export const refusedComparisons: typeof refused = [
  [
    { CHECKER: "rst" },
    'CHECKER: "rst" is refused: compare-checkers.js does not read it; probe-storm, delay-sweep and minimal-storm do',
  ],
  [
    { CHECKERS: "rst,fin", FAIL_FAST: "1" },
    'FAIL_FAST: "1" is refused: compare-checkers.js does not read it; probe-storm does',
  ],
  [
    { CHECKERS: "rst" },
    `CHECKERS: "rst" is refused: one alone is no comparison; accepted is all, or two or more, comma-separated, each ${CHECKERS}`,
  ],
  [
    { CHECKERS: "rst,,fin" },
    `CHECKERS: "rst,,fin" is refused: a name is missing between the commas; accepted is all, or two or more, comma-separated, each ${CHECKERS}`,
  ],
  [{ CHECKERS: "rst,fin,rst" }, 'CHECKERS: "rst,fin,rst" is refused: rst is in it twice'],
  [{ CHECKERS: "rst,haproxi" }, `CHECKERS: "haproxi" is refused: ${CHECKERS}; did you mean haproxy?`],
  [{ CHECKERS: "rst,fin", DELAY: "5ms" }, `DELAY: "5ms" is refused: rst, fin would ignore it; ${takers("delayMs")}`],
  [
    { CHECKERS: "rst,fin", GATE: "haproxy" },
    'GATE: "haproxy" is refused: there is no arm haproxy; accepted are rst, fin',
  ],
  [
    { CHECKERS: "rst,half-open", GATE: "half-opn" },
    'GATE: "half-opn" is refused: there is no arm half-opn; accepted are rst, half-open; did you mean half-open?',
  ],
  [
    { CHECKERS: "rst,fin", GATE: "rst," },
    `GATE: "rst," is refused: a name is missing between the commas; accepted is ${ONE_OR_MORE}`,
  ],
  [{ CHECKERS: "rst,fin", GATE: "rst,rst" }, 'GATE: "rst,rst" is refused: rst is in it twice'],
  [
    { TARGET: "127.0.0.1:25", CHECKERS: "rst,fin", RESET_URL: "127.0.0.1/restart" },
    `RESET_URL: "127.0.0.1/restart" is refused: ${RESET}`,
  ],
  [
    { TARGET: "127.0.0.1:25", CHECKERS: "rst,fin", RESET_URL: "DELETE http://127.0.0.1/" },
    `RESET_URL: "DELETE http://127.0.0.1/" is refused: ${RESET}`,
  ],
];

/** What is refused only where TARGET is left out. */
export const refusedEmbedded: typeof refused = [
  [
    { CHECKERS: "rst,fin", RESET_URL: "http://127.0.0.1/restart" },
    'RESET_URL: "http://127.0.0.1/restart" is refused: the embedded server is a fresh one each time; it needs TARGET as well',
  ],
];
