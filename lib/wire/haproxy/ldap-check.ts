/** `option ldap-check`: an anonymous simple bind (LDAPv3), and a BindResponse with resultCode success. */
import { ldapBind } from "../ldap-messages";
import { is, send } from "../steps";
import type { Expect, Rule } from "./rules";

/** Lengths in BER: one byte, or the number of bytes that follow; Active Directory writes four. */
const LENGTH = "(?:[\\x00-\\x7f]|[^\\x00-\\x7f](?s:.){2}|[^\\x00-\\x7f](?s:.){4})";
const BIND_RESPONSE = `^0${LENGTH}\\x02\\x01\\x01a${LENGTH}\\x0a\\x01`;

const starts = (pattern: string, minBytes: number, wrong: string): Expect => ({
  ...is(pattern, minBytes),
  wrong,
});

export const ldapCheck: readonly Rule[] = [
  send(ldapBind("", "")),
  starts("^0", 14, "L7RSP"),
  starts(BIND_RESPONSE, 14, "L7RSP"),
  starts(`${BIND_RESPONSE}\\x00`, 14, "L7STS"),
];
