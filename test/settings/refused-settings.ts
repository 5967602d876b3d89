/** Settings that are refused, with the one line that the user reads. */
import { protocolNames } from "../../lib/clients/protocols";
import type { StyleOption } from "../../lib/model/checker";
import { styles } from "../../lib/checkers/styles/index";

const HOST_PORT =
  "host:port, where the host is an IPv4 address, an IPv6 address in brackets or a name: 10.0.0.5:25, [::1]:25, mail.lan:25";
const CHECKERS = `a preset such as haproxy (\`probe-storm presets\` lists them), a style (${[...styles.keys()].join(", ")}) or file:NAME#CHECK, a check out of a configuration`;
const CLIENTS = `auto, greeting, ${protocolNames.join(", ")}, tls, send-expect, connect, steps`;
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
  [{ TARGET: "" }, `TARGET: expected ${HOST_PORT}, or to be left out, got ""`],
  [{ TARGET: "localhost" }, `TARGET: expected ${HOST_PORT}, got "localhost": the port is missing`],
  [{ TARGET: "localhost:" }, `TARGET: expected ${HOST_PORT}, got "localhost:": the port is missing`],
  [{ TARGET: ":25" }, `TARGET: expected ${HOST_PORT}, got ":25": the host is missing`],
  [{ TARGET: "http://localhost:80" }, `TARGET: expected ${HOST_PORT}, got "http://localhost:80": leave out http://`],
  [{ TARGET: "localhost:80/health" }, `TARGET: expected ${HOST_PORT}, got "localhost:80/health": it has a path in it`],
  [{ TARGET: "root@localhost:22" }, `TARGET: expected ${HOST_PORT}, got "root@localhost:22": it has a user in it`],
  [{ TARGET: "local host:80" }, `TARGET: expected ${HOST_PORT}, got "local host:80": there is a space in it`],
  [{ TARGET: "::1:25" }, `TARGET: expected ${HOST_PORT}, got "::1:25": IPv6 needs brackets and a port`],
  [{ TARGET: "[::1]" }, `TARGET: expected ${HOST_PORT}, got "[::1]": the port is missing`],
  [
    { TARGET: "[localhost]:25" },
    `TARGET: expected ${HOST_PORT}, got "[localhost]:25": what is in brackets must be an IPv6 address`,
  ],
  [
    { TARGET: "[fe80::1%eth0]:25" },
    `TARGET: expected ${HOST_PORT}, got "[fe80::1%eth0]:25": what is in brackets must be an IPv6 address without a zone`,
  ],
  [
    { TARGET: "10.0.0.300:25" },
    `TARGET: expected ${HOST_PORT}, got "10.0.0.300:25": "10.0.0.300" is neither an address nor a name`,
  ],
  [{ TARGET: "10.1:80" }, `TARGET: expected ${HOST_PORT}, got "10.1:80": "10.1" is neither an address nor a name`],
  [
    { TARGET: "localhost:0" },
    `TARGET: expected ${HOST_PORT}, got "localhost:0": the port must be a number from 1 to 65535`,
  ],
  [
    { TARGET: "localhost:65536" },
    `TARGET: expected ${HOST_PORT}, got "localhost:65536": the port must be a number from 1 to 65535`,
  ],
  [
    { TARGET: "localhost:http" },
    `TARGET: expected ${HOST_PORT}, got "localhost:http": the port must be a number from 1 to 65535`,
  ],
  [{ TARGET: "0.0.0.0:80" }, `TARGET: expected ${HOST_PORT}, got "0.0.0.0:80": no single host has this address`],
  [{ TARGET: "224.0.0.1:80" }, `TARGET: expected ${HOST_PORT}, got "224.0.0.1:80": no single host has this address`],
  [{ TARGET: "bad_-:80" }, `TARGET: expected ${HOST_PORT}, got "bad_-:80": "bad_-" is neither an address nor a name`],
  [{ TARGET: "a:b:c" }, `TARGET: expected ${HOST_PORT}, got "a:b:c": the port must be a number from 1 to 65535`],
  [
    { TARGET: "8.8.8.8:53" },
    'TARGET: expected a private address, got "8.8.8.8:53": this one is public; set ALLOW_PUBLIC=1 if the service is yours to test',
  ],
  [
    { TARGET: "[2001:4860:4860::8888]:53" },
    'TARGET: expected a private address, got "[2001:4860:4860::8888]:53": this one is public; set ALLOW_PUBLIC=1 if the service is yours to test',
  ],
  [{ CHECKER: "haproxi" }, `CHECKER: expected ${CHECKERS}, got "haproxi"; did you mean haproxy?`],
  [{ CHECKER: "f5" }, `CHECKER: expected ${CHECKERS}, got "f5"; did you mean f5-tcp?`],
  [{ CHECKER: "NLB" }, `CHECKER: expected ${CHECKERS}, got "NLB"; did you mean aws-nlb?`],
  [{ CHECKER: "kubernetes" }, `CHECKER: expected ${CHECKERS}, got "kubernetes"; did you mean kubelet?`],
  [
    { CHECKER: "rst,,fin" },
    `CHECKER: expected one or more, comma-separated, each ${CHECKERS}, got "rst,,fin": a name is missing between the commas`,
  ],
  [
    { CHECKER: "rst,rst" },
    'CHECKER: expected each name once, got "rst,rst": rst is in it twice; raise NODES for more of the same',
  ],
  [{ CHECKER: " " }, `CHECKER: expected one or more, comma-separated, each ${CHECKERS}, or to be left out, got " "`],
  [{ CHECKER: "RST" }, `CHECKER: expected ${CHECKERS}, got "RST"; did you mean rst?`],
  [{ NODES: "0" }, 'NODES: expected a whole number from 1 to 10000, got "0"'],
  [{ NODES: "1.5" }, 'NODES: expected a whole number from 1 to 10000, got "1.5"'],
  [{ NODES: "1e3" }, 'NODES: expected a whole number from 1 to 10000, got "1e3"'],
  [{ NODES: "-2" }, 'NODES: expected a whole number from 1 to 10000, got "-2"'],
  [{ NODES: "many" }, 'NODES: expected a whole number from 1 to 10000, got "many"'],
  [{ INTERVAL: "30" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "30"`],
  [{ TIMEOUT: "30" }, `TIMEOUT: expected ${DURATION}, between 1ms and 24h, got "30"`],
  [{ INTERVAL: "0s" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "0s"`],
  [{ INTERVAL: "-1s" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "-1s"`],
  [{ INTERVAL: "NaN" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "NaN"`],
  [{ INTERVAL: "Infinitys" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "Infinitys"`],
  [{ INTERVAL: "2 s" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "2 s"`],
  [{ INTERVAL: "0,5s" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "0,5s"`],
  [{ INTERVAL: "1d" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "1d"`],
  [{ INTERVAL: "1e3s" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "1e3s"`],
  [
    { INTERVAL: "99999999999999999999h" },
    `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "99999999999999999999h"`,
  ],
  [{ INTERVAL: "25h" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "25h"`],
  [{ INTERVAL: "5s5s" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "5s5s"`],
  [{ INTERVAL: "1.2.3s" }, `INTERVAL: expected ${DURATION}, between 1ms and 24h, got "1.2.3s"`],
  [{ DELAY: "5ms" }, `DELAY: expected to be left out, got "5ms": rst would ignore it; ${takers("delayMs")}`],
  [
    { CHECKER: "delayed-close", DELAY: "0.01ms" },
    `DELAY: expected ${DURATION}, 0s or between 0.1ms and 24h, got "0.01ms"`,
  ],
  [
    { CHECKER: "delayed-close", DELAY: "1s" },
    'DELAY: expected a delay shorter than the timeout of 1s, got "1s": delayed-close waits for 1s and would never end in time',
  ],
  [
    { CHECKER: "delayed-close", TIMEOUT: "10ms" },
    'TIMEOUT: expected a timeout longer than the delay of 10ms, got "10ms": delayed-close waits for 10ms and would never end in time',
  ],
  [{ HOLD: "5s" }, `HOLD: expected to be left out, got "5s": rst would ignore it; ${takers("holdMs")}`],
  [{ CHECKER: "hold", HOLD: "0s" }, `HOLD: expected ${DURATION}, between 1ms and 24h, got "0s"`],
  [{ ENDING: "fin" }, `ENDING: expected to be left out, got "fin": rst would ignore it; ${takers("ending")}`],
  [{ CHECKER: "delayed-close", ENDING: "half-close" }, 'ENDING: expected one of rst, fin, got "half-close"'],
  [{ SPEEDUP: "0.5" }, 'SPEEDUP: expected auto, or a number from 1 (the product\'s own cadence) to 100000, got "0.5"'],
  [{ SPEEDUP: "0" }, 'SPEEDUP: expected auto, or a number from 1 (the product\'s own cadence) to 100000, got "0"'],
  [
    { SPEEDUP: "fast" },
    'SPEEDUP: expected auto, or a number from 1 (the product\'s own cadence) to 100000, got "fast"',
  ],
  [{ SPEEDUP: "-2" }, 'SPEEDUP: expected auto, or a number from 1 (the product\'s own cadence) to 100000, got "-2"'],
  [{ CLIENT: "mysqld" }, `CLIENT: expected one of ${CLIENTS}, got "mysqld"; did you mean mysql?`],
  [
    { CLIENT: "smtp", CLIENT_USER: "probe" },
    "CLIENT_USER: expected to be left out, got 5 bytes: only these clients log in: mysql, postgres, redis, mqtt, amqp, ldap",
  ],
  [
    { CLIENT: "mysql", CLIENT_USER: "probe", CLIENT_PASSWORD: "hunter2" },
    "CLIENT_PASSWORD: expected to be left out, got 7 bytes: the answer to a challenge of mysql cannot be said in advance; name a user without a password",
  ],
  [
    { CLIENT: "amqp", CLIENT_PASSWORD: "hunter2" },
    "CLIENT_PASSWORD: expected CLIENT_USER beside it, got 7 bytes: a password alone logs nobody in",
  ],
  [
    { CLIENT: "mqtt", CLIENT_USER: "a\nb" },
    "CLIENT_USER: expected text of 1 to 255 bytes, without control characters, got 3 bytes",
  ],
  [{ CLIENT: "https", CLIENT_TLS: "off" }, 'CLIENT_TLS: expected on or insecure, got "off": CLIENT=https speaks TLS'],
  [{ CLIENT: "steps" }, 'CLIENT: expected client.steps in a CONFIG file beside it, got "steps"'],
  [
    { CLIENT: "send-expect" },
    'CLIENT: expected CLIENT_EXPECT beside it, got "send-expect": it is what the answer begins with, such as 220 or regex:^2[0-9][0-9]',
  ],
  [
    { CLIENT_SEND: "QUIT\\r\\n" },
    "CLIENT_SEND: expected to be left out, got 8 bytes: only CLIENT=send-expect sends it",
  ],
  [
    { CLIENT: "http", CLIENT_EXPECT: "220" },
    "CLIENT_EXPECT: expected to be left out, got 3 bytes: only CLIENT=send-expect looks for it",
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "220\\d" },
    `CLIENT_EXPECT: expected ${BYTES}, got 5 bytes: the backslash at character 4 begins no escape`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "regex:(" },
    `CLIENT_EXPECT: expected ${BYTES}, or regex: and a pattern in RE2 syntax, got 7 bytes: the pattern is no regular expression`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "regex:" },
    `CLIENT_EXPECT: expected ${BYTES}, or regex: and a pattern in RE2 syntax, got 6 bytes: the pattern is empty`,
  ],
  [{ CLIENT: "send-expect", CLIENT_EXPECT: "hex:abc" }, `CLIENT_EXPECT: expected ${BYTES}, got 7 bytes`],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "ok", CLIENT_SEND: "hex:zz" },
    `CLIENT_SEND: expected ${BYTES}, got 6 bytes`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "ok", CLIENT_SEND: "a\\x4" },
    `CLIENT_SEND: expected ${BYTES}, got 4 bytes: the backslash at character 2 begins no escape`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "ok", CLIENT_SEND: "a\\" },
    `CLIENT_SEND: expected ${BYTES}, got 2 bytes: the backslash at character 2 begins no escape`,
  ],
  [
    { CLIENT: "send-expect", CLIENT_EXPECT: "ok", CLIENT_SEND: "" },
    `CLIENT_SEND: expected ${BYTES}, or to be left out, got ""`,
  ],
  [{ CLIENT: "tls", CLIENT_TLS: "off" }, 'CLIENT_TLS: expected on or insecure, got "off": CLIENT=tls speaks TLS'],
  [{ CLIENT_TLS: "yes" }, 'CLIENT_TLS: expected one of off, on, insecure, got "yes"'],
  [
    { CLIENT_SNI: "mail.lan" },
    'CLIENT_SNI: expected to be left out, got "mail.lan": only a client inside TLS names a host; set CLIENT=tls or CLIENT_TLS=on as well',
  ],
  [
    { CLIENT: "tls", CLIENT_SNI: "10.0.0.5" },
    'CLIENT_SNI: expected a host name such as mail.lan, no address and no port, got "10.0.0.5"',
  ],
  [
    { CLIENT: "tls", CLIENT_SNI: "mail.lan:25" },
    'CLIENT_SNI: expected a host name such as mail.lan, no address and no port, got "mail.lan:25"',
  ],
  [
    { SOURCES: "localhost" },
    `SOURCES: expected ${SOURCES}, got "localhost": "localhost" is neither a host's address nor a range`,
  ],
  [
    { SOURCES: "10.0.0.1," },
    `SOURCES: expected ${SOURCES}, got "10.0.0.1,": "" is neither a host's address nor a range`,
  ],
  [
    { SOURCES: "10.0.0.0/33" },
    `SOURCES: expected ${SOURCES}, got "10.0.0.0/33": "10.0.0.0/33" is neither a host's address nor a range`,
  ],
  [
    { SOURCES: "10.0.0.1,10.0.0.1" },
    'SOURCES: expected each address once, got "10.0.0.1,10.0.0.1": 10.0.0.1 is in it twice',
  ],
  [{ SOURCES: "10.0.0.1,::1" }, `SOURCES: expected ${SOURCES}, got "10.0.0.1,::1": it mixes IPv4 and IPv6`],
  [
    { SOURCES: "0.0.0.0" },
    `SOURCES: expected ${SOURCES}, got "0.0.0.0": "0.0.0.0" is neither a host's address nor a range`,
  ],
  [
    { SOURCES: "010.0.0.1" },
    `SOURCES: expected ${SOURCES}, got "010.0.0.1": "010.0.0.1" is neither a host's address nor a range`,
  ],
  [{ TARGET: "10.0.0.5:25", SOURCES: "fd00::1" }, 'SOURCES: expected IPv4 addresses, got "fd00::1": TARGET is IPv4'],
  [
    { TARGET: "[::1]:25", CLIENT_SOURCE: "127.0.0.1" },
    'CLIENT_SOURCE: expected IPv6 addresses, got "127.0.0.1": TARGET is IPv6',
  ],
  [{ SOURCES: "::1" }, 'SOURCES: expected IPv4 addresses, got "::1": the embedded server is IPv4'],
  [
    { TARGET: "mail.lan:25", SOURCES: "127.0.0.1", CLIENT_SOURCE: "::1" },
    'CLIENT_SOURCE: expected IPv4 addresses, got "::1": SOURCES is IPv4',
  ],
  [
    { CLIENT_SOURCE: "10.0.0.0/24" },
    'CLIENT_SOURCE: expected one IPv4 or IPv6 address of this host, got "10.0.0.0/24"',
  ],
  [{ CLIENT_RATE: "0" }, `CLIENT_RATE: expected ${RATE}, got "0"`],
  [{ CLIENT_RATE: "-1" }, `CLIENT_RATE: expected ${RATE}, got "-1"`],
  [{ CLIENT_RATE: "10/d" }, `CLIENT_RATE: expected ${RATE}, got "10/d"`],
  [{ CLIENT_RATE: "1e3" }, `CLIENT_RATE: expected ${RATE}, got "1e3"`],
  [{ CLIENT_RATE: "20000" }, `CLIENT_RATE: expected ${RATE}, got "20000"`],
  [{ CLIENT_RATE: "fast" }, `CLIENT_RATE: expected ${RATE}, got "fast"`],
  [
    { CLIENT_RATE: "0.2" },
    'CLIENT_RATE: expected at least 5 client attempts in BASELINE, got "0.2": BASELINE of 10s makes 2, and the gates (default) need 5; set BASELINE=25s or longer, or a higher CLIENT_RATE',
  ],
  [
    { THRESHOLDS: "strict", STORM: "1s" },
    'STORM: expected at least 20 client attempts in STORM, got "1s": STORM of 1s makes 10, and the gates (strict) need 20; set STORM=2s or longer, or a higher CLIENT_RATE',
  ],
  [{ CLIENT_TIMEOUT: "5" }, `CLIENT_TIMEOUT: expected ${DURATION}, between 1ms and 24h, got "5"`],
  [{ CLIENT_TIMEOUT: "0s" }, `CLIENT_TIMEOUT: expected ${DURATION}, between 1ms and 24h, got "0s"`],
  [{ BASELINE: "0.5s" }, `BASELINE: expected ${DURATION}, between 1s and 24h, got "0.5s"`],
  [{ BASELINE: "0s" }, `BASELINE: expected ${DURATION}, between 1s and 24h, got "0s"`],
  [{ STORM: "0s" }, `STORM: expected ${DURATION}, between 1s and 24h, got "0s"`],
  [{ NIGHT: "10ms" }, `NIGHT: expected ${DURATION}, 0s or between 1s and 24h, got "10ms"`],
  [{ NIGHT: "0" }, `NIGHT: expected ${DURATION}, 0s or between 1s and 24h, got "0"`],
  [{ RECOVERY: "0s" }, `RECOVERY: expected ${DURATION}, between 1s and 24h, got "0s"`],
  [
    { THRESHOLDS: "strikt" },
    'THRESHOLDS: expected a profile (strict, default, lenient, trial) or a YAML or JSON file such as ./gates.yaml, got "strikt"; did you mean strict?',
  ],
  [
    { THRESHOLDS: "./gates.yaml" },
    'THRESHOLDS: expected a profile (strict, default, lenient, trial) or a YAML or JSON file such as ./gates.yaml, got "./gates.yaml": the file cannot be read: /work-place/gates.yaml is not there',
  ],
  [{ OUT: "" }, 'OUT: expected the name of a folder, or to be left out, got ""'],
  [{ OUT: "~/out" }, 'OUT: expected the name of a folder, got "~/out": ~ is not expanded here'],
  [{ FAIL_FAST: "ja" }, `FAIL_FAST: expected ${YES_NO}, got "ja"`],
  [{ ALLOW_PUBLIC: "2" }, `ALLOW_PUBLIC: expected ${YES_NO}, got "2"`],
  [{ MAX_RATE: "0" }, 'MAX_RATE: expected a whole number from 1 to 1000000, got "0"'],
  [{ MAX_RATE: "-1" }, 'MAX_RATE: expected a whole number from 1 to 1000000, got "-1"'],
  [{ MAX_HELD: "1k" }, 'MAX_HELD: expected a whole number from 1 to 1000000, got "1k"'],
  [
    { TARGET: "127.0.0.1:25", FLAW: "healthy" },
    'FLAW: expected to be left out, got "healthy": it is for the embedded server, which does not run when TARGET is given',
  ],
  [
    { TARGET: "127.0.0.1:25", BACKLOG: "8" },
    'BACKLOG: expected to be left out, got "8": it is for the embedded server, which does not run when TARGET is given',
  ],
  [
    { FLAW: "stuck" },
    'FLAW: expected one of healthy, healthy-greeting, stuck-greeting, got "stuck"; did you mean stuck-greeting?',
  ],
  [
    { FLAW: "stuck-greting" },
    'FLAW: expected one of healthy, healthy-greeting, stuck-greeting, got "stuck-greting"; did you mean stuck-greeting?',
  ],
  [{ BACKLOG: "0" }, 'BACKLOG: expected a whole number from 1 to 65535, got "0"'],
  [
    { CONFIG: "none.yaml" },
    'CONFIG: expected the name of a file, got "none.yaml": the file cannot be read: /work-place/none.yaml is not there',
  ],
  [
    { CHECKERS: "rst,fin" },
    'CHECKERS: expected to be left out, got "rst,fin": probe-storm.js does not read it; compare-checkers does',
  ],
  [{ GATE: "rst" }, 'GATE: expected to be left out, got "rst": probe-storm.js does not read it; compare-checkers does'],
  [{ CHEKER: "rst" }, "CHEKER: no such setting; did you mean CHECKER?"],
  [{ TRAGET: "x:1" }, "TRAGET: no such setting; did you mean TARGET?"],
  [{ target: "x:1" }, "target: no such setting; did you mean TARGET?"],
  [{ INTERVALL: "1s" }, "INTERVALL: no such setting; did you mean INTERVAL?"],
  [{ CLIENTRATE: "5" }, "CLIENTRATE: no such setting; did you mean CLIENT_RATE?"],
  [{ NODS: "2" }, "NODS: no such setting; did you mean NODES?"],
  [{ THRESHOLD: "strict" }, "THRESHOLD: no such setting; did you mean THRESHOLDS?"],
  [{ SOURCE: "10.0.0.1" }, "SOURCE: no such setting; did you mean SOURCES?"],
];

const ONE_OR_MORE = "one or more arms of CHECKERS, comma-separated";
const RESET =
  "an http:// or https:// URL, called with GET; another method stands before it, as in POST http://host/restart";

/** Those of compare-checkers. */
export const refusedComparisons: typeof refused = [
  [
    { CHECKER: "rst" },
    'CHECKER: expected to be left out, got "rst": compare-checkers.js does not read it; probe-storm, delay-sweep, minimal-storm and check do',
  ],
  [
    { CHECKERS: "rst,fin", FAIL_FAST: "1" },
    'FAIL_FAST: expected to be left out, got "1": compare-checkers.js does not read it; probe-storm does',
  ],
  [
    { CHECKERS: "rst" },
    `CHECKERS: expected all, or two or more, comma-separated, each ${CHECKERS}, got "rst": one alone is no comparison`,
  ],
  [
    { CHECKERS: "rst,,fin" },
    `CHECKERS: expected all, or two or more, comma-separated, each ${CHECKERS}, got "rst,,fin": a name is missing between the commas`,
  ],
  [{ CHECKERS: "rst,fin,rst" }, 'CHECKERS: expected each name once, got "rst,fin,rst": rst is in it twice'],
  [{ CHECKERS: "rst,haproxi" }, `CHECKERS: expected ${CHECKERS}, got "haproxi"; did you mean haproxy?`],
  [
    { CHECKERS: "rst,fin", DELAY: "5ms" },
    `DELAY: expected to be left out, got "5ms": rst, fin would ignore it; ${takers("delayMs")}`,
  ],
  [{ CHECKERS: "rst,fin", GATE: "haproxy" }, 'GATE: expected one of rst, fin, got "haproxy": there is no arm haproxy'],
  [
    { CHECKERS: "rst,half-open", GATE: "half-opn" },
    'GATE: expected one of rst, half-open, got "half-opn": there is no arm half-opn; did you mean half-open?',
  ],
  [
    { CHECKERS: "rst,fin", GATE: "rst," },
    `GATE: expected ${ONE_OR_MORE}, got "rst,": a name is missing between the commas`,
  ],
  [{ CHECKERS: "rst,fin", GATE: "rst,rst" }, 'GATE: expected each name once, got "rst,rst": rst is in it twice'],
  [
    { TARGET: "127.0.0.1:25", CHECKERS: "rst,fin", RESET_URL: "127.0.0.1/restart" },
    `RESET_URL: expected ${RESET}, got 17 bytes`,
  ],
  [
    { TARGET: "127.0.0.1:25", CHECKERS: "rst,fin", RESET_URL: "DELETE http://127.0.0.1/" },
    `RESET_URL: expected ${RESET}, got "DELETE http://127.0.0.1/"`,
  ],
];

/** What is refused only where TARGET is left out. */
export const refusedEmbedded: typeof refused = [
  [
    { CHECKERS: "rst,fin", RESET_URL: "http://127.0.0.1/restart" },
    'RESET_URL: expected TARGET beside it, got "http://127.0.0.1/restart": the embedded server is a fresh one each time',
  ],
];
