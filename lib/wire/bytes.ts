/** Bytes travel as lower-case hex; these make it of text and numbers and turn it back, without TextEncoder, which k6 does not have. */

/** UTF-8 bytes of a text, as hex. */
export function hexOfText(text: string): string {
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})|[\s\S]/g, (unit, escaped?: string) =>
    escaped === undefined ? unit.charCodeAt(0).toString(16) : escaped.toLowerCase(),
  );
}

/** Bytes as quoted text for people: printable ASCII as it is, the rest as `\r`, `\n`, `\t` and `\xHH`. */
export function quoted(hex: string): string {
  const named: Record<string, string> = { "0d": "\\r", "0a": "\\n", "09": "\\t", "22": '\\"', "5c": "\\\\" };
  const bytes = hex.match(/../g) ?? [];
  const text = bytes.map((byte) => {
    const code = parseInt(byte, 16);
    return named[byte] ?? (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : `\\x${byte}`);
  });
  return `"${text.join("")}"`;
}

/** A number as bytes, the highest first. */
export function be(value: number, bytes: number): string {
  return value.toString(16).padStart(2 * bytes, "0");
}

/** A number as bytes, the lowest first. */
export function le(value: number, bytes: number): string {
  return be(value, bytes).match(/../g)!.reverse().join("");
}
