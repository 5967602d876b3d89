/** The statuses themselves. test/captures/haproxy-outcomes.test.ts compares them with those of a real HAProxy. */
import { expect, test } from "vitest";
import { hexOfText } from "../../lib/wire/bytes";
import type { Connections } from "../../lib/model/checker";
import { connectionsOf, PLAIN, type Rule } from "../../lib/wire/haproxy/rules";
import { checkStatus } from "../../lib/checkers/check-status";
import { styles } from "../../lib/checkers/styles/index";
import type { ExchangeResult } from "../../lib/model/extension";

const READY = {
  kind: "expect",
  match: { kind: "contains", hex: hexOfText("ready") },
  wrong: "L7STS",
  late: "L6TOUT",
} satisfies Rule;
const SEND: Rule = { kind: "send", hex: "00" };

const failed = (cause: ExchangeResult["cause"], failedStep: number, others: Partial<ExchangeResult> = {}) => ({
  ok: false,
  cause,
  stage: failedStep < 0 ? "connect" : "step",
  failedStep,
  ...others,
});
const OK = { ok: true, received: "" };

test.each<[string, Connections, object, string]>([
  ["the connection was made", connectionsOf(PLAIN), OK, "L4OK"],
  ["the TLS handshake was made", connectionsOf(PLAIN, { tls: {} }), OK, "L6OK"],
  ["the answer came", connectionsOf([READY]), OK, "L7OK"],
  ["the check was sent, and there was nothing to wait for", connectionsOf([SEND]), OK, "L7OK"],
  ["a rule has a word of its own", connectionsOf([{ ...READY, ok: "L6OK" }]), OK, "L6OK"],
  [
    "a 404 passes",
    connectionsOf([READY], {}, { on404: { up: "L7OKC", down: "L7STS" } }),
    { ok: true, received: hexOfText("HTTP/1.1 404 ") },
    "L7OKC",
  ],
  [
    "a 200 comes where a 404 would pass",
    connectionsOf([READY], {}, { on404: { up: "L7OKC", down: "L7STS" } }),
    { ok: true, received: hexOfText("HTTP/1.1 200 ") },
    "L7OK",
  ],
  ["the connection was refused", connectionsOf(PLAIN), failed("refused", -1, { errno: "ECONNREFUSED" }), "L4CON"],
  ["there was no route", connectionsOf(PLAIN), failed("syn-dropped", -1, { errno: "EHOSTUNREACH" }), "L4CON"],
  ["there was no network", connectionsOf(PLAIN), failed("harness", -1, { errno: "ENETUNREACH" }), "L4CON"],
  ["nobody answers", connectionsOf(PLAIN), failed("syn-dropped", -1, { errno: "" }), "L4TOUT"],
  ["the generator was in trouble", connectionsOf(PLAIN), failed("harness", -1, { errno: "EMFILE" }), "SOCKERR"],
  ["the TLS handshake was refused", connectionsOf(PLAIN, { tls: {} }), failed("rejected", 0), "L6RSP"],
  ["the TLS handshake met silence", connectionsOf(PLAIN, { tls: {} }), failed("queued-not-served", 0), "L6TOUT"],
  [
    "the TLS handshake met a reset",
    connectionsOf(PLAIN, { tls: {} }),
    failed("reset", 0, { bytesReceived: 0 }),
    "L6RSP",
  ],
  ["another answer came", connectionsOf([READY]), failed("rejected", 0, { bytesReceived: 3 }), "L7STS"],
  ["another answer came, then a reset", connectionsOf([READY]), failed("reset", 0, { bytesReceived: 3 }), "L7STS"],
  ["a reset came without an answer", connectionsOf([READY]), failed("reset", 0, { bytesReceived: 0 }), "SOCKERR"],
  [
    "a reset came behind a send",
    connectionsOf([READY, SEND, READY]),
    failed("reset", 2, { bytesReceived: 3 }),
    "SOCKERR",
  ],
  ["half an answer came", connectionsOf([READY]), failed("slow", 0, { bytesReceived: 3 }), "L6TOUT"],
  ["silence came behind a TLS handshake", connectionsOf([READY], { tls: {} }), failed("unanswered", 1), "L6TOUT"],
  ["nothing came", connectionsOf([READY]), failed("queued-not-served", 0, { bytesReceived: 0 }), "L6TOUT"],
  [
    "another answer came to a rule with the usual words",
    connectionsOf([{ kind: "expect", match: READY.match }]),
    failed("rejected", 0),
    "L7RSP",
  ],
  [
    "an answer came late to a rule with the usual words",
    connectionsOf([{ kind: "expect", match: READY.match }]),
    failed("slow", 0),
    "L7TOUT",
  ],
])("HAProxy has the status for this result: %s", (_, connections, result, word) => {
  expect(checkStatus({ vocabulary: "haproxy", connections }, [result as ExchangeResult], true).word).toBe(word);
});

test("the last connection that was made decides", () => {
  const connections = connectionsOf([{ kind: "connect" }, READY, { kind: "connect", port: 143 }]);
  const word = (...results: object[]) =>
    checkStatus({ vocabulary: "haproxy", connections }, results as ExchangeResult[], true).word;
  expect(word(failed("rejected", 0, { bytesReceived: 1 }))).toBe("L7STS");
  expect(word(OK, failed("refused", -1))).toBe("L4CON");
  expect(word(OK, OK)).toBe("L4OK");
});

test("a connection without statuses of its own has the usual one", () => {
  const wire = styles.get("half-open")!.wire({ timeoutMs: 1_000 });
  expect(checkStatus({ vocabulary: "haproxy", connections: [wire] }, [OK as ExchangeResult], true).word).toBe("L4OK");
});

test("a checker without a vocabulary has no status", () => {
  const status = checkStatus({ vocabulary: null, connections: connectionsOf(PLAIN) }, [OK as ExchangeResult], true);
  expect(status).toEqual({ word: "", ok: true });
});

test("a 404 is a success while the server is UP, and no longer once it is DOWN", () => {
  const connections = connectionsOf([READY], {}, { on404: { up: "L7OKC", down: "L7STS" } });
  const missing = [{ ok: true, received: hexOfText("HTTP/1.1 404 ") } as ExchangeResult];
  expect(checkStatus({ vocabulary: "haproxy", connections }, missing, true)).toEqual({ word: "L7OKC", ok: true });
  expect(checkStatus({ vocabulary: "haproxy", connections }, missing, false)).toEqual({ word: "L7STS", ok: false });
});

test("a rule whose failure is a conditional success counts as one", () => {
  const connections = connectionsOf([{ ...READY, wrong: "L7OKC" }]);
  const wrong = [failed("rejected", 0, { bytesReceived: 3 }) as ExchangeResult];
  expect(checkStatus({ vocabulary: "haproxy", connections }, wrong, true)).toEqual({ word: "L7OKC", ok: true });
});
