/** LDAP: a simple bind, and unbind. https://www.rfc-editor.org/rfc/rfc4511 (4.2, 4.3) */
import { be, byteCount } from "./bytes";

export const LDAP_UNBIND = "30050201024200";

/** Message 1, version 3. @param name and password are hex, and empty for an anonymous bind */
export function ldapBind(name: string, password: string): string {
  return ber("30", ber("02", "01") + ber("60", ber("02", "03") + ber("04", name) + ber("80", password)));
}

/** Type, length, value. */
function ber(type: string, value: string): string {
  const length = byteCount(value);
  if (length < 0x80) return type + be(length, 1) + value;
  return type + (length < 0x100 ? `81${be(length, 1)}` : `82${be(length, 2)}`) + value;
}
