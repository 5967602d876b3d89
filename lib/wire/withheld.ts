/**
 * Bytes that clients and checkers send and expect may be credentials, and reports are kept where many can read them: they
 * tell how much was given, not what.
 */
import type { Match } from "../model/extension";
import { counted } from "../text/format";
import { byteCount } from "./bytes";

/** `17 bytes`. @param hex as {@link bytes} reads them */
export function bytesWithheld(hex: string): string {
  return counted(byteCount(hex), "byte");
}

export function matchWithheld(match: Match): string {
  if (match.kind === "literal" || match.kind === "contains") return bytesWithheld(match.hex);
  return match.kind === "regex" ? `a pattern of ${counted(match.pattern.length, "character")}` : match.kind;
}
