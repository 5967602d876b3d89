/** `option spop-check`: HAPROXY-HELLO of the stream processing offload protocol, marked as a health check, and an AGENT-HELLO. */
import { hexOfBytes, lengthPrefixed } from "../bytes";
import { is, send } from "../steps";
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

export const spopCheck: readonly Rule[] = [
  send(lengthPrefixed(HELLO, 4)),
  // Its type is 101; AGENT-DISCONNECT is 102.
  is("^(?s:.){4}e", 5),
];
