import { expect, test } from "vitest";
import { chooseClient, firstContact, type FirstContact } from "../../lib/clients/choose-client";
import { clientWire } from "../../lib/clients/index";
import type { Wire } from "../../lib/checker";
import type { ClientConfig } from "../../lib/config";
import type { Cause } from "../../xk6/healthcheck";

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
  failedStep: -1,
});
const failed = (cause: Cause, error: string, failedStep: number): FirstContact => ({
  ok: false,
  received: "",
  cause,
  error,
  failedStep,
});
const silent = failed("queued-not-served", "nothing came within 1.5 s", 0);
const refused = failed("refused", "ECONNREFUSED", -1);
const silentInside = failed("slow", "nothing came within 1.5 s", 1);
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

test("greeted: the greeting's beginning is what counts", () => {
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

test("greeted once, silence once: the greeting counts", () => {
  const { client: chosen } = chooseClient(client(), [silent, greeted("220 mx 2")]);
  expect(chosen).toMatchObject({ kind: "greeting", reason: '1 of 2 first contacts was greeted: "220 mx 2"' });
});

test("not greeted: connect, with the caveat", () => {
  const choice = chooseClient(client(), [silent, silent]);
  expect(choice).toEqual({
    refusal: "",
    wire: { ...polite, steps: [] },
    client: {
      kind: "connect",
      accepts: "a completed TCP handshake",
      evidence: "kernel",
      reason: "the first contacts were not greeted within 1.5 s",
    },
    notes: [expect.stringMatching(/^The clients only connect, .*CLIENT=http/)],
  });
});

test("hung up on without a word: connect as well", () => {
  const closed = failed("rejected", "closed before the answer", 0);
  expect(chooseClient(client(), [closed, closed]).client.kind).toBe("connect");
});

test("not greeted inside TLS: the TLS handshake is the service's own work", () => {
  const choice = chooseClient(client({ tls: "on", serverName: "mx" }), [silentInside, silentInside]);
  expect(choice.client).toMatchObject({ accepts: "a completed TLS handshake", evidence: "service" });
  expect(choice.wire.steps).toEqual([{ kind: "tls", serverName: "mx", verify: true }]);
  expect(choice.notes).toEqual([]);
});

test("a certificate that does not fit: not let in, and the reason says why", () => {
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
])("not let in (%s): the run goes on with a client that finds out, and says so", (_, contact) => {
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

test("let in once and never again: our own contact is named as what may have ended it", () => {
  expect(chooseClient(client(), [silent, refused]).client.reason).toMatch(
    /^the target did not let anybody in after the first contact, which may be what ended it \(refused: /,
  );
});

test("CLIENT=greeting against a silent service stays what was asked for", () => {
  const choice = chooseClient(client({ kind: "greeting" }), [silent, silent]);
  expect(choice.wire.steps).toEqual([{ kind: "expect", match: { kind: "any" } }]);
  expect(choice.client).toMatchObject({ kind: "greeting", evidence: "service" });
});

test.each(["auto", "greeting"] as const)("%s is refused where leaving without a login is counted", (kind) => {
  const handshake = "\x4a\0\0\0\x0a5.5.5-10.11.6-MariaDB\0rest";
  expect(chooseClient(client({ kind }), [greeted(handshake), greeted(handshake)]).refusal).toBe(
    `CLIENT: "${kind}" is refused: the target speaks MySQL ("5.5.5-10.11.6-MariaDB") and counts whoever leaves without a ` +
      "login as an attacker; name a client that logs in, with client steps in a CONFIG file such as examples/mariadb.yaml " +
      "(a denied login is an answer, too)",
  );
});

test("a host that is blocked already is MySQL, too", () => {
  const error = "\x2a\0\0\0\xff\x69\x04Host 'x' is blocked because of errors";
  expect(chooseClient(client(), [greeted(error), refused]).refusal).toMatch(/Host 'x' is blocked/);
});

const options = {
  host: "h",
  tls: "off",
  serverName: "",
  send: "",
  expect: null,
  timeoutMs: 5000,
} as const;

const named: [kind: ClientConfig["kind"], wire: Wire | null, accepts: string, evidence: string][] = [
  ["http", clientWire("http", options), "an HTTP answer with a status from 1xx to 4xx", "service"],
  ["tls", clientWire("tls", options), "a completed TLS handshake", "service"],
  ["connect", clientWire("connect", options), "a completed TCP handshake", "kernel"],
  [
    "send-expect",
    clientWire("send-expect", { ...options, send: "00", expect: { kind: "regex", pattern: "^OK" } }),
    "an answer that matches /^OK/",
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
    'an answer of at least 1 byte, then one that begins with "250"',
    "service",
  ],
];

test.each(named)("a client that was named needs no contact: %s", (kind, wire, accepts, evidence) => {
  const choice = chooseClient(client({ kind, wire }), []);
  expect(choice.wire).toBe(wire);
  expect(choice.client).toEqual({ kind, accepts, evidence, reason: "" });
  expect(choice.notes.length).toBe(evidence === "kernel" ? 1 : 0);
});
