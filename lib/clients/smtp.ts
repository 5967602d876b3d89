/**
 * A mail client that has nothing to send: https://www.rfc-editor.org/rfc/rfc5321
 *
 * It waits for the whole greeting: whoever speaks before is a spammer to postscreen and to exim. It gives a full name (EHLO with a bare
 * word is refused in places), sends no mail, and says QUIT.
 */
import { latin1 } from "../wire/bytes";
import type { Protocol } from "../wire/protocol-client";
import { reply } from "../wire/smtp-messages";
import { sendLine } from "../wire/steps";

export const smtp: Protocol = {
  summary: "waits for the greeting, says EHLO, then QUIT",
  ports: [{ port: 25 }, { port: 587 }, { port: 465, tls: true }],
  accepts: "a greeting 220, then 250 to EHLO and 221 to QUIT",
  refusals: ["421 (exim: Too many concurrent SMTP connections)", "554 (no service here)", "450 or 550 to EHLO"],
  greets: (received) => /^220[ -].*SMTP/is.test(latin1(received)),
  steps: () => [
    ...reply("220"),
    sendLine("EHLO probe-storm.invalid"),
    ...reply("250"),
    sendLine("QUIT"),
    ...reply("221"),
  ],
};
