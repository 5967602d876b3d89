/** HTTP/2 frames as hex: https://www.rfc-editor.org/rfc/rfc9113#section-4 */
import { hexOfText } from "./bytes";

export const PREFACE = hexOfText("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

export const FRAME = { data: 0, headers: 1, settings: 4, ping: 6, goAway: 7, windowUpdate: 8 } as const;
export const FLAG = { none: 0, ack: 1, endStream: 1, endHeaders: 4 } as const;

/** @param payload hex */
export function frame(type: keyof typeof FRAME, flag: keyof typeof FLAG, stream: number, payload = ""): string {
  return `${number(payload.length / 2, 3)}${number(FRAME[type], 1)}${number(FLAG[flag], 1)}${number(stream, 4)}${payload}`;
}

export const setting = (id: number, value: number): string => `${number(id, 2)}${number(value, 4)}`;

/** The highest byte first. */
export function number(value: number, bytes: number): string {
  return value.toString(16).padStart(2 * bytes, "0");
}

/** A header field that is not to be indexed, its text spelled out, not in Huffman code: https://www.rfc-editor.org/rfc/rfc7541#section-6.2.2 */
export function header(name: string, value: string): string {
  return `00${text(name)}${text(value)}`;
}

function text(value: string): string {
  const hex = hexOfText(value);
  return integer(hex.length / 2) + hex;
}

/** With a prefix of 7 bits: https://www.rfc-editor.org/rfc/rfc7541#section-5.1 */
function integer(value: number): string {
  if (value < 0x7f) return number(value, 1);
  let rest = value - 0x7f;
  let result = "7f";
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) result += number(0x80 | (rest % 0x80), 1);
  return result + number(rest, 1);
}
