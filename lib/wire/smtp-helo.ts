/** SMTP: the banner, HELO and QUIT, each with its answer. https://www.rfc-editor.org/rfc/rfc5321 */
import type { Step } from "../model/extension";
import { hexOfText } from "./bytes";

/** The last line of an answer has a space behind its code; the lines before it a dash. */
const answer = (code: string): Step => ({
  kind: "expect",
  match: { kind: "regex", pattern: `(?m)^${code} .*\\r\\n` },
});

const says = (line: string): Step => ({ kind: "send", hex: hexOfText(`${line}\r\n`) });

/** @param name what the checker calls itself */
export function smtpHelo(name: string): Step[] {
  return [answer("220"), says(`HELO ${name}`), answer("250"), says("QUIT"), answer("221")];
}
