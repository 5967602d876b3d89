/** HTTP/2 as hex and as steps: frames, header fields, and what every client says first and last. https://www.rfc-editor.org/rfc/rfc9113 */
import type { Step } from "../model/extension";
import { be, byteCount, hexOfText, varint } from "./bytes";
import { begins, skip } from "./steps";

export const PREFACE = hexOfText("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

const TYPE = { data: 0, headers: 1, settings: 4, ping: 6, goAway: 7, windowUpdate: 8 } as const;
const FLAG = { none: 0, ack: 1, endStream: 1, endHeaders: 4, endBoth: 5 } as const;

/** RFC 9113, 4.1. @param payload hex */
export function frame(type: keyof typeof TYPE, flag: keyof typeof FLAG, stream: number, payload = ""): string {
  return be(byteCount(payload), 3) + be(TYPE[type], 1) + be(FLAG[flag], 1) + be(stream, 4) + payload;
}

export const setting = (id: number, value: number): string => be(id, 2) + be(value, 4);

/** GOAWAY behind stream 1, without an error. @param reason for people */
export const goAway = (reason = ""): string => frame("goAway", "none", 0, be(1, 4) + be(0, 4) + hexOfText(reason));

/** The length of the server's SETTINGS, whatever they are, and the rest of that frame's header. */
export const serverSettings: readonly Step[] = [skip(3), begins("040000000000")];

/** A header field that is not to be indexed, its text spelled out, not in Huffman code: https://www.rfc-editor.org/rfc/rfc7541#section-6.2.2 */
export function header(name: string, value: string): string {
  return `00${headerText(name)}${headerText(value)}`;
}

function headerText(value: string): string {
  const hex = hexOfText(value);
  return headerLength(byteCount(hex)) + hex;
}

/** With a prefix of 7 bits: https://www.rfc-editor.org/rfc/rfc7541#section-5.1 */
export function headerLength(value: number): string {
  return value < 0x7f ? be(value, 1) : `7f${varint(value - 0x7f)}`;
}
