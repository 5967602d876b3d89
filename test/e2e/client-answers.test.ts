/**
 * What each client of a protocol says, byte by byte as its peer gets it, and which answers it takes: the real exchange against a peer that
 * answers by the book.
 *
 * One k6 for all of them: a script that runs each client once.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientWire, type ClientWireOptions } from "../../lib/clients/index";
import type { ProtocolName } from "../../lib/model/config";
import type { ExchangeResult } from "../../lib/model/extension";
import { runK6 } from "../support/k6";

/** Text as bytes; a blob of hex stands between bars: `"OK|00ff|"`. */
const hex = (text: string) =>
  text
    .split("|")
    .map((part, index) => (index % 2 === 1 ? part.replace(/\s/g, "") : Buffer.from(part, "latin1").toString("hex")))
    .join("");

interface Row {
  client: ProtocolName;
  title: string;
  options?: Partial<ClientWireOptions>;
  /** What the peer answers: first its greeting (empty: none), then one for each thing it is told. It closes behind the last. */
  answers: string[];
  /** The peer stays on behind its last answer. */
  stays?: true;
  /** What the peer got, one for each send; left out: as in the row before. */
  says?: string[];
  accepted: boolean;
}

const MYSQL_GREETING =
  "|4a0000 00 0a|5.5.5-10.11.6-MariaDB|00 07000000 4142434445464748 00 fef7 2d 0200 ff81 15 00000000000000000000 4142434445464748494a4b4c 00|";
const MYSQL_LOGIN = `|27000001 01820000 00000001 21 ${"00".repeat(23)}|probe|00 00|`;
const MYSQL_SAYS = [MYSQL_LOGIN, "|01000000 01|"];
const POSTGRES_START =
  "|00000043 00030000|user|00|probe|00|database|00|postgres|00|application_name|00|probe-storm|0000|";
const SSH_SAYS = "SSH-2.0-probe_storm\r\n|0000001c 0b 01 0000000b 00000003|bye|00000000 0000000000000000000000|";
const REDIS_PING = "*1\r\n$4\r\nPING\r\n";
const REDIS_QUIT = "*1\r\n$4\r\nQUIT\r\n";
const MQTT_CONNECT = "|10 0c 0004|MQTT|04 02 003c 0000|";
const LDAP_BIND = "|300c 020101 6007 020103 0400 8000|";
const LDAP_UNBIND = "|3005 020102 4200|";
const DNS_QUERY = "|001b 7073 0000 0001000000000000 09|localhost|00 0001 0001|";
const AMQP_START = "|01 0000 00000010 000a000a 00 09 00000000 00000000 00 ce|";
const AMQP_TUNE = "|01 0000 0000000c 000a001e 07ff 00020000 003c ce|";
const H2_SETTINGS = "|000006 04 00 00000000 0003 00000064|";
const H2_SERVING = "|000007 00 00 00000001 00 00000002 0801|";
const GRPC_CALL =
  "|000000 04 01 00000000|" +
  "|000083 01 04 00000001 83 86 00 05|:path|1c|/grpc.health.v1.Health/Check|00 0a|:authority|0c|shop.example" +
  "|00 0c|content-type|10|application/grpc|00 0a|user-agent|0b|probe-storm|00 02|te|08|trailers" +
  "|000005 00 01 00000001 0000000000|";
const GRPC_SAYS = ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n|000000 04 00 00000000|", GRPC_CALL];
const GOAWAY = "|000021 07 00 00000000 00000001 00000000|client transport shutdown";
/** grpc-status in Huffman code, and plainly, behind a first field. */
const huffman = (value: string) => `|000010 01 05 00000001 88 40 88 9acac8b21234da8f ${value} 00000000|`;
const plain = (value: string) => `|000014 01 05 00000001 88 40 0b|grpc-status${value}|00000000|`;

