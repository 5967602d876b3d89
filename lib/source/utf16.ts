/**
 * Decodes UTF-16, which `>` writes in Windows PowerShell: `terraform show -json plan > plan.json` is such a file.
 *
 * The files that are read here begin with ASCII, so UTF-16 without a byte order mark shows in the zero bytes beside the first characters.
 */

/** More arguments at once are more than k6's engine takes. */
const CHUNK = 8_192;
/** How many characters at the beginning must be ASCII where there is no mark. */
const LOOK = 4;

/** The text of a file in UTF-16, without its mark; null: it is none. */
export function utf16Text(bytes: Uint8Array): string | null {
  const order = orderOf(bytes);
  if (order === null) return null;
  let text = "";
  for (let from = order.start; from + 1 < bytes.length; from += 2 * CHUNK) {
    const units: number[] = [];
    for (let at = from; at + 1 < Math.min(bytes.length, from + 2 * CHUNK); at += 2)
      units.push((bytes[at + order.high] ?? 0) * 256 + (bytes[at + 1 - order.high] ?? 0));
    text += String.fromCharCode(...units);
  }
  return text;
}

/** @returns `start`: where the text begins; `high`: where in a pair the upper byte stands, 0 or 1 */
function orderOf(bytes: Uint8Array): { start: number; high: number } | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { start: 2, high: 1 };
  if (first === 0xfe && second === 0xff) return { start: 2, high: 0 };
  for (const high of [0, 1]) if (isAscii(bytes, high)) return { start: 0, high };
  return null;
}

function isAscii(bytes: Uint8Array, high: number): boolean {
  if (bytes.length < 2 * LOOK) return false;
  for (let at = 0; at < 2 * LOOK; at += 2) {
    const low = bytes[at + 1 - high] ?? 0;
    if (bytes[at + high] !== 0 || low === 0 || low > 0x7f) return false;
  }
  return true;
}
