/** SMTP: whole replies, which FTP has as well, and a checker's HELO and QUIT. https://www.rfc-editor.org/rfc/rfc5321 */
import type { Step } from "../model/extension";
import { beginsWith, finds, sendLine } from "./steps";

/**
 * A whole reply of SMTP (RFC 5321, 4.2) and FTP (RFC 959, 4.2): a code of three digits and a text, over one line or several, of which
 * the last has a blank behind the code.
 *
 * Another code is turned down by its first wrong digit, without waiting for the text.
 */
export const reply = (code: string): Step[] => [beginsWith(code), finds(`^(-(?s:.*)\\n${code})?( [^\\n]*)?\\r?\\n`)];

/** The line that ends a reply, wherever it is found: a checker waits for it, and does not turn another code down at once. */
const lastLine = (code: string): Step => finds(`(?m)^${code} .*\\r\\n`);

/** The banner, HELO and QUIT, each with its answer. @param name what the checker calls itself */
export function smtpHelo(name: string): Step[] {
  return [lastLine("220"), sendLine(`HELO ${name}`), lastLine("250"), sendLine("QUIT"), lastLine("221")];
}