const rows: Row[] = [
  {
    client: "smtp",
    title: "a whole greeting over two lines",
    answers: ["220-mx ESMTP\r\n220 go\r\n", "250-mx\r\n250-SIZE\r\n250 HELP\r\n", "221 bye\r\n"],
    says: ["EHLO probe-storm.invalid\r\n", "QUIT\r\n"],
    accepted: true,
  },
  {
    client: "smtp",
    title: "421",
    answers: ["421 Too many concurrent SMTP connections\r\n"],
    stays: true,
    says: [],
    accepted: false,
  },
  { client: "smtp", title: "554", answers: ["554 no service\r\n"], stays: true, accepted: false },
  {
    client: "smtp",
    title: "EHLO refused",
    answers: ["220 mx\r\n", "550 no\r\n"],
    stays: true,
    says: ["EHLO probe-storm.invalid\r\n"],
    accepted: false,
  },
  {
    client: "ftp",
    title: "a greeting with a text between",
    answers: ["220-hello\r\n all\r\n220 go\r\n", "221 bye\r\n"],
    says: ["QUIT\r\n"],
    accepted: true,
  },
  {
    client: "ftp",
    title: "421",
    answers: ["421 There are too many connected users\r\n"],
    stays: true,
    says: [],
    accepted: false,
  },
  {
    client: "imap",
    title: "OK",
    answers: ["* OK ready\r\n", "a1 OK NOOP\r\n", "* BYE\r\na2 OK done\r\n"],
    says: ["a1 NOOP\r\n", "a2 LOGOUT\r\n"],
    accepted: true,
  },
  {
    client: "imap",
    title: "PREAUTH",
    answers: ["* PREAUTH hi\r\n", "* 2 EXISTS\r\na1 OK\r\n", "a2 OK done\r\n"],
    accepted: true,
  },
  { client: "imap", title: "BYE", answers: ["* BYE too many\r\n"], stays: true, says: [], accepted: false },
  { client: "ssh", title: "a banner", answers: ["SSH-2.0-OpenSSH_9.2\r\n", "|00|"], says: [SSH_SAYS], accepted: true },
  { client: "ssh", title: "lines before the banner", answers: ["hello\r\nSSH-2.0-x\r\n", "|00|"], accepted: true },
  { client: "ssh", title: "Exceeded MaxStartups", answers: ["Exceeded MaxStartups\r\n"], says: [], accepted: false },
  { client: "ssh", title: "a penalty", answers: ["Not allowed at this time\r\n"], accepted: false },
  {
    client: "mysql",
    title: "granted",
    answers: [MYSQL_GREETING, "|07000002 00 00 00 0200 0000|", ""],
    says: MYSQL_SAYS,
    accepted: true,
  },
  {
    client: "mysql",
    title: "denied",
    answers: [MYSQL_GREETING, "|48000002 ff 1504|#28000Access denied for user 'probe'@'localhost'", ""],
    accepted: true,
  },
  {
    client: "mysql",
    title: "no such method",
    answers: [MYSQL_GREETING, "|48000002 ff e304|#08004Client does not support", ""],
    accepted: true,
  },
  {
    client: "mysql",
    title: "the last place is an administrator's",
    answers: [MYSQL_GREETING, "|17000002 ff 1004|#08004Too many connections"],
    says: [MYSQL_LOGIN],
    accepted: false,
  },
  {
    client: "mysql",
    title: "denied, as a user that was named",
    options: { user: "storm" },
    answers: [MYSQL_GREETING, "|48000002 ff 1504|#28000Access denied for user 'storm'@'localhost'"],
    says: [MYSQL_LOGIN.replace("probe", "storm")],
    accepted: false,
  },
  {
    client: "mysql",
    title: "another method wanted",
    answers: [MYSQL_GREETING, "|2c000002 fe|caching_sha2_password|00|12345678901234567890|00|"],
    stays: true,
    says: [MYSQL_LOGIN],
    accepted: false,
  },
  {
    client: "mysql",
    title: "too many connections",
    answers: ["|17000000 ff 1004|Too many connections"],
    says: [],
    accepted: false,
  },
  {
    client: "mysql",
    title: "blocked",
    answers: ["|40000000 ff 6904|Host 'x' is blocked"],
    stays: true,
    accepted: false,
  },
  {
    client: "postgres",
    title: "ready",
    answers: ["", "R|00000008 00000000|S|00000005 00|Z|00000005|I"],
    says: [POSTGRES_START],
    accepted: true,
  },
  {
    client: "postgres",
    title: "SASL",
    answers: ["", "R|00000017 0000000a|SCRAM-SHA-256|0000|"],
    stays: true,
    accepted: true,
  },
  { client: "postgres", title: "MD5", answers: ["", "R|0000000c 00000005 fffefdfc|"], stays: true, accepted: true },
  {
    client: "postgres",
    title: "no rule",
    answers: ["", "E|00000020|SFATAL|00|C28000|00|Mno pg_hba.conf entry|0000|"],
    accepted: true,
  },
  {
    client: "postgres",
    title: "no rule, for a user that was named",
    options: { user: "storm" },
    answers: ["", "E|00000020|SFATAL|00|C28000|00|Mno pg_hba.conf entry|0000|"],
    says: [POSTGRES_START.replace("|probe|00|database", "|storm|00|database")],
    accepted: false,
  },
  {
    client: "postgres",
    title: "too many clients",
    answers: ["", "E|00000020|SFATAL|00|C53300|00|Msorry, too many clients already|0000|"],
    says: [POSTGRES_START],
    accepted: false,
  },
  {
    client: "postgres",
    title: "no slot left behind the login",
    answers: ["", "R|00000008 00000000|E|00000020|SFATAL|00|C53300|00|Mremaining slots are reserved|0000|"],
    accepted: false,
  },
  {
    client: "redis",
    title: "PONG",
    answers: ["", "+PONG\r\n", "+OK\r\n"],
    says: [REDIS_PING, REDIS_QUIT],
    accepted: true,
  },
  {
    client: "redis",
    title: "a password wanted",
    answers: ["", "-NOAUTH Authentication required.\r\n", "+OK\r\n"],
    accepted: true,
  },
  {
    client: "redis",
    title: "max clients",
    answers: ["", "-ERR max number of clients reached\r\n"],
    stays: true,
    says: [REDIS_PING],
    accepted: false,
  },
  { client: "redis", title: "loading", answers: ["", "-LOADING Redis is loading\r\n"], stays: true, accepted: false },
  {
    client: "redis",
    title: "as a user",
    options: { user: "stürmer", password: "no secret" },
    answers: ["", "+OK\r\n", "+PONG\r\n", "+OK\r\n"],
    says: [`*3\r\n$4\r\nAUTH\r\n$8\r\nst|c3bc|rmer\r\n$9\r\nno secret\r\n`, REDIS_PING, REDIS_QUIT],
    accepted: true,
  },
  {
    client: "redis",
    title: "with a wrong password",
    options: { password: "no secret" },
    answers: ["", "-WRONGPASS invalid\r\n"],
    stays: true,
    says: [`*2\r\n$4\r\nAUTH\r\n$9\r\nno secret\r\n`],
    accepted: false,
  },
  {
    client: "memcached",
    title: "VERSION",
    answers: ["", "VERSION 1.6.18\r\n", ""],
    says: ["version\r\n", "quit\r\n"],
    accepted: true,
  },
  {
    client: "memcached",
    title: "too many",
    answers: ["", "ERROR Too many open connections\r\n"],
    stays: true,
    says: ["version\r\n"],
    accepted: false,
  },
  {
    client: "mqtt",
    title: "accepted",
    answers: ["", "|20020000|", ""],
    says: [MQTT_CONNECT, "|e000|"],
    accepted: true,
  },
  { client: "mqtt", title: "not authorised", answers: ["", "|20020005|", ""], accepted: true },
  {
    client: "mqtt",
    title: "unavailable",
    answers: ["", "|20020003|"],
    stays: true,
    says: [MQTT_CONNECT],
    accepted: false,
  },
  {
    client: "mqtt",
    title: "not authorised, as a user that was named",
    options: { user: "me", password: "pw" },
    answers: ["", "|20020005|"],
    stays: true,
    says: ["|10 14 0004|MQTT|04 c2 003c 0000 0002|me|0002|pw"],
    accepted: false,
  },
  {
    client: "ldap",
    title: "success",
    answers: ["", "|300c 020101 6107 0a0100 0400 0400|", ""],
    says: [LDAP_BIND, LDAP_UNBIND],
    accepted: true,
  },
  {
    client: "ldap",
    title: "success in long lengths, as Active Directory writes them",
    answers: ["", "|3084 00000010 020101 6184 00000007 0a0100 0400 0400|", ""],
    accepted: true,
  },
  {
    client: "ldap",
    title: "not anonymously",
    answers: ["", "|3018 020101 6113 0a0130 0400 040c|not allowed!", ""],
    accepted: true,
  },
  {
    client: "ldap",
    title: "busy",
    answers: ["", "|300c 020101 6107 0a0133 0400 0400|"],
    stays: true,
    says: [LDAP_BIND],
    accepted: false,
  },
  {
    client: "ldap",
    title: "wrong password of a name that was given",
    options: { user: "cn=me", password: "pw" },
    answers: ["", "|300c 020101 6107 0a0131 0400 0400|"],
    stays: true,
    says: ["|3013 020101 600e 020103 0405|cn=me|8002|pw"],
    accepted: false,
  },
  {
    client: "dns",
    title: "an address",
    answers: ["", "|002b 7073 8400 0001000100000000 09|localhost|00 0001 0001 c00c 00010001 00002710 0004 7f000001|"],
    says: [DNS_QUERY],
    accepted: true,
  },
  {
    client: "dns",
    title: "refused",
    answers: ["", "|001b 7073 8005 0001000000000000 09|localhost|00 0001 0001|"],
    accepted: true,
  },
  { client: "dns", title: "the question sent back", answers: ["", DNS_QUERY], stays: true, accepted: false },
  {
    client: "amqp",
    title: "granted or not: all that follows at once",
    answers: ["", AMQP_START, AMQP_TUNE, ""],
    says: [
      "AMQP|00000901|",
      "|01 0000 00000068 000a000b 00000049 07|product|53 0000000b|probe-storm|0c|capabilities|46 0000001f 1c|authentication_failure_close|7401 05|PLAIN|00000007 00|probe|00 05|en_US|ce|",
      "|01 0000 0000000c 000a001f 0001 00002000 0000 ce 01 0000 00000008 000a0028 01 2f 00 00 ce 01 0000 0000000e 000a0032 00c8 03|bye|0000 0000 ce|",
    ],
    accepted: true,
  },
  {
    client: "amqp",
    title: "denied",
    answers: ["", AMQP_START, "|01 0000 00000020 000a0032 0193 15|ACCESS_REFUSED - PLAIN|000a000b ce|", ""],
    accepted: true,
  },
  {
    client: "amqp",
    title: "another version",
    answers: ["", "AMQP|00000901|"],
    says: ["AMQP|00000901|"],
    accepted: false,
  },
  {
    client: "grpc",
    title: "SERVING",
    answers: ["", H2_SETTINGS, `|000000 04 01 00000000||000004 01 04 00000001 885f 8b1d|${H2_SERVING}`, ""],
    says: [...GRPC_SAYS, GOAWAY],
    accepted: true,
  },
  { client: "grpc", title: "unimplemented, plainly", answers: ["", H2_SETTINGS, plain("|02|12"), ""], accepted: true },
  {
    client: "grpc",
    title: "unimplemented, in Huffman code",
    answers: ["", H2_SETTINGS, huffman("8208bf"), ""],
    accepted: true,
  },
  {
    client: "grpc",
    title: "unauthenticated, in Huffman code",
    answers: ["", H2_SETTINGS, huffman("820b9f"), ""],
    accepted: true,
  },
  {
    client: "grpc",
    title: "permission denied, in Huffman code",
    answers: ["", H2_SETTINGS, huffman("8177"), ""],
    accepted: true,
  },
  {
    client: "grpc",
    title: "NOT_SERVING",
    answers: ["", H2_SETTINGS, H2_SERVING.replace("0801", "0802")],
    stays: true,
    says: GRPC_SAYS,
    accepted: false,
  },
  {
    client: "grpc",
    title: "unavailable, plainly",
    answers: ["", H2_SETTINGS, plain("|02|14")],
    stays: true,
    accepted: false,
  },
  {
    client: "grpc",
    title: "unavailable, in Huffman code",
    answers: ["", H2_SETTINGS, huffman("820b5f")],
    stays: true,
    accepted: false,
  },
  {
    client: "grpc",
    title: "not HTTP/2",
    answers: ["", "HTTP/1.1 400 Bad Request\r\n\r\n"],
    stays: true,
    says: GRPC_SAYS.slice(0, 1),
    accepted: false,
  },
  {
    client: "http",
    title: "404",
    answers: ["", "HTTP/1.1 404 Not Found\r\n\r\n"],
    says: [
      "GET / HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: probe-storm\r\nAccept: */*\r\nConnection: close\r\n\r\n",
    ],
    accepted: true,
  },
  {
    client: "http",
    title: "429",
    answers: ["", "HTTP/1.1 429 Too Many Requests\r\n\r\n"],
    stays: true,
    accepted: false,
  },
  {
    client: "http",
    title: "503",
    answers: ["", "HTTP/1.1 503 Service Unavailable\r\n\r\n"],
    stays: true,
    accepted: false,
  },
];

