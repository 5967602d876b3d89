/**
 * Bytes are lower-case hex. These functions make hex of texts and numbers and turn it back, without TextEncoder, which k6 does not have.
 */

/** UTF-8 bytes of a text. */
export function hexOfText(text: string): string {
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})|[\s\S]/g, (unit, escaped?: string) =>
    escaped === undefined ? unit.charCodeAt(0).toString(16) : escaped.toLowerCase(),
  );
}

/** For strings whose characters are bytes, as HAProxy's configuration is made of them. */
export function hexOfBytes(bytes: string): string {
  let hex = "";
  for (let i = 0; i < bytes.length; i++) hex += be(bytes.charCodeAt(i), 1);
  return hex;
}

/** A character for each byte; for looking at greetings. */
export function latin1(hex: string): string {
  return pairs(hex)
    .map((byte) => String.fromCharCode(parseInt(byte, 16)))
    .join("");
}

/** Bytes as quoted text for people: printable ASCII as it is, the rest as `\r`, `\n`, `\t` and `\xHH`. */
export function quoted(hex: string): string {
  const text = pairs(hex).map((byte) => {
    const code = parseInt(byte, 16);
    return ESCAPES.get(byte) ?? (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : `\\x${byte}`);
  });
  return `"${text.join("")}"`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["0d", "\\r"],
  ["0a", "\\n"],
  ["09", "\\t"],
  ["22", '\\"'],
  ["5c", "\\\\"],
]);

/** A number as bytes, the highest first. */
export function be(value: number, bytes: number): string {
  return value.toString(16).padStart(2 * bytes, "0");
}

/** A number as bytes, the lowest first. */
export function le(value: number, bytes: number): string {
  return pairs(be(value, bytes)).reverse().join("");
}

/** A number in seven bits a byte, the lowest first; the eighth bit says that more follow. MQTT, Protocol Buffers and HPACK write it. */
export function varint(value: number): string {
  return value < 0x80 ? be(value, 1) : be(0x80 | (value % 0x80), 1) + varint(Math.floor(value / 0x80));
}

/** How many bytes these are. */
export function byteCount(hex: string): number {
  return hex.length / 2;
}

/** The bytes behind their length. @param bytes that the length itself takes, the highest first */
export function lengthPrefixed(hex: string, bytes: number): string {
  return be(byteCount(hex), bytes) + hex;
}

function pairs(hex: string): string[] {
  return hex.match(/../g) ?? [];
}
