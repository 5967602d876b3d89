import { expect, test } from "vitest";
import { chooseClient } from "../../lib/clients/choose-client";
import { firstContact, nextContact as next, type FirstContact } from "../../lib/clients/first-contact";
import { clientWire } from "../../lib/clients/index";
import { protocols } from "../../lib/clients/protocols";
import { type ProtocolName } from "../../lib/model/config";
import type { Wire } from "../../lib/model/checker";
import type { ClientConfig } from "../../lib/model/config";
import type { Cause } from "../../lib/model/extension";

const nextContact = (...args: Parameters<typeof next>) => next(...args)?.wire ?? null;
const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");
const client = (part: Partial<ClientConfig> = {}): ClientConfig => ({
  kind: "auto",
  wire: null,
  ratePerSecond: 10,
  timeoutMs: 5000,
  tls: "off",
  serverName: "",
  source: null,
  ...part,
});
const greeted = (text: string): FirstContact => ({
  ok: true,
  received: hex(text),
  cause: "",
  error: "",
  errno: "",
  failedStep: -1,
});
const failed = (cause: Cause, error: string, failedStep: number): FirstContact => ({
  ok: false,
  received: "",
  cause,
  error,
  errno: "",
  failedStep,
});
const silent = failed("queued-not-served", "nothing came within 1.5 s", 0);
const refused = failed("refused", "ECONNREFUSED", -1);
const silentInside = failed("unanswered", "nothing came within 1.5 s", 1);
const polite = { handshake: "full", ending: { kind: "half-close", withinMs: 1000 }, prove: {} };

test("the first contact listens for 1.5 s and leaves politely", () => {
  expect(firstContact(client())).toEqual({
    ...polite,
    steps: [{ kind: "expect", match: { kind: "any" }, withinMs: 1500 }],
  });
});

test("the first contact is no longer than a client may take, and speaks TLS where clients do", () => {
  expect(firstContact(client({ timeoutMs: 800, tls: "insecure", serverName: "mx" })).steps).toEqual([
    { kind: "tls", serverName: "mx", verify: false },
    { kind: "expect", match: { kind: "any" }, withinMs: 800 },
  ]);
});

test("CLIENT=auto, greeted both times: the greeting's beginning is what counts", () => {
  expect(chooseClient(client(), [greeted("220 mx 1"), greeted("220 mx 2")])).toEqual({
    refusal: "",
    wire: { ...polite, steps: [{ kind: "expect", match: { kind: "literal", hex: hex("220 ") } }] },
    client: {
      kind: "greeting",
      accepts: 'a greeting that begins with "220 "',
      evidence: "service",
      reason: '2 of 2 first contacts were greeted: "220 mx 1"',
    },
    notes: [],
  });
});

test("CLIENT=auto, greeted once, silence once: the greeting counts", () => {
  const { client: chosen } = chooseClient(client(), [silent, greeted("220 mx 2")]);
  expect(chosen).toMatchObject({ kind: "greeting", reason: '1 of 2 first contacts was greeted: "220 mx 2"' });
});

test("CLIENT=auto, not greeted: connect, with the caveat", () => {
  const choice = chooseClient(client(), [silent, silent]);
  expect(choice).toEqual({
    refusal: "",
    wire: { ...polite, steps: [] },
    client: {
      kind: "connect",
      accepts: "a completed TCP handshake",
      evidence: "kernel",
      reason: "the first contacts were not greeted within 1.5 s",
      advice:
        "Name the client of the service's protocol (CLIENT=http, tls, redis, …), or send-expect with CLIENT_SEND and CLIENT_EXPECT: its answer " +
        "proves that the service serves.",
    },
    notes: [expect.stringMatching(/^The clients only connect, .*A CLIENT that speaks its protocol/)],
  });
});

test("CLIENT=auto, hung up on without a word: connect", () => {
  const closed = failed("rejected", "closed before the answer", 0);
  expect(chooseClient(client(), [closed, closed]).client.kind).toBe("connect");
});

test("CLIENT=auto, not greeted inside TLS: the TLS handshake is the service's own work", () => {
  const choice = chooseClient(client({ tls: "on", serverName: "mx" }), [silentInside, silentInside]);
  expect(choice.client).toMatchObject({ accepts: "a completed TLS handshake", evidence: "service" });
  expect(choice.wire.steps).toEqual([{ kind: "tls", serverName: "mx", verify: true }]);
  expect(choice.notes).toEqual([]);
});

