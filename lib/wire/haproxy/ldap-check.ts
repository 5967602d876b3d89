/**
 * `option ldap-check`: an anonymous simple bind (LDAPv3), and a BindResponse with resultCode success.
 *
 * HAProxy looks once there are 14 bytes, and then waits for as many as the message says (src/tcpcheck.c, tcpcheck_ldap_expect_bindrsp).
 */
import { ldapBind } from "../ldap-messages";
import { is, send } from "../steps";
import type { Expect, Rule } from "./rules";

/** The length of the message: one byte, or the number of bytes that follow, two or four; Active Directory writes four. */
const LENGTH = "(?:[\\x00-\\x7f]|[^\\x00-\\x7f](?s:.){2}|[^\\x00-\\x7f](?s:.){4})";
/** Of what is inside any number is passed over. */
const INNER_LENGTH = "(?:[\\x00-\\x7f]|[^\\x00-\\x7f](?s:.){1,4}?)";
const BIND_RESPONSE = `^0${LENGTH}\\x02\\x01\\x01a${INNER_LENGTH}\\x0a\\x01`;

const whole = (pattern: string, wrong: string): Expect => ({
  kind: "expect",
  match: { kind: "message", length: "ber", pattern },
  wrong,
});

export const ldapCheck: readonly Rule[] = [
  send(ldapBind("", "")),
  { ...is("^0", 14), wrong: "L7RSP" },
  whole(BIND_RESPONSE, "L7RSP"),
  whole(`${BIND_RESPONSE}\\x00`, "L7STS"),
];
