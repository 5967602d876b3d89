/**
 * `option smtpchk`: banner, HELO or EHLO, QUIT; a FIN at the end.
 *
 * A banner of several lines fails at once: up to 2.6 only a blank may follow its code.
 */
import { hexOfBytes } from "../bytes";
import { finds, send, sendLine } from "../steps";
import type { Rule } from "./rules";

const answer = (pattern: string, wrong: string, minBytes?: number): Rule => ({
  ...finds(pattern),
  ...(minBytes !== undefined && { minBytes }),
  wrong,
});

export function smtpCheck(hello = "HELO localhost"): readonly Rule[] {
  return [
    { kind: "connect", default: true, linger: true },
    answer("^[0-9]{3}[ \\r]", "L7RSP", 4),
    answer("^2[0-9]{2}[ \\r]", "L7STS", 4),
    send(hexOfBytes(`${hello}\r\n`)),
    answer("^(?:2[0-9]{2}-[^\\r]*\\r\\n)*2[0-9]{2}[ \\r]", "L7STS"),
    sendLine("QUIT"),
    answer("^2[0-9]{2}[- \\r]", "L7STS", 4),
  ];
}
