/** Greeted, asks for nothing, logs out before any login: https://www.rfc-editor.org/rfc/rfc9051 */
import { hexOfText, latin1 } from "../wire/bytes";
import type { Protocol } from "../wire/protocol-client";
import { beginsWith, finds, isNot, sendLine } from "../wire/steps";

export const imap: Protocol = {
  summary: "waits for the greeting, says NOOP, then LOGOUT",
  ports: [{ port: 143 }, { port: 993, tls: true }],
  accepts: "a greeting * OK or * PREAUTH, then OK to NOOP and to LOGOUT",
  refusals: ["* BYE (too many connections, shutting down)"],
  greets: (received) => /^\* (OK|PREAUTH)[ \r]/.test(latin1(received)),
  steps: () => [
    beginsWith("* "),
    isNot(hexOfText("BYE")),
    finds("^(OK|PREAUTH)[ \\r][^\\n]*\\n"),
    sendLine("a1 NOOP"),
    finds("(?m)^a1 OK[ \\r]"),
    sendLine("a2 LOGOUT"),
    finds("(?m)^a2 OK[ \\r]"),
  ],
};