/** A peer for one client: it records what it is told, and answers whatever it is told next. */
/** What a row's client is meant to say: as the row before it, unless it says so itself. */
function saidIn(index: number): readonly string[] {
  let from = index;
  while (rows[from]!.says === undefined) from--;
  expect(rows[from]!.client).toBe(rows[index]!.client);
  return rows[from]!.says!.map(hex);
}

/** Each answer comes once all that was to be said before it has come, in however many segments. */
function peer(row: Row, index: number): Promise<{ server: Server; port: number; heard: string[] }> {
  const heard: string[] = [];
  const turns = saidIn(index).map((_, turn, said) => said.slice(0, turn + 1).join("").length);
  const [greeting, ...answers] = row.answers.map(hex);
  const server = createServer((socket) => {
    const answer = (bytes: string | undefined, last: boolean) => {
      if (bytes !== undefined && bytes !== "") socket.write(Buffer.from(bytes, "hex"));
      if (last && row.stays !== true) socket.end();
    };
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      heard.push(chunk.toString("hex"));
      if (heard.join("").length < (turns[0] ?? 0)) return;
      turns.shift();
      if (answers.length > 0) answer(answers.shift(), answers.length === 0);
    });
    answer(greeting, answers.length === 0);
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port, heard })),
  );
}