test("CLIENT=auto, a certificate that does not fit: not let in, and the reason says why", () => {
  const unknown = failed("rejected", "certificate signed by unknown authority", 0);
  const choice = chooseClient(client({ tls: "on", serverName: "mx" }), [unknown, unknown]);
  expect(choice.client.reason).toBe(
    "the target did not let the first contact in (rejected: certificate signed by unknown authority)",
  );
});

test.each([
  ["refused", refused],
  ["reset", failed("reset", "ECONNRESET", 0)],
  ["SYN dropped", failed("syn-dropped", "no answer to the SYN", -1)],
  ["final ACK dropped", failed("final-ack-dropped", "the handshake was not taken in", 0)],
  ["harness", failed("harness", "EMFILE", -1)],
])("CLIENT=auto, not let in (%s): the run goes on with a client that finds out, and says so", (_, contact) => {
  const choice = chooseClient(client(), [contact, contact]);
  expect(choice.refusal).toBe("");
  expect(choice.client).toEqual({
    kind: "greeting",
    accepts: "a greeting of any bytes",
    evidence: "service",
    reason: `the target did not let the first contact in (${contact.cause}: ${contact.error})`,
  });
  expect(choice.notes).toEqual(["What the target says to its clients could not be found out; CLIENT names it."]);
});

