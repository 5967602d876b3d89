/**
 * The answer to an HTTP/1 request, read to the end of its headers. A checker that left at the status line would leave the rest
 * unread, and its close would be an RST.
 */
import { finds, type Expect } from "./steps";

/** @param codes a pattern (RE2) for the status codes that are good */
export function httpStatus(codes = "[23][0-9][0-9]"): Expect {
  return finds(`(?s)^HTTP/1\\.[01] (?:${codes})[ \\r].*\\r\\n\\r\\n`);
}
