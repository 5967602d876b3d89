import { expect, test } from "vitest";
import { readToEnd } from "../../lib/wire/read-to-end";
import { proveSteps } from "../../lib/wire/prove-steps";
import type { Ending, Handshake, Proof, Step } from "../../lib/model/extension";

const any: Step = { kind: "expect", match: { kind: "any" } };
const ping: Step = { kind: "send", hex: "50494e47" };
const rst: Ending = { kind: "rst" };

const table: [what: string, Handshake, Step[], Ending, Proof][] = [
  ["nothing but an RST comes at once", "full", [], rst, { closeGapMaxMs: 1.5, ended: "rst" }],
  ["nothing but a FIN ends it", "full", [], { kind: "fin" }, { ended: "fin" }],
  [
    "an end behind waits comes no earlier, and a fifth later at the most",
    "full",
    [
      { kind: "wait", ms: 30 },
      { kind: "wait", ms: 20 },
    ],
    rst,
    { closeGapMinMs: 50, closeGapMaxMs: 60, ended: "rst" },
  ],
  [
    "a half-open check sends the SYN alone",
    "half-open",
    [{ kind: "wait", ms: 3 }],
    rst,
    { segsOut: 1, closeGapMinMs: 3, ended: "rst" },
  ],
  ["the data of a half-open check carry the ACK", "half-open", [ping], rst, { ended: "rst", sentMin: 4 }],
  [
    "what is sent counts",
    "full",
    [ping, { kind: "hold", ms: 70 }, ping],
    rst,
    { ended: "rst", sentMin: 8, heldMinMs: 70 },
  ],
  ["a hold without length is held at least", "full", [{ kind: "hold" }], rst, { ended: "rst", heldMinMs: 500 }],
  [
    "a long hold that the service ends counts",
    "full",
    [{ kind: "hold", ms: 60_000 }],
    rst,
    { ended: "rst", heldMinMs: 500 },
  ],
  ["an answer is the service's to give", "full", [any], { kind: "drain-fin" }, { ended: "fin" }],
  [
    "what comes after an answer is not made when there is none",
    "full",
    [ping, any, ping, { kind: "wait", ms: 5 }, { kind: "hold", ms: 70 }],
    { kind: "half-close" },
    { ended: "fin", sentMin: 4 },
  ],
  [
    "bytes that no step reads make an RST of a FIN, so neither proves anything",
    "full",
    [ping, { kind: "expect", match: { kind: "literal", hex: "2b" }, maxBytes: 1 }],
    { kind: "fin" },
    { sentMin: 4 },
  ],
  [
    "a message of which no more than its length is taken may have bytes behind it",
    "full",
    [ping, { kind: "expect", match: { kind: "message", length: "uint16", exact: true } }],
    { kind: "fin" },
    { sentMin: 4 },
  ],
  [
    "a message that is taken with what lies behind it leaves none",
    "full",
    [ping, { kind: "expect", match: { kind: "message", length: "uint16" } }],
    { kind: "fin" },
    { ended: "fin", sentMin: 4 },
  ],
  [
    "an answer that is read to its end leaves none",
    "full",
    [ping, readToEnd],
    { kind: "fin" },
    { ended: "fin", sentMin: 4 },
  ],
  [
    "what comes after a TLS handshake is not made when there is none",
    "full",
    [{ kind: "tls", verify: true }, ping],
    rst,
    { ended: "rst" },
  ],
];

test.each(table)("the proof of a check: %s", (_, handshake, steps, ending, proof) => {
  expect(proveSteps(handshake, steps, ending)).toEqual(proof);
});
