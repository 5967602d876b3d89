import { expect, test } from "vitest";
import type { ControlReason, Tally } from "../../lib/model/reason";
import { controlText } from "../../lib/report/control-text";
import { journalOf } from "./journals";

const QUEUED =
  "the kernel completed the connections, but the service sent no byte: it accepts no more, or is stuck before it answers";
const REJECTED = "the service answered, but not with what a client is promised, or closed without an answer";
const queued = { cause: "queued-not-served", example: null } as const;
const breaks = (first: number, later: Tally): ControlReason => ({ kind: "control-breaks", ...queued, first, later });

const table: [reason: ControlReason, text: string][] = [
  [
    breaks(57, { attempts: 43, accepted: 0 }),
    `Clients alone bring it down: the first 57 were accepted, then none of 43, before the first check was sent: ${QUEUED}.`,
  ],
  [
    breaks(1, { attempts: 99, accepted: 0 }),
    `Clients alone bring it down: the first one was accepted, then none of 99, before the first check was sent: ${QUEUED}.`,
  ],
  [
    breaks(57, { attempts: 43, accepted: 10 }),
    `Clients alone bring it down: the first 57 were accepted, then only 10 of 43, before the first check was sent: ${QUEUED}.`,
  ],
  [
    { kind: "control-fails", ...queued, clients: { attempts: 100, accepted: 98 } },
    `Clients alone already fail: 98 % of 100 were accepted before the first check was sent: ${QUEUED}.`,
  ],
  [
    { kind: "control-shut-out", cause: "rejected", example: 'expected "220", got "554 no"', attempts: 100 },
    `Not one of 100 clients was accepted before the first check was sent: ${REJECTED} (expected "220", got "554 no").`,
  ],
  [
    { kind: "control-shut-out", cause: null, example: null, attempts: 1 },
    "Not one of 1 client was accepted before the first check was sent.",
  ],
  [
    { kind: "control-too-small", clients: 4, atLeast: 5 },
    "The control is too small: 4 clients in the baseline, at least 5 wanted.",
  ],
  [
    { kind: "control-fills-queue", connections: 1090 },
    "Clients alone fill the accept queue: it kept 1,090 connections in the baseline, before the first check was sent. " +
      "The service does not accept.",
  ],
];

test.each(table)("the reason %o has its sentence", (reason, text) => {
  expect(controlText(reason)).toBe(text);
});

const UNTRUSTED = { order: "100-", causes: { rejected: 100 }, examples: { rejected: "x509: not trusted" } };

test.each([
  [{ CERTIFICATE: 100 }, "CLIENT_TLS=insecure takes any certificate; CLIENT_SNI names the host that it is for."],
  [{}, "The client's expectation does not fit the service: correct CLIENT or CLIENT_EXPECT."],
])("clients of which all were rejected by %o have their own advice", (errnos, advice) => {
  expect(journalOf({ baseline: { ...UNTRUSTED, errnos } }).advice).toEqual([advice]);
});
