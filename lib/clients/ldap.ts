/**
 * A simple bind, anonymous unless CLIENT_USER gives a name, then unbind: https://www.rfc-editor.org/rfc/rfc4511 (4.2, 4.3)
 *
 * A server that does not want anonymous binds says so with a result code, which is an answer.
 */
import { hexOfText } from "../wire/bytes";
import { LDAP_UNBIND, ldapBind } from "../wire/ldap-messages";
import type { Protocol } from "../wire/protocol-client";
import { is, send } from "../wire/steps";

/** success; stronger authentication, confidentiality, another method, other credentials wanted; unwilling to perform. */
const ANSWERS = "[\\x00\\x08\\x0d\\x30\\x31\\x35]";

export const ldap: Protocol = {
  summary: "binds anonymously, or as CLIENT_USER (a DN) with CLIENT_PASSWORD, then unbinds",
  ports: [{ port: 389 }, { port: 636, tls: true }],
  accepts: "a bind response with success; without credentials also one that denies (8, 13, 48, 49, 53)",
  refusals: ["result 51 (busy)", "result 52 (unavailable)", "a notice of disconnection"],
  login: "user and password",
  steps: ({ user, password }) => [
    send(ldapBind(hexOfText(user ?? ""), hexOfText(password ?? ""))),
    // Message 1, bind response (0x61), result code. Lengths are one byte, or 0x81 to 0x84 and as many more (Active Directory).
    is(`(?s)^0.{1,5}?\\x02\\x01\\x01a.{1,5}?\\x0a\\x01${user === null ? ANSWERS : "\\x00"}`, 14),
    send(LDAP_UNBIND),
    // The server closes on it. A FIN of ours before that is a connection that slapd no longer knows, and a line in its log.
    { kind: "hold", ms: 1_000 },
  ],
};
