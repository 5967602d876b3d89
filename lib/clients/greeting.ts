/**
 * Waits to be spoken to: accepted when the service's greeting begins as it did on the first contacts.
 *
 * A refusal in words is bytes as well ("Exceeded MaxStartups", "421 Too many connections"), so any bytes will not do. What two
 * greetings have in common at their beginning, up to four bytes, is what the protocol always says ("SSH-", "220 ").
 */
import type { Match } from "../model/extension";
import { byteCount } from "../wire/bytes";
import { polite, type TlsOptions } from "../wire/client-wire";

const PREFIX_BYTES = 4;

export const greeting = (options: TlsOptions, match: Match) => polite(options, { kind: "expect", match });

/** What the next greeting must be, from those received so far (hex, none of them empty). */
export function greetingMatch(received: readonly string[]): Match {
  const bytes = Math.min(PREFIX_BYTES, ...received.map(byteCount));
  const first = received[0] ?? "";
  let common = 0;
  while (common < bytes && received.every((hex) => hex.startsWith(first.slice(0, 2 * (common + 1))))) common++;
  return common > 0 ? { kind: "literal", hex: first.slice(0, 2 * common) } : { kind: "length", bytes };
}