test("CLIENT=auto, let in once and never again: our own contact is named as what may have ended it", () => {
  expect(chooseClient(client(), [silent, refused]).client.reason).toMatch(
    /^the target did not let anybody in after the first contact, which may be what ended it \(refused: /,
  );
});

test("CLIENT=greeting against a silent service stays what was asked for", () => {
  const choice = chooseClient(client({ kind: "greeting" }), [silent, silent]);
  expect(choice.wire.steps).toEqual([{ kind: "expect", match: { kind: "any" } }]);
  expect(choice.client).toMatchObject({ kind: "greeting", evidence: "service" });
});

const options = {
  host: "h",
  tls: "off",
  serverName: "",
  send: "",
  expect: null,
  user: null,
  password: null,
} as const;

const mariadb = "\x4a\0\0\0\x0a5.5.5-10.11.6-MariaDB\0rest";
const logsIn = { ok: true, received: hex(mariadb), cause: "", error: "", errno: "", failedStep: -1 } as const;

test("CLIENT=greeting is refused where leaving without a login is counted, after one contact", () => {
  const insists = client({ kind: "greeting" });
  expect(nextContact(insists, [greeted(mariadb)])).toBeNull();
  expect(chooseClient(insists, [greeted(mariadb)]).refusal).toBe(
    'CLIENT: expected CLIENT=mysql, which logs in (a denied login is an answer, too), got "greeting": the target speaks MySQL ("5.5.5-10.11.6-MariaDB") and counts whoever leaves without a login as an attacker',
  );
});

const known: [protocol: ProtocolName, greeting: string][] = [
  ["mysql", mariadb],
  ["smtp", "220 mx.example ESMTP Postfix (Debian/GNU)\r\n"],
  ["smtp", "220-mail.example ESMTP Exim 4.96\r\n220 no spam\r\n"],
  ["ftp", "220 (vsFTPd 3.0.3)\r\n"],
  ["ftp", "220 ProFTPD Server ready.\r\n"],
  ["imap", "* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n"],
  ["imap", "* PREAUTH ready\r\n"],
  ["ssh", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"],
  ["ssh", "SSH-1.99-Cisco-1.25\n"],
];

test.each(known)("CLIENT=auto knows %s by %o: the second contact is its client, and so are all", (protocol, text) => {
  const wire = clientWire(protocol, options)!;
  expect(nextContact(client(), [])).toEqual(firstContact(client()));
  expect(nextContact(client(), [greeted(text)])).toEqual(wire);
  expect(nextContact(client(), [greeted(text), logsIn])).toBeNull();
  const choice = chooseClient(client(), [greeted(text), { ...logsIn, received: hex(text) }]);
  expect(choice.refusal).toBe("");
  expect(choice.wire).toEqual(wire);
  expect(choice.client).toMatchObject({ kind: protocol, accepts: protocols[protocol].accepts, evidence: "service" });
  expect(choice.client.reason).toMatch(
    new RegExp(`^CLIENT=auto chose ${protocol}: the first contact was greeted with ".*", which is ${protocol}$`),
  );
});

test.each([
  "220 ready\r\n",
  "220 mx.example ESMTP and FTP\r\n",
  "+OK POP3 ready\r\n",
  "* BYE too many connections\r\n",
  "Exceeded MaxStartups\r\n",
  "421 Too many concurrent SMTP connections\r\n",
  "hello SSH-2.0-\r\n",
  "GREETINGS!\r\n",
])("CLIENT=auto takes %o for a greeting of no protocol that it knows", (text) => {
  expect(nextContact(client(), [greeted(text)])).toEqual(firstContact(client()));
  expect(chooseClient(client(), [greeted(text), greeted(text)]).client.kind).toBe("greeting");
});

test("CLIENT=auto, a protocol that is known but does not accept its client: the greeting counts, and the reason says why", () => {
  const second = { ...failed("rejected", "502 unknown", 3), received: hex("220 x SMTP\r\n502") };
  const { client: chosen, wire } = chooseClient(client(), [greeted("220 x SMTP\r\n"), second]);
  expect(wire.steps).toEqual([{ kind: "expect", match: { kind: "literal", hex: hex("220 ") } }]);
  expect(chosen).toMatchObject({
    kind: "greeting",
    reason:
      'CLIENT=auto chose greeting: the first contact was greeted with "220 x SMTP\\r\\n", which is smtp, ' +
      "but was not accepted as its client (rejected: 502 unknown)",
  });
});

test("a host that is blocked already is MySQL, too, and is never left without a login", () => {
  const error = "\x2a\0\0\0\xff\x69\x04Host 'x' is blocked because of errors";
  const choice = chooseClient(client(), [greeted(error), failed("rejected", "Host 'x' is blocked", 1)]);
  expect(choice.wire).toEqual(clientWire("mysql", options));
  expect(choice.client.reason).toMatch(/Host 'x' is blocked.*, but was not accepted as its client \(rejected: /);
});

test("inside TLS a protocol that begins TLS by itself is not looked for", () => {
  const inside = client({ tls: "on", serverName: "mx" });
  expect(nextContact(inside, [greeted(mariadb)])).toEqual(firstContact(inside));
  expect(nextContact(inside, [greeted("* OK ready\r\n")])).toEqual(
    clientWire("imap", { ...options, tls: "on", serverName: "mx" }),
  );
});

const named: [kind: ClientConfig["kind"], wire: Wire | null, accepts: string, evidence: string][] = [
  ["http", clientWire("http", options), "an HTTP answer with a status from 1xx to 4xx, but for 408 and 429", "service"],
  ["tls", clientWire("tls", options), "a completed TLS handshake", "service"],
  ["connect", clientWire("connect", options), "a completed TCP handshake", "kernel"],
  [
    "send-expect",
    clientWire("send-expect", { ...options, send: "00", expect: { kind: "regex", pattern: "^OK" } }),
    "an answer that was asked for (a pattern of 3 characters)",
    "service",
  ],
  [
    "steps",
    {
      ...clientWire("connect", options)!,
      steps: [
        { kind: "expect", match: { kind: "length", bytes: 1 } },
        { kind: "expect", match: { kind: "literal", hex: hex("250") } },
      ],
    },
    "an answer of at least 1 byte, then one that was asked for (3 bytes)",
    "service",
  ],
];

test("what a server writes down of a client all the same is told, unless it was given credentials", () => {
  const wire = clientWire("amqp", options)!;
  expect(chooseClient(client({ kind: "amqp", wire }), []).notes).toEqual([protocols.amqp.remark]);
  expect(chooseClient(client({ kind: "amqp", wire, credentials: true }), []).notes).toEqual([]);
});

test.each(named)("CLIENT=%s needs no contact before its first attempt", (kind, wire, accepts, evidence) => {
  const choice = chooseClient(client({ kind, wire }), []);
  expect(choice.wire).toBe(wire);
  expect(choice.client).toMatchObject({ kind, accepts, evidence, reason: "" });
  expect("advice" in choice.client).toBe(evidence === "kernel");
  expect(choice.notes.length).toBe(evidence === "kernel" ? 1 : 0);
});
