/** `option spop-check`: HAPROXY-HELLO of the stream processing offload protocol, marked as a health check, and an AGENT-HELLO. */
import { hexOfBytes, lengthPrefixed } from "../bytes";
import { send } from "../steps";
import type { Rule } from "./rules";

/** Types of the protocol's data. */
const UINT32 = "\x03";
const STRING = "\x08";
const TRUE = "\x11";

const text = (value: string) => String.fromCharCode(value.length) + value;

/** Type 1, the flag of a whole frame, stream 0, frame 0; 16,380 is the largest frame. */
const HELLO = hexOfBytes(
  [
    "\x01" + "\0\0\0\x01" + "\0\0",
    text("supported-versions") + STRING + text("2.0"),
    text("max-frame-size") + UINT32 + "\xfc\xf0\x06",
    text("capabilities") + STRING + text(""),
    text("healthcheck") + TRUE,
  ].join(""),
);

/** What an agent must tell, in any order: one of HAProxy's versions, a size of 256 to 16,380 bytes, capabilities whatever they are. */
const TOLD = [
  "\\x07version\\x08\\x03[12][.]0",
  "\\x0emax-frame-size[\\x01-\\x04][^\\x00-\\x7f](?s:.){1,3}?",
  "\\x0ccapabilities\\x08[\\x00-\\x7f][ -~]*",
];
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];
const ITEMS = ORDERS.map((order) => order.map((i) => TOLD[i]).join("")).join("|");

/** AGENT-HELLO is of type 101; AGENT-DISCONNECT is 102 (src/flt_spoe.c, spoe_handle_healthcheck_response). */
const AGENT_HELLO = `^(?s:.{4})e\\x00\\x00\\x00\\x01\\x00\\x00(?:${ITEMS})$`;

export const spopCheck: readonly Rule[] = [
  send(lengthPrefixed(HELLO, 4)),
  { kind: "expect", match: { kind: "message", length: "uint32", pattern: AGENT_HELLO } },
];
