/** Greeted, and gone again with QUIT before any login: https://www.rfc-editor.org/rfc/rfc959 */
import { latin1 } from "../wire/bytes";
import type { Protocol } from "../wire/protocol-client";
import { reply } from "../wire/smtp-messages";
import { sendLine } from "../wire/steps";

export const ftp: Protocol = {
  summary: "waits for the greeting, says QUIT",
  ports: [{ port: 21 }, { port: 990, tls: true }],
  accepts: "a greeting 220, then 221 to QUIT",
  refusals: ["421 (vsftpd: There are too many connected users)", "500 OOPS (vsftpd cannot start)"],
  greets: (received) => /^220[ -].*FTP/is.test(latin1(received)),
  steps: () => [...reply("220"), sendLine("QUIT"), ...reply("221")],
};