const SCRIPT = `
import { Exchange } from "k6/x/healthcheck";
const specs = JSON.parse(open(__ENV.SPECS));
export const options = { vus: 1, iterations: 1, throw: true };
export default function () {
  specs.forEach((spec, index) => {
    const { ok, cause, error, ended } = new Exchange(spec).run();
    console.log("RESULT " + JSON.stringify({ index, ok, cause, error, ended }));
  });
}
`;

type Told = Pick<ExchangeResult, "ok" | "cause" | "error" | "ended">;

const BASE: ClientWireOptions = {
  host: "shop.example",
  tls: "off",
  serverName: "",
  send: "",
  expect: null,
  user: null,
  password: null,
};

const results: Told[] = [];
const heard: string[][] = [];
const folder = mkdtempSync(join(tmpdir(), "probe-storm-answers-"));

beforeAll(async () => {
  const peers = await Promise.all(rows.map(peer));
  const specs = rows.map(({ client, options }, index) => ({
    ...clientWire(client, { ...BASE, ...options }),
    target: `127.0.0.1:${peers[index]!.port}`,
    role: "client",
    name: "client",
    // Longer than a mismatch may take to be told, shorter than anybody wants to wait for one that is not.
    timeoutMs: 10_000,
  }));
  const files = { script: join(folder, "answers.js"), specs: join(folder, "specs.json") };
  writeFileSync(files.script, SCRIPT);
  writeFileSync(files.specs, JSON.stringify(specs));
  const run = ["run", "--quiet", "--address", "", "--log-format", "raw", "--include-system-env-vars=false"];
  const { code, stdout, stderr } = await runK6([...run, "-e", `SPECS=${files.specs}`, files.script]);
  for (const { server } of peers) server.close();
  for (const line of (stdout + stderr).split("\n")) {
    if (!line.startsWith("RESULT ")) continue;
    const { index, ...told } = JSON.parse(line.slice("RESULT ".length)) as Told & { index: number };
    results[index] = told;
  }
  if (code !== 0 || results.length !== rows.length) throw new Error(`exit ${code}: ${stdout}${stderr}`);
  heard.push(...peers.map((one) => one.heard));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(rows.map((row, index) => ({ ...row, index })))("$client: $title", ({ accepted, index }) => {
  // Bytes that were turned down are an answer: never silence, never a reset.
  const { error, ...told } = results[index]!;
  const expected = accepted ? { ok: true, cause: "" } : { ok: false, cause: "rejected" };
  expect(told, error).toEqual({ ...expected, ended: "fin" });

  expect(heard[index]!.join("")).toBe(saidIn(index).join(""));
});
